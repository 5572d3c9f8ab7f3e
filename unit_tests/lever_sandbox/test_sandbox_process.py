"""The sandbox as a process of its own, and its server's manners."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from lever_sandbox import Sandbox

PACKAGES = Path(__file__).resolve().parents[2] / "integration_tests"


def test_given_port_0_then_it_prints_where_it_listens_and_ends_on_sigterm() -> None:
    command = [sys.executable, "-m", "lever_sandbox", "--opportunities", "30", "--port", "0"]
    with subprocess.Popen(command, cwd=PACKAGES, stdout=subprocess.PIPE, text=True, env=os.environ) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            found = re.fullmatch(r"Lever sandbox listening on (http://127\.0\.0\.1:\d+)/v1\n", line)
            assert found
            with urllib.request.urlopen(f"{found[1]}/_control/counts?confidential=true", timeout=10) as answer:
                assert json.load(answer)["candidates"] == 30
            process.send_signal(signal.SIGTERM)
            assert process.wait(timeout=10) == 0
        finally:
            process.kill()  # a failure must not leave it behind, and wait for it


def test_given_a_stopped_sandbox_then_its_port_is_free_and_its_books_stay() -> None:
    with Sandbox(opportunities=5) as sandbox:
        address = ("127.0.0.1", sandbox.port)
        socket.create_connection(address).close()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(address)
    assert sandbox.requests.total == 0


def test_given_a_taken_port_then_starting_fails() -> None:
    with Sandbox(opportunities=5) as first, pytest.raises(OSError, match="in use"):
        Sandbox(opportunities=5, port=first.port).start()


def raw(sandbox: Sandbox, request: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", sandbox.port), timeout=10) as connection:
        connection.sendall(request)
        received = b""
        while piece := connection.recv(65536):
            received += piece
        return received


def test_given_requests_sent_at_once_then_they_are_answered_in_order(sandbox: Sandbox) -> None:
    one = b"GET /v1/stages HTTP/1.1\r\nHost: x\r\n\r\n"
    last = b"GET /_control/clock HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    received = raw(sandbox, one + one + last)
    assert re.findall(rb"HTTP/1.1 (\d+)", received) == [b"401", b"401", b"200"]


def test_given_something_that_is_not_http_then_the_connection_is_closed(sandbox: Sandbox) -> None:
    assert raw(sandbox, b"hello\r\n\r\n") == b""


def test_given_answers_then_they_carry_levers_headers(sandbox: Sandbox) -> None:
    received = raw(sandbox, b"GET /v1/stages HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    assert b"Content-Type: application/json; charset=utf-8\r\n" in received
    assert b"Server: lever-data-api\r\n" in received
