"""One client for all streams: one budget, one connection pool, one retry policy."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence
from functools import partial
from typing import Any, TypeVar

import requests
from airbyte_cdk.sources.streams.call_rate import LimiterMixin
from airbyte_cdk.sources.streams.http import HttpClient
from airbyte_cdk.utils import AirbyteTracedException

from source_lever_unified import troubles
from source_lever_unified.config import Config
from source_lever_unified.lever.attempts import MAX_RETRIES, Attempts
from source_lever_unified.lever.auth import LeverOAuth, authenticator
from source_lever_unified.lever.body import LeverObject
from source_lever_unified.lever.budget import LeverBudget, TokenBucket
from source_lever_unified.lever.download import (
    MOST_REDIRECTS,
    WHOLE_FILE,
    Address,
    Content,
    Delivery,
    strangers_session,
)
from source_lever_unified.lever.endpoint import Endpoint
from source_lever_unified.lever.errors import LeverError, NotFound, Unavailable, Unintelligible, unusable_address
from source_lever_unified.lever.page import Page, object_of, page_of
from source_lever_unified.lever.quiet import asking, own_words
from source_lever_unified.lever.skew import ClockSkew
from source_lever_unified.lever.transport import TIMEOUTS, StayingSession, WholeAnswers

PAGE_SIZE = 100

Params = Mapping[str, Any]
Read = TypeVar("Read")


class LeverClient:
    def __init__(
        self,
        config: Config,
        raw_config: Mapping[str, Any],
        logger: logging.Logger,
        *,
        max_retries: int = MAX_RETRIES,
    ) -> None:
        self._root = config.api_root
        self._max_retries = max_retries
        self._logger = own_words(logger)
        # The CDK logs whole responses at debug level; candidates' data must not get there.
        self._quiet = logger.getChild("http")
        self._quiet.setLevel(logging.CRITICAL)
        self._skew = ClockSkew(self._logger)
        self._session = _session(config)
        # Rotated tokens are written into the config itself, which the CDK then hands back to Airbyte.
        writable = raw_config if isinstance(raw_config, MutableMapping) else dict(raw_config)
        self._session.auth = authenticator(config, writable, self._logger, max_retries=max_retries)
        self._elsewhere = strangers_session(config.num_workers)

    @property
    def clock_ahead_ms(self) -> int:
        """How far this machine's clock is ahead of Lever's, as far as Lever's answers have told by now."""
        return self._skew.ahead_ms

    def page(
        self,
        endpoint: Endpoint,
        params: Params | None = None,
        offsets: Sequence[str] = (),
        *,
        parent_id: str | None = None,
    ) -> Page:
        """One page of at most 100. `offsets` are the `next` of the pages before it, the last of them passed on as it
        came; none of them may come again.

        Raises:
            LeverError: of the kind the answer calls for (see `lever.errors`).
        """
        return self._page(endpoint, params, parent_id, offsets)

    def pages(
        self, endpoint: Endpoint, params: Params | None = None, *, parent_id: str | None = None
    ) -> Iterator[Page]:
        """All pages of a list. An offset that comes again would make it endless, and is a bad answer."""
        offsets: list[str] = []
        page = self._page(endpoint, params, parent_id, offsets)
        yield page
        while page.next is not None:
            offsets.append(page.next)
            page = self._page(endpoint, params, parent_id, offsets)
            yield page

    def items(
        self, endpoint: Endpoint, params: Params | None = None, *, parent_id: str | None = None
    ) -> Iterator[LeverObject]:
        for page in self.pages(endpoint, params, parent_id=parent_id):
            yield from page.items

    def object(self, endpoint: Endpoint, params: Params | None = None, *, parent_id: str | None = None) -> LeverObject:
        """What an endpoint answers that holds one object."""
        return self._ask(endpoint, params or {}, parent_id, partial(object_of, endpoint=endpoint))

    def has(self, endpoint: Endpoint, parent_id: str) -> bool:
        """Whether the object is there that an endpoint holds."""
        try:
            self.object(endpoint, parent_id=parent_id)
        except NotFound:
            return False
        return True

    def readable(
        self, endpoint: Endpoint, params: Params | None = None, *, parent_id: str | None = None
    ) -> LeverObject | None:
        """The first record, None if there is none: what `check` asks for to see whether it may."""
        if endpoint.single:
            return self.object(endpoint, params, parent_id=parent_id)
        return next(iter(self._page(endpoint, params, parent_id, (), limit=1).items), None)

    def _page(
        self,
        endpoint: Endpoint,
        params: Params | None,
        parent_id: str | None,
        offsets: Sequence[str],
        limit: int = PAGE_SIZE,
    ) -> Page:
        """The page at the last of `offsets`, which are those of the list so far."""
        query = {**(params or {})}
        if endpoint.paged and endpoint.limited:
            query["limit"] = limit
        if endpoint.paged and offsets:
            query["offset"] = offsets[-1]
        read = partial(page_of, endpoint=endpoint, asked_with=offsets)
        page = self._ask(endpoint, query, parent_id, read)
        if page.keyless:
            # Perhaps it was a bad moment: once more, for what is skipped will not come again by itself.
            page = self._ask(endpoint, query, parent_id, read)
        if page.keyless:
            self._logger.warning(
                troubles.ROWS_WITHOUT_KEY(
                    keyless=page.keyless,
                    rows=page.keyless + len(page.items),
                    path=endpoint.path,
                    key=endpoint.key,
                )
            )
        return page

    def download(self, endpoint: Endpoint, parent_id: str, item_id: str, content: Content) -> None:
        """Write a file of Lever's into `content`, through at most some redirects.

        Credentials stay with Lever: elsewhere, where it may keep its files, nobody needs them.

        Raises:
            Undeliverable: it will not come however often it is asked for.
            LeverError: of the kind the answer calls for.
            OSError: it cannot be written.
        """
        address = Address(self._url(endpoint, parent_id, item_id), is_levers=True)
        for _ in range(MOST_REDIRECTS + 1):
            session = self._session if address.is_levers else self._elsewhere
            delivery = Delivery(
                endpoint, address, content, self._logger, max_retries=self._max_retries, auth=self._oauth_of(session)
            )
            self._send(address.url, {}, delivery, session, headers=WHOLE_FILE, stream=True)
            if delivery.result is None:
                return
            address = delivery.result
        raise Unavailable(endpoint.path, troubles.ENDLESS_REDIRECTS(path=endpoint.path))

    def _ask(self, endpoint: Endpoint, params: Params, parent_id: str | None, read: Callable[[Any], Read]) -> Read:
        url = self._url(endpoint, parent_id)
        attempts = Attempts(
            endpoint,
            params,
            read,
            self._logger,
            max_retries=self._max_retries,
            auth=self._oauth_of(self._session),
        )
        self._skew.compare(self._send(url, params, attempts, self._session).headers.get("Date"))
        return attempts.result

    def _url(self, endpoint: Endpoint, parent_id: str | None, item_id: str | None = None) -> str:
        try:
            return self._root + endpoint.url(parent_id, item_id)
        except ValueError:
            raise Unintelligible(endpoint.path, troubles.ODD_ID(path=endpoint.path)) from None

    @staticmethod
    def _oauth_of(session: requests.Session) -> LeverOAuth | None:
        return session.auth if isinstance(session.auth, LeverOAuth) else None

    def _send(
        self,
        url: str,
        params: Params,
        attempts: Attempts[Any],
        session: requests.Session,
        *,
        headers: Mapping[str, str] | None = None,
        stream: bool = False,
    ) -> requests.Response:
        http = HttpClient(
            name="lever",
            logger=self._quiet,
            session=session,
            error_handler=attempts,
            backoff_strategy=attempts,
            request_timeout=TIMEOUTS,
        )
        try:
            with asking():
                kwargs = {"stream": True} if stream else {}
                _, response = http.send_request("GET", url, params=params, headers=headers, request_kwargs=kwargs)
        except LeverError:
            raise
        except requests.RequestException:
            raise unusable_address(attempts.endpoint.path) from None
        except AirbyteTracedException:
            # The CDK's words, and those of the exceptions below, hold whole addresses.
            raise attempts.gave_up(self._root) from None
        return response


class _Session(LimiterMixin, StayingSession):
    pass


def _session(config: Config) -> requests.Session:
    session = _Session(api_budget=LeverBudget(TokenBucket(config.requests_per_second)))
    adapter = WholeAnswers(pool_connections=1, pool_maxsize=config.num_workers)
    session.mount("https://", adapter)
    session.mount("http://", adapter)
    return session
