from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal

from pydantic import Field
from typing_extensions import TypedDict

from source_lever_unified.lever.body import LeverObject
from source_lever_unified.lever.endpoint import Endpoint
from source_lever_unified.streams.base import HangsOn, OpportunityChild
from source_lever_unified.streams.personal_data import About, PersonalData
from source_lever_unified.streams.small_lists import DISPOSITIONS, Need
from source_lever_unified.sync.economy import Omission
from source_lever_unified.unified.account import Account
from source_lever_unified.unified.integration_field import IntegrationField, integration_fields
from source_lever_unified.unified.likelihood import is_at_offers
from source_lever_unified.unified.opportunity import OpportunityRef
from source_lever_unified.unified.row import Ref, RemoteRow, Timestamp
from source_lever_unified.unified.salary_period import salary_period
from source_lever_unified.unified.values import (
    mapping,
    newest,
    number,
    objects,
    reference,
    text,
    timestamp,
    word,
)

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

_CARRIED = frozenset(
    {
        "approvedAt",
        "createdAt",
        "creator",
        "fields",
        "id",
        "posting",
        "sentAt",
        "sentDocument",
        "signatures",
        "signedDocument",
        "status",
    }
)


class OfferDocument(TypedDict):
    file_name: Annotated[str | None, Field(description="Name of the file.")]
    uploaded_at: Annotated[Timestamp | None, Field(description="When the document was made.")]
    download_url: Annotated[
        str | None, Field(description="Where it can be downloaded with an API key that may read offers.")
    ]


class Signer(TypedDict):
    role: Annotated[str | None, Field(description="Lever's word: candidate, or the part of a signer of the company.")]
    name: Annotated[str | None, Field(description="The signer's name.")]
    email: Annotated[str | None, Field(description="The signer's e-mail address.")]
    first_opened_at: Annotated[Timestamp | None, Field(description="When the signer first opened the offer.")]
    last_opened_at: Annotated[Timestamp | None, Field(description="When the signer last opened the offer.")]
    signed_at: Annotated[Timestamp | None, Field(description="When the signer signed; null while not signed.")]


class Offer(RemoteRow):
    remote_created_at: Annotated[Timestamp | None, Field(description="When the offer was created.")]
    remote_updated_at: Annotated[
        Timestamp | None,
        Field(
            description="Derived: the newest of the times of creation, approval, sending, opening and "
            "signing, and of the documents. Lever does not record other changes; a refusal has no time."
        ),
    ]
    candidate_id: Annotated[
        str | None, Ref("candidates", always=True), Field(description="Unified id of the candidate.")
    ]
    application_id: Annotated[
        str | None,
        Ref("applications"),
        Field(description="Unified id of the candidate's application; null for a lead."),
    ]
    job_id: Annotated[
        str | None,
        Ref("jobs"),
        Field(description="Unified id of the job: the offer's own posting, else the application's."),
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
    expires_at: Annotated[
        Timestamp | None, Field(description="Until when it stands, from the offer's field offer_expiration_date.")
    ]
    sent_document: Annotated[
        OfferDocument | None, Field(description="The document that was sent; null while there is none.")
    ]
    signed_document: Annotated[
        OfferDocument | None, Field(description="The document as it was signed, from the first signature on.")
    ]
    signers: Annotated[list[Signer] | None, Field(description="Who signs: the candidate, and signers of the company.")]
    requisition_id: Annotated[
        str | None,
        Ref("requisitions"),
        Field(description="Unified id of the requisition, from the offer's field requisition."),
    ]
    creator_id: Annotated[str | None, Ref("users"), Field(description="Unified id of the user who created the offer.")]
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


class Offers(OpportunityChild):
    """An offer made, or being prepared, to a candidate.

    Lever is not known to touch the opportunity when an offer is sent, opened, signed or denied, so opportunities with
    an offer that is neither signed nor denied are read again at every sync, and so are candidates in a stage of the
    pipeline `offer` that have none yet. A deleted offer becomes a tombstone while its opportunity is among them.
    """

    model = "offer"
    row = Offer
    known_by = "Lever's offer id"
    personal_data = PersonalData(About.SENSITIVE, "pay, names and addresses of signers, documents")
    endpoint = Endpoint(
        "/opportunities/:id/offers",
        "Offers",
        "offers:read:admin",
        "https://hire.lever.co/developer/documentation#list-all-offers",
    )
    # Making an offer is no interaction (recorded once), so an untouched candidate may have one.
    left_out = Omission(skip_unlikely=lambda of: of.before_offers)
    hangs_on = HangsOn("candidates", "candidate_id")
    needs = (
        Need(
            DISPOSITIONS,
            "Offers made later are looked for in the stage `offer` only, not in other stages of that pipeline.",
            level=logging.INFO,
        ),
    )

    @staticmethod
    def rows(offer: LeverObject, ref: OpportunityRef, account: Account) -> Iterator[Offer]:
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
            "account_key": account.account_key,
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
            "expires_at": timestamp(values.get("offer_expiration_date")),
            "sent_document": _document(offer.get("sentDocument")),
            "signed_document": _document(offer.get("signedDocument")),
            "signers": _signers(offer),
            "requisition_id": account.id_of("requisition", reference(values.get("requisition"))),
            "creator_id": account.id_of("user", reference(offer.get("creator"))),
            "employment_start_date": timestamp(values.get("anticipated_start_date")),
            "salary_amount": number(values.get("salary_amount")),
            "salary_currency": text(values.get("compensation_currency")),
            "salary_period": salary_period(values.get("salary_interval")),
            "remote_salary_interval": text(values.get("salary_interval")),
            "custom_fields": values,
            "integration_fields": integration_fields(offer, _CARRIED) + _form_fields(form),
        }

    @staticmethod
    def may_change(offers: Sequence[LeverObject], opportunity: OpportunityRef, account: Account) -> bool:
        # Recorded: a new offer does not touch the opportunity.
        return any(map(_is_open, offers)) if offers else is_at_offers(opportunity.stage_id, account)


def _is_open(offer: LeverObject) -> bool:
    """Whether the offer may still be signed or denied; a word Lever has yet to coin counts as open."""
    return word(mapping(offer).get("status")) not in _FINAL_STATUSES


def _identifier(field: LeverObject) -> str | None:
    return text(field.get("identifier")) or text(field.get("text"))


def _updated_at(offer: LeverObject) -> int | None:
    times = [offer.get("createdAt"), offer.get("approvedAt"), offer.get("sentAt")]
    for signature in map(mapping, mapping(offer.get("signatures")).values()):
        times += [signature.get("firstOpenedAt"), signature.get("lastOpenedAt"), signature.get("signedAt")]
    for document in ("sentDocument", "signedDocument"):
        times.append(mapping(offer.get(document)).get("uploadedAt"))
    return newest(times)


def _document(document: Any) -> OfferDocument | None:
    document = mapping(document)
    if not document:
        return None
    return {
        "file_name": text(document.get("fileName")),
        "uploaded_at": timestamp(document.get("uploadedAt")),
        "download_url": text(document.get("downloadUrl")),
    }


def _signers(offer: LeverObject) -> list[Signer]:
    """Lever's keys of company signers are not documented; the role stands in the entry as well."""
    return [
        {
            "role": text(signature.get("role")) or text(key),
            "name": text(signature.get("name")),
            "email": text(signature.get("email")),
            "first_opened_at": timestamp(signature.get("firstOpenedAt")),
            "last_opened_at": timestamp(signature.get("lastOpenedAt")),
            "signed_at": timestamp(signature.get("signedAt")),
        }
        for key, signature in mapping(offer.get("signatures")).items()
        if isinstance(signature, dict)
    ]


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
