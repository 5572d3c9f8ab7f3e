"""Requisitions: what the company is allowed to hire for, the postings that fill them, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

from lever_sandbox.clock import DAY, HOUR
from lever_sandbox.company import WORK_TYPES, Company
from lever_sandbox.identifiers import new_id
from lever_sandbox.jsontypes import Json
from lever_sandbox.pay import amount
from lever_sandbox.postings import PostingRow

#: 2022-11-29: requisitions of before may lack `updatedAt`.
_UPDATED_AT_SINCE = 1_669_680_000_000
_PREFIXES = {
    "Engineering": "ENG",
    "Operations": "OPS",
    "Customer Care": "CARE",
    "Revenue": "REV",
    "G&A": "GA",
    "Design": "DES",
}
#: Recorded: any text, whatever the documentation lists.
_EMPLOYMENT = {
    "Full-time": "Exempt Full-Time",
    "Full Time Employee": "Exempt Full-Time",
    "Vollzeit": "full-time",
    "Part-time": "Non-Exempt Part-Time",
    "Contract": "contractor",
    "Contractor (6 months)": "contractor",
    "Temporary": "temp-worker",
    "Seasonal": "Seasonal / hourly",
    "Internship": "intern",
}
_OWN_STATUSES = ("closed", "draft", "pending", "rejected")
_COST_CENTRES = (("Rotterdam", "9"), ("Berlin", "14"), ("New York", "21"), ("São Paulo", "33"))


class Requisitions:
    """Built with the postings, settled when it is known who was hired."""

    def __init__(self, rng: Random, company: Company, postings: list[PostingRow], now: int) -> None:
        self._rng = rng
        self._company = company
        self._now = now
        self._by_code: dict[str, Json] = {}
        before: PostingRow | None = None
        for number, posting in enumerate(postings):
            for code in self._codes(number, posting, before):
                self._join(code, number, posting)
            before = posting
        self._add_unposted(len(postings))

    @property
    def items(self) -> list[Json]:
        return list(self._by_code.values())

    def id_of(self, code: str) -> str:
        identifier: str = self._by_code[code]["id"]
        return identifier

    def settle(self, hires: Iterable[str], offers: Iterable[tuple[str, str]]) -> None:
        """Count the `hires` (codes) and note the `offers` (code and offer id)."""
        for code in hires:
            self._by_code[code]["headcountHired"] += 1
        for code, offer in offers:
            self._by_code[code]["offerIds"].append(offer)
        for item in self._by_code.values():
            if item["headcountInfinite"]:
                continue
            hired = item["headcountHired"]
            planned = max(hired, 1) if item["status"] == "closed" else hired + 1 + int(self._rng.random() * 2)
            item["headcountTotal"] = planned

    @staticmethod
    def _codes(number: int, posting: PostingRow, before: PostingRow | None) -> list[str]:
        """One for most, none for every fifth; twins share theirs, and a few postings fill two."""
        if before is not None and posting.opened_at == before.opened_at and posting.role is before.role:
            return list(before.body["requisitionCodes"])
        if number % 5 == 0 and number:
            second = number % 20 == 10
            return [] if not second else [_code(number, posting), _code(number + 5_000, posting)]
        return [_code(number, posting)]

    def _join(self, code: str, number: int, posting: PostingRow) -> None:
        body = posting.body
        body["requisitionCodes"].append(code)
        body["reqCode"] = body["reqCode"] or code
        if code in self._by_code:
            self._by_code[code]["postings"].append(posting.id)
        else:
            self._by_code[code] = self._build(code, number, posting)

    def _build(self, code: str, number: int, posting: PostingRow) -> Json:
        rng, body = self._rng, posting.body
        role, office = posting.role, posting.office
        created = body["createdAt"] - DAY - int(rng.random() * 9 * DAY)
        creator = self._company.staff.leader(posting.department).id
        status = body["state"] if body["state"] in _OWN_STATUSES else "open"
        unlimited = posting.closes_at is None and number % 9 in (2, 3)
        item: Json = {
            "id": new_id(rng),
            "createdAt": created,
            "confidentiality": body["confidentiality"],
            "status": status,
            "name": body["text"],
            "requisitionCode": code,
            "headcountTotal": "unlimited" if unlimited else 1,
            "headcountHired": 0,
            "headcountInfinite": unlimited,
            "backfill": number % 4 == 1,
            "creator": creator,
            "owner": body["owner"],
            "hiringManager": body["hiringManager"],
            "internalNotes": "" if number % 3 else "Agreed in the quarterly plan.\nBudget „Wachstum“.",
            "compensationBand": {
                "min": amount(role.pay * 0.9, office.currency, role.interval or "per-year-salary"),
                "max": amount(role.pay * 1.2, office.currency, role.interval or "per-year-salary"),
                "currency": office.currency,
                "interval": role.interval or "per-year-salary",
            }
            if number % 7
            else None,
            "approval": self._approval(number, status, created, creator),
            "employmentStatus": _EMPLOYMENT.get(role.commitment or ""),
            "location": body["categories"]["location"],
            "team": body["categories"]["team"],
            "department": body["categories"]["department"],
            "postings": [posting.id],
            "offerIds": [],
            "timeToFillStartAt": body["createdAt"] if number % 2 == 0 else None,
            "timeToFillEndAt": posting.closes_at if number % 2 == 0 else None,
            "updatedAt": posting.closes_at or min(self._now, created + 3 * DAY),
            "customFields": self._custom_fields(number, created),
            "closedAt": posting.closes_at,
        }
        if item["updatedAt"] < _UPDATED_AT_SINCE and number % 3 == 1:
            del item["updatedAt"]
        return item

    def _approval(self, number: int, status: str, created: int, creator: str) -> Json:
        """Recorded: no approval is an empty list of steps, and an approver is a role's name or a person."""
        if number % 5 == 3:
            return {"steps": []}
        rng = self._rng
        outcome = {"pending": "inprogress", "draft": "inprogress", "rejected": "denied"}.get(status, "approved")
        decided = outcome == "approved"
        approved_at = created + 4 * HOUR + int(rng.random() * DAY)
        user = self._company.users[number % len(self._company.users)]
        role: Json = {
            "id": user["id"],
            "user": "Requisition hiring manager",
            "isDynamic": True,
            "type": "dynamic",
        }
        person: Json = {
            "id": new_id(rng),
            "user": {"userId": self._company.users[0]["id"], "email": self._company.users[0]["email"]},
            "isDynamic": False,
            "type": "static",
        }
        if decided:
            role |= {"approved": True, "approvedAt": approved_at - HOUR}
            person |= {"approved": True, "approvedAt": approved_at}
        step: Json = {
            "completed": outcome != "inprogress",
            "status": outcome,
            "outOfBandOnly": False,
            "approvalsRequired": 1,
            "approvers": [role] if number % 2 else [role, person],
        }
        if number % 4:
            step["id"] = new_id(rng)
        return {
            "steps": [step],
            "id": new_id(rng),
            "status": outcome,
            "startedAt": created + HOUR,
            "approvedAt": approved_at if decided else None,
            "accountId": self._company.account_id,
            "createdBy": creator,
        }

    @staticmethod
    def _custom_fields(number: int, created: int) -> Json:
        city, campus = _COST_CENTRES[number % len(_COST_CENTRES)]
        fields: Json = {"cost_center": {"city": city, "campus_code": campus}}
        if number % 2:
            fields["target_hire_date"] = created + 60 * DAY
        if number % 3 == 0:
            fields["work_type"] = WORK_TYPES[number % len(WORK_TYPES)]
        if number % 4 == 0:
            fields["signing_bonus"] = 1_000 * (number % 6)
        if number % 6 == 1:
            fields["business_case"] = "Neue Schicht ab Herbst"
        return fields

    def _add_unposted(self, postings: int) -> None:
        """Agreed on, or waiting for that, before anybody wrote a posting."""
        for number in range(2 + postings // 20):
            status = ("onHold", "draft", "open", "pending")[number % 4]
            created = self._now - int((5 + self._rng.random() * 90) * DAY)
            user = self._company.users[number % len(self._company.users)]["id"]
            code = f"PLAN-{number + 1}"
            self._by_code[code] = {
                "id": new_id(self._rng),
                "createdAt": created,
                "confidentiality": "non-confidential",
                "status": status,
                "name": f"Planned position {number + 1}",
                "requisitionCode": code,
                "headcountTotal": 1,
                "headcountHired": 0,
                "headcountInfinite": False,
                "backfill": False,
                "creator": user,
                "owner": None,
                "hiringManager": None,
                "internalNotes": "",
                "compensationBand": None,
                "approval": {"steps": []},
                "employmentStatus": None,
                "location": None,
                "team": None,
                "department": ("Engineering", "Legal")[number % 2],
                "postings": [],
                "offerIds": [],
                "timeToFillStartAt": None,
                "timeToFillEndAt": None,
                "updatedAt": created + DAY,
                "customFields": {},
                "closedAt": None,
            }


def _code(number: int, posting: PostingRow) -> str:
    return f"{_PREFIXES[posting.department]}-{201 + number}"
