"""Rows kept in the order of a key while keys change."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import Any, Generic, TypeVar

Row = TypeVar("Row")
Key = tuple[Any, ...]


class SortedIndex(Generic[Row]):
    """A sorted list of rows. Keys are unique: each ends with the row's id.

    Sorted once; a change costs two bisections and a memory move, so lists stay cheap however often a test
    mutates the account between two pages.
    """

    def __init__(self, entries: Iterable[tuple[Key, Row]] = ()) -> None:
        ordered = sorted(entries, key=lambda entry: entry[0])
        self.keys: list[Key] = [key for key, _ in ordered]
        self.rows: list[Row] = [row for _, row in ordered]

    def add(self, key: Key, row: Row) -> None:
        position = bisect_left(self.keys, key)
        self.keys.insert(position, key)
        self.rows.insert(position, row)

    def remove(self, key: Key) -> None:
        position = bisect_left(self.keys, key)
        if position == len(self.keys) or self.keys[position] != key:
            raise KeyError(key)
        del self.keys[position]
        del self.rows[position]

    def between(self, start: int | None, end: int | None) -> list[Row]:
        """Rows whose first key part lies in `start`..`end`, both inclusive and both optional."""
        low = 0 if start is None else bisect_left(self.keys, (start,))
        # (end + 1,) sorts before every key that starts with end + 1 and after every key that starts with end.
        high = len(self.keys) if end is None else bisect_right(self.keys, (end + 1,))
        return self.rows[low:high]
