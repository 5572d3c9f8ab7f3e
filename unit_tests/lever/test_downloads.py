"""Files come whole or not at all, and credentials go to Lever only."""

from __future__ import annotations

import gzip
import io
import logging
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from source_lever_unified.config import parse_config
from source_lever_unified.lever.client import LeverClient
from source_lever_unified.lever.download import Address, Content
from source_lever_unified.lever.endpoint import Endpoint
from source_lever_unified.lever.errors import Forbidden, Unavailable, Undeliverable, Unintelligible, WrongAddress
from unit_tests.lever.raw_server import raw_server, response

RESUMES = Endpoint("/opportunities/:id/resumes", "Resumes", "resumes:read:admin", paged=False).download

Download = Callable[..., bytes]


@pytest.fixture
def download(raw_config: dict[str, Any], logger: logging.Logger) -> Download:
    def fetch(root: str, *, most_bytes: int = 2**20, listed: int | None = None, item: str = "r1") -> bytes:
        config = {**raw_config, "api_url": f"{root}/v1", "requests_per_second": 1000}
        client = LeverClient(parse_config(config), config, logger, max_retries=0)
        file = io.BytesIO(b"left by an attempt before")
        client.download(RESUMES, "o1", item, Content(file, most_bytes, listed))
        return file.getvalue()

    return fetch


def saying(answer: bytes) -> Callable[[socket.socket], None]:
    return lambda connection: connection.sendall(answer)


UNSIZED = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"


def test_given_a_file_then_its_bytes_are_written_and_nothing_else(download: Download) -> None:
    with raw_server(saying(response(b"%PDF"))) as server:
        assert download(server.root) == b"%PDF"

    (head,) = server.heads
    assert head.startswith("GET /v1/opportunities/o1/resumes/r1/download HTTP/1.1")
    assert "Accept-Encoding: identity" in head
    assert "Authorization: Basic" in head


@pytest.mark.parametrize(
    "answer",
    [
        response(b"%PDF")[:-1],
        UNSIZED + b"%PDF",
        response(b""),
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n%PDF",
    ],
    ids=["fewer bytes than promised", "no length and fewer than listed", "nothing", "no last chunk"],
)
def test_given_a_body_that_is_not_whole_then_it_is_no_file(download: Download, answer: bytes) -> None:
    with raw_server(saying(answer)) as server, pytest.raises((Unavailable, Unintelligible)):
        download(server.root, listed=5)


def test_given_another_size_than_the_list_says_when_the_answer_has_an_end_then_the_answer_is_right(
    download: Download,
) -> None:
    with raw_server(saying(response(b"%PDF"))) as server:
        assert download(server.root, listed=5) == b"%PDF"


@pytest.mark.parametrize(
    "answer",
    [
        response(b"", "Content-Length: 9999").replace(b"Content-Length: 0\r\n", b""),
        UNSIZED + b"x" * 2000,
        response(gzip.compress(b"x" * 2000), "Content-Encoding: gzip"),
    ],
    ids=["says so", "without a length", "packed"],
)
def test_given_a_file_above_the_limit_then_it_is_given_up(download: Download, answer: bytes) -> None:
    with raw_server(saying(answer)) as server, pytest.raises(Undeliverable, match="larger than"):
        download(server.root, most_bytes=1000)


@pytest.mark.parametrize(
    ("status", "error"),
    [("422 No", Undeliverable), ("404 No", Undeliverable), ("403 No", Forbidden), ("400 No", Exception)],
)
def test_given_a_refusal_then_it_is_told_apart(download: Download, status: str, error: type[Exception]) -> None:
    with raw_server(saying(response(b"{}", status=status))) as server, pytest.raises(error):
        download(server.root)

    assert len(server.heads) == 1


def test_given_an_id_that_leads_elsewhere_then_nobody_is_asked(download: Download) -> None:
    with raw_server(saying(response(b"x"))) as server, pytest.raises(Unintelligible):
        download(server.root, item="..")

    assert server.heads == []


def test_given_a_redirect_to_another_host_then_the_file_comes_from_there_without_credentials(
    download: Download, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login me password secret\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    with raw_server(saying(response(b"%PDF"))) as storage:
        there = response(b"", f"Location: {storage.root}/signed?token=1", "Set-Cookie: a=b", status="302 Found")
        with raw_server(saying(there)) as lever:
            assert download(lever.root) == b"%PDF"

    (head,) = storage.heads
    assert head.startswith("GET /signed?token=1 ")
    assert "Authorization" not in head
    assert "Cookie" not in head


@pytest.mark.parametrize("status", ["403 Expired", "401 Who", "404 Gone elsewhere"])
def test_given_a_refusal_of_another_host_then_it_says_nothing_of_the_key(download: Download, status: str) -> None:
    with raw_server(saying(response(b"", status=status))) as storage:
        there = response(b"", f"Location: {storage.root}/signed", status="302 Found")
        with raw_server(saying(there)) as lever, pytest.raises((Unavailable, Undeliverable)):
            download(lever.root)


def test_given_redirects_without_an_end_then_it_is_given_up(download: Download) -> None:
    with (
        raw_server(saying(response(b"", "Location: again", status="302 Found"))) as lever,
        pytest.raises(Unavailable, match="from one address to the next"),
    ):
        download(lever.root)

    assert len(lever.heads) == 4


@pytest.mark.parametrize(
    "location", ["http://example.org/file", "ftp://example.org/file", "http://[", "file:///etc/passwd"]
)
def test_given_a_redirect_to_where_others_can_read_then_it_is_not_followed(download: Download, location: str) -> None:
    with (
        raw_server(saying(response(b"", f"Location: {location}", status="302 Found"))) as lever,
        pytest.raises(WrongAddress),
    ):
        download(lever.root)


def test_given_a_way_over_another_host_back_to_levers_then_credentials_stay_away() -> None:
    start = Address("https://api.lever.co/v1/file", is_levers=True)

    away = start.leads_to("https://storage.example.org/file")

    assert start.leads_to("/v2/file") == Address("https://api.lever.co/v2/file", is_levers=True)
    assert start.leads_to("http://api.lever.co/v1/file") is None
    assert start.leads_to("http://127.0.0.1/file") is None
    assert away == Address("https://storage.example.org/file", is_levers=False)
    assert away.leads_to("https://api.lever.co/v1/file") == Address("https://api.lever.co/v1/file", is_levers=False)
