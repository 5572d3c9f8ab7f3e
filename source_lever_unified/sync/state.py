"""What a stream's state holds, and how a state that cannot be read is refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, TypeVar

from airbyte_cdk.models import FailureType
from airbyte_cdk.utils import AirbyteTracedException
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, ValidationError

from source_lever_unified.sync.clock import from_iso, to_iso


def _as_ms(value: Any) -> Any:
    return from_iso(value) if isinstance(value, str) else value


Moment = Annotated[int, BeforeValidator(_as_ms), PlainSerializer(to_iso, when_used="json")]
"""Milliseconds in the program, ISO 8601 UTC in the state, so that a person can read it."""


class _Part(BaseModel):
    # A state with other keys was written by another connector or a later version: better refused than misread.
    model_config = ConfigDict(extra="forbid")


class OpenRead(_Part):
    """A part of a listing that is not finished: a filter, and how far its chain of pages has been read."""

    by: str
    start: int | None = None
    end: int | None = None
    pages: int = Field(0, ge=0)
    offset: str | None = None


class Reading(_Part):
    """A pass over a listing that was begun at `started_at` and is not finished."""

    started_at: Moment
    open: list[OpenRead]


class WatchedParent(_Part):
    """A parent whose children may change without it.

    `ref` is what the children's rows need of the parent, `at` when it was last read or last changed, `rows` the rows
    that hang on it: by Lever's id (or the unified one where there is none) their fingerprint and, when the row changed
    by itself, the time that was seen (0 otherwise), so that a later read of the parent does not turn the clock back.
    """

    ref: list[Any]
    at: Moment
    rows: dict[str, tuple[str, int]] = {}


class Stages(_Part):
    """The stages that were joined with every job, and since when these are the ones (0: always)."""

    ids: list[str]
    changed_at: int = 0


class ListingState(_Part):
    """`synced_at`: the start of the last completed pass, up to which nothing is missing.

    `watch`: see `WatchedParent`, by Lever's id of the parent. `known`: fingerprints of rows that no parent owns.
    """

    synced_at: Moment | None = None
    reading: Reading | None = None
    watch: dict[str, WatchedParent] = {}
    known: dict[str, str] = {}
    stages: Stages | None = None


class SnapshotState(_Part):
    """Of each row of a small list, by Lever's id: a fingerprint of what was emitted."""

    rows: dict[str, str] | None = None


StateModel = TypeVar("StateModel", bound=BaseModel)


def parse_state(model: type[StateModel], stream: str, state: Mapping[str, Any] | None) -> StateModel:
    """The state of a stream, empty when there is none.

    Raises:
        AirbyteTracedException: a config error, since only the person can reset the stream.
    """
    try:
        return model.model_validate(state or {})
    except ValidationError as invalid:
        places = sorted({".".join(map(str, error["loc"][:2])) for error in invalid.errors()})
        raise unreadable_state(stream, ", ".join(places)) from None


def unreadable_state(stream: str, place: str) -> AirbyteTracedException:
    message = (
        f"The saved state of the stream {stream} cannot be read (at: {place}). Reset the stream (clear its data), and "
        "it will be read from the beginning."
    )
    return AirbyteTracedException(message=message, internal_message=message, failure_type=FailureType.config_error)


def to_message(state: BaseModel) -> dict[str, Any]:
    return state.model_dump(mode="json", exclude_defaults=True)
