"""What the groups of endpoints share: the request they are given, orders, envelopes, refusals."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from lever_sandbox.auth import Credential
from lever_sandbox.errors import ApiError, bad_request, forbidden, not_found
from lever_sandbox.jsontypes import Json, dump
from lever_sandbox.paging import Order, envelope, page_bounds
from lever_sandbox.query import Query

CONFIDENTIALITIES = ("non-confidential", "confidential", "all")

#: Recorded orders. Assumed: the tokens of lists other than /opportunities, /postings and /feedback_templates.
NEWEST_FIRST = Order(key=lambda item: (-item["createdAt"], item["id"]), descending=(True, False))
OLDEST_FIRST = Order(key=lambda item: (item["createdAt"], item["id"]), descending=(False, False))


@dataclass
class Call:
    """One request, with its credential checked."""

    query: Query
    ids: tuple[str, ...]
    credential: Credential


class Binary(bytes):
    """A body that is not JSON."""

    content_type: str

    def __new__(cls, content: bytes, content_type: str) -> Binary:
        body = super().__new__(cls, content)
        body.content_type = content_type
        return body


class Endpoint(NamedTuple):
    template: str
    resource: str
    action: str
    answer: Callable[[Call], bytes]


def single(value: object) -> bytes:
    return b'{"data":' + dump(value) + b"}"


def paged(items: Sequence[Json], order: Order, query: Query, show: Callable[[Json], Json] | None = None) -> bytes:
    ordered = sorted(items, key=order.key)
    keys = [order.key(item) for item in ordered]
    start, end = page_bounds(keys, order, query.limit(), query.one("offset"))
    page = [dump(show(item) if show else item) for item in ordered[start:end]]
    return envelope(page, keys[end] if end < len(keys) else None, order)


def by_id(collection: str, items: Iterable[Json], identifier: str) -> Json:
    for item in items:
        if item["id"] == identifier:
            return item
    raise not_found(collection, identifier)


def confidentiality(call: Call) -> str:
    value = call.query.word("confidentiality", CONFIDENTIALITIES) or "non-confidential"
    if value != "non-confidential" and not call.credential.confidential:
        # Documented: "an access error". Assumed: 403.
        raise no_confidential_access()
    return value


def no_confidential_access() -> ApiError:
    return forbidden("This API key is not permitted to access confidential data")


def check_words(name: str, values: Iterable[str], allowed: tuple[str, ...]) -> None:
    for value in values:
        if value not in allowed:
            raise bad_request(f"{name} must be one of {', '.join(allowed)}")
