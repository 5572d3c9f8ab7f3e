"""One client for all streams: one budget, one connection pool, one retry policy."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, MutableMapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import requests
from airbyte_cdk.sources.streams.call_rate import LimiterSession
from airbyte_cdk.sources.streams.http import HttpClient
from airbyte_cdk.sources.streams.http.exceptions import BaseBackoffException
from airbyte_cdk.utils import AirbyteTracedException
from requests.adapters import HTTPAdapter

from source_lever_unified.config import Config
from source_lever_unified.lever.auth import LeverOAuth, authenticator
from source_lever_unified.lever.budget import LeverBudget, TokenBucket
from source_lever_unified.lever.errors import (
    MAX_RETRIES,
    Backoff,
    BadRequest,
    InvalidOffset,
    LeverError,
    LeverErrorHandler,
    NotFound,
    Unauthorized,
    Unavailable,
    Unintelligible,
    endpoint_of,
    forbidden,
)
from source_lever_unified.lever.skew import ClockSkew

PAGE_SIZE = 100
CONNECT_TIMEOUT_SECONDS = 10
READ_TIMEOUT_SECONDS = 60

LeverObject = Mapping[str, Any]
Params = Mapping[str, Any]


@dataclass(frozen=True)
class Page:
    """One page of a list. `next` is Lever's offset token for the page after it, None on the last."""

    items: list[LeverObject]
    next: str | None


class LeverClient:
    def __init__(
        self,
        config: Config,
        raw_config: MutableMapping[str, Any],
        logger: logging.Logger,
        *,
        max_retries: int = MAX_RETRIES,
    ) -> None:
        self._root = config.api_root
        auth = authenticator(config, raw_config)
        # The CDK logs whole responses at debug level; candidates' data must not get there.
        quiet = logger.getChild("http")
        quiet.setLevel(logging.CRITICAL)
        logging.getLogger("airbyte").addFilter(_not_the_cdks_own_words_on_backoff)
        self._skew = ClockSkew(logger)
        self._handler = LeverErrorHandler(max_retries, can_refresh=isinstance(auth, LeverOAuth))
        self._http = HttpClient(
            name="lever",
            logger=quiet,
            session=_session(config),
            authenticator=auth,
            error_handler=self._handler,
            backoff_strategy=Backoff(logger, max_retries),
            request_timeout=(CONNECT_TIMEOUT_SECONDS, READ_TIMEOUT_SECONDS),
        )

    @property
    def clock_ahead_ms(self) -> int:
        """How far this machine's clock is ahead of Lever's, as far as Lever's answers have told by now."""
        return self._skew.ahead_ms

    def get(self, path: str, params: Params | None = None) -> Any:
        """The JSON body of `path`, an object with `data`.

        Raises:
            LeverError: of the kind the answer calls for (see `lever.errors`).
        """
        endpoint = endpoint_of(path)
        query = dict(params or {})
        try:
            _, response = self._http.send_request("GET", self._root + path, params=query, request_kwargs={})
        except LeverError:
            raise
        except AirbyteTracedException as error:
            raise self._gave_up(endpoint, error) from error
        self._skew.compare(response.headers.get("Date"))
        body = self._handler.body_of(response)
        if not response.ok:
            raise _refusal(endpoint, response, body, query)
        return body

    def page(self, path: str, params: Params | None = None, offset: str | None = None) -> Page:
        """One page of at most 100. `offset` is the previous page's `next`, passed on as it came.

        Raises:
            Unintelligible: Lever says there is more and does not say where.
        """
        query = {**(params or {}), "limit": PAGE_SIZE}
        if offset is not None:
            query["offset"] = offset
        body = self.get(path, query)
        data = body["data"]
        items = data if isinstance(data, list) else [data]
        next_offset = body.get("next") if body.get("hasNext") is True else None
        if body.get("hasNext") is True and not next_offset:
            raise Unintelligible(
                endpoint_of(path),
                f"Lever announced another page of {endpoint_of(path)} without saying where it is (`hasNext` without "
                "`next`). Nothing was skipped: the sync stops here and can be started again.",
            )
        return Page([item for item in items if isinstance(item, dict)], next_offset)

    def pages(self, path: str, params: Params | None = None) -> Iterator[Page]:
        page = self.page(path, params)
        yield page
        while page.next is not None:
            page = self.page(path, params, page.next)
            yield page

    def items(self, path: str, params: Params | None = None) -> Iterator[LeverObject]:
        for page in self.pages(path, params):
            yield from page.items

    def _gave_up(self, endpoint: str, error: AirbyteTracedException) -> AirbyteTracedException:
        cause = error.__context__
        if not isinstance(cause, BaseBackoffException):
            return error  # raised by the sign-in, which has said what to do
        response = cause.response
        if isinstance(response, requests.Response) and response.ok:
            return Unintelligible(
                endpoint,
                f"Lever kept sending an answer for {endpoint} that is not JSON or has no `data`. Try again later; if "
                "it stays, tell Lever's support.",
            )
        if isinstance(response, requests.Response):
            return Unavailable(
                endpoint,
                f"Lever kept answering {response.status_code} for {endpoint}. The next attempt goes on from the "
                "last checkpoint.",
            )
        return Unavailable(
            endpoint,
            f"Lever cannot be reached at {self._root} ({cause}). Check the network, the "
            "`environment` and, if set, the `api_url`.",
        )


def _session(config: Config) -> requests.Session:
    session = LimiterSession(api_budget=LeverBudget(TokenBucket(config.requests_per_second)))
    adapter = HTTPAdapter(pool_connections=1, pool_maxsize=config.num_workers)
    session.mount("https://", adapter)
    session.mount("http://", adapter)
    return session


def _refusal(endpoint: str, response: requests.Response, body: Any, params: dict[str, Any]) -> LeverError:
    said = body.get("message") if isinstance(body, dict) else None
    match response.status_code:
        case HTTPStatus.UNAUTHORIZED:
            return Unauthorized(
                endpoint,
                "Lever does not accept these credentials (401). Check the API key, and that `environment` is the one "
                "it was made in.",
            )
        case HTTPStatus.FORBIDDEN:
            return forbidden(endpoint, params)
        case HTTPStatus.NOT_FOUND:
            return NotFound(endpoint, f"Lever has no {endpoint} here (404).")
        case HTTPStatus.BAD_REQUEST if isinstance(said, str) and "invalid offset" in said.lower():
            return InvalidOffset(endpoint, f"Lever does not know the offset it gave out for {endpoint} (400).")
        case HTTPStatus.BAD_REQUEST:
            return BadRequest(endpoint, f"Lever does not understand the request for {endpoint} (400).")
        case status:
            return Unintelligible(endpoint, f"Lever answered {status} for {endpoint}, which it documents nowhere.")


def _not_the_cdks_own_words_on_backoff(record: logging.LogRecord) -> bool:
    """The CDK reports every wait as a rate limit, also after a 503 or a cut body. Ours says which it was."""
    return not record.getMessage().startswith(("UserDefinedBackoffException", "Max retry limit reached"))
