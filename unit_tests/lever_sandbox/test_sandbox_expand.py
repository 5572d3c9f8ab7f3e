"""`expand` and `include`."""

from __future__ import annotations

import pytest

from lever_sandbox import Sandbox
from unit_tests.lever_sandbox.lever_client import Lever


def test_given_expand_applications_then_objects_stand_where_ids_stood(lever: Lever) -> None:
    plain = lever.read_all("/opportunities")
    expanded = lever.read_all("/opportunities", expand="applications")
    for before, after in zip(plain, expanded, strict=True):
        assert [item["id"] for item in after["applications"]] == before["applications"]
        assert {**after, "applications": before["applications"]} == before
        for application in after["applications"]:
            assert application["opportunityId"] == application["candidateId"] == before["id"]


def test_given_several_names_then_all_are_expanded(lever: Lever) -> None:
    names = ["applications", "stage", "owner", "followers", "sourcedBy", "contact"]
    records = lever.read_all("/opportunities", expand=names)
    with_owner = next(item for item in records if item["owner"])
    assert set(with_owner["stage"]) == {"id", "text"}
    assert with_owner["owner"]["email"]
    assert with_owner["contact"]["location"].keys() == {"name"}
    assert all(item["sourcedBy"] is None or item["sourcedBy"]["id"] for item in records)


def test_given_a_name_that_cannot_be_expanded_then_400_says_which(lever: Lever) -> None:
    answer = lever.ask("/opportunities", expand="posting")
    assert answer.status_code == 400
    assert answer.json() == {"code": "BadRequestError", "message": "posting is not expandable"}


def test_given_include_then_only_the_named_fields_come(lever: Lever) -> None:
    records = lever.read("/opportunities", include="followers")
    assert all(set(item) == {"id", "followers"} for item in records)


@pytest.mark.parametrize(
    ("child", "name"),
    [("interviews", "user"), ("interviews", "feedbackForms"), ("panels", "stage"), ("feedback", "user")],
)
def test_given_a_child_list_then_its_own_names_expand(lever: Lever, sandbox: Sandbox, child: str, name: str) -> None:
    for identifier in sandbox.account.find_opportunities(has_interviews=True)[:10]:
        for record in lever.read(f"/opportunities/{identifier}/{child}", expand=name):
            value = record[name]
            assert value is None or isinstance(value, dict) or all(isinstance(item, dict) for item in value)
