"""What all rows made from a sub-list of an opportunity have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Annotated, Any, Protocol

from pydantic import Field
from typing_extensions import TypedDict

from source_lever_unified.lever.body import LeverObject
from source_lever_unified.lever.endpoint import Endpoint
from source_lever_unified.unified.account import Account
from source_lever_unified.unified.opportunity import OpportunityRef
from source_lever_unified.unified.row import Ref, RemoteRow, Row
from source_lever_unified.unified.values import mapping, newest, text

FORM_TIMES = ("createdAt", "completedAt", "updatedAt")


class CandidateRefs(TypedDict):
    candidate_id: Annotated[
        str | None, Ref("candidates", always=True), Field(description="Unified id of the candidate.")
    ]
    application_id: Annotated[
        str | None,
        Ref("applications"),
        Field(description="Unified id of the candidate's application; null for a lead."),
    ]
    job_id: Annotated[
        str | None, Ref("jobs"), Field(description="Unified id of the application's job; null for a lead.")
    ]


class CandidateChild(RemoteRow, CandidateRefs):
    """A row that is one object of the sub-list."""


class CandidateDetail(Row, CandidateRefs):
    """A row that is a part of one."""


class DetailStream(Protocol):
    """A stream of such rows, as far as making them goes."""

    model: str
    endpoint: Endpoint

    def bury(self, key: str, deleted_at_ms: Any, account: Account, /) -> Row: ...


def candidate_refs(ref: OpportunityRef, account: Account) -> CandidateRefs:
    return {
        "candidate_id": account.id("candidate", ref.id),
        "application_id": account.id_of("application", ref.application_id),
        "job_id": account.id_of("job", ref.posting_id),
    }


def child_changed_at(
    child: LeverObject, ref: OpportunityRef, account: Account, times: Sequence[str] = FORM_TIMES
) -> str:
    """The newest of the opportunity's times and those of the child."""
    return account.changed_at(ref.changed_at, newest(child.get(key) for key in times))


def child_rows(
    stream: DetailStream,
    child: LeverObject,
    ref: OpportunityRef,
    account: Account,
    fill: Callable[[CandidateChild, LeverObject, Account], Row],
    changed_at: Callable[[LeverObject, OpportunityRef, Account], str] = child_changed_at,
) -> Iterator[Row]:
    """The row of a child, if it can be keyed; a tombstone of it, when Lever lists it as deleted.

    Args:
        fill: makes the row of what all such rows share and the child.
        changed_at: when the child last changed.
    """
    child = mapping(child)
    lever_id = text(child.get("id"))
    if lever_id is None or not ref.id:
        return
    if is_deleted(child):
        yield stream.bury(lever_id, child.get("deletedAt"), account)
        return
    shared: CandidateChild = {
        "id": account.id(stream.model, lever_id),
        "changed_at": changed_at(child, ref, account),
        "remote_deleted_at": None,
        "account_key": account.account_key,
        "remote_id": lever_id,
        "remote_data": account.remote_data({stream.endpoint.path: child}),
        **candidate_refs(ref, account),
    }
    yield fill(shared, child, account)


def is_deleted(child: LeverObject) -> bool:
    """Lever goes on listing what was deleted, its content unchanged: that must not be passed on."""
    return bool(child.get("deletedAt"))
