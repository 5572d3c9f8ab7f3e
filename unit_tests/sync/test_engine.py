from __future__ import annotations

import logging
import threading
import time
from functools import partial

import pytest
from airbyte_cdk.models import AirbyteMessage, FailureType
from airbyte_cdk.utils import AirbyteTracedException

from source_lever_unified.sync import engine as engine_module
from source_lever_unified.sync.engine import CHILD, LISTING, SNAPSHOT, Gate, Message
from source_lever_unified.sync.records import records
from unit_tests.sync.simple_streams import engine_of, in_short, row, selected


def test_given_a_task_that_serves_two_streams_then_both_start_run_and_complete() -> None:
    first, second = selected("first"), selected("second")
    engine = engine_of([first, second], workers=2)
    engine.end_with(first, lambda: {"done": 1})
    batches = [records("first", [row("a")]), records("second", [row("b")])]
    engine.submit(lambda: engine.put(batches), (first, second), LISTING)

    said = [in_short(message) for message in engine.messages()]

    assert said[:2] == ["STARTED:first", "STARTED:second"]
    for stream in ("first", "second"):
        assert said.index(f"RUNNING:{stream}") < said.index(f"R:{stream}") < said.index(f"COMPLETE:{stream}")
    assert said.index("R:first") < said.index("S:first") < said.index("COMPLETE:first")


def test_given_a_task_that_fails_then_its_streams_are_incomplete_and_the_others_complete() -> None:
    good, bad = selected("good"), selected("bad")
    engine = engine_of([good, bad], workers=2)
    engine.end_with(good, dict)
    engine.end_with(bad, dict)

    def fail() -> None:
        raise AirbyteTracedException(message="no", internal_message="no", failure_type=FailureType.config_error)

    engine.submit(fail, (bad,), LISTING)
    engine.submit(lambda: engine.put_rows(good, [row("a")]), (good,), LISTING)
    said: list[str] = []
    with pytest.raises(AirbyteTracedException, match=r"1 of 2 streams did not sync. \[bad\] no") as caught:
        said.extend(map(in_short, engine.messages()))

    assert caught.value.failure_type == FailureType.config_error
    assert "COMPLETE:good" in said
    assert said.index("E:bad") < said.index("INCOMPLETE:bad")
    assert "S:bad" not in said


def test_given_a_bug_then_its_message_names_the_place_and_never_quotes_the_data() -> None:
    stream = selected("candidates")
    engine = engine_of([stream])

    def stumble() -> None:
        raise KeyError("priya@example.org")

    engine.submit(stumble, (stream,), LISTING)
    said: list[Message] = []
    with pytest.raises(AirbyteTracedException) as caught:
        said.extend(engine.messages())

    everything = str(said) + str(caught.value)
    assert "KeyError in stumble (test_engine.py:" in everything
    assert "priya" not in everything


def test_given_children_and_pages_waiting_then_children_come_first() -> None:
    stream = selected("candidates")
    engine = engine_of([stream])
    order: list[str] = []

    def page(number: int) -> None:
        order.append(f"page {number}")
        if number < 2:
            engine.submit(lambda: page(number + 1), (stream,), LISTING)
        engine.submit(lambda: order.append(f"child {number}"), (stream,), CHILD)

    engine.submit(lambda: page(0), (stream,), LISTING)
    list(engine.messages())

    assert order == ["page 0", "child 0", "page 1", "child 1", "page 2", "child 2"]


def test_given_work_of_two_orders_then_all_of_the_first_is_done_before_any_of_the_second() -> None:
    stream = selected("children")
    engine = engine_of([stream])
    done: list[str] = []
    for window, order in (("oldest", 900), ("newest", 0)):
        for kind, priority in (("page", LISTING), ("child", CHILD)):
            engine.submit(partial(done.append, f"{kind} of the {window}"), (stream,), priority, order=order)
    engine.submit(partial(done.append, "names"), (stream,), SNAPSHOT)

    list(engine.messages())

    assert done == ["names", "child of the newest", "page of the newest", "child of the oldest", "page of the oldest"]


def test_given_a_failed_stream_then_its_waiting_tasks_are_skipped() -> None:
    stream = selected("offers")
    engine = engine_of([stream])
    done: list[int] = []

    def fail() -> None:
        raise AirbyteTracedException(message="no", internal_message="no")

    engine.submit(fail, (stream,), CHILD)
    for number in range(5):
        engine.submit(lambda number=number: done.append(number), (stream,), LISTING)  # type: ignore[misc]
    with pytest.raises(AirbyteTracedException):
        list(engine.messages())

    assert done == []


def test_given_a_stream_without_work_then_it_is_complete_at_once() -> None:
    empty = selected("empty")
    engine = engine_of([empty])
    engine.end_with(empty, lambda: {"x": 1})

    assert [in_short(message) for message in engine.messages()] == ["STARTED:empty", "S:empty", "COMPLETE:empty"]


def test_given_a_reader_who_leaves_then_the_workers_end() -> None:
    stream = selected("candidates")
    engine = engine_of([stream], workers=3)

    def forever() -> None:
        engine.put_rows(stream, [row("a")])
        engine.submit(forever, (stream,), LISTING)

    before = threading.active_count()
    for _ in range(3):
        engine.submit(forever, (stream,), LISTING)
    messages = engine.messages()
    for _ in range(20):
        next(messages)
    messages.close()  # type: ignore[attr-defined]

    deadline = time.monotonic() + 10
    while threading.active_count() > before and time.monotonic() < deadline:
        time.sleep(0.05)
    assert threading.active_count() == before


def test_given_a_long_silence_then_every_running_stream_tells_where_it_is(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(engine_module, "_SECONDS_BETWEEN_REPORTS", 0.05)
    caplog.set_level(logging.INFO)
    stream = selected("offers")
    engine = engine_of([stream])
    extent = engine.extent(stream)
    extent.items, extent.expected = "opportunities", 8

    def slow() -> None:
        extent.find(4)
        extent.finish(4)
        engine.put_rows(stream, [row("a"), row("b")])
        time.sleep(0.3)

    engine.submit(slow, (stream,), LISTING)
    traces = [message.trace for message in engine.messages() if isinstance(message, AirbyteMessage) and message.trace]
    estimates = [trace.estimate for trace in traces if trace.estimate]

    assert "offers: 4 of about 8 opportunities" in caplog.text
    assert "2 records so far" in caplog.text
    assert {(estimate.name, estimate.row_estimate) for estimate in estimates} == {("offers", 4)}


def test_given_a_task_that_waits_for_a_gate_then_it_is_done_when_all_that_hold_it_are_done_or_skipped() -> None:
    good, bad = selected("good"), selected("bad")
    engine = engine_of([good, bad])
    gate = Gate()
    order: list[str] = []

    def fail() -> None:
        order.append("fails")
        raise AirbyteTracedException(message="no", internal_message="no")

    engine.submit(lambda: order.append("holds"), (good,), LISTING, holds=[gate])
    engine.submit(fail, (bad,), LISTING, holds=[gate])
    engine.submit(lambda: order.append("never"), (bad,), LISTING, holds=[gate])
    engine.submit(lambda: order.append("waits"), (good,), CHILD, after=gate)
    with pytest.raises(AirbyteTracedException):
        list(engine.messages())

    assert order == ["holds", "fails", "waits"]


def test_given_a_stream_that_failed_and_ended_when_a_later_task_is_for_it_too_then_it_ends_once() -> None:
    good, bad = selected("good"), selected("bad")
    engine = engine_of([good, bad])

    def fail() -> None:
        raise AirbyteTracedException(message="no", internal_message="no")

    engine.submit(fail, (bad,), CHILD)
    engine.submit(lambda: engine.submit(lambda: None, (bad, good), LISTING), (good,), LISTING)
    said: list[str] = []
    with pytest.raises(AirbyteTracedException, match=r"\[bad\] no"):
        said.extend(map(in_short, engine.messages()))

    assert said.count("INCOMPLETE:bad") == said.count("COMPLETE:good") == 1


def test_given_rows_that_are_not_sent_then_the_closing_line_counts_them_by_reason(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    stream = selected("offers")
    engine = engine_of([stream])
    engine.drop(stream, "unchanged", 3)
    engine.drop(stream, "unchanged")
    engine.drop(stream, "without a key", 2)
    engine.drop(stream, "parent that is gone", 0)

    list(engine.messages())

    assert "offers: 0 records. Not sent: 4 unchanged, 2 without a key." in caplog.text


def test_given_a_last_state_that_cannot_be_vouched_for_then_the_stream_is_incomplete() -> None:
    stream = selected("offers")
    engine = engine_of([stream])

    def unfinished() -> dict[str, int]:
        raise RuntimeError("reads are left")

    engine.end_with(stream, unfinished)
    said: list[str] = []
    with pytest.raises(AirbyteTracedException):
        said.extend(map(in_short, engine.messages()))

    assert said == ["STARTED:offers", "E:offers", "INCOMPLETE:offers"]
