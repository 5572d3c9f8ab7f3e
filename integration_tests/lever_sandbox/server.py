"""A small HTTP/1.1 server on asyncio: keep-alive, pipelining, and answers late, cut or missing on request.

Hand-written because the standard library's servers take a thread and several system calls per request, and
because broken answers have to be possible.
"""

from __future__ import annotations

import asyncio
import socket
from http import HTTPStatus
from typing import cast

from lever_sandbox.service import Answer, Request, Service

MAX_HEAD = 64 * 1024
_REASONS = {status.value: status.phrase for status in HTTPStatus}


class Connection(asyncio.Protocol):
    """One client connection; its requests are answered one after the other, as HTTP/1.1 wants it."""

    def __init__(self, service: Service, open_connections: set[Connection]) -> None:
        self._service = service
        self._open_connections = open_connections
        self._buffer = bytearray()
        self._transport: asyncio.Transport | None = None
        self._answering = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._open_connections.add(self)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncio's signature
        self._transport = None
        self._open_connections.discard(self)

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        self._work()

    def abort(self) -> None:
        if self._transport is not None:
            self._transport.abort()

    def _work(self) -> None:
        while not self._answering and self._transport is not None:
            request = self._next_request(self._transport)
            if request is None:
                return
            self._answering = True
            answer = self._service.answer(request)
            keep_alive = request.headers.get("connection", "").lower() != "close"
            if answer.delay > 0:
                asyncio.get_running_loop().call_later(answer.delay, self._send_late, answer, keep_alive)
            else:
                self._send(answer, keep_alive)

    def _send_late(self, answer: Answer, keep_alive: bool) -> None:
        self._send(answer, keep_alive)
        self._work()

    def _next_request(self, transport: asyncio.Transport) -> Request | None:
        """The next complete request in the buffer; closes the connection on anything that is not HTTP."""
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0:
            if len(self._buffer) > MAX_HEAD:
                transport.close()
            return None
        try:
            lines = self._buffer[:end].decode("latin-1").split("\r\n")
            method, target, _version = lines[0].split(" ")
            headers = {}
            for line in lines[1:]:
                name, _, value = line.partition(":")
                headers[name.lower()] = value.strip()
            length = int(headers.get("content-length", "0"))
        except ValueError:
            transport.close()
            return None
        start = end + 4
        if len(self._buffer) < start + length:
            return None
        body = bytes(self._buffer[start : start + length])
        del self._buffer[: start + length]
        return Request(method, target, headers, body)

    def _send(self, answer: Answer, keep_alive: bool) -> None:
        self._answering = False
        transport = self._transport
        sent = transport is not None and not answer.dropped
        if answer.ticket is not None:
            # Before the bytes leave: a client must find its own request counted.
            self._service.requests.leave(answer.ticket, answer.status if sent else 0)
        if transport is None:
            return
        if answer.dropped:
            transport.close()
            return
        if answer.unsized:
            keep_alive = False
        half = len(answer.body) // 2
        if answer.pause > 0:
            self._answering = True
            transport.writelines((_head(answer, keep_alive), answer.body[:half]))
            asyncio.get_running_loop().call_later(answer.pause, self._send_rest, answer.body[half:], keep_alive)
            return
        transport.writelines((_head(answer, keep_alive), answer.body[:half] if answer.truncated else answer.body))
        if answer.truncated or not keep_alive:
            transport.close()

    def _send_rest(self, rest: bytes, keep_alive: bool) -> None:
        self._answering = False
        if self._transport is not None:
            self._transport.write(rest)
            if not keep_alive:
                self._transport.close()
            self._work()


def _head(answer: Answer, keep_alive: bool) -> bytes:
    lines = [f"HTTP/1.1 {answer.status} {_REASONS.get(answer.status, 'Unknown')}"]
    if not answer.unsized:
        lines.append(f"Content-Length: {len(answer.body)}")
    if "Content-Type" not in answer.headers:
        lines.append("Content-Type: application/json; charset=utf-8")
    lines.extend(f"{name}: {value}" for name, value in answer.headers.items())
    if not keep_alive:
        lines.append("Connection: close")
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


async def serve(service: Service, host: str, port: int, started: asyncio.Future[int], stop: asyncio.Event) -> None:
    """Listen until `stop` is set; `started` receives the port (a free one for port 0).

    Accepts by itself: asyncio's own server loses a connection that it is just accepting when it is closed, and
    warns about the leak.
    """
    connections: set[Connection] = set()
    accepting: set[asyncio.Task[object]] = set()
    loop = asyncio.get_running_loop()
    listener = socket.create_server((host, port), backlog=512)
    listener.setblocking(False)

    def accept() -> None:
        try:
            client, _ = listener.accept()
        except (BlockingIOError, ConnectionAbortedError):
            return  # the client has already gone away
        client.setblocking(False)
        task: asyncio.Task[object] = loop.create_task(
            loop.connect_accepted_socket(lambda: Connection(service, connections), client)
        )
        accepting.add(task)
        task.add_done_callback(accepting.discard)

    loop.add_reader(listener, accept)
    started.set_result(listener.getsockname()[1])
    try:
        await stop.wait()
    finally:
        loop.remove_reader(listener)
        listener.close()
        if accepting:
            await asyncio.wait(accepting)
        for connection in list(connections):
            connection.abort()
        # An aborted connection leaves in the next turn of the loop.
        while connections:
            await asyncio.sleep(0)
