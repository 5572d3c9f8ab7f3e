from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from pydantic import Field

from source_lever_unified.lever.body import LeverObject
from source_lever_unified.streams.base import HangsOn, PostingStream
from source_lever_unified.streams.jobs import Jobs
from source_lever_unified.streams.personal_data import NONE
from source_lever_unified.unified.account import Account
from source_lever_unified.unified.posting import (
    PostingRow,
    posting_html,
    posting_row,
    posting_state,
    posting_visibility,
)
from source_lever_unified.unified.row import Ref
from source_lever_unified.unified.values import mapping, text

Status = Literal["ACTIVE", "INACTIVE", "DRAFT"]

_STATUSES: Mapping[str | None, Status] = {
    "published": "ACTIVE",
    "internal": "ACTIVE",
    "closed": "INACTIVE",
    "rejected": "INACTIVE",
    "draft": "DRAFT",
    "pending": "DRAFT",
}


class JobPosting(PostingRow):
    job_id: Annotated[str | None, Ref("jobs", always=True), Field(description="Unified id of the job.")]
    title: Annotated[str | None, Field(description="Title of the posting.")]
    description_html: Annotated[
        str | None, Field(description="HTML, put together from the posting's description, lists and closing.")
    ]
    status: Annotated[
        Status | None,
        Field(
            description="ACTIVE (Lever: published, internal), INACTIVE (closed, rejected) or DRAFT (draft, "
            "pending); null when Lever's word is none of these."
        ),
    ]
    visibility: Annotated[
        Literal["PUBLIC", "INTERNAL", "UNLISTED"] | None,
        Field(description="Who can find it, as jobs.visibility; null when it is confidential or not open."),
    ]
    url: Annotated[str | None, Field(description="The posting's page on the job site; null while it has none.")]
    apply_url: Annotated[
        str | None, Field(description="The posting's application form on the job site; null while it has none.")
    ]


class JobPostings(PostingStream):
    """How a job is advertised. Lever has one posting per job, so both rows come from the same object."""

    model = "job_posting"
    row = JobPosting
    known_by = "Lever's posting id"
    personal_data = NONE
    deletions = Jobs.deletions
    hangs_on = HangsOn("jobs", "job_id")

    @staticmethod
    def rows(posting: LeverObject, account: Account) -> Iterator[JobPosting]:
        posting = mapping(posting)
        shared = posting_row("job_posting", posting, account)
        if shared is None:
            return
        visibility = posting_visibility(posting)
        urls = mapping(posting.get("urls"))
        yield {
            **shared,
            "job_id": account.id_of("job", shared["remote_id"]),
            "title": text(posting.get("text")),
            "description_html": posting_html(posting),
            "status": _STATUSES.get(posting_state(posting)),
            "visibility": None if visibility == "CONFIDENTIAL" else visibility,
            "url": text(urls.get("show")),
            "apply_url": text(urls.get("apply")),
        }
