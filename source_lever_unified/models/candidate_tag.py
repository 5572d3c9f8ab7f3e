from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from source_lever_unified.models.account import Account
from source_lever_unified.models.opportunity import Opportunity
from source_lever_unified.models.row import Row


class CandidateTag(Row):
    """A tag on a candidate. Lever never tells of a tag taken off: a row older than its candidate is no longer
    true.
    """

    candidate_id: Annotated[str | None, Field(description="Unified id of the candidate.")]
    tag_id: Annotated[
        str | None,
        Field(description="Unified id of the tag; a tag that Lever adds by itself need not be in the tags stream."),
    ]
    name: Annotated[str | None, Field(description="The tag's text. Case matters: Full-time is not Full-Time.")]


def candidate_tags(opportunity: Opportunity, account: Account) -> Iterator[CandidateTag]:
    for tag in opportunity.tags:
        yield {
            "id": account.id("candidate_tag", opportunity.id, tag),
            "changed_at": opportunity.changed_at,
            "remote_deleted_at": None,
            "candidate_id": opportunity.candidate_id,
            "tag_id": account.id("tag", tag),
            "name": tag,
        }
