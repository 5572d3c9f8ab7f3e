"""Lists, pages and offset tokens (lever-api: a `next` token is the sort key of the next record).

Lever's production tokens are the percent-encoded text of a JSON array holding the sort key of the *first
record of the next page*. Nothing is stored on the server, so a page is always read from the data as it is
now: a record that moves in the order between two pages is missed or repeated, as with Lever.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple
from urllib.parse import quote, unquote

from lever_sandbox.errors import bad_request
from lever_sandbox.jsontypes import Json
from lever_sandbox.sorted_index import Key

MAX_LIMIT = 100

LIST_HEAD = b'{"data":['


class Descending(str):
    """A text that sorts the other way round."""

    __slots__ = ()

    def __lt__(self, other: str) -> bool:
        return str.__gt__(self, other)


def _flip(part: Any) -> Any:
    """A part of a descending key as its token shows it, and back."""
    if isinstance(part, Descending):
        return str(part)
    return Descending(part) if isinstance(part, str) else -part


class Order(NamedTuple):
    """A list's order and the token that names a position in it."""

    #: Sort key of an object, ascending: numbers that run down are negated, texts are `Descending`.
    key: Callable[[Json], Key]
    #: Which parts of the key run down; tokens show the plain values.
    descending: tuple[bool, ...]

    def token_parts(self, key: Key) -> list[Any]:
        return [_flip(part) if down else part for part, down in zip(key, self.descending, strict=True)]

    def key_from(self, parts: list[Any]) -> Key:
        return tuple(_flip(part) if down else part for part, down in zip(parts, self.descending, strict=True))


def encode_token(parts: Sequence[Any]) -> str:
    text = json.dumps(parts, separators=(",", ":"), ensure_ascii=False)
    return quote(text, safe="")


def decode_token(token: str) -> list[Any]:
    """The array inside `token`.

    The web framework has undone one percent-encoding already. Lever's token arrives encoded in the JSON, and
    a client that passes it as a parameter value encodes it again; recordings show that form working. Assumed:
    a token that was encoded only once works too.
    """
    for text in (token, unquote(token)):
        try:
            parts = json.loads(text)
        except ValueError:
            continue
        if isinstance(parts, list):
            return parts
    # Assumed: HTTP 400 (only the message's text was ever seen).
    raise bad_request(f"Invalid offset token: {token[:80]}")


def page_bounds(keys: Sequence[Key], order: Order, limit: int, token: str | None) -> tuple[int, int]:
    """First and last (exclusive) position of the page that starts at `token`."""
    if token is None:
        return 0, min(limit, len(keys))
    parts = decode_token(token)
    try:
        start = bisect_left(keys, order.key_from(parts))
    except (TypeError, ValueError):
        raise bad_request(f"Invalid offset token: {token[:80]}") from None
    return start, min(start + limit, len(keys))


def envelope(items: Iterable[bytes], next_key: Key | None, order: Order) -> bytes:
    """The list envelope around serialised objects."""
    return b"".join((LIST_HEAD, b",".join(items), list_tail(next_key, order)))


def list_tail(next_key: Key | None, order: Order) -> bytes:
    """What follows the objects; `next` is absent, not null, on the last page."""
    if next_key is None:
        return b'],"hasNext":false}'
    return b'],"hasNext":true,"next":"' + encode_token(order.token_parts(next_key)).encode() + b'"}'
