"""Filters of /opportunities."""

from __future__ import annotations

from typing import Any

import pytest

from lever_sandbox import Sandbox
from unit_tests.lever_sandbox.lever_client import NOW, Lever


def ids(records: list[dict[str, Any]]) -> set[str]:
    return {record["id"] for record in records}


def test_given_time_bounds_then_both_ends_are_inclusive(lever: Lever) -> None:
    everybody = lever.read_all("/opportunities")
    middle = sorted(item["createdAt"] for item in everybody)[len(everybody) // 2]
    expected = ids([item for item in everybody if item["createdAt"] == middle])
    assert ids(lever.read_all("/opportunities", created_at_start=middle, created_at_end=middle)) == expected
    before = lever.read_all("/opportunities", created_at_end=middle - 1)
    after = lever.read_all("/opportunities", created_at_start=middle + 1)
    assert len(before) + len(expected) + len(after) == len(everybody)


def test_given_a_null_updated_at_then_no_updated_filter_ever_returns_the_row(lever: Lever) -> None:
    everybody = lever.read_all("/opportunities")
    never = ids([item for item in everybody if item["updatedAt"] is None])
    assert never
    assert ids(lever.read_all("/opportunities", updated_at_start=0)) == ids(everybody) - never


def test_given_the_switch_then_every_updated_filter_returns_the_rows_without_updated_at_too(
    lever: Lever, sandbox: Sandbox
) -> None:
    everybody = lever.read_all("/opportunities")
    never = ids([item for item in everybody if item["updatedAt"] is None])
    assert lever.read("/opportunities", updated_at_start=NOW + 1) == []
    sandbox.settings.updated_filter_yields_nulls = True
    assert ids(lever.read_all("/opportunities", updated_at_start=NOW + 1)) == never


@pytest.mark.parametrize(("name", "attribute"), [("updated_at", "updatedAt"), ("advanced_at", "lastAdvancedAt")])
def test_given_a_narrow_or_a_wide_span_then_rows_within_it_in_list_order(
    lever: Lever, name: str, attribute: str
) -> None:
    everybody = lever.read_all("/opportunities")
    for start, end in ((0, NOW), (NOW - 90 * 86_400_000, NOW), (NOW - 5 * 86_400_000, NOW)):
        expected = [item["id"] for item in everybody if item[attribute] and start <= item[attribute] <= end]
        found = lever.read_all("/opportunities", limit=10, **{f"{name}_start": start, f"{name}_end": end})
        assert [item["id"] for item in found] == expected


def test_given_created_and_updated_spans_then_both_hold(lever: Lever) -> None:
    start = NOW - 300 * 86_400_000
    found = lever.read_all("/opportunities", created_at_start=start, updated_at_start=start)
    everybody = lever.read_all("/opportunities")
    assert ids(found) == ids(
        [item for item in everybody if item["createdAt"] >= start and (item["updatedAt"] or 0) >= start]
    )


@pytest.mark.parametrize("value", ["yesterday", "2024-01-01T00:00:00Z", "1.5"])
def test_given_a_malformed_timestamp_then_400(lever: Lever, value: str) -> None:
    assert lever.ask("/opportunities", updated_at_start=value).status_code == 400


def test_given_no_confidentiality_then_confidential_rows_are_silently_missing(lever: Lever, sandbox: Sandbox) -> None:
    hidden = set(sandbox.account.find_opportunities(confidential=True))
    everybody = ids(lever.read_all("/opportunities", confidentiality="all"))
    assert hidden
    assert hidden < everybody
    assert ids(lever.read_all("/opportunities")) == everybody - hidden
    assert ids(lever.read_all("/opportunities", confidentiality="confidential")) == hidden


def test_given_repeated_values_then_their_union_and_across_parameters_all_must_hold(lever: Lever) -> None:
    everybody = lever.read_all("/opportunities")
    stages = ["lead-new", "offer"]
    found = lever.read_all("/opportunities", stage_id=stages)
    assert ids(found) == ids([item for item in everybody if item["stage"] in stages])
    archived = lever.read_all("/opportunities", stage_id=stages, archived="true")
    assert ids(archived) == ids([item for item in found if item["archived"]])


def test_given_a_tag_then_its_case_matters(lever: Lever) -> None:
    upper, lower = (ids(lever.read_all("/opportunities", tag=tag)) for tag in ("Remote OK", "remote ok"))
    assert upper
    assert lower
    assert upper != lower


@pytest.mark.parametrize(
    ("parameter", "read"),
    [
        ("contact_id", lambda item: item["contact"]),
        ("origin", lambda item: item["origin"]),
        ("archive_reason_id", lambda item: item["archived"] and item["archived"]["reason"]),
        ("source", lambda item: item["sources"][0] if item["sources"] else None),
        ("email", lambda item: item["emails"][0] if item["emails"] else None),
        ("location", lambda item: item.get("opportunityLocation")),
    ],
)
def test_given_another_filter_then_only_rows_that_have_the_value(lever: Lever, parameter: str, read: Any) -> None:
    everybody = lever.read_all("/opportunities")
    value = next(read(item) for item in everybody if read(item))
    found = lever.read_all("/opportunities", **{parameter: value})
    assert ids([item for item in everybody if read(item) == value]) <= ids(found)
    assert len(found) < len(everybody)


def test_given_a_posting_then_its_opportunities_archived_ones_on_request(lever: Lever) -> None:
    everybody = lever.read_all("/opportunities", expand="applications")
    posting = next(item["applications"][0]["posting"] for item in everybody if item["applications"])
    own = [item for item in everybody if item["applications"] and item["applications"][0]["posting"] == posting]
    assert ids(lever.read_all("/opportunities", posting_id=posting)) == ids(own)
    archived = ids([item for item in own if item["applications"][0]["archived"]])
    assert ids(lever.read_all("/opportunities", archived_posting_id=posting)) == archived


def test_given_snoozed_then_only_rows_whose_snooze_lies_ahead(lever: Lever) -> None:
    found = lever.read_all("/opportunities", snoozed="true")
    assert found
    assert all(item["snoozedUntil"] > NOW for item in found)


def test_given_a_parameter_lever_does_not_know_then_it_is_ignored_and_noted(lever: Lever, sandbox: Sandbox) -> None:
    assert lever.ask("/opportunities", updatedSince=1).status_code == 200
    assert sandbox.requests.summary()["unknown_parameters"] == {"/opportunities updatedSince": 1}
