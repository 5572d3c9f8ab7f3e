"""What a stream's state holds, and how a state that cannot be read is refused."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Annotated, Any, TypeVar

from airbyte_cdk.models import FailureType
from airbyte_cdk.utils import AirbyteTracedException
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, ValidationError

from source_lever_unified import troubles
from source_lever_unified.lever.times import EARLIEST_MS, LATEST_MS, from_iso, to_iso
from source_lever_unified.sync.child_reads import ChildReads

Milliseconds = Annotated[int, Field(ge=EARLIEST_MS, le=LATEST_MS)]
"""Within the years 1 to 9999: what lies outside no clock of Lever's has said."""


def _as_ms(value: Any) -> Any:
    return from_iso(value) if isinstance(value, str) else value


Moment = Annotated[Milliseconds, BeforeValidator(_as_ms), PlainSerializer(to_iso, when_used="json")]
"""Milliseconds in the program, ISO 8601 UTC in the state, so that a person can read it."""


class Part(BaseModel):
    # A state with other keys was written by another connector or a later version: better refused than misread.
    model_config = ConfigDict(extra="forbid")


class OpenRead(Part):
    """A part of a listing that is not finished: a filter, and how far its chain of pages has been read."""

    by: str
    start: Milliseconds | None = None
    end: Milliseconds | None = None
    pages: int = Field(0, ge=0)
    offset: str | None = None


class Round(Part):
    """Days on which one of `days` parts of everything was read again each, from `first` to `last` (UTC).

    It is empty when `first` is the day after `last`.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    days: int = Field(ge=1)
    first: date
    last: date


class Reading(Part):
    """A pass over a listing that was begun at `started_at` and is not finished.

    `old`: rows that no filter by update yields are part of the pass (see `ListSource.old`); `rereads`: so is what is
    read again although nothing says that it changed, so that these rounds will be complete; `heals_to`: so is what was
    left out and would not be by this mode.
    """

    started_at: Moment
    open: list[OpenRead]
    old: bool = False
    rereads: list[Round] | None = None
    heals_to: ChildReads | None = None


class ListingState(Part):
    """How far a stream of a listing has got.

    `synced_at`: the start of the last completed pass, up to which nothing is missing. `old_at`: the same for the rows
    that no filter by update yields, which are listed less often. `deletions_at`: the same for the feed of deletions,
    when it could not be read for a while, or a backfill has only just begun. `rereads`: on which days parts of
    everything were read again.

    `left_out`: the mode by which children may have been left out; `disproved`: the mode that was seen to leave out what
    is there; `read_until`: by when the last pass had ended, so that whatever was created later was never read.
    """

    synced_at: Moment | None = None
    old_at: Moment | None = None
    deletions_at: Moment | None = None
    rereads: list[Round] = Field(default_factory=list)
    left_out: ChildReads | None = None
    disproved: ChildReads | None = None
    read_until: Moment | None = None
    reading: Reading | None = None


class SnapshotState(Part):
    """Of each row of a small list, by Lever's id: a fingerprint of what was emitted.

    It is empty for a row that is gone, where rows have times of their own: should the row come back, it must be newer
    than its tombstone.
    """

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


def parse_listing_state(
    stream: str, state: Mapping[str, Any] | None, filters: Collection[str]
) -> tuple[ListingState, dict[str, Any]]:
    """How far a stream of a listing has got, and what it remembers besides, as that was saved.

    `filters`: what its reads may filter by.
    """
    saved = dict(state or {})
    own = {key: saved.pop(key) for key in ListingState.model_fields if key in saved}
    parsed = parse_state(ListingState, stream, own)
    if parsed.reading is not None and not {part.by for part in parsed.reading.open} <= {*filters}:
        raise unreadable_state(stream, "reading.open")
    return parsed, saved


def unreadable_state(stream: str, place: str) -> AirbyteTracedException:
    message = troubles.UNREADABLE_STATE(stream=stream, place=place)
    return AirbyteTracedException(message=message, internal_message=message, failure_type=FailureType.config_error)


def to_message(state: BaseModel) -> dict[str, Any]:
    return state.model_dump(mode="json", exclude_defaults=True)
