"""A connector, a Lever, a clock and a destination; runs syncs and holds each to what one sync promises."""

from __future__ import annotations

import importlib
import json
import logging
import pkgutil
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from types import ModuleType
from typing import Any, cast

from airbyte_cdk.models import (
    AirbyteMessage,
    AirbyteStreamStatus,
    ConfiguredAirbyteCatalog,
    ConfiguredAirbyteStream,
    DestinationSyncMode,
    SyncMode,
    TraceType,
    Type,
)
from airbyte_cdk.sources.streams.http import HttpClient
from airbyte_cdk.utils import AirbyteTracedException

import source_lever_unified
from source_lever_unified.source import SourceLeverUnified
from unit_tests.simulation.account import BEGIN_MS, MINUTE_MS, Account
from unit_tests.simulation.brief import Brief
from unit_tests.simulation.changes import Change
from unit_tests.simulation.destination import STREAMS, Destination
from unit_tests.simulation.expected import expected_rows, unified_id
from unit_tests.simulation.http_seam import ROOT, sender
from unit_tests.simulation.oddities import OUTAGES, Oddity, endpoint_of
from unit_tests.simulation.scheduler import Scheduler
from unit_tests.simulation.scripted_lever import NO_SUCH_TOKEN, Answer, Query, ScriptedLever
from unit_tests.simulation.threads import REPLACED, stand_ins

LATENCY_MS = 40
MOST_REQUESTS = 1_500
"""Of one sync; a few hundred are usual."""

_LOGGER = logging.getLogger("airbyte.simulation")
_LOGGER.setLevel(logging.CRITICAL + 1)


@dataclass(frozen=True, repr=False)
class Schedule(Brief):
    """Who runs when; see `Scheduler`."""

    seed: int = 0
    stir: int = 0
    network: int = 0


MESSAGE, STATE, STATE_BEFORE_ROWS = "message", "state", "state before rows"


@dataclass(frozen=True, repr=False)
class Cut(Brief):
    """Where the reader stops: after the n-th message, state message, or state message that rows of its stream follow.

    The last is where a state that came too early loses something.
    """

    after: int
    at: str = MESSAGE


@dataclass(frozen=True, repr=False)
class Sync(Brief):
    """One attempt. `during`: changes made while it asks its n-th request."""

    streams: tuple[str, ...] = STREAMS
    wait_minutes: int = 0
    changes: tuple[Change, ...] = ()
    during: tuple[tuple[int, Change], ...] = ()
    oddities: tuple[Oddity, ...] = ()
    cut: Cut | None = None
    schedule: Schedule = Schedule()
    page_size: int = 2
    workers: int = 2
    child_reads: str = "complete"
    reread_days: int = 0


@dataclass
class _Asked:
    """How often a request was answered well, as of which account."""

    version: int = -1
    times: int = 0


@dataclass
class World:
    account: Account
    destination: Destination = field(default_factory=Destination)
    lookback_minutes: int = 10
    careful: bool = True
    unfinished: bool = False
    tracing: bool = False
    now_ms: int = BEGIN_MS
    log: list[str] = field(default_factory=list)
    scheduler: Scheduler | None = None
    asked_twice: list[str] = field(default_factory=list)
    died_after_the_end: list[str] = field(default_factory=list)

    def told(self) -> str:
        return "\n\n".join(f"Sync {number}:\n{lines}" for number, lines in enumerate(self.log, 1))

    def tick(self) -> int:
        """Lever's time of a change. No two changes share one."""
        if self.scheduler is None:
            self.now_ms += 3
            return self.now_ms
        self.scheduler.now_ns += 3_000_000
        return self.scheduler.now_ns // 1_000_000

    def run(self, sync: Sync, *, calm: bool = False) -> None:
        """Play one attempt.

        Raises:
            AssertionError: it broke a promise; `calm` syncs must also end well.
        """
        self.now_ms += sync.wait_minutes * MINUTE_MS
        self.account.careful = self.careful and self.unfinished
        for change in sync.changes:
            change.apply(self.account)
        self.account.careful = self.careful and (self.unfinished or sync.cut is not None or bool(sync.oddities))
        attempt = _Attempt(self, sync)
        try:
            attempt.play()
        except Exception:
            self.log.append(attempt.told())
            raise
        finally:
            self.now_ms = attempt.scheduler.now_ns // 1_000_000
            self.scheduler = None
        self.unfinished = (
            sync.cut is not None or attempt.error is not None or (self.unfinished and sync.streams != STREAMS)
        )
        self.log.append(attempt.told())
        if calm:
            assert attempt.error is None, f"A calm sync failed: {attempt.error}"


class _Attempt:
    def __init__(self, world: World, sync: Sync) -> None:
        self._world = world
        self._account = world.account
        self._sync = sync
        self._lever = ScriptedLever(world.account, sync.page_size)
        self._during = sorted(sync.during, key=lambda change: change[0], reverse=True)
        self._asked: dict[str, _Asked] = {}
        self._listed: defaultdict[str, set[str]] = defaultdict(set)
        self._twistable = [0] * len(sync.oddities)
        self._odd: set[str] = set()
        self._lines: list[str] = []
        self._requests = 0
        self._broken: list[str] = []
        self._restarted = False
        self._alive_since = [expected_rows(world.account)]
        self._applications_with_offers = _applications_with_offers(world.account)
        self.error: AirbyteTracedException | None = None
        schedule = sync.schedule
        self.scheduler = world.scheduler = Scheduler(
            seed=schedule.seed,
            stir=schedule.stir,
            network=schedule.network,
            now_ns=world.now_ms * 1_000_000,
            tell=self._tell if world.tracing else None,
        )

    def told(self) -> str:
        return "\n".join(self._lines)

    def play(self) -> None:
        try:
            with simulated(self.scheduler, self._answer):
                messages = SourceLeverUnified().read(
                    _LOGGER,
                    _config(self._sync, self._world),
                    _catalog(self._sync.streams),
                    self._world.destination.states(),
                )
                try:
                    self._read(messages)
                except AirbyteTracedException as error:
                    self.error = error
                finally:
                    died = len(self.scheduler.deaths)
                    messages.close()  # type: ignore[attr-defined]
                self.scheduler.finish_all()
        except BaseException:
            self.scheduler.abandon()
            raise
        self._raise_if_broken()
        assert not died, self.scheduler.deaths[0]
        self._world.died_after_the_end += self.scheduler.deaths
        if self.error is not None:
            assert "has a bug" not in str(self.error.message), self.error.message

    def _read(self, messages: Iterator[AirbyteMessage]) -> None:
        left = None if self._sync.cut is None else self._sync.cut.after
        if left == 0:
            return
        for message, following in _with_the_next(messages):
            self._take(message)
            self._raise_if_broken()
            if left is not None and self._counts_for_the_cut(message, following):
                left -= 1
                if not left:
                    self._tell("-- cut")
                    return

    def _counts_for_the_cut(self, message: AirbyteMessage, following: AirbyteMessage | None) -> bool:
        if self._sync.cut is None or self._sync.cut.at == MESSAGE:
            return True
        if message.state is None or message.state.stream is None:
            return False
        stream = message.state.stream.stream_descriptor.name
        rows_follow = following is not None and following.record is not None and following.record.stream == stream
        return self._sync.cut.at == STATE or rows_follow

    def _take(self, message: AirbyteMessage) -> None:
        if message.type == Type.RECORD and message.record is not None:
            stream, row = message.record.stream, message.record.data
            self._tell(f"{stream} {row.get('remote_id') or row['id']} as of {row['changed_at']}")
            if row["remote_deleted_at"] is not None:
                self._check_buried(stream, row)
            elif stream == "applications" and row["offer_id"] is None:
                self._check_offer(row)
        elif message.type == Type.STATE and message.state is not None and message.state.stream is not None:
            state = message.state.stream
            self._tell(f"state of {state.stream_descriptor.name}: {vars(cast(Any, state.stream_state))}")
        elif message.type == Type.TRACE and message.trace is not None:
            self._check_trace(message.trace)
        self._world.destination.take(message)

    def _check_trace(self, trace: Any) -> None:
        if trace.type == TraceType.ERROR:
            self._tell(f"error: {trace.error.message}")
            assert "has a bug" not in trace.error.message, trace.error.message
        elif trace.type == TraceType.STREAM_STATUS and trace.stream_status.status != AirbyteStreamStatus.RUNNING:
            self._tell(f"{trace.stream_status.stream_descriptor.name} {trace.stream_status.status.value}")

    def _check_buried(self, stream: str, row: Any) -> None:
        always = all(row["id"] in alive[stream] for alive in self._alive_since)
        assert not always, f"Buried {stream} {row.get('remote_id') or row['id']}, which lives."

    def _check_offer(self, row: Any) -> None:
        """A row goes out without its offer only where the key may not read offers."""
        transient = [odd for odd in self._sync.oddities if odd.endpoint == "/opportunities/:id/offers"]
        if self._sync.child_reads == "skip_unlikely":
            return
        if "offers" not in self._sync.streams or any(odd.kind not in OUTAGES for odd in transient):
            return
        before, now = self._applications_with_offers, _applications_with_offers(self._account)
        assert row["remote_id"] not in before & now, f"{row['remote_id']} went out without its offer."

    def _answer(self, path: str, query: Query) -> Answer:
        key = f"{path}?{'&'.join(f'{name}={query[name]}' for name in sorted(query))}"
        self.scheduler.pause_on_the_network(f"asking {key}")
        self._requests += 1
        if self._requests > MOST_REQUESTS:
            self._break(f"More than {MOST_REQUESTS} requests, the last for {key}.")
            raise RuntimeError("the story ends here")
        while self._during and self._during[-1][0] <= self._requests:
            change = self._during.pop()[1]
            change.apply(self._account)
            self._alive_since.append(expected_rows(self._account))
            self._tell(f"-- {change}")
        answer = self._lever.answer(path, query)
        endpoint = endpoint_of(path)
        odd = self._twisted(endpoint, answer, query)
        self._tell(f"GET {key} -> {'as it is' if odd is None else odd}")
        if odd is None:
            self._remember_listed(path, answer)
            self._check_asked_once(key, path, answer)
        else:
            answer = odd
            self._odd.add(path)
            self._restarted |= answer == NO_SUCH_TOKEN
        self.scheduler.now_ns += LATENCY_MS * 1_000_000
        self.scheduler.pause_on_the_network(f"answered {key}")
        return answer

    def _twisted(self, endpoint: str, answer: Answer, query: Query) -> Answer | None:
        for number, oddity in enumerate(self._sync.oddities):
            odd = oddity.twist(answer, query) if oddity.endpoint == endpoint else None
            if odd is not None and odd != answer:
                self._twistable[number] += 1
                if oddity.nth in (None, self._twistable[number]):
                    return odd
        return None

    def _remember_listed(self, path: str, answer: Answer) -> None:
        """What hangs on an item is asked for again when the item comes changed: nobody can tell whether the children
        that are there already are older than the change.
        """
        if answer[0] == 200 and path in ("/opportunities", "/postings"):
            for item in answer[1]["data"]:
                self._listed[f"{path}/{item['id']}"].add(json.dumps(item, sort_keys=True))

    def _check_asked_once(self, key: str, path: str, answer: Answer) -> None:
        if answer[0] != 200:
            return
        asked = self._asked.setdefault(key, _Asked())
        times_allowed = max(1, len(self._listed[path.rpartition("/")[0]]))
        known = asked.times >= times_allowed and asked.version == self._account.version
        if known and not self._restarted and path not in self._odd:
            self._tell(f"!! asked again: {key}")
            self._world.asked_twice.append(key)
        asked.version, asked.times = self._account.version, asked.times + 1

    def _break(self, promise: str) -> None:
        """Of a worker: what it raised would be taken for a failure of Lever's."""
        self._tell(f"!! {promise}")
        self._broken.append(promise)

    def _raise_if_broken(self) -> None:
        assert not self._broken, self._broken[0]

    def _tell(self, line: str) -> None:
        self._lines.append(line)


def _with_the_next(messages: Iterator[AirbyteMessage]) -> Iterator[tuple[AirbyteMessage, AirbyteMessage | None]]:
    message = next(messages, None)
    while message is not None:
        try:
            following = next(messages, None)
        except AirbyteTracedException:
            yield message, None
            raise
        yield message, following
        message = following


def _applications_with_offers(account: Account) -> frozenset[str]:
    return frozenset(
        application["id"]
        for lever_id, opportunity in account.opportunities.items()
        if account.offers[lever_id]
        for application in opportunity["applications"]
    )


def application_ids_with_offers(account: Account) -> frozenset[str]:
    return frozenset(unified_id("application", lever_id) for lever_id in _applications_with_offers(account))


def _config(sync: Sync, world: World) -> dict[str, Any]:
    return {
        "credentials": {"auth_type": "Api Key", "api_key": "key"},
        "api_url": ROOT,
        "num_workers": sync.workers,
        "lookback_minutes": world.lookback_minutes,
        "include_remote_data": False,
        "child_reads": sync.child_reads,
        "reread_days": sync.reread_days,
    }


@lru_cache(maxsize=1)
def _discovered() -> dict[str, Any]:
    config = {"credentials": {"auth_type": "Api Key", "api_key": "key"}}
    return {stream.name: stream for stream in SourceLeverUnified().discover(_LOGGER, config).streams}


@lru_cache(maxsize=4096)
def _catalog(streams: Sequence[str]) -> ConfiguredAirbyteCatalog:
    return ConfiguredAirbyteCatalog(
        streams=[
            ConfiguredAirbyteStream(
                stream=_discovered()[name],
                sync_mode=SyncMode.incremental,
                destination_sync_mode=DestinationSyncMode.append_dedup,
            )
            for name in streams
        ]
    )


@lru_cache(maxsize=1)
def _places() -> list[tuple[ModuleType, str, Any]]:
    """Where the connector's modules name `threading`, `queue`, `time` or something out of them, and what that is.

    All modules are imported now: one that came later would have real threads.
    """
    package = source_lever_unified
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if not found.name.endswith("__main__"):
            importlib.import_module(found.name)
    modules = [module for name, module in sys.modules.items() if name.startswith(f"{package.__name__}.")]
    return [
        (module, name, value)
        for module in modules
        for name, value in vars(module).items()
        if any(value is replaced for replaced in REPLACED)
    ]


@contextmanager
def simulated(scheduler: Scheduler, answer: Callable[[str, Query], Answer]) -> Iterator[None]:
    """The connector's modules see simulated threads, queues and time, and a network that is `answer`."""
    places, stand_in = _places(), stand_ins(scheduler)
    real_send_request = HttpClient.send_request
    for module, name, real in places:
        setattr(module, name, stand_in[real])
    HttpClient.send_request = sender(answer)  # type: ignore[method-assign]
    try:
        yield
    finally:
        HttpClient.send_request = real_send_request  # type: ignore[method-assign]
        for module, name, real in places:
            setattr(module, name, real)
