"""For each endpoint an object as full as Lever sends it, and the rows that a stream makes of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from source_lever_unified.lever.endpoint import Endpoint
from source_lever_unified.streams.base import (
    ChildStream,
    LeverStream,
    OpportunityChild,
    OpportunityStream,
    PostingForm,
    PostingStream,
    SnapshotStream,
    WindowedStream,
)
from source_lever_unified.unified.account import Account
from source_lever_unified.unified.row import Row
from unit_tests import lever_objects as lever
from unit_tests.lever_objects import ACCOUNT, OPPORTUNITY_REF, POSTING_REF

SAMPLES: Mapping[str, dict[str, Any]] = {
    "/users": lever.user(),
    "/postings": lever.posting(),
    "/postings/:id/apply": lever.form(
        lever.question("dropdown", options=[{"text": "a", "optionId": "1"}, {"text": "b"}]),
        lever.question("university"),
        eeoQuestions={"gender": {"type": "dropdown", "text": "Gender", "options": [{"text": "Female"}]}},
    ),
    "/opportunities": lever.opportunity(
        archived={"reason": lever.WITHDREW, "archivedAt": lever.MAY_2},
        applications=[
            lever.application(
                customQuestions=[
                    {
                        "type": "posting",
                        "fields": [
                            lever.question("multiple-select", value=["a"]),
                            lever.question("yes-no", value="yes"),
                            lever.question("date", value=lever.MAY_1),
                            lever.question("file-upload", value={"id": "f"}),
                            lever.question("text", value="x"),
                            lever.question("score", value=4),
                            lever.question("dropdown", value="x"),
                        ],
                    }
                ]
            )
        ],
    ),
    "/opportunities/:id/interviews": lever.interview(),
    "/opportunities/:id/offers": lever.offer(),
    "/opportunities/:id/feedback": lever.feedback(),
    "/opportunities/:id/notes": lever.note(),
    "/opportunities/:id/panels": lever.panel(),
    "/opportunities/:id/referrals": lever.referral(),
    "/opportunities/:id/forms": lever.profile_form(),
    "/opportunities/:id/resumes": lever.resume(),
    "/opportunities/:id/files": lever.file(),
    "/feedback_templates": lever.feedback_template(),
    "/stages": {"id": "s", "text": "Screen"},
    "/archive_reasons": {"id": "r", "text": "Withdrew", "status": "active", "type": "non-hired"},
    "/tags": {"text": "Calm", "count": 1},
    "/sources": {"text": "Job fair", "count": 1},
    "/requisitions": lever.requisition(),
    "/requisition_fields": lever.requisition_field(),
    "/eeo/responses/pii": lever.eeo_response(),
}
"""By path."""


def endpoints_of(stream: type[LeverStream]) -> Sequence[Endpoint]:
    return stream.endpoints() if issubclass(stream, ChildStream) else (stream.endpoint,)


def rows_from(
    stream: type[LeverStream], value: Any, account: Account = ACCOUNT, endpoint: Endpoint | None = None
) -> Iterable[Row]:
    """The rows of `stream` when Lever sends `value` where it sends an object, at its first endpoint or another one."""
    if issubclass(stream, SnapshotStream):
        return stream.rows([value], account)
    if issubclass(stream, WindowedStream):
        return stream.rows(value, account)
    if issubclass(stream, OpportunityStream):
        return lever.rows_of(stream.rows, value, account)
    if issubclass(stream, PostingStream):
        return stream.rows(value, account)
    if issubclass(stream, OpportunityChild):
        return stream.rows_from(endpoint or stream.endpoint, value, OPPORTUNITY_REF, account)
    if issubclass(stream, PostingForm):
        return stream.rows(value, POSTING_REF, account)
    raise TypeError(f"{stream.name} is of a kind that has no rows here yet")
