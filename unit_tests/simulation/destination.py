"""What an Airbyte destination holds that appends and removes duplicates, and what of it is current."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson
from airbyte_cdk.models import (
    AirbyteMessage,
    AirbyteStateBlob,
    AirbyteStateMessage,
    AirbyteStateType,
    AirbyteStreamState,
    StreamDescriptor,
    Type,
)

Row = Mapping[str, Any]

PARENTS = {
    "job_postings": ("jobs", "job_id"),
    "job_hiring_team_members": ("jobs", "job_id"),
    "job_application_stages": ("jobs", "job_id"),
    "job_screening_questions": ("jobs", "job_id"),
    "applications": ("candidates", "candidate_id"),
    "candidate_tags": ("candidates", "candidate_id"),
    "application_stage_changes": ("candidates", "candidate_id"),
    "interviews": ("candidates", "candidate_id"),
    "offers": ("candidates", "candidate_id"),
    "interview_team_members": ("interviews", "interview_id"),
    "candidate_sources": ("candidates", "candidate_id"),
    "notes": ("candidates", "candidate_id"),
    "scorecards": ("candidates", "candidate_id"),
    "scorecard_answers": ("scorecards", "scorecard_id"),
    "attachments": ("candidates", "candidate_id"),
    "candidate_experiences": ("candidates", "candidate_id"),
    "candidate_educations": ("candidates", "candidate_id"),
    "interview_panels": ("candidates", "candidate_id"),
    "referrals": ("candidates", "candidate_id"),
    "profile_forms": ("candidates", "candidate_id"),
    "profile_form_answers": ("profile_forms", "profile_form_id"),
}
"""The generation rule: a row is current while it is not older than its parent, which must be current itself."""

NAMED_BY = {
    "screening_questions": ("job_screening_questions", "question_id"),
    "contacts": ("candidates", "contact_id"),
}
"""Rows that nobody deletes are current while a current row names them."""

STREAMS = (
    "users",
    "jobs",
    "candidates",
    "application_stages",
    "rejection_reasons",
    "tags",
    "sources",
    *PARENTS,
    *NAMED_BY,
)


@dataclass
class Destination:
    rows: dict[str, dict[str, Row]] = field(default_factory=lambda: {stream: {} for stream in STREAMS})
    _states: dict[str, bytes] = field(default_factory=dict)

    def take(self, message: AirbyteMessage) -> None:
        if message.type == Type.RECORD and message.record is not None:
            row = message.record.data
            rows = self.rows[message.record.stream]
            before = rows.get(row["id"])
            if before is None or row["changed_at"] >= before["changed_at"]:
                rows[row["id"]] = row
        elif message.type == Type.STATE and message.state is not None and message.state.stream is not None:
            # Written at once: a state must not change after it was sent.
            state = message.state.stream
            self._states[state.stream_descriptor.name] = orjson.dumps(vars(state.stream_state))

    def states(self) -> list[AirbyteStateMessage]:
        """What the next attempt is given."""
        return [
            AirbyteStateMessage(
                type=AirbyteStateType.STREAM,
                stream=AirbyteStreamState(
                    stream_descriptor=StreamDescriptor(name=name), stream_state=AirbyteStateBlob(**orjson.loads(state))
                ),
            )
            for name, state in self._states.items()
        ]

    def state_of(self, stream: str) -> Any:
        return orjson.loads(self._states.get(stream, b"null"))

    def forget(self, streams: Iterable[str]) -> None:
        """The user resets them."""
        for stream in streams:
            self.rows[stream].clear()
            self._states.pop(stream, None)

    def current(self, stream: str) -> dict[str, Row]:
        alive = {row_id: row for row_id, row in self.rows[stream].items() if row["remote_deleted_at"] is None}
        if stream in NAMED_BY:
            naming, reference = NAMED_BY[stream]
            named = {row[reference] for row in self.current(naming).values()}
            return {row_id: row for row_id, row in alive.items() if row_id in named}
        if stream not in PARENTS:
            return alive
        parent, reference = PARENTS[stream]
        parents = self.current(parent)
        return {
            row_id: row
            for row_id, row in alive.items()
            if row[reference] in parents and row["changed_at"] >= parents[row[reference]]["changed_at"]
        }
