from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict

from source_lever_unified.lever.body import LeverObject
from source_lever_unified.lever.endpoint import Endpoint
from source_lever_unified.lever.times import DAY_MS
from source_lever_unified.streams.base import HangsOn, OpportunityChild
from source_lever_unified.streams.personal_data import About, PersonalData
from source_lever_unified.sync.economy import Omission
from source_lever_unified.unified.account import Account
from source_lever_unified.unified.candidate_child import (
    FORM_TIMES,
    CandidateChild,
    child_rows,
    is_deleted,
)
from source_lever_unified.unified.opportunity import OpportunityRef
from source_lever_unified.unified.rating import Recommendation, recommendation, score
from source_lever_unified.unified.row import Ref, Row, Timestamp
from source_lever_unified.unified.values import flag, mapping, newest, objects, reference, text, timestamp


class Comment(TypedDict):
    index: Annotated[int | None, Field(description="Position in the thread: 0 is the note itself.")]
    author_id: Annotated[
        str | None, Ref("users"), Field(description="Unified id of the user who wrote it; null for an integration.")
    ]
    body: Annotated[str | None, Field(description="What was written.")]
    score: Annotated[int | None, Field(description="The rating given with it, from 4 (best) to 1.")]
    stage_id: Annotated[
        str | None, Ref("application_stages"), Field(description="Unified id of the candidate's stage at that time.")
    ]
    created_at: Annotated[Timestamp | None, Field(description="When it was written.")]


class Note(CandidateChild):
    remote_created_at: Annotated[
        Timestamp | None, Field(description="When the note was written. Lever does not record when it was edited.")
    ]
    body: Annotated[str | None, Field(description="The note itself.")]
    author_id: Annotated[
        str | None, Ref("users"), Field(description="Unified id of the user who wrote it; null for an integration.")
    ]
    visibility: Annotated[
        Literal["PUBLIC", "PRIVATE"] | None,
        Field(
            description="Derived from remote_secret: PRIVATE for a secret note, which Lever shows only to users who "
            "may see sensitive information; else PUBLIC."
        ),
    ]
    remote_secret: Annotated[bool | None, Field(description="Whether the note is secret in Lever.")]
    stage_id: Annotated[
        str | None, Ref("application_stages"), Field(description="Unified id of the candidate's stage at that time.")
    ]
    recommendation: Annotated[
        Recommendation | None,
        Field(description="Derived from score: STRONG_YES (4), YES (3), NO (2) or DEFINITELY_NO (1), else null."),
    ]
    score: Annotated[int | None, Field(description="The first rating in the thread, from 4 (best) to 1.")]
    comments: Annotated[
        list[Comment] | None, Field(description="The thread in Lever's order; the first is the note itself.")
    ]
    comment_count: Annotated[int | None, Field(description="Derived: how many comments follow the note.")]
    last_comment_at: Annotated[Timestamp | None, Field(description="Derived: when the last of them was written.")]
    submitted_at: Annotated[Timestamp | None, Field(description="When the note was completed.")]


class Notes(OpportunityChild):
    """A note on a candidate with the comments below it. Secret notes come too: API keys see them.

    Lever goes on listing deleted notes. They come as tombstones dated by their deletion, without their text.
    Opportunities with a note or comment younger than a day are read again at every sync, since a slip is deleted soon
    and Lever does not touch the opportunity then.
    """

    model = "note"
    row = Note
    known_by = "Lever's note id"
    personal_data = PersonalData(About.SENSITIVE, "what was written about candidates, also in secret, and ratings")
    endpoint = Endpoint(
        "/opportunities/:id/notes",
        "Notes",
        "notes:read:admin",
        "https://hire.lever.co/developer/documentation#list-all-notes",
    )
    # Not of those who were only moved: whoever rejects a candidate writes why.
    left_out = Omission(lambda of: of.untouched, lambda of: of.quiet)
    hangs_on = HangsOn("candidates", "candidate_id")

    @staticmethod
    def rows(note: LeverObject, ref: OpportunityRef, account: Account) -> Iterator[Row]:
        return child_rows(Notes, note, ref, account, _note, _changed_at)

    @staticmethod
    def may_change(notes: Sequence[LeverObject], opportunity: OpportunityRef, account: Account) -> bool:  # noqa: ARG004
        times = (_last_written(note) for note in map(mapping, notes) if not is_deleted(note))
        return any(at is not None and at + DAY_MS > account.synced_at for at in times)


def _changed_at(note: LeverObject, ref: OpportunityRef, account: Account) -> str:
    return account.changed_at(ref.changed_at, _last_written(note))


def _note(shared: CandidateChild, note: LeverObject, account: Account) -> Note:
    thread = objects(note.get("fields"))
    comments = [_comment(index, field, account) for index, field in enumerate(thread)]
    first = mapping(thread[0]) if thread else {}
    rated = next((comment["score"] for comment in comments if comment["score"] is not None), None)
    secret = flag(note.get("secret"))
    author = reference(note.get("user")) or reference(first.get("user"))
    return {
        **shared,
        "remote_created_at": timestamp(note.get("createdAt")),
        "body": text(first.get("value")),
        "author_id": account.id_of("user", author),
        "visibility": "PRIVATE" if secret else "PUBLIC",
        "remote_secret": secret,
        "stage_id": account.id_of("application_stage", reference(first.get("stage"))),
        "recommendation": recommendation(rated),
        "score": rated,
        "comments": comments,
        "comment_count": max(len(comments) - 1, 0),
        "last_comment_at": timestamp(newest(field.get("createdAt") for field in thread[1:])),
        "submitted_at": timestamp(note.get("completedAt")),
    }


def _comment(index: int, field: LeverObject, account: Account) -> Comment:
    return {
        "index": index,
        "author_id": account.id_of("user", reference(field.get("user"))),
        "body": text(field.get("value")),
        "score": score(field.get("score")),
        "stage_id": account.id_of("application_stage", reference(field.get("stage"))),
        "created_at": timestamp(field.get("createdAt")),
    }


def _last_written(note: LeverObject) -> int | None:
    """A later comment shows in the thread only."""
    own = [note.get(key) for key in FORM_TIMES]
    return newest([*own, *(field.get("createdAt") for field in objects(note.get("fields")))])
