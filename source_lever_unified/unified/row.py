"""What the rows of all models share.

A row is a plain dict. Its TypedDict is the one place where its fields, their types and their meaning are
written: mypy holds the mapping to it, and the JSON schema is made from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field
from typing_extensions import TypedDict

Timestamp = Annotated[str, Field(json_schema_extra={"format": "date-time", "airbyte_type": "timestamp_with_timezone"})]
"""ISO 8601, UTC, with milliseconds and `Z`."""


@dataclass(frozen=True)
class Ref:
    """Marks a field of ids in a row: `stream` is the one whose rows they name, None for ids that name no stream's rows.

    On a field of named references it says what their ids name.
    """

    stream: str | None
    always: bool = False
    """Every row that is not deleted has one."""


class Row(TypedDict):
    id: Annotated[
        str,
        Field(
            description="Unified id, the primary key: a UUIDv5 of account_key, the model's name and Lever's "
            "key, so the same in every sync and in every stream that refers to the row."
        ),
    ]
    changed_at: Annotated[
        Timestamp,
        Field(
            description="When this row last changed, as well as anyone can know it: the newest time that "
            "Lever gives for the row and its parent, or the start of the sync that saw the change. For a "
            "deleted row, when it was deleted."
        ),
    ]
    remote_deleted_at: Annotated[
        Timestamp | None,
        Field(
            description="When Lever deleted the row, or the start of the sync that found it gone; null "
            "while it exists. A deleted row keeps only its ids, account_key and changed_at; all other fields are null."
        ),
    ]
    account_key: Annotated[
        str | None,
        Field(
            description="The account_key of the connector's configuration, which tells the rows of several Lever "
            "accounts in one table apart; null when that is empty."
        ),
    ]


class RemoteRow(Row):
    remote_id: Annotated[str | None, Field(description="Lever's id of the object this row is made from.")]
    remote_data: Annotated[
        dict[str, Any] | None,
        Field(
            description="Lever's own payload, unchanged, under the path of the endpoint it came from. Null "
            "when include_remote_data is off."
        ),
    ]


class Place(TypedDict):
    raw: Annotated[str | None, Field(description="Lever's free text for the place.")]


class NamedReference(TypedDict):
    id: Annotated[str | None, Field(description="Unified id of the row that is named.")]
    name: Annotated[
        str | None,
        Field(
            description="Its name as of the last read of this row. Null when the API key may not read "
            "names; the id is the truth."
        ),
    ]
