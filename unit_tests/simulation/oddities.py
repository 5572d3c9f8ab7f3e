"""Answers that Lever should not give, and now and then does."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from unit_tests.simulation.brief import Brief
from unit_tests.simulation.scripted_lever import NO_SUCH_TOKEN, Answer, Query

NOT_JSON = object()
"""Stands for a body that is cut off."""

_IDS = re.compile(r"/(opportunities|postings)/(?!deleted)[^/]+")


def endpoint_of(path: str) -> str:
    return _IDS.sub(r"/\1/:id", path)


@dataclass(frozen=True, repr=False)
class Oddity(Brief):
    """`nth`: which of the endpoint's answers that can be twisted so, None for every one of the sync."""

    kind: str
    endpoint: str
    nth: int | None = None

    def twist(self, answer: Answer, query: Query) -> Answer | None:
        """The odd answer; None where this oddity cannot be told from a usual answer."""
        return _KINDS[self.kind](answer, query)


Twist = Callable[[Answer, Query], Answer | None]


def _refusal(status: int, code: str) -> Twist:
    return lambda _answer, _query: (status, {"code": code, "message": code})


def _on_body(change: Callable[[dict[str, Any]], Mapping[str, Any] | None]) -> Twist:
    def twist(answer: Answer, query: Query) -> Answer | None:  # noqa: ARG001
        status, body = answer
        changed = change(body) if status == 200 and isinstance(body["data"], list) else None
        return None if changed is None else (status, changed)

    return twist


def _first_item(item: Any) -> Twist:
    return _on_body(lambda body: {**body, "data": [item, *body["data"][1:]]} if body["data"] else None)


def _without_id(body: dict[str, Any]) -> Mapping[str, Any] | None:
    if not body["data"]:
        return None
    first = {key: value for key, value in body["data"][0].items() if key not in ("id", "text")}
    return {**body, "data": [first, *body["data"][1:]]}


def _refuse_offset(answer: Answer, query: Query) -> Answer | None:  # noqa: ARG001
    return NO_SUCH_TOKEN if query.get("offset") is not None else None


def _next_repeated(answer: Answer, query: Query) -> Answer | None:
    status, body = answer
    if query.get("offset") is None or status != 200 or not body.get("hasNext"):
        return None
    return status, {**body, "next": query["offset"]}


def _only_with_more(change: Callable[[dict[str, Any]], dict[str, Any]]) -> Twist:
    return _on_body(lambda body: change(dict(body)) if body["hasNext"] else None)


def _without_has_next(body: dict[str, Any]) -> dict[str, Any]:
    del body["hasNext"]
    return body


_KINDS: Mapping[str, Twist] = {
    "500": _refusal(500, "InternalServerError"),
    "429": _refusal(429, "TooManyRequests"),
    "403": _refusal(403, "Forbidden"),
    "404": _refusal(404, "ResourceNotFound"),
    "not JSON": lambda _answer, _query: (200, NOT_JSON),
    "data an object": _on_body(lambda body: {**body, "data": {}}),
    "data missing": _on_body(lambda body: {key: value for key, value in body.items() if key != "data"}),
    "an item null": _first_item(None),
    "an item empty": _first_item({}),
    "an item without id": _on_body(_without_id),
    "hasNext missing": _only_with_more(_without_has_next),
    "hasNext a text": _only_with_more(lambda body: {**body, "hasNext": "true"}),
    "hasNext false with next": _only_with_more(lambda body: {**body, "hasNext": False}),
    "hasNext without next": _only_with_more(lambda body: {key: value for key, value in body.items() if key != "next"}),
    "next repeated": _next_repeated,
    "offset refused": _refuse_offset,
}

OUTAGES = ("500", "429", "not JSON")
KEYLESS = ("an item null", "an item empty", "an item without id")
"""What stays so is skipped and counted: nothing tells which row it is."""

SHAPES = (
    "data an object",
    "data missing",
    "hasNext missing",
    "hasNext a text",
    "hasNext false with next",
    "hasNext without next",
    "next repeated",
)
LISTS = ("/users", "/stages", "/archive_reasons", "/tags")
FEEDS = ("/opportunities/deleted", "/applications/deleted", "/postings/deleted")
RESUMES = "/opportunities/:id/resumes"
"""A 404 may mean there that an opportunity has none."""

FILES = "/opportunities/:id/files"
SUBLISTS = (
    "/opportunities/:id/offers",
    "/opportunities/:id/interviews",
    "/opportunities/:id/notes",
    "/opportunities/:id/feedback",
    FILES,
    "/opportunities/:id/panels",
    "/opportunities/:id/referrals",
    "/opportunities/:id/forms",
)
ENDPOINTS = (
    "/opportunities",
    "/postings",
    *SUBLISTS,
    RESUMES,
    "/postings/:id/apply",
    *LISTS,
    "/disposition_stages",
    *FEEDS,
)
