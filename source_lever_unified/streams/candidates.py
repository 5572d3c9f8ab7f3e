from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import Field

from source_lever_unified.lever.endpoint import Endpoint
from source_lever_unified.streams.base import OpportunityStream
from source_lever_unified.streams.personal_data import About, PersonalData
from source_lever_unified.streams.small_lists import ARCHIVE_REASONS, Need
from source_lever_unified.unified.account import Account
from source_lever_unified.unified.archive_reason import archive_reason, is_hire
from source_lever_unified.unified.confidentiality import is_confidential
from source_lever_unified.unified.integration_field import IntegrationField, integration_fields
from source_lever_unified.unified.opportunity import Opportunity, opportunity_url
from source_lever_unified.unified.person import Person
from source_lever_unified.unified.row import Ref, RemoteRow, Timestamp
from source_lever_unified.unified.values import (
    flag,
    mapping,
    reference,
    references,
    text,
    texts,
    timestamp,
)


class Candidate(RemoteRow, Person):
    remote_created_at: Annotated[
        Timestamp | None,
        Field(description="When the opportunity was created; for an applicant, when they applied. Can be backdated."),
    ]
    remote_updated_at: Annotated[
        Timestamp | None,
        Field(description="Lever's updatedAt. Null on opportunities that nobody touched since Lever introduced it."),
    ]
    company: Annotated[str | None, Field(description="Current employer, as typed on the application form.")]
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
    remote_url: Annotated[str | None, Field(description="The candidate's page in the Lever application.")]
    contact_id: Annotated[
        str | None,
        Ref("contacts"),
        Field(
            description="Unified id of the person (Lever's contact): rows with the same contact_id are candidacies of "
            "one person."
        ),
    ]
    contact_remote_id: Annotated[str | None, Field(description="Lever's id of the contact.")]
    last_activity_at: Annotated[
        Timestamp | None,
        Field(description="Last interaction with the candidate (Lever's lastInteractionAt)."),
    ]
    application_ids: Annotated[
        list[str] | None,
        Ref("applications"),
        Field(description="Unified ids of the applications: none or one in Lever."),
    ]
    stage_id: Annotated[
        str | None,
        Ref("application_stages"),
        Field(description="Unified id of the current stage; an archived candidate keeps its last one."),
    ]
    owner_id: Annotated[str | None, Ref("users"), Field(description="Unified id of the user who owns the opportunity.")]
    sourced_by_id: Annotated[
        str | None, Ref("users"), Field(description="Unified id of the user who sourced the candidate.")
    ]
    follower_ids: Annotated[
        list[str] | None, Ref("users"), Field(description="Unified ids of the users who follow the candidate.")
    ]
    snoozed_until: Annotated[
        Timestamp | None, Field(description="Until when the candidate is snoozed; a time in the past is over.")
    ]
    tags: Annotated[
        list[str] | None,
        Field(description="Current tags. Lever adds the posting's title, team, location and commitment by itself."),
    ]
    is_lead: Annotated[bool | None, Field(description="Derived: true when there is no application, so no posting yet.")]
    archived_at: Annotated[
        Timestamp | None,
        Field(description="When the opportunity was archived, a hire included; null while active."),
    ]
    archive_reason_remote_id: Annotated[
        str | None, Field(description="Lever's id of the opportunity's archive reason, of a hire as well.")
    ]
    archive_reason_name: Annotated[
        str | None, Field(description="Text of the archive reason as of the last read, of a hire as well.")
    ]
    rejection_reason_id: Annotated[
        str | None,
        Ref("rejection_reasons"),
        Field(
            description="Unified id of the archive reason, of leads too; null for a hire. Filled as well when the API "
            "key may not read whether the reason means a hire."
        ),
    ]
    consent_store_allowed: Annotated[
        bool | None, Field(description="Whether the person agreed that the data is stored; null when nobody asked.")
    ]
    consent_store_expires_at: Annotated[Timestamp | None, Field(description="Until when the data may be stored.")]
    consent_contact_allowed: Annotated[
        bool | None,
        Field(description="Whether the person agreed to be contacted about other jobs; null when nobody asked."),
    ]
    consent_contact_expires_at: Annotated[
        Timestamp | None, Field(description="Until when the person may be contacted.")
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
        "dataProtection",
        "emails",
        "followers",
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
        "snoozedUntil",
        "sourcedBy",
        "sources",
        "stage",
        "stageChanges",
        "tags",
        "updatedAt",
        "urls",
    }
)


class Candidates(OpportunityStream):
    """A candidacy, one per Lever opportunity. A person who comes back is a second row with the same contact_id.

    The person is what Lever calls a contact. One who is archived or anonymized is not deleted.
    """

    model = "candidate"
    row = Candidate
    known_by = "Lever's opportunity id"
    personal_data = PersonalData(About.PERSONAL, "names, contact details, links, employers, locations")
    deletions = Endpoint(
        "/opportunities/deleted",
        "Opportunities",
        "opportunities:read:admin",
        "https://hire.lever.co/developer/documentation#list-deleted-opportunities",
    )
    needs = (
        Need(
            ARCHIVE_REASONS,
            "`archive_reason_name` of candidates stays null, and `rejection_reason_id` is filled for hires too.",
        ),
    )

    @staticmethod
    def rows(opportunity: Opportunity, account: Account) -> Iterator[Candidate]:
        lever, applications = opportunity.lever, opportunity.applications
        companies = (text(application.get("company")) for application in applications.values())
        confidentiality = text(lever.get("confidentiality"))
        sources = texts(lever.get("sources"))
        contact_id = reference(lever.get("contact"))
        archived = mapping(lever.get("archived"))
        reason_id = reference(archived.get("reason"))
        reason = archive_reason(reason_id, account)
        consent = mapping(lever.get("dataProtection"))
        storing, contacting = mapping(consent.get("store")), mapping(consent.get("contact"))
        yield {
            "id": opportunity.candidate_id,
            "changed_at": opportunity.changed_at,
            "remote_deleted_at": None,
            "account_key": account.account_key,
            "remote_id": opportunity.id,
            "remote_data": account.remote_data({"/opportunities": lever}),
            "remote_created_at": timestamp(lever.get("createdAt")),
            "remote_updated_at": timestamp(lever.get("updatedAt")),
            **opportunity.person,
            "company": next((company for company in companies if company is not None), None),
            "confidential": is_confidential(confidentiality),
            "remote_confidentiality": confidentiality,
            "source": sources[0] if sources else None,
            "sources": sources,
            "origin": text(lever.get("origin")),
            "remote_url": opportunity_url(opportunity, account),
            "contact_id": account.id_of("contact", contact_id),
            "contact_remote_id": contact_id,
            "last_activity_at": timestamp(lever.get("lastInteractionAt")),
            "application_ids": [account.id("application", application_id) for application_id in applications],
            "stage_id": account.id_of("application_stage", reference(lever.get("stage"))),
            "owner_id": account.id_of("user", reference(lever.get("owner"))),
            "sourced_by_id": account.id_of("user", reference(lever.get("sourcedBy"))),
            "follower_ids": [account.id("user", user) for user in references(lever.get("followers"))],
            "snoozed_until": timestamp(lever.get("snoozedUntil")),
            "tags": [*opportunity.tags],
            "is_lead": not applications,
            "archived_at": timestamp(archived.get("archivedAt")),
            "archive_reason_remote_id": reason_id,
            "archive_reason_name": text(reason.get("text")),
            "rejection_reason_id": None if is_hire(reason) else account.id_of("rejection_reason", reason_id),
            "consent_store_allowed": flag(storing.get("allowed")),
            "consent_store_expires_at": timestamp(storing.get("expiresAt")),
            "consent_contact_allowed": flag(contacting.get("allowed")),
            "consent_contact_expires_at": timestamp(contacting.get("expiresAt")),
            "custom_fields": {},
            "integration_fields": integration_fields(lever, _CARRIED),
        }
