from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal

from pydantic import Field

from source_lever_unified.models.account import Account
from source_lever_unified.models.integration_field import IntegrationField, integration_fields
from source_lever_unified.models.lever_values import (
    LeverObject,
    mapping,
    milliseconds,
    newest,
    number,
    objects,
    reference,
    text,
    timestamp,
    word,
)
from source_lever_unified.models.opportunity import OpportunityRef
from source_lever_unified.models.row import RemoteRow, Timestamp
from source_lever_unified.models.salary_period import salary_period

Status = Literal["DRAFT", "APPROVED", "SENT", "ACCEPTED", "DECLINED", "ABANDONED"]

_STATUSES: Mapping[str | None, Status] = {
    "draft": "DRAFT",
    "approval-sent": "DRAFT",
    "approved": "APPROVED",
    "sent": "SENT",
    "sent-manually": "SENT",
    "opened": "SENT",
    "denied": "DECLINED",
    "signed": "ACCEPTED",
}
_FINAL_STATUSES = frozenset({"signed", "denied"})

_CARRIED = frozenset({"approvedAt", "createdAt", "creator", "fields", "id", "posting", "sentAt", "status"})


class Offer(RemoteRow):
    """An offer made, or being prepared, to a candidate."""

    remote_created_at: Annotated[Timestamp | None, Field(description="When the offer was created.")]
    remote_updated_at: Annotated[
        Timestamp | None,
        Field(
            description="Derived: the newest of the times of creation, approval, sending, opening and "
            "signing, and of the documents. Lever does not record other changes; a refusal has no time."
        ),
    ]
    candidate_id: Annotated[str | None, Field(description="Unified id of the candidate.")]
    application_id: Annotated[
        str | None, Field(description="Unified id of the candidate's application; null for a lead.")
    ]
    job_id: Annotated[
        str | None, Field(description="Unified id of the job: the offer's own posting, else the application's.")
    ]
    status: Annotated[
        Status | None,
        Field(
            description="DRAFT (Lever: draft, approval-sent), APPROVED (approved), SENT (sent, "
            "sent-manually, opened), ACCEPTED (signed) or DECLINED (denied); null when Lever's word is none "
            "of these. Lever knows no ABANDONED offers."
        ),
    ]
    remote_status: Annotated[
        str | None,
        Field(
            description="Lever's word behind status: draft, approval-sent, approved, sent, sent-manually, "
            "opened, denied, signed."
        ),
    ]
    approved_at: Annotated[Timestamp | None, Field(description="When the offer was approved.")]
    sent_at: Annotated[Timestamp | None, Field(description="When the offer was sent to the candidate.")]
    signed_at: Annotated[Timestamp | None, Field(description="When the candidate signed.")]
    creator_id: Annotated[str | None, Field(description="Unified id of the user who created the offer.")]
    employment_start_date: Annotated[
        Timestamp | None, Field(description="Anticipated start, from the offer's field anticipated_start_date.")
    ]
    salary_amount: Annotated[
        float | None,
        Field(description="From the offer's field salary_amount, in units of salary_currency per salary_period."),
    ]
    salary_currency: Annotated[
        str | None, Field(description="From the offer's field compensation_currency, usually ISO 4217.")
    ]
    salary_period: Annotated[
        str | None,
        Field(
            description="What the amount is paid for, from the offer's field salary_interval: YEAR, MONTH, "
            "TWO_WEEKS, WEEK, DAY or HOUR; Lever's own word for intervals that fit none."
        ),
    ]
    remote_salary_interval: Annotated[
        str | None, Field(description="Lever's word behind salary_period, such as per-year-salary.")
    ]
    custom_fields: Annotated[
        dict[str, Any] | None,
        Field(
            description="All fields of the offer's form by Lever's identifier, values unchanged: dates are "
            "ms, people are Lever ids. job_posting may hold the id of the application instead; job_id is "
            "the truth."
        ),
    ]
    integration_fields: Annotated[
        list[IntegrationField] | None,
        Field(
            description="Lever's fields that no other field of this model carries, then the fields of the "
            "offer's form with their labels."
        ),
    ]


def offers(offer: LeverObject, ref: OpportunityRef, account: Account) -> Iterator[Offer]:
    offer = mapping(offer)
    lever_id = text(offer.get("id"))
    if lever_id is None or not ref.id:
        return
    form = {key: field for field in objects(offer.get("fields")) if (key := _identifier(field)) is not None}
    values = {key: field.get("value") for key, field in form.items()}
    status = text(offer.get("status"))
    updated_at = _updated_at(offer)
    posting_id = reference(offer.get("posting")) or ref.posting_id
    candidate_signature = mapping(mapping(offer.get("signatures")).get("candidate"))
    yield {
        "id": account.id("offer", lever_id),
        "changed_at": account.changed_at(ref.changed_at, updated_at),
        "remote_deleted_at": None,
        "remote_id": lever_id,
        "remote_data": account.remote_data({"/opportunities/:id/offers": offer}),
        "remote_created_at": timestamp(offer.get("createdAt")),
        "remote_updated_at": timestamp(updated_at),
        "candidate_id": account.id("candidate", ref.id),
        "application_id": account.id_of("application", ref.application_id),
        "job_id": account.id_of("job", posting_id),
        "status": _STATUSES.get(word(status)),
        "remote_status": status,
        "approved_at": timestamp(offer.get("approvedAt")),
        "sent_at": timestamp(offer.get("sentAt")),
        "signed_at": timestamp(candidate_signature.get("signedAt")),
        "creator_id": account.id_of("user", reference(offer.get("creator"))),
        "employment_start_date": timestamp(values.get("anticipated_start_date")),
        "salary_amount": number(values.get("salary_amount")),
        "salary_currency": text(values.get("compensation_currency")),
        "salary_period": salary_period(values.get("salary_interval")),
        "remote_salary_interval": text(values.get("salary_interval")),
        "custom_fields": values,
        "integration_fields": integration_fields(offer, _CARRIED) + _form_fields(form),
    }


def is_open_offer(offer: LeverObject) -> bool:
    """Whether the offer may still be signed or denied; a word Lever has yet to coin counts as open."""
    return word(mapping(offer).get("status")) not in _FINAL_STATUSES


def newest_offer_id(offers: Sequence[LeverObject]) -> str | None:
    """Lever's id of the offer that was created last; of several at the same time, the last in Lever's order."""
    known = [
        (milliseconds(offer.get("createdAt")) or 0, index, lever_id)
        for index, offer in enumerate(map(mapping, offers))
        if (lever_id := text(offer.get("id"))) is not None
    ]
    return max(known)[2] if known else None


def _identifier(field: LeverObject) -> str | None:
    return text(field.get("identifier")) or text(field.get("text"))


def _updated_at(offer: LeverObject) -> int | None:
    times = [offer.get("createdAt"), offer.get("approvedAt"), offer.get("sentAt")]
    for signature in map(mapping, mapping(offer.get("signatures")).values()):
        times += [signature.get("firstOpenedAt"), signature.get("lastOpenedAt"), signature.get("signedAt")]
    for document in ("sentDocument", "signedDocument"):
        times.append(mapping(offer.get(document)).get("uploadedAt"))
    return newest(times)


def _form_fields(form: Mapping[str, LeverObject]) -> list[IntegrationField]:
    """Lever prefixes the identifiers of the fields that an account defined."""
    return [
        {
            "id": key,
            "key": key,
            "type": "CUSTOM" if key.startswith("custom_") else "DEFAULT",
            "value": field.get("value"),
            "label": text(field.get("text")),
        }
        for key, field in form.items()
    ]
