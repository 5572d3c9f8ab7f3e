"""What a log may hold: nothing of a person, whoever writes it and at whatever level."""

from __future__ import annotations

import logging
import time
import traceback
from typing import Any

import pytest
import requests
from requests_mock import Mocker

from source_lever_unified.config import parse_config
from source_lever_unified.lever.client import LeverClient
from source_lever_unified.lever.errors import LeverError
from unit_tests.lever.known_endpoints import OFFERS
from unit_tests.lever.raw_server import raw_server, response

PERSON = "some-persons-id"
API = "http://127.0.0.1:1/v1"
GOOD = b'{"data": [{"id": "someones-offer"}], "hasNext": false}'


@pytest.mark.parametrize("logger_name", ["airbyte", "airbyte.SourceLeverUnified"])
def test_given_debug_logs_when_children_are_read_then_no_log_of_any_library_names_their_parent(
    raw_config: dict[str, Any], logger_name: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Not without waiting at all: the budget, which logs too, asks its clock again until its second has passed.
    wait = time.sleep
    monkeypatch.setattr(time, "sleep", lambda seconds: wait(min(seconds, 0.05)))
    caplog.set_level(logging.DEBUG)
    for name in ("airbyte", logger_name):
        caplog.set_level(logging.DEBUG, logger=name)
    answers = iter(
        [
            response(b"", status="503 Busy"),
            b"HTTP/1.1 200 OK\r\nno header\r\n: what is this\r\nContent-Length: 3\r\n\r\n{",
            b"",
            response(GOOD, "Content-Type: application/json; charset=nonsense"),
        ]
    )
    with raw_server(lambda connection: connection.sendall(next(answers))) as server:
        config = {**raw_config, "api_url": f"{server.root}/v1", "requests_per_second": 1}
        client = LeverClient(parse_config(config), config, logging.getLogger(logger_name))

        assert client.page(OFFERS, {"created_at_start": 1234567890}, parent_id=PERSON).items

    assert PERSON in "".join(server.heads)
    assert [record.name for record in caplog.records] == [f"{logger_name}.lever"] * 3
    assert PERSON not in caplog.text
    assert "1234567890" not in caplog.text


def test_given_another_user_of_the_libraries_when_nothing_is_asked_then_their_logs_are_left_alone(
    raw_config: dict[str, Any], logger: logging.Logger, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    LeverClient(parse_config(raw_config), raw_config, logger)

    with raw_server(lambda connection: connection.sendall(response(GOOD))) as server:
        requests.get(f"{server.root}/theirs", timeout=10)

    assert "/theirs" in caplog.text


@pytest.mark.parametrize(
    "answer",
    [
        {"status_code": 503},
        {"status_code": 403, "text": f"no {PERSON} for you"},
        {"json": {"data": None}},
        {
            "exc": requests.exceptions.ConnectionError(
                f"Max retries exceeded with url: /v1/opportunities/{PERSON}/offers"
            )
        },
    ],
    ids=["unavailable", "forbidden", "bad", "unreachable"],
)
def test_given_a_failure_when_it_is_told_then_neither_its_message_nor_its_trace_names_the_person(
    raw_config: dict[str, Any],
    logger: logging.Logger,
    requests_mock: Mocker,
    slept: list[float],
    answer: dict[str, Any],
) -> None:
    requests_mock.get(f"{API}/opportunities/{PERSON}/offers", **answer)
    client = LeverClient(parse_config({**raw_config, "requests_per_second": 1000}), raw_config, logger)

    with pytest.raises(LeverError) as caught:
        client.page(OFFERS, parent_id=PERSON)

    assert all(slept)
    told = "".join(traceback.format_exception(caught.value)) + str(caught.value.internal_message)
    assert "/opportunities/:id/offers" in told
    assert PERSON not in told
