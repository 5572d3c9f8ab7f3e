"""How a list is read whose rows never change: in windows, side by side, and on from where it was cut off."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from airbyte_cdk.utils import AirbyteTracedException

from source_lever_unified.lever.errors import BadRequest, InvalidOffset, NotFound
from source_lever_unified.lever.page import Page
from source_lever_unified.lever.times import DAY_MS, to_iso
from source_lever_unified.sync.engine import Message
from source_lever_unified.sync.memory import SyncTimes
from source_lever_unified.sync.progress import Read
from source_lever_unified.sync.selection import Selected
from source_lever_unified.sync.windows import SHORTEST_MS, Windows
from source_lever_unified.unified.row import Row
from unit_tests.sync.simple_streams import NOW, SimpleStream, engine_of, in_short, keys, row, sent_rows, states

OLD, NEW = Read("created", 0, NOW - 10 * DAY_MS - 1), Read("created", NOW - 10 * DAY_MS)
PER_PAGE = 2
Ask = Callable[[Read, Sequence[str]], None]


@dataclass(eq=False)
class Answers(SimpleStream):
    off: str = ""

    @staticmethod
    def rows(item: Any, account: Any) -> list[Row]:  # noqa: ARG004
        return [row(item["id"], changed_at=item["at"])]


@dataclass
class Answered:
    """Answers by their time, listed in pages of two; `refuse` may refuse to."""

    times: Sequence[int]
    refuse: Ask = lambda read, offsets: None  # noqa: ARG005
    asked: list[tuple[Read, Sequence[str]]] = field(default_factory=list)
    items: str = "answers"
    by: str = "created"

    def backfill(self, now_ms: int) -> list[Read]:  # noqa: ARG002
        return [NEW, OLD]

    def incremental(self, since_ms: int) -> list[Read]:
        return [Read("created", since_ms - DAY_MS)]

    def page(self, read: Read, offsets: Sequence[str]) -> Page:
        self.asked.append((read, tuple(offsets)))
        self.refuse(read, offsets)
        end = NOW if read.end is None else read.end
        found = [{"id": str(at), "at": at} for at in sorted(self.times) if (read.start or 0) <= at <= end]
        begin = int(offsets[-1]) if offsets else 0
        more = str(begin + PER_PAGE) if len(found) > begin + PER_PAGE else None
        return Page(list(found[begin : begin + PER_PAGE]), more)

    def is_old(self, item: Any, since_ms: int) -> bool:
        return bool(item["at"] < since_ms)


class Client:
    clock_ahead_ms = 0


def sync(
    source: Answered, state: Mapping[str, Any] | None = None, *, full_refresh: bool = False, off: str = ""
) -> list[Message]:
    stream = Selected(Answers("answers", off=off), full_refresh, state)
    engine = engine_of([stream])
    Windows(engine, stream, source, None, SyncTimes(NOW, 0), Client()).start()  # type: ignore[arg-type]
    return list(engine.messages())


def told(source: Answered, state: Mapping[str, Any] | None = None, **how: Any) -> tuple[list[str], dict[str, Any]]:
    messages = sync(source, state, **how)
    return sorted(keys(sent_rows(messages))), states(messages)[-1]  # type: ignore[arg-type]


TIMES = [NOW - days * DAY_MS for days in (1, 2, 3, 20, 30, 40, 50)]
ALL = sorted(map(str, TIMES))
DONE = {"synced_at": to_iso(NOW)}


def test_given_no_state_then_every_window_is_read_to_its_end() -> None:
    assert told(Answered(TIMES)) == (ALL, DONE)


def test_given_a_list_then_the_newest_window_is_asked_for_first_and_alone() -> None:
    source = Answered(TIMES)

    sync(source)

    assert source.asked[0] == (NEW, ())
    assert len(source.asked) == 2 + 2


def test_given_the_state_of_a_sync_then_the_next_sends_what_was_not_there() -> None:
    source = Answered([*TIMES, NOW])

    emitted, state = told(source, DONE)

    assert emitted == [str(NOW)]
    assert [read.start for read, _ in source.asked] == [NOW - 5_000 - DAY_MS]
    assert state == DONE


def test_given_a_full_refresh_after_a_complete_sync_then_everything_comes_again() -> None:
    assert told(Answered(TIMES), DONE, full_refresh=True)[0] == ALL


def test_given_a_state_message_then_the_rows_it_vouches_for_were_sent_before() -> None:
    sent = 0
    for message in sync(Answered(TIMES)):
        if in_short(message).startswith("R:"):
            sent += len(sent_rows([message]))
        for state in states([message]):
            open_reads = {part["start"]: part.get("pages", 0) for part in state.get("reading", {}).get("open", [])}
            finished = 3 if NEW.start not in open_reads else PER_PAGE * open_reads[NEW.start]
            finished += 4 if OLD.start not in open_reads else PER_PAGE * open_reads[OLD.start]
            assert finished <= sent


def test_given_any_checkpoint_then_a_sync_from_it_sends_the_rest_and_asks_for_nothing_again() -> None:
    whole = Answered(TIMES)
    messages = sync(whole)
    checkpoints = [number for number, message in enumerate(messages) if states([message])]
    assert len(checkpoints) == len(whole.asked)

    for number in checkpoints[:-1]:
        (state,) = states([messages[number]])
        before = sent_rows(messages[:number])
        resumed = Answered(TIMES)
        after, final = told(resumed, state)

        assert sorted([*keys(before), *after]) == ALL  # type: ignore[arg-type]
        assert len(resumed.asked) == len(whole.asked) - checkpoints.index(number) - 1
        assert final == DONE


def test_given_a_window_that_is_too_wide_then_its_halves_are_read_until_they_are_not() -> None:
    def refuse(read: Read, offsets: Sequence[str]) -> None:  # noqa: ARG001
        if (read.end or NOW) - (read.start or 0) > 400 * DAY_MS:
            raise BadRequest("/answers", "too wide")

    source = Answered(TIMES, refuse)

    assert told(source) == (ALL, DONE)
    windows = [read for read, _ in source.asked]
    assert len(windows) == len(set(windows)) + 2  # the pages behind the first


def test_given_halves_then_a_checkpoint_holds_them_and_not_the_whole() -> None:
    def refuse(read: Read, offsets: Sequence[str]) -> None:  # noqa: ARG001
        if read == OLD:
            raise BadRequest("/answers", "too wide")

    open_reads = [
        {(part["start"], part.get("end")) for part in state["reading"]["open"]}
        for state in states(sync(Answered(TIMES, refuse)))
        if "reading" in state
    ]

    assert (OLD.start, OLD.end) not in open_reads[-1]


def test_given_a_window_of_a_day_that_is_refused_then_the_stream_fails_and_keeps_its_state() -> None:
    def refuse(read: Read, offsets: Sequence[str]) -> None:  # noqa: ARG001
        if (read.start or 0) <= TIMES[3] <= (read.end or NOW):
            raise BadRequest("/answers", "Lever does not understand the request for /answers (400).")

    source = Answered(TIMES, refuse)

    with pytest.raises(AirbyteTracedException, match="does not understand"):
        sync(source)
    assert min((read.end or NOW) - (read.start or 0) for read, _ in source.asked) > SHORTEST_MS / 4


def test_given_an_offset_that_is_not_known_any_more_then_its_window_is_read_again_once() -> None:
    def refuse(read: Read, offsets: Sequence[str]) -> None:  # noqa: ARG001
        if list(offsets) == ["lost"]:
            raise InvalidOffset("/answers", "unknown offset")

    cut_off = {
        "reading": {
            "started_at": to_iso(NOW),
            "open": [{"by": "created", "start": OLD.start, "end": OLD.end, "pages": 1, "offset": "lost"}],
        }
    }

    emitted, state = told(Answered(TIMES, refuse), cut_off)

    assert emitted == sorted(map(str, TIMES[3:]))
    assert state == DONE


def refuse_all(read: Read, offsets: Sequence[str]) -> None:  # noqa: ARG001
    raise NotFound("/answers", "Lever has no /answers here (404).")


@pytest.mark.parametrize("state", [None, {"synced_at": to_iso(NOW - DAY_MS)}])
def test_given_no_such_list_in_the_account_then_nothing_is_asked_again_and_the_state_stays(
    state: Mapping[str, Any] | None, caplog: pytest.LogCaptureFixture
) -> None:
    source = Answered(TIMES, refuse_all)

    assert told(source, state, off="It seems to be off.") == ([], state or {})
    assert len(source.asked) == 1
    assert "answers: It seems to be off." in caplog.text


def test_given_no_such_list_although_there_must_be_one_then_the_stream_fails() -> None:
    with pytest.raises(AirbyteTracedException, match="404"):
        sync(Answered(TIMES, refuse_all))


@pytest.mark.parametrize(
    "state",
    [
        {"reading": {"started_at": to_iso(NOW), "open": []}},
        {"reading": {"started_at": to_iso(NOW), "open": [{"by": "updated", "start": 1}]}},
        {"synced_at": to_iso(NOW), "watch": {}},
    ],
)
def test_given_the_state_of_another_kind_of_stream_then_it_is_refused(state: Mapping[str, Any]) -> None:
    with pytest.raises(AirbyteTracedException, match="Reset the stream"):
        sync(Answered(TIMES), state)
