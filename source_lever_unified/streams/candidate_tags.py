from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from source_lever_unified.streams.base import HangsOn, OpportunityStream
from source_lever_unified.streams.personal_data import About, PersonalData
from source_lever_unified.unified.account import Account
from source_lever_unified.unified.opportunity import Opportunity
from source_lever_unified.unified.row import Ref, Row


class CandidateTag(Row):
    candidate_id: Annotated[
        str | None, Ref("candidates", always=True), Field(description="Unified id of the candidate.")
    ]
    tag_id: Annotated[
        str | None,
        Ref("tags", always=True),
        Field(description="Unified id of the tag; a tag that Lever adds by itself need not be in the tags stream."),
    ]
    name: Annotated[str | None, Field(description="The tag's text. Case matters: Full-time is not Full-Time.")]


class CandidateTags(OpportunityStream):
    """A tag on a candidate. Lever never tells of a tag taken off: a row older than its candidate is no longer true."""

    model = "candidate_tag"
    row = CandidateTag
    known_by = "opportunity id, the tag's text"
    personal_data = PersonalData(About.IDS, "tags on candidates, in the account's words")
    hangs_on = HangsOn("candidates", "candidate_id")

    @staticmethod
    def rows(opportunity: Opportunity, account: Account) -> Iterator[CandidateTag]:
        for tag in opportunity.tags:
            yield {
                "id": account.id("candidate_tag", opportunity.id, tag),
                "changed_at": opportunity.changed_at,
                "remote_deleted_at": None,
                "account_key": account.account_key,
                "candidate_id": opportunity.candidate_id,
                "tag_id": account.id("tag", tag),
                "name": tag,
            }
