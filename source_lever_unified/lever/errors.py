"""What can go wrong with Lever, sorted by how one recovers.

    LeverError
    ├── AccessError          config: a new key, permission or sign-in is needed
    │   ├── Unauthorized     401: the credentials are not valid
    │   └── Forbidden        403: valid credentials without the right to this endpoint
    ├── NotFound             404: deleted meanwhile, or the endpoint does not exist for this account
    ├── BadRequest           400: Lever does not understand the request
    │   └── InvalidOffset    400: Lever does not know the offset token
    ├── Unavailable          transient: retries are used up
    └── Unintelligible       system: an answer that cannot be read, again and again

Lever's error bodies carry a `code`, but its values for 401, 403, 429 and 5xx are not documented: the status decides.
"""

from __future__ import annotations

import logging
import random
import re
from http import HTTPStatus
from typing import Any
from weakref import WeakKeyDictionary

import requests
from airbyte_cdk.models import FailureType
from airbyte_cdk.sources.streams.http.error_handlers import (
    BackoffStrategy,
    ErrorHandler,
    ErrorResolution,
    ResponseAction,
)
from airbyte_cdk.utils import AirbyteTracedException

from source_lever_unified.lever.body import parsed
from source_lever_unified.lever.budget import retry_after_seconds

MAX_RETRIES = 7
MAX_RETRY_SECONDS = 600
LONGEST_BACKOFF_SECONDS = 60.0

_ENDPOINT_ID = re.compile(r"/(opportunities|postings)/(?!deleted)[^/]+")


def endpoint_of(path: str) -> str:
    """`/opportunities/71d2…/offers` → `/opportunities/:id/offers`: errors name endpoints, never a person's id."""
    return _ENDPOINT_ID.sub(r"/\1/:id", path)


class LeverError(AirbyteTracedException):
    """Base of all. `endpoint` is the path without ids; `message` is for the person who set the connector up."""

    failure = FailureType.system_error

    def __init__(self, endpoint: str, message: str) -> None:
        super().__init__(message=message, internal_message=message, failure_type=self.failure)
        self.endpoint = endpoint


class AccessError(LeverError):
    failure = FailureType.config_error


class Unauthorized(AccessError):
    pass


class Forbidden(AccessError):
    pass


class NotFound(LeverError):
    pass


class BadRequest(LeverError):
    pass


class InvalidOffset(BadRequest):
    pass


class Unavailable(LeverError):
    failure = FailureType.transient_error


class Unintelligible(LeverError):
    pass


# What an admin ticks in Lever when making a key, and what an OAuth app asks for. Scopes as Lever documents them.
_PERMISSIONS = {
    "/opportunities": ("Opportunities", "opportunities:read:admin"),
    "/opportunities/deleted": ("Opportunities", "opportunities:read:admin"),
    "/opportunities/:id/interviews": ("Interviews", "interviews:read:admin"),
    "/opportunities/:id/offers": ("Offers", "offers:read:admin"),
    "/applications/deleted": ("Applications", "applications:read:admin"),
    "/postings": ("Postings", "postings:read:admin"),
    "/postings/deleted": ("Postings", "postings:read:admin"),
    "/postings/:id/apply": ("Postings", "postings:read:admin"),
    "/stages": ("Stages", "stages:read:admin"),
    "/disposition_stages": ("Stages", "stages:read:admin"),
    "/archive_reasons": ("Archive reasons", "archive_reasons:read:admin"),
    "/tags": ("Tags", "tags:read:admin"),
    "/sources": ("Sources", "sources:read:admin"),
    "/users": ("Users", "users:read:admin"),
}


def forbidden(endpoint: str, params: dict[str, Any]) -> Forbidden:
    if params.get("confidentiality") == "all":
        return Forbidden(
            endpoint,
            f"Lever refuses confidential data from {endpoint} to these credentials (403). Switch "
            '`include_confidential` off, or use a key made with "Allow access to confidential data" '
            "(OAuth: the scope confidential:access:admin). If the key has that right, it lacks the permission "
            f'"{_permission(endpoint)[0]}" (OAuth scope {_permission(endpoint)[1]}).',
        )
    permission, scope = _permission(endpoint)
    return Forbidden(
        endpoint,
        f"These credentials may not read {endpoint} (403). Make a new Lever API key with the permission "
        f'"{permission}" (OAuth: the scope {scope}), or deselect the streams that need it.',
    )


def _permission(endpoint: str) -> tuple[str, str]:
    return _PERMISSIONS.get(endpoint, (endpoint, f"of {endpoint}"))


class LeverErrorHandler(ErrorHandler):
    """Decides for the CDK's HttpClient which answers to ask for again.

    A body that is not JSON is such an answer, whatever its status says: the CDK's own decoder turns it into an empty
    page, and whole windows have been lost that way. It is parsed here, once, and kept until the client fetches it.
    """

    def __init__(self, max_retries: int, *, can_refresh: bool) -> None:
        self._max_retries = max_retries
        self._can_refresh = can_refresh
        self._bodies: WeakKeyDictionary[requests.Response, Any] = WeakKeyDictionary()

    @property
    def max_retries(self) -> int:
        return self._max_retries

    @property
    def max_time(self) -> int:
        return MAX_RETRY_SECONDS

    def body_of(self, response: requests.Response) -> Any:
        return self._bodies.pop(response)

    def interpret_response(self, response: requests.Response | Exception | None) -> ErrorResolution:
        if not isinstance(response, requests.Response):
            return _retry(FailureType.transient_error, f"no answer: {type(response).__name__}")
        status = response.status_code
        if status == HTTPStatus.UNAUTHORIZED and self._can_refresh:
            return ErrorResolution(
                ResponseAction.REFRESH_TOKEN_THEN_RETRY,
                FailureType.config_error,
                "Lever refused the access token (401).",
            )
        if status == HTTPStatus.TOO_MANY_REQUESTS:
            return _retry(
                FailureType.transient_error,
                "Lever answered 429: the rate limit of this key is used up, probably by another tool",
            )
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            return _retry(FailureType.transient_error, f"Lever answered {status}")
        try:
            body = parsed(response.content)
        except ValueError:
            if response.ok:
                return _retry(FailureType.system_error, "Lever sent a body that is not JSON")
            body = None
        if response.ok and not _has_data(body):
            return _retry(FailureType.system_error, "Lever sent a body without `data`")
        self._bodies[response] = body
        # Everything else is an answer. The client turns refusals into errors that say what to do; the CDK's own way
        # to fail would log the body, and a body may hold personal data.
        return ErrorResolution(ResponseAction.SUCCESS)


def _has_data(body: Any) -> bool:
    return isinstance(body, dict) and isinstance(body.get("data"), (list, dict))


def _retry(failure_type: FailureType, reason: str) -> ErrorResolution:
    return ErrorResolution(ResponseAction.RETRY, failure_type, reason)


class Backoff(BackoffStrategy):
    """Exponential with jitter, from about one second; a `Retry-After` comes first.

    The CDK adds a second to every wait, so these are the waits less one. A wait is named even after the last attempt:
    without one the CDK would start over with waits of its own.
    """

    def __init__(self, logger: logging.Logger, max_retries: int) -> None:
        self._logger = logger
        self._max_retries = max_retries

    def backoff_time(
        self, response_or_exception: requests.Response | requests.RequestException | None, attempt_count: int
    ) -> float:
        seconds = random.uniform(0.1, 1.0) * min(LONGEST_BACKOFF_SECONDS, 2.0 ** (attempt_count - 1))
        what = type(response_or_exception).__name__
        if isinstance(response_or_exception, requests.Response):
            seconds = retry_after_seconds(response_or_exception) or seconds
            what = f"HTTP {response_or_exception.status_code}"
        if attempt_count <= self._max_retries:
            self._logger.warning(
                "Lever: %s, attempt %d of %d, asking again in %.1f s.",
                what,
                attempt_count,
                self._max_retries + 1,
                seconds + 1,
            )
        return seconds
