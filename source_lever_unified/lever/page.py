"""What an answer of Lever's must look like before it means anything.

A list that is not one, a `hasNext` that is no boolean, rows without a key: each would end in a success with rows
missing, and where rows are compared with those of the last sync, in tombstones for what is still there.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from source_lever_unified.lever.body import LeverObject
from source_lever_unified.lever.endpoint import Endpoint


class BadAnswer(ValueError):
    """What is wrong with an answer, in words that quote nothing of it."""


@dataclass(frozen=True)
class Page:
    """One page of a list.

    `next` is Lever's offset token for the page after it, None on the last. `keyless` counts the rows that were left out
    because nothing tells which they are.
    """

    items: list[LeverObject]
    next: str | None
    keyless: int = 0


def page_of(body: Any, endpoint: Endpoint, asked_with: Collection[str]) -> Page:
    """The page that `body` holds. `asked_with`: the offsets of the list so far, none of which may come again.

    Raises:
        BadAnswer: it holds none.
    """
    if endpoint.loose and isinstance(body, list):
        return _page(body, endpoint, None)
    data = _data(body)
    if endpoint.loose and isinstance(data, dict):
        return _page([data], endpoint, _next(body, endpoint, has_next_needed=False))
    if endpoint.inside and isinstance(data, dict):
        # Nobody knows on which level it would say whether there is more.
        body, data = {**data, **body}, data.get(endpoint.inside)
    if not isinstance(data, list):
        raise BadAnswer("`data` is not a list")
    offset = _next(body, endpoint, has_next_needed=endpoint.paged and not endpoint.silent_at_the_end)
    if offset in asked_with:
        raise BadAnswer("`next` leads back to a page that was read before")
    return _page(data, endpoint, offset)


def object_of(body: Any, endpoint: Endpoint) -> LeverObject:
    """The object that `body` holds.

    Raises:
        BadAnswer: it holds none. An empty one is none: a form would have lost its questions.
    """
    data = _data(body)
    if not isinstance(data, dict):
        raise BadAnswer("`data` is not an object")
    if endpoint.key not in data:
        raise BadAnswer(f"`data` has no `{endpoint.key}`")
    return data


def _data(body: Any) -> Any:
    if not isinstance(body, dict) or "data" not in body:
        raise BadAnswer("it has no `data`")
    return body["data"]


def _next(body: Mapping[str, Any], endpoint: Endpoint, *, has_next_needed: bool) -> str | None:
    offset = body.get("next")
    has_next = body.get("hasNext", None if has_next_needed else False)
    if not isinstance(has_next, bool):
        raise BadAnswer("`hasNext` is neither true nor false")
    if not has_next:
        if offset not in (None, ""):
            raise BadAnswer("`next` without `hasNext`")
        return None
    if not isinstance(offset, str) or not offset:
        raise BadAnswer("`hasNext` without `next`")
    if not endpoint.paged:
        raise BadAnswer("`hasNext` in a list that has no pages")
    return offset


def _page(data: list[Any], endpoint: Endpoint, offset: str | None) -> Page:
    items: list[LeverObject] = [item for item in data if isinstance(item, dict) and _is_key(item.get(endpoint.key))]
    if data and not items:
        raise BadAnswer(f"no row has its `{endpoint.key}`")
    return Page(items, offset, keyless=len(data) - len(items))


def _is_key(value: Any) -> bool:
    return isinstance(value, str) and value != ""
