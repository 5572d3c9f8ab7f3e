"""Offers in every status, with signatures, documents and custom fields."""

from __future__ import annotations

from random import Random

from lever_sandbox.clock import DAY, HOUR
from lever_sandbox.company import Company
from lever_sandbox.identifiers import new_id
from lever_sandbox.jsontypes import Json

STATUSES = ("draft", "approval-sent", "approved", "sent", "sent-manually", "opened", "denied", "signed")
OPEN_STATUSES = STATUSES[:6]
_SENT = ("sent", "sent-manually", "opened", "denied", "signed")
_INTERVALS = ("per-year-salary", "per-month-salary", "per-hour-wage", "per-day-wage")


def build_offers(
    rng: Random, company: Company, opportunity: Json, application: Json, now: int, made: int, hired: bool
) -> list[Json]:
    """One offer, sometimes a denied one before it.

    The account's first offers go through every status in turn.
    """
    statuses: list[str]
    if made < len(STATUSES):
        statuses = [STATUSES[made]]
    else:
        roll = rng.random()
        last = "signed" if hired or roll < 0.5 else "denied"
        if not hired and roll > 0.94:
            last = OPEN_STATUSES[int(rng.random() * len(OPEN_STATUSES))]
        statuses = ["denied", last] if rng.random() < 0.1 else [last]
    start = opportunity["stageChanges"][-1]["updatedAt"]
    return [
        build_offer(rng, company, opportunity, application, status, min(start + number * DAY, now))
        for number, status in enumerate(statuses)
    ]


def build_offer(rng: Random, company: Company, opportunity: Json, application: Json, status: str, created: int) -> Json:
    offer: Json = {
        "id": new_id(rng),
        "posting": application["posting"] if rng.random() < 0.9 else None,
        "createdAt": created,
        "status": "draft",
        "creator": company.users[0]["id"],
        "fields": [
            # Recorded sandbox data holds the application's id here, not the posting's.
            {"text": "Job posting", "identifier": "job_posting", "value": application["id"]},
            {"text": "Job title", "identifier": "job_title", "value": "Senior Data Engineer"},
            {"text": "Candidate name", "identifier": "candidate_name", "value": opportunity["name"]},
            {
                "text": "Offered compensation amount",
                "identifier": "salary_amount",
                "value": 60_000 + 500 * int(rng.random() * 80) if rng.random() < 0.9 else "84000.50",
            },
            {"text": "Compensation currency", "identifier": "compensation_currency", "value": "EUR"},
            {
                "text": "Type of earnings",
                "identifier": "salary_interval",
                "value": _INTERVALS[int(rng.random() * len(_INTERVALS))],
            },
            {
                "text": "Anticipated start date",
                "identifier": "anticipated_start_date",
                "value": created + 30 * DAY if rng.random() < 0.9 else None,
            },
            {"text": "Direct manager", "identifier": "direct_manager", "value": company.users[-1]["id"]},
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
    advance_offer(offer, opportunity, status, created + HOUR)
    if rng.random() < 0.1:
        # Neither key is in Lever's own attribute list.
        del offer["posting"]
        del offer["approved"]
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
