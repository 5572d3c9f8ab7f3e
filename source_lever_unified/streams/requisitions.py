from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal

from pydantic import Field

from source_lever_unified.lever.body import LeverObject
from source_lever_unified.streams.base import SnapshotStream
from source_lever_unified.streams.personal_data import About, PersonalData
from source_lever_unified.streams.small_lists import REQUISITIONS
from source_lever_unified.unified.account import Account
from source_lever_unified.unified.confidentiality import is_confidential
from source_lever_unified.unified.department import department_id, team_id
from source_lever_unified.unified.employment_type import employment_type
from source_lever_unified.unified.row import Place, Ref, RemoteRow, Timestamp
from source_lever_unified.unified.salary_period import salary_period
from source_lever_unified.unified.values import (
    flag,
    items,
    mapping,
    milliseconds,
    number,
    reference,
    references,
    text,
    timestamp,
    whole,
    word,
)

ApprovalStatus = Literal["APPROVED", "DENIED", "IN_PROGRESS"]

_STATUSES: Mapping[str | None, str] = {
    "open": "OPEN",
    "onhold": "ON_HOLD",
    "on-hold": "ON_HOLD",
    "closed": "CLOSED",
    "draft": "DRAFT",
    "pending": "PENDING",
    "rejected": "REJECTED",
}
_APPROVAL_STATUSES: Mapping[str | None, ApprovalStatus] = {
    "approved": "APPROVED",
    "denied": "DENIED",
    "inprogress": "IN_PROGRESS",
    "in-progress": "IN_PROGRESS",
}


class Requisition(RemoteRow):
    remote_created_at: Annotated[Timestamp | None, Field(description="When the requisition was created.")]
    remote_updated_at: Annotated[
        Timestamp | None,
        Field(
            description="Lever's updatedAt, which hires, postings, offers and approvals do not move. Null on old "
            "requisitions."
        ),
    ]
    name: Annotated[str | None, Field(description="Name of the position.")]
    code: Annotated[
        str | None, Field(description="The requisition's code, usually that of an HR system; jobs.requisition_codes.")
    ]
    status: Annotated[
        str | None,
        Field(
            description="OPEN, ON_HOLD, CLOSED, DRAFT, PENDING or REJECTED; Lever's own word when it is none of these."
        ),
    ]
    remote_status: Annotated[
        str | None,
        Field(description="Lever's word behind status: open, onHold, closed, draft, pending, rejected."),
    ]
    confidential: Annotated[bool | None, Field(description="Whether the requisition is confidential in Lever.")]
    remote_confidentiality: Annotated[
        str | None, Field(description="Lever's word behind confidential: non-confidential or confidential.")
    ]
    headcount_total: Annotated[
        int | None, Field(description="How many may be hired; null when headcount_unlimited, or unknown.")
    ]
    headcount_unlimited: Annotated[bool | None, Field(description="Whether any number may be hired.")]
    headcount_hired: Annotated[int | None, Field(description="How many were hired so far.")]
    is_backfill: Annotated[bool | None, Field(description="Whether somebody is replaced.")]
    internal_notes: Annotated[str | None, Field(description="Notes for those who hire.")]
    creator_id: Annotated[
        str | None, Ref("users"), Field(description="Unified id of the user who created the requisition.")
    ]
    owner_id: Annotated[str | None, Ref("users"), Field(description="Unified id of the user who owns it.")]
    hiring_manager_id: Annotated[str | None, Ref("users"), Field(description="Unified id of the hiring manager.")]
    salary_amount_from: Annotated[
        float | None, Field(description="Low end of the band, in units of salary_currency per salary_period.")
    ]
    salary_amount_to: Annotated[
        float | None, Field(description="High end of the band, in units of salary_currency per salary_period.")
    ]
    salary_currency: Annotated[str | None, Field(description="Currency of the band, usually ISO 4217.")]
    salary_period: Annotated[
        str | None,
        Field(
            description="What the amounts are paid for: YEAR, MONTH, TWO_WEEKS, WEEK, DAY or HOUR; Lever's own word "
            "for intervals that fit none."
        ),
    ]
    remote_salary_interval: Annotated[
        str | None, Field(description="Lever's word behind salary_period, such as per-year-salary.")
    ]
    employment_type: Annotated[
        str | None,
        Field(
            description="FULL_TIME, PART_TIME, CONTRACT, SEASONAL or INTERNSHIP, derived from the text of the "
            "employment status; that text when nothing fits."
        ),
    ]
    remote_employment_status: Annotated[
        str | None, Field(description="Lever's employment status, a text each account words for itself.")
    ]
    department: Annotated[str | None, Field(description="Department of the position.")]
    department_id: Annotated[str | None, Ref("departments"), Field(description="Unified id of the department.")]
    team: Annotated[str | None, Field(description="Team of the position, a part of the department.")]
    team_id: Annotated[
        str | None, Ref("departments"), Field(description="Unified id of the team, a department of type TEAM.")
    ]
    location: Annotated[Place | None, Field(description="Where the position is; null when Lever has no text.")]
    office_id: Annotated[str | None, Ref("offices"), Field(description="Unified id of the location.")]
    job_ids: Annotated[
        list[str] | None,
        Ref("jobs"),
        Field(description="Unified ids of the jobs that fill it, the current set; one row each in requisition_jobs."),
    ]
    offer_ids: Annotated[
        list[str] | None, Ref("offers"), Field(description="Unified ids of the offers made for it, the current set.")
    ]
    approval_status: Annotated[
        ApprovalStatus | None,
        Field(description="APPROVED, DENIED or IN_PROGRESS; null without an approval, and for words of none of these."),
    ]
    remote_approval_status: Annotated[
        str | None, Field(description="Lever's word behind approval_status: approved, denied, inprogress.")
    ]
    approval_started_at: Annotated[Timestamp | None, Field(description="When the approval was begun.")]
    approved_at: Annotated[Timestamp | None, Field(description="When the requisition was approved.")]
    approval_steps: Annotated[
        list[Any] | None,
        Field(description="Lever's steps of the approval, unchanged. An approver is the name of a role or an object."),
    ]
    time_to_fill_started_at: Annotated[
        Timestamp | None, Field(description="From when on the time to fill the position counts.")
    ]
    time_to_fill_ended_at: Annotated[
        Timestamp | None, Field(description="Until when the time to fill the position counts.")
    ]
    closed_at: Annotated[Timestamp | None, Field(description="When the requisition was closed.")]
    custom_fields: Annotated[
        dict[str, Any] | None,
        Field(
            description="Values of the account's own fields by requisition_fields.remote_id, unchanged: dates are ms, "
            "a field of type OBJECT is an object."
        ),
    ]


class Requisitions(SnapshotStream):
    """What the company agreed to hire for. Accounts can do without: then there are no rows.

    Lever neither filters requisitions by their update nor moves their `updatedAt` for hires, postings, offers or
    approvals, and has no feed of deleted ones. So every sync reads all of them, whatever the `start_date`, and
    compares. A requisition comes with its `updatedAt` as `changed_at` at first, later with the start of the sync that
    saw a change. One that turns confidential, while `include_confidential` is off, is as good as deleted.
    """

    model = "requisition"
    row = Requisition
    known_by = "Lever's requisition id"
    personal_data = PersonalData(About.PERSONAL, "internal notes, addresses of approvers, pay, custom fields")
    source = REQUISITIONS
    dates_itself = True

    @staticmethod
    def rows(requisitions: Sequence[LeverObject], account: Account) -> Iterator[Requisition]:
        for requisition in map(mapping, requisitions):
            lever_id = text(requisition.get("id"))
            if lever_id is not None:
                yield _row(lever_id, requisition, account)


def _row(lever_id: str, requisition: LeverObject, account: Account) -> Requisition:
    status = text(requisition.get("status"))
    confidentiality = text(requisition.get("confidentiality"))
    headcount = requisition.get("headcountTotal")
    band, approval = mapping(requisition.get("compensationBand")), mapping(requisition.get("approval"))
    approval_status = text(approval.get("status"))
    department, team = text(requisition.get("department")), text(requisition.get("team"))
    location = text(requisition.get("location"))
    return {
        "id": account.id("requisition", lever_id),
        "changed_at": account.changed_at(milliseconds(requisition.get("updatedAt"))),
        "remote_deleted_at": None,
        "account_key": account.account_key,
        "remote_id": lever_id,
        "remote_data": account.remote_data({"/requisitions": requisition}),
        "remote_created_at": timestamp(requisition.get("createdAt")),
        "remote_updated_at": timestamp(requisition.get("updatedAt")),
        "name": text(requisition.get("name")),
        "code": text(requisition.get("requisitionCode")),
        "status": _STATUSES.get(word(status), status),
        "remote_status": status,
        "confidential": is_confidential(confidentiality),
        "remote_confidentiality": confidentiality,
        "headcount_total": whole(headcount),
        "headcount_unlimited": word(headcount) == "unlimited" or flag(requisition.get("headcountInfinite")),
        "headcount_hired": whole(requisition.get("headcountHired")),
        "is_backfill": flag(requisition.get("backfill")),
        "internal_notes": text(requisition.get("internalNotes")),
        "creator_id": account.id_of("user", reference(requisition.get("creator"))),
        "owner_id": account.id_of("user", reference(requisition.get("owner"))),
        "hiring_manager_id": account.id_of("user", reference(requisition.get("hiringManager"))),
        "salary_amount_from": number(band.get("min")),
        "salary_amount_to": number(band.get("max")),
        "salary_currency": text(band.get("currency")),
        "salary_period": salary_period(band.get("interval")),
        "remote_salary_interval": text(band.get("interval")),
        "employment_type": employment_type(requisition.get("employmentStatus")),
        "remote_employment_status": text(requisition.get("employmentStatus")),
        "department": department,
        "department_id": department_id(department, account),
        "team": team,
        "team_id": team_id(department, team, account),
        "location": None if location is None else {"raw": location},
        "office_id": account.id_of("office", location),
        "job_ids": [account.id("job", posting) for posting in references(requisition.get("postings"))],
        "offer_ids": [account.id("offer", offer) for offer in references(requisition.get("offerIds"))],
        "approval_status": _APPROVAL_STATUSES.get(word(approval_status)),
        "remote_approval_status": approval_status,
        "approval_started_at": timestamp(approval.get("startedAt")),
        "approved_at": timestamp(approval.get("approvedAt")),
        "approval_steps": items(approval.get("steps")),
        "time_to_fill_started_at": timestamp(requisition.get("timeToFillStartAt")),
        "time_to_fill_ended_at": timestamp(requisition.get("timeToFillEndAt")),
        "closed_at": timestamp(requisition.get("closedAt")),
        "custom_fields": {**mapping(requisition.get("customFields"))},
    }
