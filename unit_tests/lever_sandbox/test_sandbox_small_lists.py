"""Users, stages, archive reasons, tags and the undocumented /disposition_stages."""

from __future__ import annotations

from lever_sandbox import Sandbox
from unit_tests.lever_sandbox.lever_client import Lever


def test_given_no_parameter_then_deactivated_users_are_missing(lever: Lever, sandbox: Sandbox) -> None:
    active = lever.read_all("/users")
    everybody = lever.read_all("/users", includeDeactivated="true")
    assert all(user["deactivatedAt"] is None for user in active)
    assert len(active) < len(everybody) == sandbox.account.expected_counts()["users"]


def test_given_one_user_by_id_then_a_single_object(lever: Lever, sandbox: Sandbox) -> None:
    user = sandbox.account.users()[0]
    assert lever.read(f"/users/{user['id']}") == user
    assert lever.ask(f"/users/{sandbox.account.company.missing_user_id}").status_code == 404


def test_stages_come_in_pipeline_order_with_id_and_text_only(lever: Lever, sandbox: Sandbox) -> None:
    expected = [{"id": stage["id"], "text": stage["text"]} for stage in sandbox.account.stages()]
    assert lever.read_all("/stages", limit=4) == expected
    assert lever.read("/stages/lead-new") == expected[0]


def test_disposition_stages_tell_pipeline_and_rank_and_null_for_non_hired(lever: Lever) -> None:
    answer = lever.read("/disposition_stages")
    assert {stage["pipeline"] for stage in answer["stages"]} == {"lead", "applicant", "screen", "onsite", "offer"}
    assert {reason["type"] for reason in answer["archiveReasons"]} == {"hired", None}


def test_given_a_type_then_only_archive_reasons_of_it(lever: Lever, sandbox: Sandbox) -> None:
    hired = lever.read_all("/archive_reasons", type="hired")
    others = lever.read_all("/archive_reasons", type="non-hired")
    assert {item["type"] for item in hired} == {"hired"}
    assert len(others) == sandbox.account.expected_counts()["rejection_reasons"]
    assert {item["status"] for item in others} == {"active", "inactive"}


def test_given_tags_then_counts_say_how_many_opportunities_carry_them(lever: Lever) -> None:
    counts = {tag["text"]: tag["count"] for tag in lever.read_all("/tags")}
    everybody = lever.read_all("/opportunities", confidentiality="all")
    assert counts["VIP"] == sum("VIP" in item["tags"] for item in everybody)
    assert counts["Uncharted"] == 0
    assert {tag for item in everybody for tag in item["tags"]} <= set(counts)


def test_given_a_contact_then_its_location_is_an_object(lever: Lever) -> None:
    opportunity = next(item for item in lever.read("/opportunities") if item["location"])
    contact = lever.read(f"/contacts/{opportunity['contact']}")
    assert contact["location"] == {"name": opportunity["location"]}
