"""Offers in every status, with signatures, documents and custom fields."""

from __future__ import annotations

from datetime import datetime, timezone
from random import Random
from typing import NamedTuple

from lever_sandbox.clock import DAY, HOUR, MINUTE
from lever_sandbox.company import Company
from lever_sandbox.identifiers import new_id
from lever_sandbox.journeys import OFFER_DECLINED, Journey
from lever_sandbox.jsontypes import Json
from lever_sandbox.office_hours import working_moment
from lever_sandbox.pay import amount
from lever_sandbox.postings import PostingRow
from lever_sandbox.users import Colleague

STATUSES = ("draft", "approval-sent", "approved", "sent", "sent-manually", "opened", "denied", "signed")
OPEN_STATUSES = STATUSES[:6]
_SENT = ("sent", "sent-manually", "opened", "denied", "signed")


def build_offers(
    rng: Random,
    company: Company,
    posting: PostingRow,
    opportunity: Json,
    application: Json,
    journey: Journey,
    now: int,
    requisition: str | None,
    status: str | None = None,
) -> list[Json]:
    """What was offered in the stage Offer, which `journey` has reached: in the end `status`, or what fits its end.

    Sometimes there was a first offer that was turned down.
    """
    stay = journey.stays[-1]
    created = working_moment(rng, stay.entered + int(rng.random() * 4 * HOUR), posting.office.utc_offset)
    ends = stay.left - HOUR
    if created > now or created >= ends:
        created = stay.entered + MINUTE
    final = status or _final_status(rng, journey, created, now)
    ends = min(ends, now - MINUTE)
    offers = []
    terms = Terms.of(rng, company, posting, requisition)
    if status is None and final == "signed" and rng.random() < 0.08:
        between = created + (ends - created) // 3
        first = build_offer(rng, terms.lower(), opportunity, application, created)
        _walk(rng, first, opportunity, "denied", created, between, posting.office.utc_offset)
        offers.append(first)
        created = between + MINUTE
    offer = build_offer(rng, terms, opportunity, application, created)
    _walk(rng, offer, opportunity, final, created, max(ends, created + MINUTE), posting.office.utc_offset)
    if offer["signatures"] and rng.random() < 0.25:
        _countersign(offer, company.staff.leader(posting.department))
    if rng.random() < 0.1:
        # Neither key is in Lever's own attribute list.
        del offer["posting"]
        del offer["approved"]
    return [*offers, offer]


def _final_status(rng: Random, journey: Journey, created: int, now: int) -> str:
    if journey.archived is None:
        stay = journey.stays[-1]
        share = (now - created) / max(1, stay.left - created)
        status = OPEN_STATUSES[min(int(share * len(OPEN_STATUSES)), len(OPEN_STATUSES) - 1)]
        return "sent-manually" if status == "opened" and rng.random() < 0.2 else status
    if journey.hired:
        return "signed"
    return "denied" if journey.archived[0] == OFFER_DECLINED else ("sent", "approved", "draft")[int(rng.random() * 3)]


def _countersign(offer: Json, signer: Colleague) -> None:
    """Documented: other signers stand beside the candidate. Assumed: their key and role."""
    signed_at = offer["sentAt"]
    offer["signatures"]["company_signature_1"] = {
        "role": "company",
        "name": signer.name,
        "email": signer.email,
        "firstOpenedAt": signed_at,
        "lastOpenedAt": signed_at,
        "signedAt": signed_at,
        "signed": True,
    }


#: What an offer goes through on its way; one sent by hand skips what Lever itself would have done.
_WAY = ("approval-sent", "approved", "sent", "opened")


def _walk(rng: Random, offer: Json, opportunity: Json, final: str, begin: int, end: int, utc_offset: int) -> None:
    """Bring `offer` to `final` between `begin` and `end`, step by step, in office hours if there is time."""
    if final == "draft":
        return
    until = {"denied": 4, "signed": 4, "sent-manually": 2}.get(final)
    way = [*_WAY[: _WAY.index(final) if until is None else until], final]
    at = begin
    for number, status in enumerate(way):
        wanted = begin + int((end - begin) * (number + 1 - 0.6 * rng.random()) / (len(way) + 0.5))
        in_office = working_moment(rng, max(at + 1, wanted), utc_offset)
        at = in_office if in_office < end - (len(way) - number) * MINUTE else max(at + 1, wanted)
        advance_offer(offer, opportunity, status, at)


class Terms(NamedTuple):
    """What is offered."""

    pay: float
    currency: str
    interval: str
    job_title: str
    team: str | None
    department: str | None
    location: str | None
    creator: str
    manager: str
    requisition: str | None

    @classmethod
    def of(cls, rng: Random, company: Company, posting: PostingRow, requisition: str | None) -> Terms:
        role, office, categories = posting.role, posting.office, posting.body["categories"]
        interval = role.interval or "per-year-salary"
        return cls(
            amount(role.pay * (0.95 + rng.random() * 0.17), office.currency, interval),
            office.currency,
            interval,
            posting.body["text"],
            categories["team"],
            categories["department"],
            categories["location"],
            posting.body["owner"] or company.users[0]["id"],
            company.staff.leader(posting.department).id,
            requisition,
        )

    def lower(self) -> Terms:
        return self._replace(pay=round(self.pay * 0.93, 2))


def build_offer(rng: Random, terms: Terms, opportunity: Json, application: Json, created: int) -> Json:
    """A draft."""
    first_of_month = datetime.fromtimestamp((created + 50 * DAY) / 1000, tz=timezone.utc).replace(
        day=1, hour=0, minute=0, second=0, microsecond=0
    )
    offer: Json = {
        "id": new_id(rng),
        "posting": application["posting"] if rng.random() < 0.95 else None,
        "createdAt": created,
        "status": "draft",
        "creator": terms.creator,
        "fields": [
            # Recorded sandbox data holds the application's id here, not the posting's.
            {"text": "Job posting", "identifier": "job_posting", "value": application["id"]},
            {"text": "Job title", "identifier": "job_title", "value": terms.job_title},
            {"text": "Candidate name", "identifier": "candidate_name", "value": opportunity["name"]},
            {"text": "Team", "identifier": "team", "value": terms.team},
            {"text": "Department", "identifier": "department", "value": terms.department},
            {"text": "Location", "identifier": "location", "value": terms.location},
            {
                "text": "Offered compensation amount",
                "identifier": "salary_amount",
                "value": terms.pay if rng.random() < 0.97 else f"{terms.pay:.2f}",
            },
            {"text": "Compensation currency", "identifier": "compensation_currency", "value": terms.currency},
            {"text": "Type of earnings", "identifier": "salary_interval", "value": terms.interval},
            {
                "text": "Anticipated start date",
                "identifier": "anticipated_start_date",
                "value": int(first_of_month.timestamp()) * 1000 if rng.random() < 0.95 else None,
            },
            {
                "text": "Offer expiration date",
                "identifier": "offer_expiration_date",
                "value": created + 14 * DAY if rng.random() < 0.8 else None,
            },
            {"text": "Direct manager", "identifier": "direct_manager", "value": terms.manager},
            {"text": "Requisition", "identifier": "requisition", "value": terms.requisition},
            {"text": "Signing bonus", "identifier": "custom_signing_bonus", "value": None},
            {"text": "Bemerkung", "identifier": "custom_bemerkung", "value": "Umzug übernommen ✔"},
        ],
        "signatures": None,
        "approved": None,
        "approvedAt": None,
        "sentAt": None,
        "sentDocument": None,
        "signedDocument": None,
    }
    return offer


def advance_offer(offer: Json, opportunity: Json, status: str, at: int) -> None:
    """Bring `offer` to `status`, as of `at` (epoch ms), with all that Lever records on the way."""
    offer["status"] = status
    if status in ("approved", *_SENT) and offer.get("approvedAt") is None:
        offer["approved"] = True
        offer["approvedAt"] = at
    if status in _SENT and offer["sentAt"] is None:
        offer["sentAt"] = at
        offer["sentDocument"] = _document(offer, opportunity, "sent", at)
        offer["signatures"] = {
            "candidate": {
                "role": "candidate",
                "name": opportunity["name"],
                "email": opportunity["emails"][0] if opportunity["emails"] else None,
                "firstOpenedAt": None,
                "lastOpenedAt": None,
                "signedAt": None,
                "signed": False,
            }
        }
    signatures = offer["signatures"]
    if status in ("opened", "signed") and signatures and signatures["candidate"]["firstOpenedAt"] is None:
        signatures["candidate"]["firstOpenedAt"] = signatures["candidate"]["lastOpenedAt"] = at
    if status == "signed" and signatures:
        signatures["candidate"]["signedAt"] = at
        signatures["candidate"]["signed"] = True
        offer["signedDocument"] = _document(offer, opportunity, "signed", at)


def _document(offer: Json, opportunity: Json, kind: str, at: int) -> Json:
    path = f"opportunities/{opportunity['id']}/offers/{offer['id']}/download?status={kind}"
    return {"fileName": "offer.pdf", "uploadedAt": at, "downloadUrl": f"https://api.lever.co/v1/{path}"}
