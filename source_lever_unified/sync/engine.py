"""Runs the work of all streams of one sync on one set of workers.

The CDK's concurrent source reads partitions that belong to one stream each. Here one page of Lever feeds up to nine
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
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from airbyte_cdk.models import AirbyteMessage, AirbyteStreamStatus, FailureType, StreamDescriptor
from airbyte_cdk.utils import AirbyteTracedException
from airbyte_cdk.utils.stream_status_utils import as_airbyte_message as status_message

from source_lever_unified import troubles
from source_lever_unified.sync.extent import Extent
from source_lever_unified.sync.messages import State, estimate_message, state_message
from source_lever_unified.sync.records import Records, records
from source_lever_unified.sync.selection import Selected
from source_lever_unified.unified.row import Row

Message = AirbyteMessage | Records

SNAPSHOT, CHILD, LISTING = 0, 1, 2
"""Priorities. Children come before the next page of their list, so that what waits never grows beyond some pages."""

_LEAVING, _AT_ONCE, _IN_TURN = -1, 0, 1

_BATCHES_WAITING = 8
_QUEUE_POLL_SECONDS = 0.5
_SECONDS_BETWEEN_REPORTS = 10.0


class Stopped(Exception):
    """The reader of the messages is gone; workers leave quietly."""


class Gate:
    """Open while no task that holds it is left. Tasks can wait for it."""

    def __init__(self) -> None:
        self.held = 0


@dataclass(eq=False)
class _Run:
    """What the engine knows of a stream while it runs."""

    extent: Extent = field(default_factory=Extent)
    dropped: Counter[str] = field(default_factory=Counter)
    warned: set[str] = field(default_factory=set)
    final_state: Callable[[], State] | None = None
    error: AirbyteTracedException | None = None
    emitted: int = 0
    tasks_left: int = 0
    has_ended: bool = False


@dataclass(order=True)
class _Task:
    turn: int
    priority: int
    number: int
    work: Callable[[], None] = field(compare=False)
    streams: Sequence[Selected] = field(compare=False)
    holds: Sequence[Gate] = field(compare=False, default=())


@dataclass(frozen=True)
class _Finished:
    stream: Selected


class Engine:
    def __init__(self, streams: Sequence[Selected], workers: int, logger: logging.Logger) -> None:
        self._runs = {stream: _Run() for stream in streams}
        self._workers = workers
        self._logger = logger
        self._tasks: queue.PriorityQueue[_Task] = queue.PriorityQueue()
        self._numbers = itertools.count()
        self._out: queue.Queue[Sequence[Message] | _Finished] = queue.Queue(maxsize=_BATCHES_WAITING)
        self._lock = threading.Lock()
        self._waiting: list[tuple[Gate, _Task]] = []
        self._stopped = threading.Event()

    def submit(
        self,
        work: Callable[[], None],
        streams: Sequence[Selected],
        priority: int,
        *,
        order: int = 0,
        holds: Sequence[Gate] = (),
        after: Gate | None = None,
    ) -> None:
        """Have `work` done for `streams`, once `after` is open. If it raises, all of them fail.

        When all have failed before, it is skipped. `holds` stay shut until it is done or skipped. All work with a lower
        `order` is taken first, whatever its priority; a snapshot always is.
        """
        turn = _AT_ONCE if priority == SNAPSHOT else _IN_TURN + order
        task = _Task(turn, priority, next(self._numbers), work, streams, holds)
        with self._lock:
            for stream in streams:
                self._runs[stream].tasks_left += 1
            for gate in holds:
                gate.held += 1
            if after is not None and after.held:
                self._waiting.append((after, task))
                return
        self._tasks.put(task)

    def put(self, messages: Iterable[Message]) -> None:
        """Send messages out; waits while the reader is behind, so that memory stays flat.

        When this returns they are behind the queue: whatever is put later comes after them.
        """
        sent = [message for message in messages if not isinstance(message, Records) or message.count]
        if sent:
            self._put(sent)

    def put_rows(self, stream: Selected, rows: Sequence[Row]) -> None:
        self.put([records(stream.name, rows)])

    def put_state(self, stream: Selected, state: State) -> None:
        self.put([state_message(stream.name, state)])

    def fail(self, stream: Selected, error: Exception) -> None:
        """End a stream as incomplete. Its first error is the one that is said."""
        with self._lock:
            run = self._runs[stream]
            if run.error is None:
                run.error = _in_words(stream, error)

    def has_failed(self, stream: Selected) -> bool:
        return self._runs[stream].error is not None

    def extent(self, stream: Selected) -> Extent:
        return self._runs[stream].extent

    def drop(self, stream: Selected, reason: str, count: int = 1) -> None:
        """Count rows that are not sent, by the reason."""
        if count:
            with self._lock:
                self._runs[stream].dropped[reason] += count

    def warn_once(self, stream: Selected, sentence: str) -> None:
        """What a stream's rows lack, said once and not for each."""
        with self._lock:
            said = self._runs[stream].warned
            if sentence in said:
                return
            said.add(sentence)
        self._logger.warning("%s: %s", stream.name, sentence)

    def end_with(self, stream: Selected, state: Callable[[], State]) -> None:
        """What a stream's last state will be, if it completes."""
        self._runs[stream].final_state = state

    def messages(self) -> Iterator[Message]:
        """Everything the sync says, as it happens.

        Raises:
            AirbyteTracedException: at the end, when at least one stream failed; all others are complete by then.
        """
        for stream in self._runs:
            yield status_message(_descriptor(stream), AirbyteStreamStatus.STARTED)
        unfinished = dict.fromkeys(self._runs)
        for stream, run in self._runs.items():
            if run.tasks_left == 0:
                del unfinished[stream]
                yield from self._ending(stream)
        threads = [
            threading.Thread(target=self._work, name=f"lever-{number}", daemon=True)
            for number in range(self._workers if unfinished else 0)
        ]
        for thread in threads:
            thread.start()
        try:
            yield from self._until_all_end(unfinished)
        finally:
            self._stopped.set()
            for _ in threads:
                self._tasks.put(_Task(_LEAVING, SNAPSHOT, next(self._numbers), _leave, ()))
        self._raise_if_failed()

    def _until_all_end(self, unfinished: dict[Selected, None]) -> Iterator[Message]:
        by_name = {stream.name: stream for stream in self._runs}
        report_at = time.monotonic() + _SECONDS_BETWEEN_REPORTS
        while unfinished:
            if time.monotonic() >= report_at:
                report_at += _SECONDS_BETWEEN_REPORTS
                yield from self._report(unfinished)
            try:
                item = self._out.get(timeout=max(0.0, report_at - time.monotonic()))
            except queue.Empty:
                continue
            if isinstance(item, _Finished):
                del unfinished[item.stream]
                yield from self._ending(item.stream)
                continue
            for message in item:
                if isinstance(message, Records):
                    stream = by_name[message.stream]
                    run = self._runs[stream]
                    if run.emitted == 0:
                        yield status_message(_descriptor(stream), AirbyteStreamStatus.RUNNING)
                    run.emitted += message.count
                yield message

    def _work(self) -> None:
        while not self._stopped.is_set():
            task = self._tasks.get()
            alive = [stream for stream in task.streams if not self.has_failed(stream)]
            try:
                if alive or not task.streams:
                    task.work()
            except Stopped:
                return
            except Exception as error:
                for stream in alive:
                    self.fail(stream, error)
            try:
                self._settle(task)
            except Stopped:
                return

    def _settle(self, task: _Task) -> None:
        with self._lock:
            for stream in task.streams:
                self._runs[stream].tasks_left -= 1
            finished = [stream for stream in task.streams if self._has_just_ended(self._runs[stream])]
            for gate in task.holds:
                gate.held -= 1
            released = [waiting for gate, waiting in self._waiting if not gate.held]
            self._waiting = [(gate, waiting) for gate, waiting in self._waiting if gate.held]
        for waiting in released:
            self._tasks.put(waiting)
        for stream in finished:
            self._put(_Finished(stream))

    @staticmethod
    def _has_just_ended(run: _Run) -> bool:
        """Once: a stream that failed early may still be among those that a later task is for."""
        if run.tasks_left or run.has_ended:
            return False
        run.has_ended = True
        return True

    def _put(self, item: Sequence[Message] | _Finished) -> None:
        while not self._stopped.is_set():
            try:
                self._out.put(item, timeout=_QUEUE_POLL_SECONDS)
            except queue.Full:
                continue
            return
        raise Stopped

    def _report(self, running: Iterable[Selected]) -> Iterator[AirbyteMessage]:
        """Where every running stream is. A person who watches a sync for hours must see that it goes on."""
        for stream in running:
            run = self._runs[stream]
            self._logger.info("%s: %s; %d records so far.", stream.name, run.extent.describe(), run.emitted)
            total, done = run.extent.total, run.extent.done
            if total and done and run.emitted:
                yield estimate_message(stream.name, rows=run.emitted * total // done)

    def _ending(self, stream: Selected) -> Iterator[AirbyteMessage]:
        run = self._runs[stream]
        final_state = None
        if run.error is None and run.final_state is not None:
            try:
                final_state = state_message(stream.name, run.final_state())
            except Exception as error:
                self.fail(stream, error)
        if run.error is not None:
            self._logger.error("%s: %s", stream.name, run.error.message)
            yield run.error.as_sanitized_airbyte_message(_descriptor(stream))
            yield status_message(_descriptor(stream), AirbyteStreamStatus.INCOMPLETE)
            return
        if final_state is not None:
            yield final_state
        dropped = ", ".join(f"{count} {reason}" for reason, count in sorted(run.dropped.items()))
        self._logger.info("%s: %d records.%s", stream.name, run.emitted, f" Not sent: {dropped}." if dropped else "")
        yield status_message(_descriptor(stream), AirbyteStreamStatus.COMPLETE)

    def _raise_if_failed(self) -> None:
        failed = [(stream.name, run.error) for stream, run in self._runs.items() if run.error is not None]
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
        sentences = " ".join(f"[{', '.join(names)}] {reason}" for reason, names in reasons.items())
        message = troubles.STREAMS_FAILED(failed=len(failed), selected=len(self._runs), reasons=sentences)
        raise AirbyteTracedException(message=message, internal_message=message, failure_type=kind)


def _leave() -> None:
    raise Stopped


def _descriptor(stream: Selected) -> StreamDescriptor:
    return StreamDescriptor(name=stream.name)


def _in_words(stream: Selected, error: Exception) -> AirbyteTracedException:
    if isinstance(error, AirbyteTracedException):
        return error
    # The text of an unforeseen exception may quote a candidate's data, so only its kind and its place are said.
    frame = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{type(error).__name__} in {frame.name} ({frame.filename.rpartition('/')[2]}:{frame.lineno})"
    return AirbyteTracedException(
        message=troubles.BUG(stream=stream.name, where=where),
        internal_message=where,
        failure_type=FailureType.system_error,
    )
