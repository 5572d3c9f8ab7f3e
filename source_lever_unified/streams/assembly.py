"""Puts the selected streams of one sync to work: which list feeds which streams, and what else they need."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from airbyte_cdk.sources.utils.files_directory import get_files_directory
from airbyte_cdk.utils import AirbyteTracedException

from source_lever_unified.config import Config
from source_lever_unified.lever.body import LeverObject
from source_lever_unified.lever.client import LeverClient
from source_lever_unified.lever.endpoint import Endpoint
from source_lever_unified.streams.base import (
    LeverStream,
    OpportunityChild,
    OpportunityStream,
    PostingForm,
    PostingStream,
    SnapshotStream,
    WindowedStream,
)
from source_lever_unified.streams.directory import Directory
from source_lever_unified.streams.forecast import expected_opportunities, forecast
from source_lever_unified.streams.opportunity_list import OpportunityList
from source_lever_unified.streams.posting_list import PostingList
from source_lever_unified.streams.small_lists import DISPOSITIONS, SOURCES, Need
from source_lever_unified.sync.children import Children, Held
from source_lever_unified.sync.deletions import DeletionFeed
from source_lever_unified.sync.economy import Economy, Omission
from source_lever_unified.sync.engine import SNAPSHOT, Engine
from source_lever_unified.sync.files import Files
from source_lever_unified.sync.listing import Listing
from source_lever_unified.sync.memory import RowMemory, SyncTimes
from source_lever_unified.sync.once import Once
from source_lever_unified.sync.plan import ListSource
from source_lever_unified.sync.selection import Selected
from source_lever_unified.sync.snapshot import Snapshot
from source_lever_unified.sync.sublist import Parent, Sublist
from source_lever_unified.sync.windows import Windows
from source_lever_unified.unified.account import Account
from source_lever_unified.unified.likelihood import signs
from source_lever_unified.unified.opportunity import opportunity_ref
from source_lever_unified.unified.posting import posting_ref

_PIPELINES = Need(
    DISPOSITIONS,
    "Which stages are early is told by their ids alone, so that `child_reads` leaves out less.",
    level=logging.INFO,
)


class Assembly:
    """One sync's streams on their lists. `started_at`: the start of this sync, ms."""

    def __init__(
        self,
        selected: Sequence[Selected],
        engine: Engine,
        client: LeverClient,
        config: Config,
        logger: logging.Logger,
        *,
        started_at: int,
    ) -> None:
        self._selected = selected
        self._engine = engine
        self._client = client
        self._config = config
        self._logger = logger
        self._times = SyncTimes(started_at, config.lookback_ms)
        self._directory = Directory(client, logger, include_confidential=config.include_confidential)
        self._account = Account(
            key=config.account_key,
            app_url=config.app_url,
            api_root=config.api_root,
            include_remote_data=config.include_remote_data,
            synced_at=started_at,
        )

    def start(self) -> None:
        """Submit the first work of every selected stream."""
        for snapshot in self._of(SnapshotStream):
            account = partial(self._account_for, [snapshot])
            read = partial(self._directory.whole, snapshot.stream.source)
            Snapshot(self._engine, snapshot, read, account, self._times).start()
        for windowed in self._of(WindowedStream):
            source = windowed.stream.windows(self._client, self._config)
            Windows(self._engine, windowed, source, self._account, self._times, self._client).start()
        for listed, children, begin in (
            (OpportunityStream, OpportunityChild, self._start_opportunities),
            (PostingStream, PostingForm, self._start_postings),
        ):
            streams = [*self._of(listed), *self._of(children)]
            if streams:
                self._engine.submit(partial(begin, self._of(listed), self._of(children)), streams, SNAPSHOT)

    def _of(self, kind: type[LeverStream]) -> list[Selected]:
        return [selected for selected in self._selected if isinstance(selected.stream, kind)]

    def _start_opportunities(self, listed: Sequence[Selected], children: Sequence[Selected]) -> None:
        source = OpportunityList(self._client, self._config, now_ms=self._times.started_at)
        listing = self._start_listing(source, listed, children, opportunity_ref, self._forecast)
        if listing.backfilling:
            self._engine.submit(partial(self._expect, listing.backfilling), (), SNAPSHOT)
            for need in _needs([*listed, *children]):
                # Every page will want it; asked for by the first that does, it would hold up all workers.
                self._engine.submit(partial(self._directory.prepare, need.small_list), (), SNAPSHOT)

    def _start_postings(self, listed: Sequence[Selected], children: Sequence[Selected]) -> None:
        source = PostingList(self._client, self._config, now_ms=self._times.started_at)
        self._start_listing(source, listed, children, posting_ref, lambda *_: None)

    def _expect(self, streams: Sequence[Selected]) -> None:
        """Tell the streams of a backfill roughly how many opportunities there are, so that they can tell the user."""
        expected = self._expected()
        for stream in streams:
            self._engine.extent(stream).expected = expected

    def _expected(self) -> int | None:
        try:
            return expected_opportunities(self._directory.read(SOURCES).items)
        except AirbyteTracedException as unknown:
            self._logger.info("The time left cannot be estimated: %s", unknown.message)
            return None

    def _forecast(
        self, omissions: Mapping[Endpoint, Omission], account: Callable[[], Account], seen: Sequence[LeverObject]
    ) -> None:
        """Say what the children will cost, before hours are spent on them."""
        expected = self._expected() if omissions and seen else None
        if expected:
            mode, per_second = self._config.child_reads, self._config.requests_per_second
            self._logger.info(forecast(expected, seen, account(), omissions, mode, per_second))

    def _start_listing(
        self,
        source: ListSource,
        listed: Sequence[Selected],
        children: Sequence[Selected],
        reference: Callable[[Any], Parent],
        surveyed: Callable[[Mapping[Endpoint, Omission], Callable[[], Account], Sequence[LeverObject]], None],
    ) -> Listing:
        required = self._account
        makeable = []
        for stream in listed:
            try:
                required = self._with_lookups(required, [need for need in stream.stream.needs if need.required])
            except AirbyteTracedException as unreadable:
                self._engine.fail(stream, unreadable)
            else:
                makeable.append(stream)
        omissions = {endpoint: of.stream.omission(endpoint) for of in children for endpoint in of.stream.endpoints()}
        economy = Economy(self._config.child_reads, omissions, signs, self._logger)
        groups = [self._children(group, source, makeable, reference, economy) for group in _sharing_endpoints(children)]
        account = Once(partial(self._account_for, [*makeable, *children]))
        listing = Listing(
            self._engine,
            self._client,
            source,
            makeable,
            groups,
            account,
            required,
            self._times,
            economy,
            partial(surveyed, omissions, account),
        )
        listing.start()
        self._start_deletions(makeable, listing)
        for stream in makeable:
            if isinstance(stream.stream, PostingStream) and stream.stream.also_named_by is not None:
                self._engine.submit(partial(self._emit_also_named, stream, listing), (stream,), SNAPSHOT)
        return listing

    def _emit_also_named(self, stream: Selected, listing: Listing) -> None:
        """Send the rows that only another list names."""
        items = self._directory.lookup(stream.stream.also_named_by).values()
        rows = [row for item in items for row in stream.stream.rows_named_by(item, self._account)]
        memory = listing.progress(stream).memory
        if isinstance(memory, RowMemory):
            rows = memory.to_send(rows, None)
        self._engine.put_rows(stream, rows)
        # Only what is behind the queue is remembered: a state saved meanwhile must not vouch for more.
        if isinstance(memory, RowMemory):
            memory.remember(rows)

    def _children(
        self,
        streams: Sequence[Selected],
        source: ListSource,
        listed: Sequence[Selected],
        reference: Callable[[Any], Parent],
        economy: Economy,
    ) -> Children:
        sublists = {
            endpoint: Sublist(self._client, endpoint, stream.stream.fetch, source.exists)
            for stream in streams
            for endpoint in stream.stream.endpoints()
        }
        held = [
            Held(stream, endpoint)
            for stream in listed
            for endpoint in sublists
            if isinstance(stream.stream, OpportunityStream) and stream.stream.completed_by == endpoint
        ]
        files = self._files() if any(of.include_files and of.stream.is_file_based for of in streams) else None
        return Children(self._engine, sublists, streams, reference, next(iter(held), None), economy, files)

    def _files(self) -> Files:
        # Only here: what it locks files with is not on every system.
        from source_lever_unified.sync.staging import Staging

        staging = Staging(Path(get_files_directory()))
        staging.clean()
        return Files(self._engine, self._client, staging, self._config.max_file_mebibytes * 2**20)

    def _account_for(self, streams: Iterable[Selected]) -> Account:
        """The account with what the rows of these streams are made of besides Lever's objects."""
        needs = _needs(streams)
        if self._config.child_reads == "skip_unlikely":
            needs.append(_PIPELINES)
        return self._with_lookups(self._account, dict.fromkeys(needs))

    def _with_lookups(self, account: Account, needs: Iterable[Need]) -> Account:
        lookups: dict[str, Mapping[str, LeverObject]] = {
            need.small_list.lookup: self._directory.lookup(need) for need in needs
        }
        return replace(account, **lookups)  # type: ignore[arg-type] # the names of such fields

    def _start_deletions(self, listed: Sequence[Selected], listing: Listing) -> None:
        feeds: dict[Endpoint, list[Selected]] = defaultdict(list)
        for stream in listed:
            if stream.stream.deletions is not None:
                feeds[stream.stream.deletions].append(stream)
        for endpoint, streams in feeds.items():
            DeletionFeed(self._engine, self._client, endpoint, listing, self._account, self._times, self._logger).start(
                streams
            )


def _needs(streams: Iterable[Selected]) -> list[Need]:
    return list(dict.fromkeys(need for stream in streams for need in stream.stream.needs))


def _sharing_endpoints(streams: Sequence[Selected]) -> Iterator[list[Selected]]:
    """The streams in groups, of which no two ask for the same sub-list."""
    groups: list[tuple[set[Endpoint], list[Selected]]] = []
    for stream in streams:
        endpoints, together = set(stream.stream.endpoints()), [stream]
        for group in [group for group in groups if group[0] & endpoints]:
            groups.remove(group)
            endpoints |= group[0]
            together = [*group[1], *together]
        groups.append((endpoints, together))
    return (together for _, together in groups)
