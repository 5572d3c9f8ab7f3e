"""One request to Lever, asked until it is answered: what to ask for again, how long to wait, when to give up."""

from __future__ import annotations

import logging
import random
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, Generic, TypeVar

import requests
from airbyte_cdk.models import FailureType
from airbyte_cdk.sources.streams.http.error_handlers import (
    BackoffStrategy,
    ErrorHandler,
    ErrorResolution,
    ResponseAction,
)

from source_lever_unified import troubles
from source_lever_unified.lever.auth import LeverOAuth
from source_lever_unified.lever.body import parsed
from source_lever_unified.lever.budget import retry_after_seconds
from source_lever_unified.lever.endpoint import Endpoint
from source_lever_unified.lever.errors import (
    LeverError,
    Unauthorized,
    Unavailable,
    Unintelligible,
    refusal,
    unusable_address,
)
from source_lever_unified.lever.page import BadAnswer
from source_lever_unified.lever.transport import MOST_BYTES, TooLarge

MAX_RETRIES = 7
MAX_RETRY_SECONDS = 600
LONGEST_BACKOFF_SECONDS = 60.0

Read = TypeVar("Read")


class Attempts(ErrorHandler, BackoffStrategy, Generic[Read]):
    """Decides for the CDK's HttpClient what to do with each answer to one request.

    An answer that `read` finds bad is asked for again like a 503, whatever its status says: the CDK's own decoder turns
    a body that is not JSON into an empty page, and whole windows have been lost that way. A refusal is raised from here
    as what it is, since the CDK's own way to fail logs the body, and a body may hold personal data.
    """

    result: Read

    def __init__(
        self,
        endpoint: Endpoint,
        params: Mapping[str, Any],
        read: Callable[[Any], Read],
        logger: logging.Logger,
        *,
        max_retries: int,
        auth: LeverOAuth | None,
    ) -> None:
        self.endpoint = endpoint
        self._params = params
        self._read = read
        self._logger = logger
        self._max_retries = max_retries
        self._auth = auth
        self._token_refused = False
        self._last: requests.Response | Exception | None = None
        self._reason = ""

    @property
    def max_retries(self) -> int:
        return self._max_retries

    @property
    def max_time(self) -> int:
        return MAX_RETRY_SECONDS

    def interpret_response(self, response: requests.Response | Exception | None) -> ErrorResolution:
        self._last = response
        if not isinstance(response, requests.Response):
            return self._without_answer(response)
        status = response.status_code
        if status == HTTPStatus.UNAUTHORIZED and self._auth is not None:
            if self._token_refused:
                raise self._auth.failure or Unauthorized(self.endpoint.path, troubles.FRESH_TOKEN_REFUSED())
            self._token_refused = True
            return ErrorResolution(
                ResponseAction.REFRESH_TOKEN_THEN_RETRY,
                FailureType.config_error,
                "Lever refused the access token (401).",
            )
        if status == HTTPStatus.TOO_MANY_REQUESTS or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            return self._again(FailureType.transient_error, f"HTTP {status}")
        return self._heard(response)

    def _heard(self, response: requests.Response) -> ErrorResolution:
        """What an answer means that was neither too early nor an outage."""
        try:
            body = parsed(response.content)
        except ValueError:
            if _is_success(response):
                return self._again(FailureType.system_error, "it is not JSON")
            body = None
        if not _is_success(response):
            raise refusal(self.endpoint, response, body, self._params)
        try:
            self.result = self._read(body)
        except BadAnswer as bad:
            return self._again(FailureType.system_error, str(bad))
        return ErrorResolution(ResponseAction.SUCCESS)

    def backoff_time(
        self,
        response_or_exception: requests.Response | requests.RequestException | None,
        attempt_count: int,
    ) -> float:
        """Exponential with jitter, from about one second; a `Retry-After` comes first.

        The CDK adds a second to every wait, so these are the waits less one. A wait is named even after the last
        attempt: without one the CDK would start over with waits of its own.
        """
        seconds = random.uniform(0.1, 1.0) * min(LONGEST_BACKOFF_SECONDS, 2.0 ** (attempt_count - 1))
        if isinstance(response_or_exception, requests.Response):
            seconds = retry_after_seconds(response_or_exception) or seconds
        if attempt_count <= self._max_retries:
            self._logger.warning(
                troubles.ASKING_AGAIN(
                    path=self.endpoint.path,
                    reason=self._reason,
                    attempt=attempt_count,
                    attempts=self._max_retries + 1,
                    seconds=seconds + 1,
                )
            )
        return seconds

    def gave_up(self, root: str) -> LeverError:
        """The error when no attempt is left. `root`: of the API."""
        path = self.endpoint.path
        if not isinstance(self._last, requests.Response):
            return Unavailable(path, troubles.UNREACHABLE(address=root, path=path, reason=self._reason))
        if not _is_success(self._last):
            return Unavailable(path, troubles.KEPT_FAILING(status=self._last.status_code, path=path))
        return Unintelligible(path, troubles.UNUSABLE_ANSWER(path=path, reason=self._reason))

    def _without_answer(self, failure: Exception | None) -> ErrorResolution:
        if isinstance(failure, TooLarge):
            raise Unintelligible(
                self.endpoint.path, troubles.TOO_LARGE(path=self.endpoint.path, most=MOST_BYTES // 2**20)
            )
        # Among what `requests` raises, these are of a request that cannot be sent at all.
        if isinstance(failure, ValueError):
            raise unusable_address(self.endpoint.path)
        return self._again(FailureType.transient_error, f"no whole answer ({type(failure).__name__})")

    def _again(self, failure_type: FailureType, reason: str) -> ErrorResolution:
        self._reason = reason
        return ErrorResolution(ResponseAction.RETRY, failure_type, reason)


def _is_success(response: requests.Response) -> bool:
    return HTTPStatus.OK <= response.status_code < HTTPStatus.MULTIPLE_CHOICES
