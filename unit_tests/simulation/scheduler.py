"""Real threads of which one at a time may run, in an order that a seed decides.

A thread gives the baton away where a real one could be overtaken: before it takes a lock, uses a queue, waits, or asks
Lever for something. Time is simulated too: a timeout fires only when nobody else can go on.
"""

from __future__ import annotations

import random
import threading
import traceback
from collections.abc import Callable

MOST_STEPS = 100_000
"""Of one sync. The longest in the stories takes a tenth of that."""

_MOST_TIMEOUTS_IN_A_ROW = 200
_SECONDS_OUTSIDE = 60.0


class Stuck(AssertionError):
    """Nobody can go on any more, or nothing comes to an end."""


class _Abandoned(BaseException):
    """Unwinds the threads of a world that is over."""


class Task:
    """A simulated thread, or the reader of the messages, which is the test itself."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.baton = threading.Lock()
        self.baton.acquire()
        self.place = "about to begin"
        self.ready: Callable[[], bool] | None = None
        self.deadline: int | None = None
        self.timed_out = False
        self.finished = False

    def can_run(self) -> bool:
        return self.ready is None or self.ready()


class Scheduler:
    """`stir`: how likely a thread is overtaken where it could be, in percent; `network`: the same while Lever answers.

    `tell` hears of each time the baton changes hands.
    """

    def __init__(
        self, *, seed: int, stir: int, network: int, now_ns: int, tell: Callable[[str], None] | None = None
    ) -> None:
        self.now_ns = now_ns
        self.steps = 0
        self._tell = tell
        self.deaths: list[str] = []
        self.reader = Task("reader")
        self.current = self.reader
        self._tasks = [self.reader]
        self._random = random.Random(seed).random
        self._stir = stir / 100
        self._network = network / 100
        self._timeouts_in_a_row = 0
        self._stuck: str | None = None
        self._over = False
        self._threads: list[threading.Thread] = []

    def spawn(self, name: str, work: Callable[[], object]) -> Task:
        task = Task(name)
        thread = threading.Thread(target=self._run, args=(task, work), name=name, daemon=True)
        self._tasks.append(task)
        self._threads.append(thread)
        thread.start()
        return task

    def pause(self, place: str) -> None:
        """A point where another thread may overtake this one."""
        self._step(place, self._stir)

    def pause_on_the_network(self, place: str) -> None:
        self._step(place, self._network)

    def wait(self, place: str, ready: Callable[[], bool], timeout: float | None = None) -> bool:
        """Until `ready`; False when the timeout came first."""
        task = self.current
        if self._is_over() or ready():
            return True
        task.place, task.ready, task.timed_out = place, ready, False
        task.deadline = None if timeout is None else self.now_ns + max(0, int(timeout * 1e9))
        self._hand_to(self._next())
        task.ready = task.deadline = None
        return not task.timed_out

    def finish_all(self) -> None:
        """Let every thread that is left come to its end; only the reader remains."""
        self.wait("the end of all threads", lambda: len(self._tasks) == 1)
        for thread in self._threads:
            thread.join(_SECONDS_OUTSIDE)

    def abandon(self) -> None:
        """Unwind whatever is left, so that a failed test leaves no threads behind."""
        self._over = True
        for task in self._tasks:
            if task is not self.reader:
                task.baton.release()
        for thread in self._threads:
            thread.join(1.0)

    def _is_over(self) -> bool:
        """True for the reader, who may still have something to close; all others unwind."""
        if self._over and threading.current_thread() in self._threads:
            raise _Abandoned
        return self._over

    def _step(self, place: str, likely: float) -> None:
        if self._is_over():
            return
        self.steps += 1
        if self.steps > MOST_STEPS:
            self._fail(f"The sync did not end within {MOST_STEPS} steps.")
        if likely and self._random() < likely:
            able = [task for task in self._tasks if task.can_run()]
            chosen = able[int(self._random() * len(able))]
            if chosen is not self.current:
                self.current.place = place
                self._hand_to(chosen)

    def _next(self) -> Task:
        able = [task for task in self._tasks if task.can_run()]
        if able:
            self._timeouts_in_a_row = 0
            return able[int(self._random() * len(able))]
        waiting = [task for task in self._tasks if task.deadline is not None]
        self._timeouts_in_a_row += 1
        if not waiting or self._timeouts_in_a_row > _MOST_TIMEOUTS_IN_A_ROW:
            waits = "".join(f"\n  {task.name} waits for {task.place}" for task in self._tasks)
            return self._fail(f"Nobody can go on:{waits}")
        task = min(waiting, key=lambda task: task.deadline or 0)
        self.now_ns = max(self.now_ns, task.deadline or 0)
        task.timed_out = True
        return task

    def _fail(self, why: str) -> Task:
        self._stuck = why
        if self.current is self.reader:
            raise Stuck(why)
        return self.reader

    def _hand_to(self, task: Task) -> None:
        giver = self.current
        if task is not giver:
            if self._tell is not None:
                self._tell(f"    {giver.name}, at {giver.place}, is overtaken by {task.name}, from {task.place}")
            self.current = task
            task.baton.release()
            self._take_baton(giver)
        if self._over:
            raise _Abandoned
        if giver is self.reader and self._stuck is not None:
            raise Stuck(self._stuck)

    def _take_baton(self, task: Task) -> None:
        if not task.baton.acquire(timeout=_SECONDS_OUTSIDE) and not self._over:
            where = "\n".join(f"  {other.name} at {other.place}" for other in self._tasks)
            raise Stuck(f"{task.name} never got its turn: somebody waits for something real.\n{where}")

    def _run(self, task: Task, work: Callable[[], object]) -> None:
        task.baton.acquire()
        try:
            if not self._over:
                work()
        except _Abandoned:
            return
        except BaseException:
            self.deaths.append(f"{task.name} died:\n{traceback.format_exc()}")
        if self._over:
            return
        task.finished = True
        task.place = "its end"
        self._tasks.remove(task)
        successor = self._next()
        self.current = successor
        successor.baton.release()
