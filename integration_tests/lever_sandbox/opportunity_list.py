"""`GET /opportunities`: filters, order and pages, fast enough never to be what a benchmark measures."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable

from lever_sandbox.account import Account
from lever_sandbox.opportunity_row import OpportunityRow
from lever_sandbox.paging import Order
from lever_sandbox.query import Query, within
from lever_sandbox.settings import Settings
from lever_sandbox.sorted_index import Key

#: Token: stage rank, lastAdvancedAt (descending), id.
MAIN_ORDER = Order(
    key=lambda body: (body["stage"], -body["lastAdvancedAt"], body["id"]), descending=(False, True, False)
)

#: How many filtered lists are remembered: a client reads that many windows side by side.
REMEMBERED_LISTS = 128

Span = tuple[int | None, int | None]
UNBOUNDED: Span = (None, None)
Test = Callable[[OpportunityRow], bool]
Listing = tuple[list[Key], list[OpportunityRow]]


class OpportunityList:
    """Filtered lists in the main order, remembered until the account changes."""

    def __init__(self, account: Account, settings: Settings) -> None:
        self._account = account
        self._settings = settings
        self._remembered: OrderedDict[object, tuple[int, Listing]] = OrderedDict()

    def select(self, query: Query, confidentiality: str) -> Listing:
        """Sort keys and rows of all opportunities that fit, in list order.

        Assumed: filtered lists have the order of the unfiltered one (the recorded order of a list without
        filters).
        """
        created, updated = query.span("created_at"), query.span("updated_at")
        tests, names = self._tests(query)
        name = (confidentiality, created, updated, self._settings.updated_filter_yields_nulls, *names)
        version = self._account.version
        if (remembered := self._remembered.get(name)) and remembered[0] == version:
            self._remembered.move_to_end(name)
            return remembered[1]
        kept = self._within(created, updated)
        if confidentiality != "all":
            wanted = confidentiality == "confidential"
            kept = [row for row in kept if row.confidential == wanted]
        for test in tests:
            kept = list(filter(test, kept))
        listing = ([row.key for row in kept], kept)
        self._remembered[name] = (version, listing)
        if len(self._remembered) > REMEMBERED_LISTS:
            self._remembered.popitem(last=False)
        return listing

    def _within(self, created: Span, updated: Span) -> list[OpportunityRow]:
        """Rows within both spans, in list order."""
        account = self._account
        rows = account.in_main_order.rows
        if created == updated == UNBOUNDED:
            return list(rows)
        by_update = updated != UNBOUNDED
        found = account.by_update.between(*updated) if by_update else account.by_creation.between(*created)
        # Assumed: rows whose updatedAt is null never pass an updated_at filter, not even one from 0.
        if by_update and self._settings.updated_filter_yields_nulls:
            found += [row for row in rows if row.updated_at is None]
        if len(found) > len(rows) // 8:
            # Picking many rows out of the ordered list is cheaper than sorting them.
            chosen = set(map(id, found))
            found = [row for row in rows if id(row) in chosen]
        else:
            found.sort(key=_main_key)
        if by_update and created != UNBOUNDED:
            found = [row for row in found if within(row.created_at, created)]
        return found

    def _tests(self, query: Query) -> tuple[list[Test], list[object]]:
        """One test per parameter present (all must pass), and what names this combination."""
        tests: list[Test] = []
        names: list[object] = []

        def add(name: object, test: Test) -> None:
            names.append(name)
            tests.append(test)

        for parameter, test_for in _VALUE_TESTS.items():
            # Repeated values of one parameter are a union.
            if values := frozenset(query.many(parameter)):
                add((parameter, values), test_for(values))
        for parameter, span_test_for in _SPAN_TESTS.items():
            span = query.span(parameter)
            if span != UNBOUNDED:
                add((parameter, span), span_test_for(span))
        if (archived := query.flag("archived")) is not None:
            add(("archived", archived), lambda row: (row.archived_at is not None) == archived)
        if (snoozed := query.flag("snoozed")) is not None:
            now = self._account.now
            add(
                ("snoozed", snoozed, now),
                lambda row: ((row.body()["snoozedUntil"] or 0) > now) == snoozed,
            )
        return tests, names


def _main_key(row: OpportunityRow) -> Key:
    return row.key


def _in(values: frozenset[str], read: Callable[[OpportunityRow], str | None]) -> Test:
    return lambda row: read(row) in values


def _shares(values: frozenset[str], read: Callable[[OpportunityRow], Iterable[str]]) -> Test:
    return lambda row: not values.isdisjoint(read(row))


_VALUE_TESTS: dict[str, Callable[[frozenset[str]], Test]] = {
    "stage_id": lambda values: _in(values, lambda row: row.stage_id),
    "posting_id": lambda values: _in(values, lambda row: row.posting_id),
    "archived_posting_id": lambda values: _in(
        values, lambda row: None if row.application_archived_at is None else row.posting_id
    ),
    "archive_reason_id": lambda values: _in(values, lambda row: row.archive_reason_id),
    "contact_id": lambda values: _in(values, lambda row: row.contact_id),
    "origin": lambda values: _in(values, lambda row: row.origin),
    "tag": lambda values: _shares(values, lambda row: row.tags),
    "source": lambda values: _shares(values, lambda row: row.sources),
    "email": lambda values: _shares(values, lambda row: row.body()["emails"]),
    "location": lambda values: _in(values, lambda row: row.body().get("opportunityLocation")),
}

_SPAN_TESTS: dict[str, Callable[[Span], Test]] = {
    "advanced_at": lambda span: lambda row: within(row.advanced_at, span),
    "archived_at": lambda span: lambda row: within(row.archived_at, span),
}
