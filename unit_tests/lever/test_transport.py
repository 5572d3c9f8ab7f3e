"""What a server may do instead of answering: drip, flood, send elsewhere."""

from __future__ import annotations

import gzip
import json
import logging
import socket
import threading
from collections.abc import Callable
from typing import Any

import pytest
from airbyte_cdk.models import FailureType

from source_lever_unified.config import parse_config
from source_lever_unified.lever import transport
from source_lever_unified.lever.client import LeverClient
from source_lever_unified.lever.errors import BadRequest, Forbidden, Unavailable, Unintelligible, WrongAddress
from unit_tests.lever.known_endpoints import OFFERS, TAGS
from unit_tests.lever.raw_server import raw_server, response

GOOD = json.dumps({"data": [{"text": "a"}], "hasNext": False}).encode()

ClientFor = Callable[[str], LeverClient]


@pytest.fixture
def client_for(raw_config: dict[str, Any], logger: logging.Logger) -> ClientFor:
    def client(root: str) -> LeverClient:
        config = {**raw_config, "api_url": f"{root}/v1", "requests_per_second": 1000}
        return LeverClient(parse_config(config), config, logger, max_retries=0)

    return client


def drip_after(beginning: bytes) -> Callable[[socket.socket], None]:
    def answer(connection: socket.socket) -> None:
        connection.sendall(beginning)
        pause = threading.Event()
        while True:  # until the other side hangs up
            connection.sendall(b"1")
            pause.wait(0.02)

    return answer


@pytest.mark.parametrize(
    "beginning",
    [
        b"HTTP/1.1 200 OK\r\nX-Never-Ends: ",
        b"HTTP/1.1 200 OK\r\nContent-Length: 9999999\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFF\r\n",
        b"HTTP/1.1 500 Oh\r\nContent-Length: 9999999\r\n\r\n",
    ],
    ids=["head", "body", "chunk", "error"],
)
def test_given_an_answer_that_drips_when_its_time_is_over_then_it_is_given_up(
    client_for: ClientFor, monkeypatch: pytest.MonkeyPatch, beginning: bytes
) -> None:
    monkeypatch.setattr(transport, "ANSWER_SECONDS", 0.2)
    with raw_server(drip_after(beginning)) as server, pytest.raises(Unavailable, match="ReadTimeout") as caught:
        client_for(server.root).page(TAGS)

    assert caught.value.failure_type == FailureType.transient_error


def test_given_a_small_body_that_unpacks_to_a_huge_one_when_asked_then_it_is_given_up_at_once(
    client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport, "MOST_BYTES", 2**20)
    packed = gzip.compress(b" " * 2**24)
    with (
        raw_server(lambda connection: connection.sendall(response(packed, "Content-Encoding: gzip"))) as server,
        pytest.raises(Unintelligible, match="/tags sends more than"),
    ):
        client_for(server.root).page(TAGS)

    assert len(packed) < 2**15
    assert len(server.heads) == 1


@pytest.mark.parametrize(("status", "kind"), [("403 No", Forbidden), ("400 No", BadRequest)])
def test_given_a_refusal_with_a_huge_body_when_asked_then_its_status_is_what_counts(
    client_for: ClientFor, monkeypatch: pytest.MonkeyPatch, status: str, kind: type[Exception]
) -> None:
    monkeypatch.setattr(transport, "MOST_BYTES", 2**20)
    body = response(b'{"message": "' + b"!" * 2**22, status=status)
    with raw_server(lambda connection: connection.sendall(body)) as server, pytest.raises(kind):
        client_for(server.root).page(TAGS)


@pytest.mark.parametrize("packing", ["", "Content-Encoding: gzip"])
def test_given_an_ordinary_answer_when_asked_then_it_is_read(client_for: ClientFor, packing: str) -> None:
    body = gzip.compress(GOOD) if packing else GOOD
    with raw_server(lambda connection: connection.sendall(response(body, *filter(None, [packing])))) as server:
        assert client_for(server.root).page(TAGS).items == [{"text": "a"}]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_given_a_redirect_when_asked_then_it_is_not_followed_and_its_host_is_named(
    client_for: ClientFor, status: int
) -> None:
    with raw_server(lambda connection: connection.sendall(response(GOOD))) as elsewhere:
        target = f"Location: {elsewhere.root.replace('http://', 'http://user:secret@')}/v1/tags?token=secret"
        moved = response(GOOD, target, status=f"{status} Moved")
        with (
            raw_server(lambda connection: connection.sendall(moved)) as server,
            pytest.raises(WrongAddress) as caught,
        ):
            client_for(server.root).page(TAGS)

    assert elsewhere.heads == []
    assert len(server.heads) == 1
    assert f"/tags redirects to 127.0.0.1 ({status})" in str(caught.value.message)
    assert "`api_url`" in str(caught.value.message)
    assert "secret" not in str(caught.value.message)
    assert caught.value.failure_type == FailureType.config_error


@pytest.mark.parametrize("location", ["/v2/tags", "http://[", ""])
def test_given_a_redirect_that_names_no_host_when_asked_then_it_is_not_followed_either(
    client_for: ClientFor, location: str
) -> None:
    moved = response(b"", f"Location: {location}", status="301 Moved")
    with (
        raw_server(lambda connection: connection.sendall(moved)) as server,
        pytest.raises(WrongAddress, match="redirects to another path of the same host"),
    ):
        client_for(server.root).page(TAGS)


def test_given_not_modified_when_asked_then_it_is_no_answer(client_for: ClientFor) -> None:
    with (
        raw_server(lambda connection: connection.sendall(response(b"", status="304 Not Modified"))) as server,
        pytest.raises(Unintelligible, match="answered 304 for /tags"),
    ):
        client_for(server.root).page(TAGS)


@pytest.mark.parametrize("proxy", ["http://", f"http://{'a' * 64}:3128"])
def test_given_a_proxy_that_cannot_be_one_when_asked_then_it_is_not_asked_again_and_the_settings_are_named(
    client_for: ClientFor, monkeypatch: pytest.MonkeyPatch, slept: list[float], proxy: str
) -> None:
    monkeypatch.setenv("HTTP_PROXY", proxy)
    monkeypatch.setenv("NO_PROXY", "")

    with pytest.raises(WrongAddress, match=r"`api_url`.* the proxy"):
        client_for("http://127.0.0.1:1").page(OFFERS, parent_id="someone")
    assert slept == []
