"""Things that go wrong on purpose."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any, NamedTuple

from lever_sandbox.errors import error_body
from lever_sandbox.jsontypes import Json, dump, load

#: Kind -> what it does to a request it claims.
KINDS = {
    "status": "answer with `status` and `body` (text or JSON; default Lever's error body)",
    "rate_limited": "429, with `Retry-After: retry_after` when that is set",
    "forbidden": "403",
    "invalid_offset": "400 `Invalid offset token`, only for requests that carry an offset",
    "not_json": "200 whose body is an HTML page",
    "no_data": "200 whose body is the JSON object {}",
    "missing_next": "`hasNext: true` without `next`",
    "cut_json": "a well-formed HTTP answer whose JSON ends in the middle",
    "truncated_body": "half of the bytes that Content-Length promises, then a closed connection",
    "unsized": "no Content-Length: the body ends where the connection does, also when that is cut",
    "slow_body": "half of the body, and the other half `delay_ms` later",
    "drop": "the connection is closed without an answer",
    "delay": "the answer comes `delay_ms` later",
    "extra_keys": "every object carries keys nobody has heard of",
    "missing_keys": "keys that Lever is known to leave out at times are left out",
}

#: Keys seen absent in recordings, or marked as later additions.
# fmt: off
OPTIONAL_KEYS = frozenset((
    "acceptLanguage", "approved", "consentDisclosures", "dataProtection", "externalDirectoryId",
    "feedbackTemplate", "followers", "gcalEventUrl", "ipAddress", "jobTitle", "linkedContactIds",
    "managerId", "opportunityLocation", "photo", "posting", "referer", "requisitionForHire",
    "salaryDescription", "salaryDescriptionHtml", "salaryRange", "screening", "timezone",
    "transcribeInterviews", "type", "urls", "userAgent", "userId",
))
# fmt: on
#: Of those, the keys that are only optional in some objects: key -> keys whose presence makes them required.
_REQUIRED_BESIDE = {
    "type": ("fields", "text", "opportunityId"),
    "posting": ("customQuestions",),
    "urls": ("customQuestions",),
}


@dataclass
class Fault:
    """Claims requests by path and decides which of them to spoil."""

    id: int
    kind: str
    path: re.Pattern[str]
    #: How many requests to spoil; None: all.
    times: int | None = 1
    #: Matching requests to let through first.
    skip: int = 0
    #: Spoil every k-th matching request.
    every: int = 1
    status: int = 500
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    delay_ms: float = 0
    retry_after: float | None = None
    seen: int = 0
    fired: int = 0

    def claims(self, target: str) -> bool:
        if self.times is not None and self.fired >= self.times:
            return False
        if self.kind == "invalid_offset" and "offset=" not in target:
            return False
        if not self.path.search(target):
            return False
        self.seen += 1
        if self.seen <= self.skip or (self.seen - self.skip) % self.every:
            return False
        self.fired += 1
        return True

    def describe(self) -> Json:
        return {
            "id": self.id,
            "kind": self.kind,
            "path": self.path.pattern,
            "times": self.times,
            "skip": self.skip,
            "every": self.every,
            "seen": self.seen,
            "fired": self.fired,
        }


class Spoiling(NamedTuple):
    """What the faults of one request amount to."""

    #: Replaces the answer.
    instead: Fault | None
    #: Rework the body of the normal answer, in order.
    rework: tuple[Callable[[bytes], bytes], ...]
    delay_ms: float
    truncated: bool
    unsized: bool
    pause_ms: float


class Faults:
    """The faults in force; all matching ones work together, but only one replaces the answer."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []
        self._ids = count(1)

    def add(
        self,
        kind: str,
        path: str = "",
        *,
        times: int | None = 1,
        skip: int = 0,
        every: int = 1,
        status: int = 500,
        body: Any = None,
        headers: dict[str, str] | None = None,
        delay_ms: float = 0,
        retry_after: float | None = None,
    ) -> Fault:
        """Spoil requests whose target (`/v1/path?query`) matches the regular expression `path`.

        `times` requests (None: all), after letting `skip` through, every `every`-th. See KINDS for `kind`.
        The returned fault counts what it has `seen` and `fired`. Raises ValueError for an unknown kind or a
        bad expression.
        """
        if kind not in KINDS:
            raise ValueError(f"unknown fault {kind!r}; known: {', '.join(KINDS)}")
        if every < 1:
            raise ValueError("every must be at least 1")
        try:
            pattern = re.compile(path)
        except re.error as error:
            raise ValueError(f"path is not a regular expression: {error}") from error
        fault = Fault(
            next(self._ids),
            kind,
            pattern,
            times,
            skip,
            every,
            status,
            body,
            headers or {},
            delay_ms,
            retry_after,
        )
        self._faults.append(fault)
        return fault

    def remove(self, fault_id: int) -> None:
        self._faults = [fault for fault in self._faults if fault.id != fault_id]

    def clear(self) -> None:
        self._faults.clear()

    def describe(self) -> list[Json]:
        return [fault.describe() for fault in self._faults]

    def claim(self, target: str) -> Spoiling | None:
        """The faults that claim this request; None when it goes unspoilt."""
        if not self._faults:
            return None
        instead: Fault | None = None
        rework: list[Callable[[bytes], bytes]] = []
        delay_ms = 0.0
        pause_ms = 0.0
        kinds = set()
        for fault in self._faults:
            replaces = fault.kind in _REPLACING
            if (replaces and instead is not None) or not fault.claims(target):
                continue
            kinds.add(fault.kind)
            if fault.kind == "slow_body":
                pause_ms += fault.delay_ms
            else:
                delay_ms += fault.delay_ms
            if replaces:
                instead = fault
            elif fault.kind in _REWORKING:
                rework.append(_REWORKING[fault.kind])
        truncated, unsized = "truncated_body" in kinds, "unsized" in kinds
        return Spoiling(instead, tuple(rework), delay_ms, truncated, unsized, pause_ms)


def replacement(fault: Fault) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of a fault that replaces the answer."""
    match fault.kind:
        case "status":
            body = error_body(fault.status, "This fault was ordered") if fault.body is None else fault.body
            if isinstance(body, str):
                body = body.encode()
            return fault.status, fault.headers, body if isinstance(body, bytes) else dump(body)
        case "rate_limited":
            headers = {} if fault.retry_after is None else {"Retry-After": f"{fault.retry_after:g}"}
            return 429, headers, error_body(429, "Too many requests")
        case "forbidden":
            return 403, {}, error_body(403, "This API key is not permitted to do that")
        case "invalid_offset":
            return 400, {}, error_body(400, "Invalid offset token")
        case "not_json":
            return 200, {"Content-Type": "text/html"}, b"<html><body>Scheduled maintenance</body></html>"
        case _:
            return 200, {}, b"{}"


def _missing_next(body: bytes) -> bytes:
    page = load(body)
    page["hasNext"] = True
    page.pop("next", None)
    return dump(page)


def _cut(body: bytes) -> bytes:
    return body[: max(1, len(body) * 2 // 3)]


#: Objects that are maps: their keys are data, an extra one would be an extra signer or question.
_MAPS = frozenset({"signatures", "eeoQuestions", "customFields"})


def _with_extra_keys(value: Any, *, is_map: bool = False) -> Any:
    if isinstance(value, list):
        return [_with_extra_keys(item) for item in value]
    if isinstance(value, dict):
        extra = {} if is_map else {"xUnheardOf": {"nested": [1, None]}, "x_flag": True}
        return {key: _with_extra_keys(item, is_map=key in _MAPS) for key, item in value.items()} | extra
    return value


def _without_optional_keys(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_optional_keys(item) for item in value]
    if not isinstance(value, dict):
        return value
    kept = {}
    for key, item in value.items():
        required = any(other in value for other in _REQUIRED_BESIDE.get(key, ()))
        # Interviews carry their parent's id only since about 2025; applications always have.
        optional = "interviewers" in value if key == "opportunityId" else key in OPTIONAL_KEYS and not required
        if not optional:
            kept[key] = _without_optional_keys(item)
    return kept


_REPLACING = frozenset({"status", "rate_limited", "forbidden", "invalid_offset", "not_json", "no_data", "drop"})
_REWORKING: dict[str, Callable[[bytes], bytes]] = {
    "missing_next": _missing_next,
    "cut_json": _cut,
    "extra_keys": lambda body: dump(_with_extra_keys(load(body))),
    "missing_keys": lambda body: dump(_without_optional_keys(load(body))),
}
