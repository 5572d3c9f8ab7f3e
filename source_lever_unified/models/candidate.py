"""Candidates: one per Lever opportunity.

Lever's `contact` is the person. A person who comes back is a second opportunity of the same contact and a
second row here; `contact_id` tells that the two belong together.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import Field
from typing_extensions import TypedDict

from source_lever_unified.models.account import Account
from source_lever_unified.models.confidentiality import is_confidential
from source_lever_unified.models.integration_field import IntegrationField, integration_fields
from source_lever_unified.models.lever_values import (
    flag,
    items,
    mapping,
    reference,
    text,
    texts,
    timestamp,
)
from source_lever_unified.models.opportunity import Opportunity, opportunity_url
from source_lever_unified.models.person_name import split_name
from source_lever_unified.models.row import Place, RemoteRow, Timestamp
from source_lever_unified.models.social_media import SocialMedia, social_media


class EmailAddress(TypedDict):
    email_address: Annotated[str | None, Field(description="The address as Lever has it, not checked.")]
    type: Annotated[str | None, Field(description="Always null: Lever does not say what kind of address it is.")]


class PhoneNumber(TypedDict):
    phone_number: Annotated[str | None, Field(description="The number as Lever has it, not normalised.")]
    type: Annotated[
        str | None,
        Field(description="Lever's word: mobile, home, work, skype or other. Null when Lever has none."),
    ]


class Candidate(RemoteRow):
    """A candidacy, one per Lever opportunity. A person who comes back is a second row with the same
    contact_id.
    """

    remote_created_at: Annotated[
        Timestamp | None,
        Field(description="When the opportunity was created; for an applicant, when they applied. Can be backdated."),
    ]
    remote_updated_at: Annotated[
        Timestamp | None,
        Field(description="Lever's updatedAt. Null on opportunities that nobody touched since Lever introduced it."),
    ]
    first_name: Annotated[
        str | None, Field(description="Derived from full_name: all words but the last, or the only word.")
    ]
    last_name: Annotated[
        str | None, Field(description="Derived from full_name: its last word. Null when it has one word.")
    ]
    full_name: Annotated[str | None, Field(description="The person's name as Lever has it.")]
    company: Annotated[str | None, Field(description="Current employer, as typed on the application form.")]
    title: Annotated[str | None, Field(description="Lever's headline: free text, often employers and schools.")]
    confidential: Annotated[bool | None, Field(description="Whether the opportunity is confidential in Lever.")]
    remote_confidentiality: Annotated[
        str | None, Field(description="Lever's word behind confidential: non-confidential or confidential.")
    ]
    source: Annotated[str | None, Field(description="Where the candidate came from: the first of sources.")]
    sources: Annotated[list[str] | None, Field(description="All sources, in Lever's order.")]
    origin: Annotated[
        str | None,
        Field(description="How the opportunity arose: agency, applied, internal, referred, sourced, university."),
    ]
    phone_numbers: Annotated[list[PhoneNumber] | None, Field(description="Phone numbers, in Lever's order.")]
    email_addresses: Annotated[list[EmailAddress] | None, Field(description="E-mail addresses, in Lever's order.")]
    social_media: Annotated[
        list[SocialMedia] | None,
        Field(description="One entry per link, with the network where the host is known."),
    ]
    links: Annotated[
        list[str] | None, Field(description="Links as Lever has them; any text, not always a web address.")
    ]
    location: Annotated[Place | None, Field(description="Where the person lives; null when Lever has no text.")]
    remote_url: Annotated[str | None, Field(description="The candidate's page in the Lever application.")]
    contact_id: Annotated[
        str | None,
        Field(
            description="Unified id of the person (Lever's contact). There is no stream of contacts: rows "
            "with the same contact_id are candidacies of one person."
        ),
    ]
    contact_remote_id: Annotated[str | None, Field(description="Lever's id of the contact.")]
    last_activity_at: Annotated[
        Timestamp | None,
        Field(description="Last interaction with the candidate (Lever's lastInteractionAt)."),
    ]
    application_ids: Annotated[
        list[str] | None, Field(description="Unified ids of the applications: none or one in Lever.")
    ]
    stage_id: Annotated[
        str | None,
        Field(description="Unified id of the current stage; an archived candidate keeps its last one."),
    ]
    owner_id: Annotated[str | None, Field(description="Unified id of the user who owns the opportunity.")]
    tags: Annotated[
        list[str] | None,
        Field(description="Current tags. Lever adds the posting's title, team, location and commitment by itself."),
    ]
    is_lead: Annotated[bool | None, Field(description="Derived: true when there is no application, so no posting yet.")]
    is_anonymized: Annotated[
        bool | None, Field(description="Whether the personal data was removed; the candidacy itself stays.")
    ]
    archived_at: Annotated[
        Timestamp | None,
        Field(description="When the opportunity was archived, a hire included; null while active."),
    ]
    custom_fields: Annotated[
        dict[str, Any] | None,
        Field(description="Always empty: Lever has no custom fields on an opportunity."),
    ]
    integration_fields: Annotated[
        list[IntegrationField] | None,
        Field(description="Lever's fields that no other field of this model carries."),
    ]


_CARRIED = frozenset(
    {
        "applications",
        "archived",
        "confidentiality",
        "contact",
        "createdAt",
        "emails",
        "headline",
        "id",
        "isAnonymized",
        "lastInteractionAt",
        "links",
        "location",
        "name",
        "origin",
        "owner",
        "phones",
        "sources",
        "stage",
        "stageChanges",
        "tags",
        "updatedAt",
        "urls",
    }
)


def candidates(opportunity: Opportunity, account: Account) -> Iterator[Candidate]:
    lever, applications = opportunity.lever, opportunity.applications
    full_name = text(lever.get("name"))
    first_name, last_name = split_name(full_name)
    companies = (text(application.get("company")) for application in applications.values())
    confidentiality = text(lever.get("confidentiality"))
    sources = texts(lever.get("sources"))
    links = texts(lever.get("links"))
    location = text(lever.get("location"))
    contact_id = reference(lever.get("contact"))
    yield {
        "id": opportunity.candidate_id,
        "changed_at": opportunity.changed_at,
        "remote_deleted_at": None,
        "remote_id": opportunity.id,
        "remote_data": account.remote_data({"/opportunities": lever}),
        "remote_created_at": timestamp(lever.get("createdAt")),
        "remote_updated_at": timestamp(lever.get("updatedAt")),
        "first_name": first_name,
        "last_name": last_name,
        "full_name": full_name,
        "company": next((company for company in companies if company is not None), None),
        "title": text(lever.get("headline")),
        "confidential": is_confidential(confidentiality),
        "remote_confidentiality": confidentiality,
        "source": sources[0] if sources else None,
        "sources": sources,
        "origin": text(lever.get("origin")),
        "phone_numbers": _phone_numbers(lever.get("phones")),
        "email_addresses": [{"email_address": address, "type": None} for address in texts(lever.get("emails"))],
        "social_media": [social_media(link) for link in links],
        "links": links,
        "location": None if location is None else {"raw": location},
        "remote_url": opportunity_url(opportunity, account),
        "contact_id": account.id_of("contact", contact_id),
        "contact_remote_id": contact_id,
        "last_activity_at": timestamp(lever.get("lastInteractionAt")),
        "application_ids": [account.id("application", application_id) for application_id in applications],
        "stage_id": account.id_of("application_stage", reference(lever.get("stage"))),
        "owner_id": account.id_of("user", reference(lever.get("owner"))),
        "tags": [*opportunity.tags],
        "is_lead": not applications,
        "is_anonymized": flag(lever.get("isAnonymized")),
        "archived_at": timestamp(mapping(lever.get("archived")).get("archivedAt")),
        "custom_fields": {},
        "integration_fields": integration_fields(lever, _CARRIED),
    }


def _phone_numbers(phones: Any) -> list[PhoneNumber]:
    entries = (phone if isinstance(phone, dict) else {"value": phone} for phone in items(phones))
    numbers = ((text(entry.get("value")), text(entry.get("type"))) for entry in entries)
    return [{"phone_number": number, "type": kind} for number, kind in numbers if number is not None]
