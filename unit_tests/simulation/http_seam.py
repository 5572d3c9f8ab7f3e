"""Takes the place of `HttpClient.send_request`, the one door to the network, and of the waiting behind it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import orjson
import requests
from airbyte_cdk.models import FailureType
from airbyte_cdk.sources.streams.http import HttpClient
from airbyte_cdk.sources.streams.http.error_handlers import ResponseAction
from airbyte_cdk.sources.streams.http.exceptions import UserDefinedBackoffException
from airbyte_cdk.utils import AirbyteTracedException

from unit_tests.simulation.oddities import NOT_JSON
from unit_tests.simulation.scripted_lever import Answer, Query

ROOT = "https://lever.invalid/v1"
MOST_RETRIES = 3
"""Fewer than the CDK would make: a retry that fails like the one before teaches nothing."""

Ask = Callable[[str, Query], Answer]

_RETRIED = {ResponseAction.RETRY, ResponseAction.RATE_LIMITED}
_HEADERS = requests.structures.CaseInsensitiveDict({"Content-Type": "application/json; charset=utf-8"})


def sender(ask: Ask) -> Callable[..., tuple[requests.PreparedRequest, requests.Response]]:
    """What `send_request` does, with `ask` for the network."""

    def send_request(
        client: HttpClient,
        http_method: str,
        url: str,
        request_kwargs: Any = None,  # noqa: ARG001
        headers: Any = None,  # noqa: ARG001
        params: Query | None = None,
        **_others: Any,
    ) -> tuple[requests.PreparedRequest, requests.Response]:
        handler = client._error_handler
        path = urlsplit(url).path.removeprefix(urlsplit(ROOT).path)
        request = requests.PreparedRequest()
        request.method, request.url = http_method, url
        retries = min(MOST_RETRIES, handler.max_retries or 0)
        for attempt in range(retries + 1):
            response = _response(url, ask(path, params or {}))
            resolution = handler.interpret_response(response)
            if resolution.response_action == ResponseAction.SUCCESS:
                return request, response
            if resolution.response_action not in _RETRIED:
                raise AssertionError(f"The seam does not know {resolution.response_action}.")
            if attempt == retries:
                _give_up(request, response, resolution.error_message or "", resolution.failure_type)
        raise AssertionError

    return send_request


def _give_up(
    request: requests.PreparedRequest, response: requests.Response, message: str, kind: FailureType | None
) -> None:
    """As `HttpClient._send_with_retry` ends."""
    try:
        raise UserDefinedBackoffException(
            backoff=1, request=request, response=response, error_message=message, failure_type=kind
        )
    except UserDefinedBackoffException as exhausted:
        limited = response.status_code == requests.codes.too_many_requests
        raise AirbyteTracedException(
            internal_message=f"Exhausted available request attempts. Exception: {exhausted}",
            message="API rate limit exceeded." if limited else "Exhausted available request attempts.",
            failure_type=FailureType.transient_error if limited else kind or FailureType.system_error,
            exception=exhausted,
        ) from exhausted


class _Response(requests.Response):
    """Without the cookie jar, which costs more than the rest."""

    def __init__(self, url: str, status: int, content: bytes) -> None:
        self.url = url
        self.status_code = status
        self.headers = _HEADERS
        self.encoding = "utf-8"
        self.reason = ""
        self.history = []
        self.raw = None
        self._content = content
        self._content_consumed = True


def _response(url: str, answer: Answer) -> requests.Response:
    status, body = answer
    return _Response(url, status, b'{"data": [{"id"' if body is NOT_JSON else orjson.dumps(body))
