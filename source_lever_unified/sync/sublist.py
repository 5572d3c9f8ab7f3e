"""One sub-list of Lever, and what its answers prove.

A 404 proves nothing by itself: an endpoint that is missing for an account answers the same as an opportunity that was
deleted. It buries rows only when the parent itself is gone too. A 400 proves no more.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from source_lever_unified import troubles
from source_lever_unified.lever.body import LeverObject
from source_lever_unified.lever.endpoint import Endpoint
from source_lever_unified.lever.errors import (
    BadRequest,
    Forbidden,
    InvalidOffset,
    LeverError,
    Missing,
    NotFound,
)
from source_lever_unified.sync.once import Once

if TYPE_CHECKING:
    from source_lever_unified.lever.client import LeverClient

_PARENTS_TO_BELIEVE = 20
"""So many parents that exist and have no such list, and none that has one: the endpoint is missing for this account."""


class Parent(Protocol):
    """What children need of their parent; Lever's id, and a short form for the state."""

    @property
    def id(self) -> str: ...

    def to_state(self) -> list[Any]: ...


class NoList(Enum):
    """Why there are no children to make rows of."""

    GONE = auto()
    """Lever has deleted the parent."""

    UNREADABLE = auto()
    """The parent is there and its list is not: nothing is known of the children."""

    NOT_EXPECTED = auto()
    """The parent is in a state in which it need not have a list."""


@dataclass(frozen=True)
class Fetched:
    """`complete`: every item carried its key, so that what is not there is gone."""

    items: Sequence[LeverObject]
    complete: bool


Answer = Fetched | NoList
Fetch = Callable[["LeverClient", Endpoint, Any], Answer]


def whole_list(client: LeverClient, endpoint: Endpoint, parent: Parent) -> Fetched:
    """All pages of a sub-list. It is begun again, once, when Lever does not know an offset that it gave out.

    Raises:
        LeverError: see `LeverClient.page`.
    """
    try:
        pages = list(client.pages(endpoint, parent_id=parent.id))
    except InvalidOffset:
        pages = list(client.pages(endpoint, parent_id=parent.id))
    return Fetched([item for page in pages for item in page.items], complete=not any(page.keyless for page in pages))


class Sublist:
    """Reads the children of one parent after another. Thread-safe."""

    def __init__(
        self, client: LeverClient, endpoint: Endpoint, fetch: Fetch, parent_exists: Callable[[Parent], bool]
    ) -> None:
        self.endpoint = endpoint
        self._client = client
        self._fetch = fetch
        self._parent_exists = parent_exists
        self._kept: dict[str, tuple[Parent, Once[Answer]]] = {}
        self._answered = False
        self._unreadable = 0
        self._refused: LeverError | None = None
        self._lock = threading.Lock()

    def keep(self, parent: Parent) -> None:
        """Remember what will be fetched for `parent`: other streams will meet it in another read of this sync.

        When it has changed by then it is fetched again: rows of what was there before would be as new as the change,
        and whatever that took away would never be older than its parent.
        """
        with self._lock:
            if self._kept_for(parent) is None:
                self._kept[parent.id] = parent, self._once(parent)

    def read(self, parent: Parent, *, again: bool) -> Answer:
        """The children of `parent`; `again`: it is met once more in this sync, and then for the last time.

        Raises:
            LeverError: they cannot be read. A refusal is remembered: it is not asked for again.
        """
        with self._lock:
            if self._refused is not None:
                raise self._refused
            kept = self._kept_for(parent)
            if again:
                self._kept.pop(parent.id, None)
        return (kept or self._once(parent))()

    def _kept_for(self, parent: Parent) -> Once[Answer] | None:
        met, kept = self._kept.get(parent.id, (None, None))
        return kept if met == parent else None

    def raise_if_missing(self) -> None:
        """
        Raises:
            Missing: no parent that was asked has such a list, although it exists.
        """
        with self._lock:
            if self._unreadable and not self._answered:
                raise self._missing()

    def _once(self, parent: Parent) -> Once[Answer]:
        return Once(partial(self._ask, parent))

    def _ask(self, parent: Parent) -> Answer:
        try:
            fetched = self._fetch(self._client, self.endpoint, parent)
        except Forbidden as refusal:
            with self._lock:
                self._refused = refusal
            raise
        except (NotFound, BadRequest) as refusal:
            if not self._parent_exists(parent):
                return NoList.GONE
            if self.endpoint.none_is_404 and isinstance(refusal, NotFound):
                # It may as well be missing for this account, so nothing is taken for deleted.
                return Fetched((), complete=False)
            with self._lock:
                self._unreadable += 1
                if self._unreadable >= _PARENTS_TO_BELIEVE and not self._answered:
                    self._refused = self._missing()
                    raise self._refused from None
            return NoList.UNREADABLE
        with self._lock:
            self._answered |= isinstance(fetched, Fetched)
        return fetched

    def _missing(self) -> Missing:
        return Missing(self.endpoint.path, troubles.MISSING(path=self.endpoint.path))
