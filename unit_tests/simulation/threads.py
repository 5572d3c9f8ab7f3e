"""Stand-ins for `threading`, `queue` and `time` on a `Scheduler`, as far as a connector needs them."""

from __future__ import annotations

import heapq
import queue as real_queue
import threading as real_threading
import time as real_time
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from types import TracebackType
from typing import Any

from unit_tests.simulation.scheduler import Scheduler, Task


class Lock:
    def __init__(self, scheduler: Scheduler) -> None:
        self._scheduler = scheduler
        self._owner: Task | None = None
        self._depth = 0

    _reentrant = False

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        scheduler = self._scheduler
        scheduler.pause("a lock")
        if self._owner is not None and not (self._reentrant and self._owner is scheduler.current):
            if not blocking:
                return False
            held = f"a lock that {self._owner.name} holds"
            if not scheduler.wait(held, lambda: self._owner is None, None if timeout < 0 else timeout):
                return False
        self._owner = scheduler.current
        self._depth += 1
        return True

    def release(self) -> None:
        self._depth -= 1
        if not self._depth:
            self._owner = None

    def locked(self) -> bool:
        return self._owner is not None

    def __enter__(self) -> bool:
        return self.acquire()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.release()


class RLock(Lock):
    _reentrant = True


class Event:
    def __init__(self, scheduler: Scheduler) -> None:
        self._scheduler = scheduler
        self._set = False

    def is_set(self) -> bool:
        return self._set

    def set(self) -> None:
        self._scheduler.pause("an event to set")
        self._set = True

    def clear(self) -> None:
        self._set = False

    def wait(self, timeout: float | None = None) -> bool:
        self._scheduler.pause("an event")
        return self._scheduler.wait("an event", self.is_set, timeout)


class Condition:
    def __init__(self, scheduler: Scheduler, lock: Lock | None = None) -> None:
        self._scheduler = scheduler
        self._lock = lock or RLock(scheduler)
        self._waiting: list[list[bool]] = []
        self.acquire, self.release = self._lock.acquire, self._lock.release

    def __enter__(self) -> bool:
        return self._lock.acquire()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._lock.release()

    def wait(self, timeout: float | None = None) -> bool:
        notified = [False]
        self._waiting.append(notified)
        self._lock.release()
        came = self._scheduler.wait("a condition", lambda: notified[0], timeout)
        if not came:
            self._waiting.remove(notified)
        self._lock.acquire()
        return came

    def wait_for(self, predicate: Callable[[], bool], timeout: float | None = None) -> bool:
        while not predicate():
            if not self.wait(timeout):
                return predicate()
        return True

    def notify(self, n: int = 1) -> None:
        for notified in self._waiting[:n]:
            notified[0] = True
        del self._waiting[:n]

    def notify_all(self) -> None:
        self.notify(len(self._waiting))


class Semaphore:
    def __init__(self, scheduler: Scheduler, value: int = 1) -> None:
        self._scheduler = scheduler
        self._value = value

    def acquire(self, blocking: bool = True, timeout: float | None = None) -> bool:
        self._scheduler.pause("a semaphore")
        if not blocking and not self._value:
            return False
        if not self._scheduler.wait("a semaphore", lambda: self._value > 0, timeout):
            return False
        self._value -= 1
        return True

    def release(self, n: int = 1) -> None:
        self._value += n

    def __enter__(self) -> bool:
        return self.acquire()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.release()


class Thread:
    def __init__(
        self,
        scheduler: Scheduler,
        group: None = None,  # noqa: ARG002
        target: Callable[..., object] | None = None,
        name: str | None = None,
        args: Iterable[Any] = (),
        kwargs: Mapping[str, Any] | None = None,
        *,
        daemon: bool | None = None,
    ) -> None:
        self.name = name or "a thread"
        self.daemon = daemon
        self._scheduler = scheduler
        self._work = (target, tuple(args), dict(kwargs or {}))
        self._task: Task | None = None

    def start(self) -> None:
        self._task = self._scheduler.spawn(self.name, self.run)
        self._scheduler.pause("having started a thread")

    def run(self) -> None:
        target, args, kwargs = self._work
        if target is not None:
            target(*args, **kwargs)

    def is_alive(self) -> bool:
        return self._task is not None and not self._task.finished

    def join(self, timeout: float | None = None) -> None:
        self._scheduler.pause("a thread's end")
        self._scheduler.wait(f"the end of {self.name}", lambda: not self.is_alive(), timeout)


class Queue:
    def __init__(self, scheduler: Scheduler, maxsize: int = 0) -> None:
        self.maxsize = maxsize
        self._scheduler = scheduler
        self._unfinished = 0
        self._items: Any = self._empty()

    def _empty(self) -> Any:
        return deque()

    def _add(self, item: Any) -> None:
        self._items.append(item)

    def _take(self) -> Any:
        return self._items.popleft()

    def qsize(self) -> int:
        return len(self._items)

    def empty(self) -> bool:
        return not self._items

    def full(self) -> bool:
        return 0 < self.maxsize <= len(self._items)

    def put(self, item: Any, block: bool = True, timeout: float | None = None) -> None:
        self._scheduler.pause("a queue to put into")
        if self.full() and not (block and self._scheduler.wait("room in a queue", lambda: not self.full(), timeout)):
            raise real_queue.Full
        self._unfinished += 1
        self._add(item)

    def get(self, block: bool = True, timeout: float | None = None) -> Any:
        self._scheduler.pause("a queue to get from")
        if not self._items and not (
            block and self._scheduler.wait("an item in a queue", lambda: bool(self._items), timeout)
        ):
            raise real_queue.Empty
        return self._take()

    def put_nowait(self, item: Any) -> None:
        self.put(item, block=False)

    def get_nowait(self) -> Any:
        return self.get(block=False)

    def task_done(self) -> None:
        self._unfinished -= 1

    def join(self) -> None:
        self._scheduler.wait("a queue to be worked off", lambda: not self._unfinished)


class PriorityQueue(Queue):
    def _empty(self) -> Any:
        return []

    def _add(self, item: Any) -> None:
        heapq.heappush(self._items, item)

    def _take(self) -> Any:
        return heapq.heappop(self._items)


class LifoQueue(Queue):
    def _empty(self) -> Any:
        return []

    def _take(self) -> Any:
        return self._items.pop()


class Module:
    """A module with some of its names replaced."""

    def __init__(self, real: Any, replaced: Mapping[str, Any]) -> None:
        self._real = real
        self.__dict__.update(replaced)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)


_KINDS: dict[Any, dict[str, Callable[..., Any]]] = {
    real_threading: {
        "Lock": Lock,
        "RLock": RLock,
        "Event": Event,
        "Condition": Condition,
        "Semaphore": Semaphore,
        "BoundedSemaphore": Semaphore,
        "Thread": Thread,
    },
    real_queue: {"Queue": Queue, "SimpleQueue": Queue, "PriorityQueue": PriorityQueue, "LifoQueue": LifoQueue},
}
_CLOCKS = ("time", "time_ns", "monotonic", "monotonic_ns", "perf_counter", "perf_counter_ns", "sleep")

REPLACED = (
    *_KINDS,
    real_time,
    *(getattr(module, name) for module, kinds in _KINDS.items() for name in kinds),
    *(getattr(real_time, name) for name in _CLOCKS),
)
"""The modules, and what `from threading import Lock` and the like take out of them."""


def stand_ins(scheduler: Scheduler) -> dict[Any, Any]:
    """By what they stand in for: a member of `REPLACED`."""

    def on(kind: Callable[..., Any]) -> Callable[..., Any]:
        return lambda *args, **kwargs: kind(scheduler, *args, **kwargs)

    def seconds() -> float:
        return scheduler.now_ns / 1e9

    def nanoseconds() -> int:
        return scheduler.now_ns

    def sleep(wait: float) -> None:
        scheduler.wait("time to pass", lambda: False, wait)

    by_module = {module: {name: on(kind) for name, kind in kinds.items()} for module, kinds in _KINDS.items()}
    by_module[real_time] = {name: nanoseconds if name.endswith("_ns") else seconds for name in _CLOCKS}
    by_module[real_time]["sleep"] = sleep
    found: dict[Any, Any] = {}
    for module, replaced in by_module.items():
        found[module] = Module(module, replaced)
        found.update((getattr(module, name), stand_in) for name, stand_in in replaced.items())
    return found
