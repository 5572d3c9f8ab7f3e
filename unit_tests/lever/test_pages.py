"""What is taken for a page of a list, and what is asked for again because it is none."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from requests_mock import Mocker

from source_lever_unified.config import parse_config
from source_lever_unified.lever.client import LeverClient
from source_lever_unified.lever.endpoint import Endpoint
from source_lever_unified.lever.errors import NotFound, Unintelligible
from unit_tests.lever.known_endpoints import OFFERS, OPPORTUNITIES, OPPORTUNITY, POSTING_FORM, TAGS

API = "http://127.0.0.1:1/v1"
GOOD = {"data": [{"id": "a"}], "hasNext": False}
FIELDS = Endpoint("/requisition_fields", "Requisition fields", "requisition_fields:read:admin", paged=False)
FILES = Endpoint("/opportunities/:id/files", "Files", "files:read:admin", paged=False, loose=True)


@pytest.fixture
def client(raw_config: dict[str, Any], logger: logging.Logger) -> LeverClient:
    return LeverClient(parse_config({**raw_config, "requests_per_second": 1000}), raw_config, logger)


def page(next_offset: str | None = None) -> dict[str, Any]:
    more = {"hasNext": False} if next_offset is None else {"hasNext": True, "next": next_offset}
    return {"json": {"data": [{"id": "a"}], **more}}


BAD_PAGES = [
    ([], "it has no `data`"),
    ("text", "it has no `data`"),
    ({}, "it has no `data`"),
    ({"hasNext": False}, "it has no `data`"),
    ({"data": None, "hasNext": False}, "`data` is not a list"),
    ({"data": {}, "hasNext": False}, "`data` is not a list"),
    ({"data": "text", "hasNext": False}, "`data` is not a list"),
    ({"data": []}, "`hasNext` is neither true nor false"),
    ({"data": [], "hasNext": None}, "`hasNext` is neither true nor false"),
    ({"data": [], "hasNext": "true", "next": "x"}, "`hasNext` is neither true nor false"),
    ({"data": [], "hasNext": 1, "next": "x"}, "`hasNext` is neither true nor false"),
    ({"data": [], "hasNext": False, "next": "x"}, "`next` without `hasNext`"),
    ({"data": [], "hasNext": True}, "`hasNext` without `next`"),
    ({"data": [], "hasNext": True, "next": ""}, "`hasNext` without `next`"),
    ({"data": [], "hasNext": True, "next": 7}, "`hasNext` without `next`"),
    ({"data": [None, None], "hasNext": False}, "no row has its `id`"),
    ({"data": [{}, {"id": None}, {"id": ""}, {"id": 7}], "hasNext": False}, "no row has its `id`"),
]


@pytest.mark.parametrize(("body", "reason"), BAD_PAGES, ids=lambda value: str(value)[:40])
def test_given_a_bad_page_when_it_comes_once_then_it_is_asked_for_again(
    client: LeverClient,
    requests_mock: Mocker,
    slept: list[float],
    body: Any,
    reason: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    requests_mock.get(f"{API}/opportunities", [{"json": body}, {"json": GOOD}])

    assert client.page(OPPORTUNITIES).items == [{"id": "a"}]
    assert len(slept) == 1
    assert f"/opportunities: {reason}" in caplog.text


@pytest.mark.parametrize(("body", "reason"), BAD_PAGES, ids=lambda value: str(value)[:40])
def test_given_a_bad_page_when_it_goes_on_then_the_endpoint_and_what_is_wrong_are_named(
    client: LeverClient, requests_mock: Mocker, slept: list[float], body: Any, reason: str
) -> None:
    requests_mock.get(f"{API}/opportunities/someone/offers", json=body)

    with pytest.raises(Unintelligible) as caught:
        client.page(OFFERS, parent_id="someone")

    assert f"/opportunities/:id/offers that cannot be used: {reason}." in str(caught.value.message)
    assert caught.value.endpoint == "/opportunities/:id/offers"
    assert slept


@pytest.mark.parametrize(
    "ending", [{"hasNext": False}, {"hasNext": False, "next": None}, {"hasNext": False, "next": ""}]
)
def test_given_has_next_is_false_then_the_list_ends(
    client: LeverClient, requests_mock: Mocker, ending: dict[str, Any]
) -> None:
    requests_mock.get(f"{API}/opportunities", json={"data": [], **ending})

    assert [found.next for found in client.pages(OPPORTUNITIES)] == [None]


def test_given_rows_without_a_key_among_others_then_they_are_skipped_with_one_warning_per_page(
    client: LeverClient, requests_mock: Mocker, caplog: pytest.LogCaptureFixture
) -> None:
    data = [{"text": "kept"}, {"text": ""}, {"text": None}, {"id": "no-text"}, None, "text", ["text"]]
    requests_mock.get(f"{API}/tags", json={"data": data, "hasNext": False})

    found = client.page(TAGS)

    assert found.items == [{"text": "kept"}]
    assert found.keyless == 6
    assert [record.getMessage() for record in caplog.records] == [
        "Lever: 6 of 7 rows in a page of /tags have no `text`. Nothing tells which they are, so they are skipped."
    ]


@pytest.mark.parametrize("cycle", [["x", "x"], ["x", "y", "x"], ["x", "y", "y"]])
def test_given_an_offset_that_comes_again_when_all_pages_are_read_then_it_ends_as_a_failure(
    client: LeverClient, requests_mock: Mocker, slept: list[float], cycle: list[str]
) -> None:
    requests_mock.get(f"{API}/opportunities", [page(offset) for offset in cycle])

    with pytest.raises(Unintelligible, match="leads back to a page that was read before"):
        list(client.pages(OPPORTUNITIES))
    assert slept


def test_given_an_offset_that_comes_again_once_when_asked_again_then_the_list_goes_on(
    client: LeverClient, requests_mock: Mocker, slept: list[float]
) -> None:
    requests_mock.get(f"{API}/opportunities", [page("x"), page("x"), page("y"), page()])

    assert [found.next for found in client.pages(OPPORTUNITIES)] == ["x", "y", None]
    assert len(slept) == 1


def test_given_the_offset_that_was_asked_with_when_one_page_is_read_then_it_is_a_bad_answer(
    client: LeverClient, requests_mock: Mocker, slept: list[float]
) -> None:
    requests_mock.get(f"{API}/opportunities", **page("x"))

    assert client.page(OPPORTUNITIES).next == "x"
    with pytest.raises(Unintelligible, match="leads back"):
        client.page(OPPORTUNITIES, offsets=["x"])
    assert slept


def test_given_a_list_without_pages_then_neither_limit_nor_offset_is_sent_nor_has_next_needed(
    client: LeverClient, requests_mock: Mocker
) -> None:
    requests_mock.get(f"{API}/requisition_fields", json={"data": [{"id": "f"}]})

    assert list(client.items(FIELDS)) == [{"id": "f"}]
    assert requests_mock.request_history[-1].query == ""


def test_given_a_list_without_pages_that_announces_more_then_rows_would_be_missing_and_it_fails(
    client: LeverClient, requests_mock: Mocker, slept: list[float]
) -> None:
    requests_mock.get(f"{API}/requisition_fields", json={"data": [{"id": "f"}], "hasNext": True, "next": "x"})

    with pytest.raises(Unintelligible, match="in a list that has no pages"):
        list(client.items(FIELDS))
    assert slept


@pytest.mark.parametrize("body", [[{"id": "f"}], {"data": {"id": "f"}}, {"data": [{"id": "f"}]}])
def test_given_an_endpoint_with_several_envelopes_then_each_is_read(
    client: LeverClient, requests_mock: Mocker, body: Any
) -> None:
    requests_mock.get(f"{API}/opportunities/someone/files", json=body)

    assert list(client.items(FILES, parent_id="someone")) == [{"id": "f"}]


@pytest.mark.parametrize("body", [{"id": "f"}, {"data": {}}, {"data": None}, [None], [{"name": "no key"}]])
def test_given_an_endpoint_with_several_envelopes_then_nothing_else_is_read(
    client: LeverClient, requests_mock: Mocker, slept: list[float], body: Any
) -> None:
    requests_mock.get(f"{API}/opportunities/someone/files", json=body)

    with pytest.raises(Unintelligible):
        list(client.items(FILES, parent_id="someone"))
    assert slept


def test_given_one_object_then_it_is_what_data_holds(client: LeverClient, requests_mock: Mocker) -> None:
    requests_mock.get(f"{API}/postings/p/apply", json={"data": {"id": "p", "text": "Form"}})

    assert client.object(POSTING_FORM, parent_id="p") == {"id": "p", "text": "Form"}
    assert requests_mock.request_history[-1].query == ""


@pytest.mark.parametrize(
    "body",
    [
        [],
        {},
        {"data": []},
        {"data": [{"id": "p"}]},
        {"data": None},
        {"data": "Form"},
        {"data": {}},
        {"data": {"text": "F"}},
    ],
)
def test_given_no_object_where_one_belongs_then_it_is_a_bad_answer(
    client: LeverClient, requests_mock: Mocker, slept: list[float], body: Any
) -> None:
    requests_mock.get(f"{API}/postings/p/apply", json=body)

    with pytest.raises(Unintelligible, match="/postings/:id/apply"):
        client.object(POSTING_FORM, parent_id="p")
    assert slept


def test_given_a_list_when_it_is_only_checked_then_one_record_is_asked_for(
    client: LeverClient, requests_mock: Mocker
) -> None:
    requests_mock.get(f"{API}/opportunities", json={"data": [{"id": "a"}], "hasNext": True, "next": "x"})

    assert client.readable(OPPORTUNITIES, {"confidentiality": "all"}) == {"id": "a"}
    assert requests_mock.request_history[-1].query == "confidentiality=all&limit=1"


def test_given_an_empty_list_when_it_is_only_checked_then_there_is_no_record(
    client: LeverClient, requests_mock: Mocker
) -> None:
    requests_mock.get(f"{API}/tags", json={"data": [], "hasNext": False})

    assert client.readable(TAGS) is None


def test_given_one_object_when_it_is_only_checked_then_it_is_the_record(
    client: LeverClient, requests_mock: Mocker
) -> None:
    requests_mock.get(f"{API}/opportunities/someone", json={"data": {"id": "someone"}})

    assert client.readable(OPPORTUNITY, parent_id="someone") == {"id": "someone"}


def test_given_nothing_there_when_it_is_only_checked_then_it_is_not_found(
    client: LeverClient, requests_mock: Mocker
) -> None:
    requests_mock.get(f"{API}/opportunities/someone", status_code=404, json={"code": "ResourceNotFound", "message": ""})

    with pytest.raises(NotFound) as caught:
        client.readable(OPPORTUNITY, parent_id="someone")
    assert caught.value.endpoint == "/opportunities/:id"


def test_given_an_id_that_cannot_be_part_of_an_address_then_nothing_is_asked(
    client: LeverClient, requests_mock: Mocker
) -> None:
    with pytest.raises(Unintelligible, match="cannot be part of an address"):
        client.page(OFFERS, parent_id="..")
    assert requests_mock.call_count == 0
