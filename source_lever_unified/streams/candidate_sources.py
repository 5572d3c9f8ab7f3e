from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from source_lever_unified.streams.base import HangsOn, OpportunityStream
from source_lever_unified.streams.personal_data import About, PersonalData
from source_lever_unified.unified.account import Account
from source_lever_unified.unified.opportunity import Opportunity
from source_lever_unified.unified.row import Ref, Row
from source_lever_unified.unified.values import texts


class CandidateSource(Row):
    candidate_id: Annotated[
        str | None, Ref("candidates", always=True), Field(description="Unified id of the candidate.")
    ]
    source_id: Annotated[str | None, Ref("sources", always=True), Field(description="Unified id of the source.")]
    name: Annotated[str | None, Field(description="The source's text. Case matters.")]
    index: Annotated[
        int | None, Field(description="Position among the candidate's sources; 0 is the one in candidates.source.")
    ]


class CandidateSources(OpportunityStream):
    """A source of a candidate. Lever never tells of a source taken off: a row older than its candidate is no longer
    true.
    """

    model = "candidate_source"
    row = CandidateSource
    known_by = "opportunity id, the source's text"
    personal_data = PersonalData(About.IDS, "sources of candidates, in the account's words")
    hangs_on = HangsOn("candidates", "candidate_id")

    @staticmethod
    def rows(opportunity: Opportunity, account: Account) -> Iterator[CandidateSource]:
        for index, source in enumerate(texts(opportunity.lever.get("sources"))):
            yield {
                "id": account.id("candidate_source", opportunity.id, source),
                "changed_at": opportunity.changed_at,
                "remote_deleted_at": None,
                "account_key": account.account_key,
                "candidate_id": opportunity.candidate_id,
                "source_id": account.id("source", source),
                "name": source,
                "index": index,
            }
