"""How answers come in: within a time, up to a size, and only from the host that was asked.

The timeouts of `requests` count the silence between two bytes, and nothing counts what a packed body unpacks to: who
sends a byte now and then would hold a worker for ever, who packs zeros would take all the memory.
"""

from __future__ import annotations

import io
import time
from collections.abc import Mapping
from http import HTTPStatus
from http.client import HTTPResponse
from socket import socket
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3 import PoolManager, ProxyManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import LocationValueError, ReadTimeoutError

TIMEOUTS = (10, 60)
"""Seconds for the connection, and for each silence."""

ANSWER_SECONDS = 300.0
MOST_BYTES = 64 * 2**20
"""Unpacked. A hundred opportunities with all their form answers are about one of these 64."""

_MOST_BYTES_OF_A_REFUSAL = 2**16
_CHUNK = 2**16


class TooLarge(requests.RequestException):
    """An answer that is larger than any of Lever's."""


class StayingSession(requests.Session):
    """Follows no redirect: neither credentials nor questions about people may go where a stranger sends them."""

    def get_redirect_target(self, resp: requests.Response) -> None:  # noqa: ARG002
        # Also asked by a session that was told not to follow, which then trips over an address that is none.
        return None


class WholeAnswers(HTTPAdapter):
    """Hands on an answer when all of it is there. A file that is wanted in parts (`stream`) is not read here."""

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        in_parts = bool(kwargs.get("stream"))
        kwargs["stream"] = True
        try:
            response = super().send(request, *args, **kwargs)
        except LocationValueError as unusable:
            raise requests.exceptions.InvalidURL(request=request) from unusable
        if in_parts and response.status_code == HTTPStatus.OK:
            return response
        try:
            # Where `requests` keeps what it has read of a body.
            response._content = _body(response)
        except requests.ConnectionError as broken:
            response.close()
            if isinstance(broken.args[0], ReadTimeoutError):
                raise requests.ReadTimeout(request=request) from broken
            raise
        except BaseException:
            response.close()
            raise
        return response

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        _limit_time(self.poolmanager)

    def proxy_manager_for(self, *args: Any, **kwargs: Any) -> ProxyManager:
        manager: ProxyManager = super().proxy_manager_for(*args, **kwargs)
        if isinstance(manager, ProxyManager):  # one for SOCKS brings connections of its own
            _limit_time(manager)
        return manager


def _body(response: requests.Response) -> bytes:
    chunks = []
    size = 0
    for chunk in response.iter_content(_CHUNK):
        chunks.append(chunk)
        size += len(chunk)
        if response.status_code >= HTTPStatus.BAD_REQUEST and size > _MOST_BYTES_OF_A_REFUSAL:
            response.close()  # the status has said it
            break
        if size > MOST_BYTES:
            raise TooLarge(request=response.request)
    return b"".join(chunks)


class _Punctual(io.RawIOBase):
    """What comes from a socket until a deadline."""

    def __init__(self, stream: io.RawIOBase, connection: socket) -> None:
        self._stream = stream
        self._connection = connection
        self._deadline = time.monotonic() + ANSWER_SECONDS

    def readable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._stream.fileno()

    def readinto(self, buffer: Any) -> int | None:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError("The answer takes too long.")
        silence = self._connection.gettimeout()
        if silence is None or left < silence:
            self._connection.settimeout(left)
        return self._stream.readinto(buffer)

    def close(self) -> None:
        self._stream.close()
        super().close()


class _PunctualResponse(HTTPResponse):
    def __init__(self, sock: socket, *args: Any, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        # Here and not around whole reads, which wait until all bytes asked for are there.
        self.fp = io.BufferedReader(_Punctual(self.fp.detach(), sock), _CHUNK)


class _PunctualConnection(HTTPConnection):
    response_class = _PunctualResponse


class _PunctualTlsConnection(HTTPSConnection):
    response_class = _PunctualResponse


class _PunctualPool(HTTPConnectionPool):
    ConnectionCls = _PunctualConnection


class _PunctualTlsPool(HTTPSConnectionPool):
    ConnectionCls = _PunctualTlsConnection


_POOLS: Mapping[str, type[HTTPConnectionPool]] = {"http": _PunctualPool, "https": _PunctualTlsPool}


def _limit_time(manager: PoolManager) -> None:
    manager.pool_classes_by_scheme = dict(_POOLS)
