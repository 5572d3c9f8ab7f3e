"""One file of Lever's on its way to the disk, never whole in memory."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from http import HTTPStatus
from typing import IO
from urllib.parse import urljoin, urlsplit

import requests
from airbyte_cdk.models import FailureType
from airbyte_cdk.sources.streams.http.error_handlers import ErrorResolution, ResponseAction

from source_lever_unified.config import LOOPBACK_HOSTS
from source_lever_unified.lever.attempts import Attempts
from source_lever_unified.lever.auth import LeverOAuth
from source_lever_unified.lever.endpoint import Endpoint
from source_lever_unified.lever.errors import Unavailable, Undeliverable, redirected, refusal
from source_lever_unified.lever.transport import StayingSession, WholeAnswers

MOST_REDIRECTS = 3
WHOLE_FILE = {"Accept": "*/*", "Accept-Encoding": "identity"}
"""Unpacked, so that the Content-Length is that of the file."""

_CHUNK = 2**16


class Content:
    """What is written of a file. `listed_bytes`: its size as the list says, None if it does not."""

    def __init__(self, file: IO[bytes], most_bytes: int, listed_bytes: int | None) -> None:
        self.size = 0
        self.most_bytes = most_bytes
        self.listed_bytes = listed_bytes
        self._file = file

    def restart(self) -> None:
        self._file.seek(0)
        self._file.truncate()
        self.size = 0

    def write(self, chunk: bytes) -> None:
        self._file.write(chunk)
        self.size += len(chunk)


@dataclass(frozen=True)
class Address:
    """Where a file is asked for. `is_levers`: that is the host which the credentials are for."""

    url: str
    is_levers: bool

    def leads_to(self, location: str) -> Address | None:
        """None if that is no place to go: nothing may be read on the way."""
        try:
            url = urljoin(self.url, location)
            here, there = urlsplit(self.url), urlsplit(url)
            same_host = (here.scheme, here.hostname, here.port) == (there.scheme, there.hostname, there.port)
            local = here.hostname in LOOPBACK_HOSTS and there.hostname in LOOPBACK_HOSTS
        except ValueError:
            return None
        if not there.hostname or not (same_host or there.scheme == "https" or (there.scheme == "http" and local)):
            return None
        return Address(url, self.is_levers and same_host)


class Delivery(Attempts["Address | None"]):
    """Asks for a file until all of it is written. `result`: where it is to be asked for instead, None when it is."""

    def __init__(
        self,
        endpoint: Endpoint,
        address: Address,
        content: Content,
        logger: logging.Logger,
        *,
        max_retries: int,
        auth: LeverOAuth | None,
    ) -> None:
        super().__init__(endpoint, {}, lambda body: body, logger, max_retries=max_retries, auth=auth)
        self._address = address
        self._content = content

    def _heard(self, response: requests.Response) -> ErrorResolution:
        path = self.endpoint.path
        if response.is_redirect:
            self.result = self._address.leads_to(response.headers["Location"])
            if self.result is None:
                raise redirected(path, response, "`environment` and, if set, `api_url`")
            return ErrorResolution(ResponseAction.SUCCESS)
        if response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY:
            raise Undeliverable(path, "that Lever could not process (422)")
        if response.status_code in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
            raise Undeliverable(path, f"that Lever does not have any more ({response.status_code})")
        if response.status_code != HTTPStatus.OK:
            if self._address.is_levers:
                raise refusal(self.endpoint, response, None, {})
            raise Unavailable(path, f"Where Lever keeps files, {response.status_code} is answered for {path}.")
        with response:
            return self._write(response)

    def _write(self, response: requests.Response) -> ErrorResolution:
        content = self._content
        content.restart()
        if (_content_length(response) or 0) > content.most_bytes:
            raise self._too_large()
        try:
            for chunk in response.iter_content(_CHUNK):
                content.write(chunk)
                if content.size > content.most_bytes:
                    raise self._too_large()
        except requests.RequestException as broken:
            # Also fewer bytes than Content-Length or the last chunk promised.
            return self._again(FailureType.transient_error, f"no whole file ({type(broken).__name__})")
        if self._may_be_cut(response):
            return self._again(FailureType.transient_error, "no whole file (it ends before the size that is listed)")
        self.result = None
        return ErrorResolution(ResponseAction.SUCCESS)

    def _may_be_cut(self, response: requests.Response) -> bool:
        """Only the list's size can tell when the answer does not say where it ends, or is empty."""
        says_its_end = _content_length(response) is not None or "chunked" in response.headers.get(
            "Transfer-Encoding", ""
        )
        return self._content.size < (self._content.listed_bytes or 0) and (not says_its_end or self._content.size == 0)

    def _too_large(self) -> Undeliverable:
        return too_large(self.endpoint, self._content.most_bytes)


def too_large(endpoint: Endpoint, most_bytes: int) -> Undeliverable:
    return Undeliverable(endpoint.path, f"larger than {most_bytes // 2**20} MiB (`max_file_mebibytes`)")


def strangers_session(workers: int) -> requests.Session:
    """Asks other hosts than Lever's, and tells them nothing: no credentials, no cookies of Lever's."""
    session = StayingSession()
    # Something, or `requests` would look into the machine's .netrc.
    session.auth = lambda request: request
    adapter = WholeAnswers(pool_connections=1, pool_maxsize=workers)
    session.mount("https://", adapter)
    session.mount("http://", adapter)
    return session


def _content_length(response: requests.Response) -> int | None:
    said = response.headers.get("Content-Length", "")
    return int(said) if said.isascii() and said.isdigit() else None
