"""One request from arrival to answer: counting, hooks, faults, credentials, limits, endpoints."""

from __future__ import annotations

import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from email.utils import formatdate
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote, urlencode

from lever_sandbox.account import Account
from lever_sandbox.answers import Binary, Call, Endpoint
from lever_sandbox.api import ROOT, Api
from lever_sandbox.auth import Authority
from lever_sandbox.control import CONTROL_ROOT, Control
from lever_sandbox.errors import ApiError, error_body
from lever_sandbox.faults import Faults, replacement
from lever_sandbox.hooks import Hooks
from lever_sandbox.jsontypes import dump
from lever_sandbox.query import Query
from lever_sandbox.request_log import RequestLog, Ticket
from lever_sandbox.settings import Settings

#: Recorded on real responses.
API_HEADERS = {"Server": "lever-data-api", "X-Lever-Region": "global", "X-Stream-Path": "dapi"}
TOKEN_PATH = "/oauth/token"

Route = tuple[Endpoint, tuple[str, ...]]


class Request(NamedTuple):
    method: str
    #: Path and query as they came.
    target: str
    #: Names in lower case.
    headers: dict[str, str]
    body: bytes


@dataclass
class Answer:
    """What the connection sends, and how."""

    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)
    #: Seconds to wait before sending.
    delay: float = 0
    #: Send half of the body, then close.
    truncated: bool = False
    #: Say no length; the end of the connection is that of the body.
    unsized: bool = False
    #: Seconds to wait in the middle of the body.
    pause: float = 0
    #: Close without sending anything.
    dropped: bool = False
    #: Where the answer is counted; None for the control interface.
    ticket: Ticket | None = None


class Service:
    """Everything behind the HTTP server."""

    def __init__(self, account: Account, settings: Settings) -> None:
        self.account = account
        self.settings = settings
        self.authority = Authority(settings)
        self.faults = Faults()
        self.hooks = Hooks()
        self.requests = RequestLog()
        self._api = Api(account, settings)
        self._control = Control(account, settings, self.authority, self.faults, self.hooks, self.requests)

    def answer(self, request: Request) -> Answer:
        """Never raises: what goes wrong in here is a 500, with its trace on stderr."""
        path, _, query = request.target.partition("?")
        if path.startswith(CONTROL_ROOT):
            return self._guarded(lambda: self._controlled(request, path, query))
        route = self._api.route(unquote(path[len(ROOT) :])) if path.startswith(f"{ROOT}/") else None
        template = route[0].template if route else path if path == TOKEN_PATH else "unknown"
        parameters = urlencode(sorted(parse_qsl(query, keep_blank_values=True)))
        ticket = self.requests.arrive(f"{request.method} {path}?{parameters}".removesuffix("?"), template)
        answer = self._guarded(lambda: self._spoilt(request, query, route))
        answer.ticket = ticket
        # Not recorded, but every server that has a clock sends it.
        answer.headers = {"Date": formatdate(self.account.clock.now() / 1000, usegmt=True), **answer.headers}
        return answer

    def _guarded(self, work: Callable[[], Answer]) -> Answer:
        try:
            return work()
        except Exception as error:
            traceback.print_exc(file=sys.stderr)
            return Answer(500, error_body(500, f"The sandbox itself failed: {error!r}"))

    def _controlled(self, request: Request, path: str, query: str) -> Answer:
        status, result = self._control.answer(request.method, unquote(path), query, request.body)
        return Answer(status, dump(result))

    def _spoilt(self, request: Request, query: str, route: Route | None) -> Answer:
        self.hooks.run(request.target)
        spoiling = self.faults.claim(request.target)
        if spoiling is None:
            answer = self._plain(request, query, route)
        elif spoiling.instead is not None:
            status, headers, body = replacement(spoiling.instead)
            answer = Answer(status, body, {**API_HEADERS, **headers}, dropped=spoiling.instead.kind == "drop")
        else:
            answer = self._plain(request, query, route)
            if answer.status == 200:
                for rework in spoiling.rework:
                    answer.body = rework(answer.body)
            answer.truncated = spoiling.truncated
            answer.unsized = spoiling.unsized
            answer.pause = spoiling.pause_ms / 1000
        answer.delay = (self.settings.latency_ms + (spoiling.delay_ms if spoiling else 0)) / 1000
        return answer

    def _plain(self, request: Request, query: str, route: Route | None) -> Answer:
        if request.target.partition("?")[0] == TOKEN_PATH and request.method == "POST":
            status, body = self.authority.token_answer(request.headers.get("content-type", ""), request.body)
            return Answer(status, body)
        try:
            body = self._authorized(request, query, route)
            of_body = {"Content-Type": body.content_type} if isinstance(body, Binary) else {}
            return Answer(200, body, {**API_HEADERS, **of_body})
        except ApiError as error:
            return Answer(error.status, error_body(error.status, str(error)), {**API_HEADERS, **error.headers})

    def _authorized(self, request: Request, query: str, route: Route | None) -> bytes:
        credential = self.authority.identify(request.headers.get("authorization", ""))
        settings = self.settings
        if not credential.bucket.take(time.monotonic(), settings.rps, settings.burst):
            headers = {} if settings.retry_after is None else {"Retry-After": f"{settings.retry_after:g}"}
            raise ApiError(429, "Too many requests", headers)
        if route is None or request.method != "GET":
            # Assumed: 404 too for a method that a path does not take; this sandbox is for readers.
            raise ApiError(404, f"{request.method} {request.target.partition('?')[0]} was not found")
        endpoint, ids = route
        call = Call(Query(query), ids, credential)
        body = self._api.answer(endpoint, call)
        if unknown := call.query.unknown:
            self.requests.note_unknown_parameters(endpoint.template, unknown)
        return body
