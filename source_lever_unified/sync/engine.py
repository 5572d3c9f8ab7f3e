"""Runs the work of all streams of one sync on one set of workers.

The CDK's concurrent source reads partitions that belong to one stream each. Here one page of Lever feeds up to seven
streams and must be asked for once, so the unit of work is a task that serves several streams. A stream is complete when
no task that serves it is left. Everything a stream has to say goes through one queue, in order: a state message never
overtakes the records it vouches for.
"""

from __future__ import annotations

import itertools
import logging
import queue
import threading
import time
import traceback
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from airbyte_cdk.models import (
    AirbyteEstimateTraceMessage,
    AirbyteMessage,
    AirbyteStateBlob,
    AirbyteStateMessage,
    AirbyteStateType,
    AirbyteStreamState,
    AirbyteStreamStatus,
    AirbyteTraceMessage,
    EstimateType,
    FailureType,
    StreamDescriptor,
    TraceType,
    Type,
)
from airbyte_cdk.utils import AirbyteTracedException
from airbyte_cdk.utils.stream_status_utils import as_airbyte_message as status_message

from source_lever_unified.sync.extent import Extent
from source_lever_unified.sync.records import Records, Row, records

State = dict[str, Any]
Message = AirbyteMessage | Records

SNAPSHOT, CHILD, LISTING = 0, 1, 2
"""Priorities. Children come before the next page of their list, so that what waits never grows beyond some pages."""

_BATCHES_WAITING = 8
_QUEUE_POLL_SECONDS = 0.5
_SECONDS_BETWEEN_REPORTS = 10.0


class Stopped(Exception):
    """The reader of the messages is gone; workers leave quietly."""


@dataclass(eq=False)
class StreamRun:
    """One selected stream during one sync. `state` is what came in, None for none."""

    name: str
    full_refresh: bool = False
    state: Mapping[str, Any] | None = None
    final_state: Callable[[], State] | None = None
    error: AirbyteTracedException | None = None
    emitted: int = 0
    tasks_left: int = 0
    extent: Extent = field(default_factory=Extent)

    @property
    def descriptor(self) -> StreamDescriptor:
        return StreamDescriptor(name=self.name)

    def records(self, rows: Sequence[Row]) -> Records:
        return records(self.name, rows)

    def estimate_message(self, rows: int) -> AirbyteMessage:
        return AirbyteMessage(
            type=Type.TRACE,
            trace=AirbyteTraceMessage(
                type=TraceType.ESTIMATE,
                emitted_at=time.time() * 1000,
                estimate=AirbyteEstimateTraceMessage(name=self.name, type=EstimateType.STREAM, row_estimate=rows),
            ),
        )

    def state_message(self, state: State) -> AirbyteMessage:
        return AirbyteMessage(
            type=Type.STATE,
            state=AirbyteStateMessage(
                type=AirbyteStateType.STREAM,
                stream=AirbyteStreamState(stream_descriptor=self.descriptor, stream_state=AirbyteStateBlob(**state)),
            ),
        )


@dataclass(order=True)
class _Task:
    priority: int
    number: int
    work: Callable[[], None] = field(compare=False)
    runs: Sequence[StreamRun] = field(compare=False)


@dataclass(frozen=True)
class _Finished:
    run: StreamRun


class Engine:
    def __init__(self, runs: Sequence[StreamRun], workers: int, logger: logging.Logger) -> None:
        self._runs = runs
        self._workers = workers
        self._logger = logger
        self._tasks: queue.PriorityQueue[_Task] = queue.PriorityQueue()
        self._numbers = itertools.count()
        self._out: queue.Queue[Sequence[Message] | _Finished] = queue.Queue(maxsize=_BATCHES_WAITING)
        self._lock = threading.Lock()
        self._deferred: list[tuple[set[StreamRun], _Task]] = []
        self._stopped = threading.Event()

    def submit(self, work: Callable[[], None], runs: Sequence[StreamRun], priority: int) -> None:
        """Have `work` done for `runs`. If it raises, all of them fail; when all have failed before, it is skipped."""
        with self._lock:
            for run in runs:
                run.tasks_left += 1
        self._tasks.put(_Task(priority, next(self._numbers), work, runs))

    def submit_after(
        self, awaited: Collection[StreamRun], work: Callable[[], None], runs: Sequence[StreamRun], priority: int
    ) -> None:
        """As `submit`, but only when no task for `awaited` is left. They must have tasks by now."""
        with self._lock:
            for run in runs:
                run.tasks_left += 1
            self._deferred.append((set(awaited), _Task(priority, next(self._numbers), work, runs)))

    def put(self, messages: Iterable[Message]) -> None:
        """Send messages out; waits while the reader is behind, so that memory stays flat."""
        said = [message for message in messages if not isinstance(message, Records) or message.count]
        if said:
            self._put(said)

    def fail(self, run: StreamRun, error: Exception) -> None:
        """End a stream as incomplete. Its first error is the one that is told."""
        with self._lock:
            if run.error is None:
                run.error = _as_told(run, error)

    def messages(self) -> Iterator[Message]:
        """Everything the sync says, as it happens.

        Raises:
            AirbyteTracedException: at the end, when at least one stream failed; all others are complete by then.
        """
        for run in self._runs:
            yield status_message(run.descriptor, AirbyteStreamStatus.STARTED)
        unfinished = {id(run): run for run in self._runs}
        by_name = {run.name: run for run in self._runs}
        for run in self._runs:
            if run.tasks_left == 0:
                del unfinished[id(run)]
                yield from self._ending(run)
        threads = [
            threading.Thread(target=self._work, name=f"lever-{number}", daemon=True)
            for number in range(self._workers if unfinished else 0)
        ]
        for thread in threads:
            thread.start()
        report_at = time.monotonic() + _SECONDS_BETWEEN_REPORTS
        try:
            while unfinished:
                if time.monotonic() >= report_at:
                    report_at += _SECONDS_BETWEEN_REPORTS
                    yield from self._report(unfinished.values())
                try:
                    item = self._out.get(timeout=max(0.0, report_at - time.monotonic()))
                except queue.Empty:
                    continue
                if isinstance(item, _Finished):
                    del unfinished[id(item.run)]
                    yield from self._ending(item.run)
                    continue
                for message in item:
                    if isinstance(message, Records):
                        run = by_name[message.stream]
                        if run.emitted == 0:
                            yield status_message(run.descriptor, AirbyteStreamStatus.RUNNING)
                        run.emitted += message.count
                    yield message
        finally:
            self._stopped.set()
            for _ in threads:
                self._tasks.put(_Task(-1, next(self._numbers), _leave, ()))
        self._raise_if_failed()

    def _work(self) -> None:
        while not self._stopped.is_set():
            task = self._tasks.get()
            alive = [run for run in task.runs if run.error is None]
            try:
                if alive or not task.runs:
                    task.work()
            except Stopped:
                return
            except Exception as error:
                for run in alive:
                    self.fail(run, error)
            self._settle(task.runs)

    def _settle(self, runs: Sequence[StreamRun]) -> None:
        with self._lock:
            for run in runs:
                run.tasks_left -= 1
            finished = [run for run in runs if run.tasks_left == 0]
            for awaited, _ in self._deferred:
                awaited.difference_update(finished)
            released = [task for awaited, task in self._deferred if not awaited]
            self._deferred = [(awaited, task) for awaited, task in self._deferred if awaited]
        for task in released:
            self._tasks.put(task)
        for run in finished:
            self._put(_Finished(run))

    def _put(self, item: Sequence[Message] | _Finished) -> None:
        while not self._stopped.is_set():
            try:
                self._out.put(item, timeout=_QUEUE_POLL_SECONDS)
            except queue.Full:
                continue
            return
        raise Stopped

    def _report(self, running: Iterable[StreamRun]) -> Iterator[AirbyteMessage]:
        """Where every running stream is. A person who watches a sync for hours must see that it goes on."""
        for run in running:
            self._logger.info("%s: %s; %d records so far.", run.name, run.extent.describe(), run.emitted)
            total, done = run.extent.total, run.extent.done
            if total and done and run.emitted:
                yield run.estimate_message(rows=run.emitted * total // done)

    def _ending(self, run: StreamRun) -> Iterator[AirbyteMessage]:
        if run.error is not None:
            self._logger.error("%s: %s", run.name, run.error.message)
            yield run.error.as_sanitized_airbyte_message(run.descriptor)
            yield status_message(run.descriptor, AirbyteStreamStatus.INCOMPLETE)
            return
        if run.final_state is not None:
            yield run.state_message(run.final_state())
        self._logger.info("%s: %d records.", run.name, run.emitted)
        yield status_message(run.descriptor, AirbyteStreamStatus.COMPLETE)

    def _raise_if_failed(self) -> None:
        failed = [(run.name, run.error) for run in self._runs if run.error is not None]
        if not failed:
            return
        kinds = {error.failure_type for _, error in failed}
        # Airbyte tries again what is transient; a mix is worth another try for the part that may succeed.
        kind = next(
            kind
            for kind in (FailureType.transient_error, FailureType.system_error, FailureType.config_error)
            if kind in kinds
        )
        reasons: dict[str, list[str]] = {}
        for name, error in failed:
            reasons.setdefault(str(error.message), []).append(name)
        told = " ".join(f"[{', '.join(names)}] {reason}" for reason, names in reasons.items())
        message = f"{len(failed)} of {len(self._runs)} streams did not sync. {told}"
        raise AirbyteTracedException(message=message, internal_message=message, failure_type=kind)


def _leave() -> None:
    raise Stopped


def _as_told(run: StreamRun, error: Exception) -> AirbyteTracedException:
    if isinstance(error, AirbyteTracedException):
        return error
    # The text of an unforeseen exception may quote a candidate's data, so only its kind and its place are told.
    frame = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{type(error).__name__} in {frame.name} ({frame.filename.rpartition('/')[2]}:{frame.lineno})"
    return AirbyteTracedException(
        message=f"The connector has a bug that stopped the stream {run.name}: {where}. Please report it.",
        internal_message=where,
        failure_type=FailureType.system_error,
    )
