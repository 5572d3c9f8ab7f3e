"""One connection of Airbyte: an account, a connector, what the destination holds and the last states it was given."""

from __future__ import annotations

import random
import signal
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from connector import Connector, Json, Output, config_for
from lever_sandbox import Sandbox
from stress.changes import People
from stress.destination import Destination, compare


@dataclass
class Tally:
    """What happened in a scenario, for the table and the figures."""

    happened: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def add(self, what: str, times: int = 1) -> None:
        self.happened[what] += times


class Connection:
    def __init__(self, sandbox: Sandbox, folder: Path, chance: random.Random, tally: Tally, name: str) -> None:
        self.sandbox = sandbox
        self.people = People(sandbox.account, chance)
        self.states: list[Json] = []
        self._chance = chance
        self._folder = folder
        self._tally = tally
        self._name = name
        self._connector = Connector(
            folder,
            config_for(
                sandbox, include_confidential=True, include_eeo_responses=True, lookback_minutes=chance.choice([0, 10])
            ),
        )
        (catalog,) = self._connector.discover().of_type("CATALOG")
        self._streams = [stream["name"] for stream in catalog["streams"]]
        self._held = Destination(self._streams)

    def sync(
        self,
        kill_when: Callable[[Json], bool] | None = None,
        kill_with: int = signal.SIGKILL,
        *,
        requests_per_second: float = 1000,
    ) -> Output:
        """A sync from the last states; what came of it is in the destination."""
        self._connector.config["requests_per_second"] = requests_per_second
        output = self._connector.read(self._streams, self.states or None, kill_when=kill_when, kill_with=kill_with)
        ended_by_signal = output.exit_code in (-signal.SIGKILL, -signal.SIGTERM)
        self._held.load(output, uncommitted=not ended_by_signal or self._chance.random() < 0.5)
        held = {state["stream"]["stream_descriptor"]["name"]: state for state in self.states}
        held |= {state["stream"]["stream_descriptor"]["name"]: state for state in output.states}
        self.states = list(held.values())
        self._tally.add("syncs")
        return output

    def _sync_well(self) -> None:
        """What was broken off is made up for in a quiet account, at the third attempt at the latest."""
        for _ in range(3):
            last = self.sync()
            self.check_words(last)
            if last.exit_code == 0:
                return
        self.wrong(f"no sync succeeds any more: {last.error_messages[:300]}")

    def _let_a_day_pass(self) -> None:
        """Opportunities from before `updatedAt` are listed once a day."""
        for state in self.states:
            if "old_at" in state["stream"]["stream_state"]:
                listed_at = datetime.fromisoformat(state["stream"]["stream_state"]["old_at"].replace("Z", "+00:00"))
                before = (listed_at - timedelta(days=1)).isoformat(timespec="milliseconds")
                state["stream"]["stream_state"]["old_at"] = before.replace("+00:00", "Z")

    def wrong(self, what: str) -> None:
        self._tally.wrong.append(f"{self._name}: {what}")

    def check_words(self, output: Output) -> None:
        """A failed sync says why in sentences; a stream that ends otherwise than it says is worse."""
        for error in output.errors:
            if "Traceback" in error["message"] or "bug" in error["message"] or "went wrong" in error["message"]:
                self.wrong(f"an error that is not designed: {error['message'][:200]}")
        if output.exit_code > 0 and not output.errors:
            self.wrong(f"exit code {output.exit_code} without an error message")

    def choose_reads(self) -> None:
        """Somebody changes what is asked for below candidates; the truth is checked with all of it."""
        self._connector.config["child_reads"] = self._chance.choice(["complete", "skip_untouched", "skip_unlikely"])
        self._connector.config["reread_days"] = self._chance.choice([0, 0, 1, 3])

    def check_truth(self, left_out: Collection[str] = ()) -> None:
        """A quiet account, the syncs of today and of tomorrow, and every row compared with a full read.

        `left_out`: fields that are not compared.
        """
        self._connector.config |= {"child_reads": "complete", "reread_days": 0}
        for broken in self.people.broken[:3]:
            self.wrong(f"the stress itself is broken: {broken}")
        self._sync_well()
        self._let_a_day_pass()
        self._sync_well()
        fresh = replace(self._connector, config={**self._connector.config, "requests_per_second": 1000})
        lever = fresh.read(self._streams, mode="full_refresh")
        if lever.exit_code != 0:
            self.wrong(f"a quiet full refresh fails: {lever.error_messages[:300]}")
            return
        counts = self.sandbox.account.expected_counts(confidential=True)
        compared, wrong = compare(self._held, lever, self._folder, counts, left_out)
        self._tally.add("records compared", compared)
        self._tally.add("changes of the account", self.people.changes)
        for kind in ("lost", "false tombstone", "stale", "ghost", "twice"):
            self._tally.add(kind, sum(one.kind == kind for one in wrong))
        for one in wrong[:5]:
            self.wrong(f"{one.kind} in {one.stream}: {one.what}")
        if len(wrong) > 5:
            by_kind = Counter((one.kind, one.stream) for one in wrong)
            self.wrong("in all " + ", ".join(f"{n} {kind} in {stream}" for (kind, stream), n in by_kind.items()))
