from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field

from source_lever_unified.lever.body import LeverObject
from source_lever_unified.streams.base import PostingStream
from source_lever_unified.streams.personal_data import NONE
from source_lever_unified.streams.small_lists import NAMES_OF_REQUISITIONS
from source_lever_unified.unified.account import Account
from source_lever_unified.unified.department import department_id, team_id
from source_lever_unified.unified.row import Ref, Row
from source_lever_unified.unified.values import mapping, text

if TYPE_CHECKING:
    from source_lever_unified.sync.memory import Memory, SyncTimes


class Department(Row):
    remote_id: Annotated[
        str | None, Field(description="The text, which is all that Lever has: the same as name. Two may share it.")
    ]
    name: Annotated[str | None, Field(description="Name of the department or team.")]
    type: Annotated[
        Literal["DEPARTMENT", "TEAM"] | None,
        Field(description="DEPARTMENT, or TEAM for a part of one."),
    ]
    parent_id: Annotated[
        str | None,
        Ref("departments"),
        Field(description="Unified id of a team's department; null for a department, and for a team without one."),
    ]


class Departments(PostingStream):
    """A department, or a team of one, that some posting or requisition names. One that none names any more stays.

    Lever has no list of them, only texts: a renamed department is a new one. It comes once, when a posting or a
    requisition first names it, and is never deleted.
    """

    model = "department"
    row = Department
    known_by = "`department` and the text; for a team `team`, its department's text (empty without one) and its own"
    personal_data = NONE
    also_named_by = NAMES_OF_REQUISITIONS

    @staticmethod
    def rows(posting: LeverObject, account: Account) -> Iterator[Department]:
        return Departments.rows_named_by(mapping(mapping(posting).get("categories")), account)

    @staticmethod
    def rows_named_by(item: LeverObject, account: Account) -> Iterator[Department]:
        department, team = text(item.get("department")), text(item.get("team"))
        parent_id = department_id(department, account)
        if department is not None and parent_id is not None:
            yield _row(parent_id, department, "DEPARTMENT", None, account)
        own_id = team_id(department, team, account)
        if team is not None and own_id is not None:
            yield _row(own_id, team, "TEAM", parent_id, account)

    @classmethod
    def memory(cls, saved: Mapping[str, Any], account: Account, times: SyncTimes) -> Memory:  # noqa: ARG003
        from source_lever_unified.sync.known_rows import KnownRows

        return KnownRows(cls.name, saved)


def _row(
    row_id: str, name: str, kind: Literal["DEPARTMENT", "TEAM"], parent_id: str | None, account: Account
) -> Department:
    return {
        "id": row_id,
        "changed_at": account.changed_at(),
        "remote_deleted_at": None,
        "account_key": account.account_key,
        "remote_id": name,
        "name": name,
        "type": kind,
        "parent_id": parent_id,
    }
