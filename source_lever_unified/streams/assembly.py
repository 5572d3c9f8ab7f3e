"""Puts the selected streams of one sync to work: which list feeds which streams, and what else they need."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, cast

from airbyte_cdk.utils import AirbyteTracedException

from source_lever_unified.config import Config
from source_lever_unified.lever.client import LeverClient
from source_lever_unified.models import MODELS, Account, LeverObject, Row, newest_offer_id, tombstone
from source_lever_unified.streams.declarations import ChildStream, ListedStream, SnapshotStream
from source_lever_unified.streams.directory import Directory
from source_lever_unified.streams.job_stages import JobStages
from source_lever_unified.streams.opportunities import OpportunityList
from source_lever_unified.streams.postings import PostingList
from source_lever_unified.streams.registry import STREAMS
from source_lever_unified.streams.sublists import SUBLISTS
from source_lever_unified.sync.children import ChildMemory, Children, ChildRows, ChildSource, Held
from source_lever_unified.sync.deletions import DeletionFeed
from source_lever_unified.sync.engine import SNAPSHOT, Engine, StreamRun
from source_lever_unified.sync.listing import Listed, Listing, ListSource
from source_lever_unified.sync.once import Once
from source_lever_unified.sync.snapshot import Snapshot
from source_lever_unified.sync.state import ListingState
from source_lever_unified.sync.watch import KnownRows, Watch


class Assembly:
    """One sync's streams on their lists. `started_at`: the start of this sync, ms."""

    def __init__(
        self,
        runs: Mapping[str, StreamRun],
        engine: Engine,
        client: LeverClient,
        config: Config,
        logger: logging.Logger,
        *,
        started_at: int,
    ) -> None:
        self._runs = runs
        self._engine = engine
        self._client = client
        self._config = config
        self._logger = logger
        self._started_at = started_at
        self._directory = Directory(client, logger)
        self._account = Account(
            key=config.account_key,
            app_url=config.app_url,
            include_remote_data=config.include_remote_data,
            synced_at=started_at,
        )

    def start(self) -> None:
        """Submit the first work of every selected stream."""
        for stream in STREAMS:
            if isinstance(stream, SnapshotStream) and stream.name in self._runs:
                Snapshot(
                    self._engine,
                    self._runs[stream.name],
                    rows=partial(stream.rows, self._directory, self._account),
                    tombstone=self._tombstones_of(stream.name),
                    started_at=self._started_at,
                ).start()
        self._start_list("/opportunities", self._start_opportunities)
        self._start_list("/postings", self._start_postings)

    def _start_list(self, endpoint: str, begin: Callable[[], None]) -> None:
        runs = [run for name, run in self._runs.items() if _STREAMS[name].endpoint.startswith(endpoint)]
        if runs:
            self._engine.submit(begin, runs, SNAPSHOT)

    def _start_opportunities(self) -> None:
        source = OpportunityList(
            confidential=self._config.include_confidential,
            now_ms=self._started_at,
            start_ms=self._config.start_ms,
        )
        listed = [Listed(self._runs[stream.name], stream.rows) for stream in self._listed(source.path)]
        listing = self._start_listing(source, listed, Once(self._account_for_opportunities))
        if listing.backfilling:
            self._engine.submit(partial(self._expect, listing.backfilling), (), SNAPSHOT)
            if "applications" in self._runs:
                # Every page will want these; asked for one after another they would hold up all workers.
                for names in (self._directory.stages, self._directory.archive_reasons):
                    self._engine.submit(names.prepare, (), SNAPSHOT)

    def _expect(self, runs: Sequence[StreamRun]) -> None:
        """Tell the streams of a backfill roughly how many opportunities there are, so that they can tell the user.

        Lever counts opportunities nowhere but per source, and most have one source.
        """
        try:
            counts = [source.get("count") for source in self._client.items("/sources")]
        except AirbyteTracedException as unknown:
            self._logger.info("The time left cannot be estimated: %s", unknown.message)
            return
        for run in runs:
            run.extent.expected = sum(count for count in counts if isinstance(count, int))

    def _start_postings(self) -> None:
        source = PostingList(confidential=self._config.include_confidential, start_ms=self._config.start_ms)
        listed = []
        for stream in self._listed(source.path):
            run = self._runs[stream.name]
            if stream.name == "job_application_stages":
                try:
                    stage_ids = [str(stage["id"]) for stage in self._directory.stages() if stage.get("id")]
                except Exception as unreadable:
                    self._engine.fail(run, unreadable)
                    continue
                stages = JobStages(stage_ids, self._bury_job_stage, started_at=self._started_at)
                listed.append(Listed(run, stages.rows, stages.load))
            else:
                listed.append(Listed(run, stream.rows))
        self._start_listing(source, listed, Once(self._account_for_postings))

    def _start_listing(
        self, source: ListSource[Any, Account], listed: Sequence[Listed[Any, Account]], account: Callable[[], Account]
    ) -> Listing[Any, Account]:
        listing = Listing(
            self._engine,
            self._client,
            source,
            listed,
            self._children_of(source.path),
            account,
            started_at=self._started_at,
            start_ms=self._config.start_ms,
            lookback_ms=self._config.lookback_ms,
        )
        listing.start()
        self._start_deletions(source.path, listing.since)
        return listing

    def _account_for_opportunities(self) -> Account:
        """Only applications say what stages and archive reasons are called."""
        if "applications" not in self._runs:
            return self._account
        directory = self._directory
        return replace(
            self._account,
            stages=directory.lookup(directory.stages, "`stage.name` of applications stays null."),
            archive_reasons=directory.lookup(
                directory.archive_reasons,
                "`outcome` and `rejection_reason_name` of archived applications stay null.",
            ),
        )

    def _account_for_postings(self) -> Account:
        """Jobs name their hiring team; their stages are the account's."""
        directory = self._directory
        account = self._account
        if "jobs" in self._runs:
            names = directory.lookup(directory.users, "The names in `hiring_team` of jobs stay null.")
            account = replace(account, users=names)
        if "job_application_stages" in self._runs:
            stages = directory.lookup(directory.stages, "job_application_stages cannot be made.")
            account = replace(account, stages=stages)
        return account

    def _children_of(self, parent: str) -> list[Children[Any, Account]]:
        by_endpoint: dict[str, list[ChildStream]] = defaultdict(list)
        for stream in STREAMS:
            if isinstance(stream, ChildStream) and stream.endpoint.startswith(parent) and stream.name in self._runs:
                by_endpoint[stream.endpoint].append(stream)
        return [self._children(endpoint, streams) for endpoint, streams in by_endpoint.items()]

    def _children(self, endpoint: str, streams: Sequence[ChildStream]) -> Children[Any, Account]:
        sublist = SUBLISTS[endpoint]
        held = None
        if endpoint == "/opportunities/:id/offers" and "applications" in self._runs:
            held = Held(self._runs["applications"], _with_newest_offer)
        return Children(
            self._engine,
            ChildSource(sublist.reference, partial(sublist.fetch, self._client)),
            [
                ChildRows(self._runs[stream.name], stream.rows, partial(self._memory, stream), stream.owner)
                for stream in streams
            ],
            held,
        )

    def _memory(self, stream: ChildStream, state: ListingState) -> ChildMemory:
        sublist = SUBLISTS[stream.endpoint]
        watch = Watch(
            stream.name,
            state,
            sublist.rule(self._started_at),
            sublist.restore,
            self._tombstones_of(stream.name),
            self._logger,
            started_at=self._started_at,
            lookback_ms=self._config.lookback_ms,
        )
        return KnownRows(watch, state) if stream.name == "screening_questions" else watch

    def _listed(self, endpoint: str) -> list[ListedStream]:
        return [
            stream
            for stream in STREAMS
            if isinstance(stream, ListedStream) and stream.endpoint == endpoint and stream.name in self._runs
        ]

    def _start_deletions(self, endpoint: str, since: Callable[[StreamRun], int | None]) -> None:
        feeds: dict[str, dict[StreamRun, Callable[[str, int], Row]]] = defaultdict(dict)
        for stream in self._listed(endpoint):
            if stream.deletions is not None:
                feeds[stream.deletions][self._runs[stream.name]] = self._tombstones_of(stream.name)
        for path, tombstones in feeds.items():
            DeletionFeed(self._engine, self._client, path, tombstones, self._logger, started_at=self._started_at).start(
                since
            )

    def _tombstones_of(self, stream: str) -> Callable[[str, int], Row]:
        """Makes tombstones from Lever's id (the unified one of a row without) and the time of the deletion, ms."""
        model = MODELS[stream]
        if "remote_id" in model.row.__annotations__:
            return lambda remote_id, at: tombstone(model.name, remote_id, at, self._account, remote_id)
        return lambda row_id, at: cast(Row, {**tombstone(model.name, None, at, self._account, row_id), "id": row_id})

    def _bury_job_stage(self, posting_id: str, stage_id: str) -> Row:
        return tombstone("job_application_stage", None, self._started_at, self._account, posting_id, stage_id)


_STREAMS = {stream.name: stream for stream in STREAMS}


def _with_newest_offer(
    application: Mapping[str, Any], offers: Sequence[LeverObject], account: Account
) -> Mapping[str, Any]:
    return {**application, "offer_id": account.id_of("offer", newest_offer_id(offers))}
