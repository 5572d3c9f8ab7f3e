"""What the account holds, and the indexes that make its lists cheap."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from threading import RLock

from lever_sandbox.clock import DATA_NOW, DAY, Clock
from lever_sandbox.company import SOURCES, UNUSED_TAGS, build_company
from lever_sandbox.forms import build_question_sets
from lever_sandbox.identifiers import new_id
from lever_sandbox.jsontypes import Json
from lever_sandbox.opportunities import OpportunityFactory
from lever_sandbox.opportunity_row import OpportunityRow
from lever_sandbox.panels import PanelEdits
from lever_sandbox.postings import PostingRow, build_postings
from lever_sandbox.requisitions import Requisitions
from lever_sandbox.sorted_index import Key, SortedIndex
from lever_sandbox.timeline import GROWTH


@contextmanager
def _without_collector() -> Iterator[None]:
    """Generating makes millions of small objects and no cycles: the cyclic collector only costs time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


class UnknownObjectError(KeyError):
    """A change names an id that the account does not hold."""

    def __init__(self, collection: str, identifier: str) -> None:
        super().__init__(f"no {collection} {identifier}")


class Store:
    """The data of one Lever account, generated from a seed. `growth`: candidates of a year, beside the year before.

    `version` counts the changes; whatever is derived from the data (lists, tag counts) is remembered with it.
    All access happens under `lock`: tests mutate from their own thread while the server reads.
    """

    def __init__(
        self,
        opportunities: int = 200,
        *,
        seed: int = 1,
        postings: int | None = None,
        users: int | None = None,
        now: int | None = None,
        growth: float = GROWTH,
    ) -> None:
        self.lock = RLock()
        self.clock = Clock(now)
        self.version = 0
        self.rng = Random(f"{seed}/changes")
        self.data_now = DATA_NOW if now is None else now
        rng = Random(f"{seed}/data")
        posting_count = max(12, opportunities // 40) if postings is None else max(12, postings)
        user_count = min(150, 14 + opportunities // 400) if users is None else max(8, users)
        with _without_collector():
            self.company = build_company(rng, self.data_now, user_count)
            question_sets = build_question_sets(rng)
            self.postings: dict[str, PostingRow] = {
                row.id: row for row in build_postings(rng, self.company, self.data_now, posting_count, question_sets)
            }
            requisitions = Requisitions(rng, self.company, list(self.postings.values()), self.data_now)
            factory = OpportunityFactory(
                rng,
                self.company,
                list(self.postings.values()),
                requisitions,
                now=self.data_now,
                count=opportunities,
                growth=growth,
            )
            self.rows: dict[str, OpportunityRow] = {row.id: row for row in factory}
            self.requisitions = requisitions.items
            self._index_all()
        self.sources: list[str] = list(SOURCES)
        #: Tags listed although no opportunity carries them.
        self.unused_tags: set[str] = set(UNUSED_TAGS)
        self.deleted_opportunities: list[Json] = []
        self.deleted_postings: list[Json] = []
        self.deleted_applications: list[Json] = []
        self._generate_deletions(rng, opportunities)
        #: Lists below an opportunity that were changed, by kind and opportunity; the others are derived when asked for.
        self.changed_children: dict[tuple[str, str], list[Json]] = {}
        #: Opportunities that were created by a change: nothing is derived for them.
        self.childless: set[str] = set()
        self.panel_edits = PanelEdits()
        #: EEO answers by opportunity, None for those that were taken away.
        self.eeo_answers: dict[str, Json | None] = {}
        #: Resumes and files that Lever has not read yet: until when.
        self.processing_until: dict[str, int] = {}

    @property
    def now(self) -> int:
        """The account's clock, epoch ms; assign an instant to stop it there, None to let it run again."""
        return self.clock.now()

    @now.setter
    def now(self, instant: int | None) -> None:
        self.clock.set(instant)

    def advance(self, milliseconds: int) -> int:
        """Move the account's clock on; returns the new time."""
        self.clock.advance(milliseconds)
        return self.clock.now()

    def main_key(self, row: OpportunityRow) -> Key:
        """Recorded order of /opportunities: stage rank, then the latest advanced first, then id."""
        # Assumed: opportunities in a stage that is no longer listed sort last.
        return (self.ranks.get(row.stage_id, 10_000), -row.advanced_at, row.id)

    def _index_all(self) -> None:
        self.ranks: dict[str, float] = {stage["id"]: stage["rank"] for stage in self.company.stages}
        for row in self.rows.values():
            row.key = self.main_key(row)
        rows = self.rows.values()
        self.in_main_order = SortedIndex((row.key, row) for row in rows)
        self.by_creation = SortedIndex(((row.created_at, row.id), row) for row in rows)
        self.by_update = SortedIndex(((row.updated_at, row.id), row) for row in rows if row.updated_at is not None)
        self.tag_counts: Counter[str] = Counter(tag for row in rows for tag in row.tags)
        self.by_contact: dict[str, list[str]] = {}
        for row in rows:
            self.by_contact.setdefault(row.contact_id, []).append(row.id)

    def reindex_stages(self) -> None:
        """After the list of stages changed: ranks are the first key of the main order."""
        self.ranks = {stage["id"]: stage["rank"] for stage in self.company.stages}
        for row in self.rows.values():
            row.key = self.main_key(row)
        self.in_main_order = SortedIndex((row.key, row) for row in self.rows.values())

    def enter(self, row: OpportunityRow) -> None:
        """Add `row` to the account and to every index."""
        self.rows[row.id] = row
        row.key = self.main_key(row)
        self.in_main_order.add(row.key, row)
        self.by_creation.add((row.created_at, row.id), row)
        if row.updated_at is not None:
            self.by_update.add((row.updated_at, row.id), row)
        self.tag_counts.update(row.tags)
        self.unused_tags.difference_update(row.tags)
        self.by_contact.setdefault(row.contact_id, []).append(row.id)

    def leave(self, row: OpportunityRow) -> None:
        """Take `row` out of the account and of every index."""
        del self.rows[row.id]
        self.in_main_order.remove(row.key)
        self.by_creation.remove((row.created_at, row.id))
        if row.updated_at is not None:
            self.by_update.remove((row.updated_at, row.id))
        self.tag_counts.subtract(row.tags)
        for tag in row.tags:
            if not self.tag_counts[tag]:
                # Lever goes on listing a tag that nobody carries any more, until it is deleted.
                del self.tag_counts[tag]
                self.unused_tags.add(tag)
        self.by_contact[row.contact_id].remove(row.id)

    def tag_list(self) -> list[Json]:
        counts = dict.fromkeys(self.unused_tags, 0) | dict(self.tag_counts)
        return [{"count": count, "text": tag} for tag, count in counts.items()]

    def source_list(self) -> list[Json]:
        counts = Counter(source for row in self.rows.values() for source in row.sources)
        return [{"count": counts[source], "text": source} for source in dict.fromkeys([*self.sources, *counts])]

    def _generate_deletions(self, rng: Random, opportunities: int) -> None:
        """Deletions of the past year: nothing in the account refers to these ids any more."""
        who = self.company.users[0]["id"]

        def deletion(**extra: str) -> Json:
            at = self.data_now - int(rng.random() * 365 * DAY)
            return {"id": new_id(rng), "deletedAt": at, "deletedBy": who, **extra}

        self.deleted_opportunities = [deletion() for _ in range(2 + opportunities // 200)]
        self.deleted_postings = [deletion() for _ in range(2)]
        living = [row.id for row in self.rows.values() if row.application_id is None][:2]
        self.deleted_applications = [deletion(opportunityId=identifier) for identifier in living]

    def _store(self, row: OpportunityRow, body: Json, application: Json | None) -> None:
        """Put a changed opportunity back."""
        self.leave(row)
        row.write(body, application)
        self.enter(row)
        self.version += 1

    def _row(self, opportunity_id: str) -> OpportunityRow:
        try:
            return self.rows[opportunity_id]
        except KeyError:
            raise UnknownObjectError("opportunity", opportunity_id) from None

    def _posting(self, posting_id: str) -> PostingRow:
        try:
            return self.postings[posting_id]
        except KeyError:
            raise UnknownObjectError("posting", posting_id) from None

    def _requisition_called(self, code: str | None) -> Json | None:
        """The requisition of a code, which a posting goes on naming when it is deleted."""
        return next((item for item in self.requisitions if item["requisitionCode"] == code), None)

    def _user(self, user_id: str) -> Json:
        for user in self.company.users:
            if user["id"] == user_id:
                return user
        raise UnknownObjectError("user", user_id)
