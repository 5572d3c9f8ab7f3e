from __future__ import annotations

import logging
import threading
import time
from typing import Any

import pytest
from airbyte_cdk.models import AirbyteMessage, FailureType
from airbyte_cdk.utils import AirbyteTracedException

from source_lever_unified.sync import engine as engine_module
from source_lever_unified.sync.engine import CHILD, LISTING, Engine, Message, StreamRun
from source_lever_unified.sync.records import Records


def told(message: Message) -> str:
    """A message in short: R:stream, S:stream, or the stream status."""
    if isinstance(message, Records):
        return f"R:{message.stream}"
    if message.state is not None and message.state.stream is not None:
        return f"S:{message.state.stream.stream_descriptor.name}"
    if message.trace is not None and message.trace.stream_status is not None:
        status = message.trace.stream_status
        return f"{status.status.value}:{status.stream_descriptor.name}"
    if message.trace is not None and message.trace.error is not None:
        return f"E:{message.trace.error.stream_descriptor.name}"
    return str(message.type)


def row(key: str) -> dict[str, Any]:
    return {"id": key}


def test_given_a_task_that_serves_two_streams_then_both_start_run_and_complete(logger: logging.Logger) -> None:
    first, second = StreamRun("first", final_state=lambda: {"done": 1}), StreamRun("second")
    engine = Engine([first, second], 2, logger)
    engine.submit(lambda: engine.put([first.records([row("a")]), second.records([row("b")])]), (first, second), LISTING)

    said = [told(message) for message in engine.messages()]

    assert said[:2] == ["STARTED:first", "STARTED:second"]
    for stream in ("first", "second"):
        assert said.index(f"RUNNING:{stream}") < said.index(f"R:{stream}") < said.index(f"COMPLETE:{stream}")
    assert said.index("R:first") < said.index("S:first") < said.index("COMPLETE:first")


def test_given_a_task_that_fails_then_its_streams_are_incomplete_and_the_others_complete(
    logger: logging.Logger,
) -> None:
    good, bad = StreamRun("good", final_state=dict), StreamRun("bad", final_state=dict)
    engine = Engine([good, bad], 2, logger)

    def fail() -> None:
        raise AirbyteTracedException(message="no", internal_message="no", failure_type=FailureType.config_error)

    engine.submit(fail, (bad,), LISTING)
    engine.submit(lambda: engine.put([good.records([row("a")])]), (good,), LISTING)
    said: list[str] = []
    with pytest.raises(AirbyteTracedException, match=r"1 of 2 streams did not sync. \[bad\] no") as caught:
        said.extend(map(told, engine.messages()))

    assert caught.value.failure_type == FailureType.config_error
    assert "COMPLETE:good" in said
    assert said.index("E:bad") < said.index("INCOMPLETE:bad")
    assert "S:bad" not in said


def test_given_a_bug_then_its_message_names_the_place_and_never_quotes_the_data(logger: logging.Logger) -> None:
    run = StreamRun("candidates")
    engine = Engine([run], 1, logger)

    def stumble() -> None:
        raise KeyError("priya@example.org")

    engine.submit(stumble, (run,), LISTING)
    said: list[Message] = []
    with pytest.raises(AirbyteTracedException) as caught:
        said.extend(engine.messages())

    everything = str(said) + str(caught.value)
    assert "KeyError in stumble (test_engine.py:" in everything
    assert "priya" not in everything


def test_given_children_and_pages_waiting_then_children_come_first(logger: logging.Logger) -> None:
    run = StreamRun("candidates")
    engine = Engine([run], 1, logger)
    order: list[str] = []

    def page(number: int) -> None:
        order.append(f"page {number}")
        if number < 2:
            engine.submit(lambda: page(number + 1), (run,), LISTING)
        engine.submit(lambda: order.append(f"child {number}"), (run,), CHILD)

    engine.submit(lambda: page(0), (run,), LISTING)
    list(engine.messages())

    assert order == ["page 0", "child 0", "page 1", "child 1", "page 2", "child 2"]


def test_given_a_failed_stream_then_its_waiting_tasks_are_skipped(logger: logging.Logger) -> None:
    run = StreamRun("offers")
    engine = Engine([run], 1, logger)
    done: list[int] = []

    def fail() -> None:
        raise AirbyteTracedException(message="no", internal_message="no")

    engine.submit(fail, (run,), CHILD)
    for number in range(5):
        engine.submit(lambda number=number: done.append(number), (run,), LISTING)  # type: ignore[misc]
    with pytest.raises(AirbyteTracedException):
        list(engine.messages())

    assert done == []


def test_given_a_stream_without_work_then_it_is_complete_at_once(logger: logging.Logger) -> None:
    engine = Engine([StreamRun("empty", final_state=lambda: {"x": 1})], 1, logger)

    assert [told(message) for message in engine.messages()] == ["STARTED:empty", "S:empty", "COMPLETE:empty"]


def test_given_a_reader_who_leaves_then_the_workers_end(logger: logging.Logger) -> None:
    run = StreamRun("candidates")
    engine = Engine([run], 3, logger)

    def forever() -> None:
        engine.put([run.records([row("a")])])
        engine.submit(forever, (run,), LISTING)

    before = threading.active_count()
    for _ in range(3):
        engine.submit(forever, (run,), LISTING)
    messages = engine.messages()
    for _ in range(20):
        next(messages)
    messages.close()  # type: ignore[attr-defined]

    deadline = time.monotonic() + 10
    while threading.active_count() > before and time.monotonic() < deadline:
        time.sleep(0.05)
    assert threading.active_count() == before


def test_given_a_long_silence_then_every_running_stream_tells_where_it_is(
    logger: logging.Logger, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(engine_module, "_SECONDS_BETWEEN_REPORTS", 0.05)
    caplog.set_level(logging.INFO)
    run = StreamRun("offers")
    run.extent.items, run.extent.expected = "opportunities", 8
    engine = Engine([run], 1, logger)

    def slow() -> None:
        run.extent.find(4)
        run.extent.finish(4)
        engine.put([run.records([row("a"), row("b")])])
        time.sleep(0.3)

    engine.submit(slow, (run,), LISTING)
    traces = [message.trace for message in engine.messages() if isinstance(message, AirbyteMessage) and message.trace]
    estimates = [trace.estimate for trace in traces if trace.estimate]

    assert "offers: 4 of about 8 opportunities" in caplog.text
    assert "2 records so far" in caplog.text
    assert {(estimate.name, estimate.row_estimate) for estimate in estimates} == {("offers", 4)}
