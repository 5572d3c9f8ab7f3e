"""The generated company: the same every time, every case in it, nothing that refers to nothing by accident."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from lever_sandbox import Account
from lever_sandbox.clock import DATA_NOW, DAY
from lever_sandbox.offers import STATUSES
from lever_sandbox.pay import PER_YEAR
from lever_sandbox.postings import STATES
from lever_sandbox.timeline import UPDATED_AT_SINCE
from unit_tests.lever_sandbox.lever_client import NOW

SIZE = 600


@pytest.fixture(scope="module")
def account() -> Account:
    return Account(SIZE, seed=11, now=NOW)


@pytest.fixture(scope="module")
def opportunities(account: Account) -> list[dict[str, Any]]:
    return [account.opportunity(one) for one in account.find_opportunities(confidential=None)]


@pytest.fixture(scope="module")
def applications(account: Account) -> list[dict[str, Any]]:
    found = [account.application(one) for one in account.find_opportunities(confidential=None)]
    return [application for application in found if application]


@pytest.fixture(scope="module")
def postings(account: Account) -> list[dict[str, Any]]:
    return [account.posting(one) for one in account.find_postings(confidential=None)]


def everything(account: Account) -> list[bytes]:
    return [
        row.head + row.application + row.tail + b"".join(row.interviews + row.offers) for row in account.rows.values()
    ]


def test_given_the_same_arguments_then_the_same_bytes() -> None:
    assert everything(Account(90, seed=4)) == everything(Account(90, seed=4))
    assert everything(Account(90, seed=4)) != everything(Account(90, seed=5))


def test_given_no_instant_then_the_data_looks_back_from_a_constant() -> None:
    account = Account(90, seed=4)
    newest = max(row.created_at for row in account.rows.values())
    assert newest <= DATA_NOW < account.now


def test_given_less_growth_then_less_of_the_account_is_new() -> None:
    def share_of_the_last_quarter(growth: float) -> float:
        created = [row.created_at for row in Account(1_500, now=NOW, growth=growth).rows.values()]
        return sum(at > NOW - 90 * DAY for at in created) / len(created)

    shares = [share_of_the_last_quarter(growth) for growth in (3, 1.75, 1.2, 1)]

    assert shares == sorted(shares, reverse=True)
    assert shares[0] > 3 * shares[-1] > 0


@pytest.mark.parametrize("size", [0, 1, 7, 30])
def test_given_a_tiny_account_then_it_works(size: int) -> None:
    account = Account(size)
    assert account.expected_counts(confidential=True)["candidates"] == size
    assert account.expected_counts(confidential=True)["jobs"] == 12


def test_given_a_small_account_then_every_kind_of_opportunity_is_in_it() -> None:
    account = Account(60, seed=2, now=NOW)
    rows = [account.opportunity(one) for one in account.find_opportunities(confidential=None)]
    hired = {reason["id"] for reason in account.archive_reasons() if reason["type"] == "hired"}
    assert any(not item["applications"] and not item["archived"] for item in rows)
    assert any(not item["applications"] and item["archived"] for item in rows)
    assert any(item["archived"] and item["archived"]["reason"] in hired for item in rows)
    assert any(item["archived"] and item["archived"]["reason"] not in hired for item in rows)
    assert any(
        item["archived"] and item["stageChanges"][-1]["updatedAt"] > item["archived"]["archivedAt"] for item in rows
    )
    assert any(item["confidentiality"] == "confidential" for item in rows)
    assert any(item["isAnonymized"] for item in rows)
    assert any(item["name"] == item["headline"] == item["location"] == "" for item in rows)
    assert any(item["owner"] is None for item in rows)
    assert any(item["updatedAt"] is None for item in rows)
    assert any(item["name"] and " " not in item["name"] for item in rows)
    assert any(not item["tags"] for item in rows)
    assert any(len(item["tags"]) > 12 for item in rows)
    assert max(Counter(item["contact"] for item in rows).values()) > 1
    statuses = {offer["status"] for item in rows for offer in account.offers(item["id"])}
    assert statuses == set(STATUSES)
    assert any(interview["date"] > NOW for item in rows for interview in account.interviews(item["id"]))


def test_most_rows_from_before_updated_at_have_none_and_newer_ones_have(opportunities: list[dict[str, Any]]) -> None:
    old = [item for item in opportunities if item["createdAt"] < UPDATED_AT_SINCE]
    newer = [item for item in opportunities if item["createdAt"] >= UPDATED_AT_SINCE]
    assert 0.8 < sum(item["updatedAt"] is None for item in old) / len(old) < 1
    assert all(item["updatedAt"] for item in newer)


def test_more_rows_share_one_instant_than_fit_a_page(opportunities: list[dict[str, Any]]) -> None:
    ((_, most),) = Counter(item["createdAt"] for item in opportunities).most_common(1)
    assert most > 100


def test_shares_are_as_in_a_real_account(account: Account) -> None:
    everybody = account.find_opportunities(confidential=None)
    with_interviews = account.find_opportunities(confidential=None, has_interviews=True)
    with_offers = account.find_opportunities(confidential=None, has_offers=True)
    leads = account.find_opportunities(confidential=None, has_application=False)
    assert 0.18 < len(with_interviews) / len(everybody) < 0.32
    assert 0.04 < len(with_offers) / len(everybody) < 0.14
    assert 0.02 < len(leads) / len(everybody) < 0.12


def test_every_question_type_is_asked_and_answered_or_left_open(
    account: Account, applications: list[dict[str, Any]]
) -> None:
    asked = {field["type"] for one in account.find_postings() for field in account.questions(one)}
    known = {
        "text", "textarea", "dropdown", "multiple-choice", "multiple-select", "yes-no", "file-upload", "date",
        "currency", "score", "university", "note",
    }  # fmt: skip
    assert known < asked
    forms = [form for application in applications for form in application["customQuestions"]]
    assert {form["type"] for form in forms} == {"posting", "referral"}
    values: dict[str, set[bool]] = {}
    for form in forms:
        for field in form["fields"]:
            values.setdefault(field["type"], set()).add(field["value"] in (None, []))
    assert {kind for kind, seen in values.items() if seen == {True, False}} >= known - {"note"}


def test_every_state_channel_interval_and_workplace_is_there(postings: list[dict[str, Any]]) -> None:
    assert {item["state"] for item in postings} == set(STATES)
    assert {tuple(item["distributionChannels"] or ()) for item in postings} >= {(), ("internal",), ("public",)}
    assert {item["workplaceType"] for item in postings} == {"onsite", "remote", "hybrid", "unspecified"}
    assert {item["salaryRange"]["interval"] for item in postings if "salaryRange" in item} >= set(PER_YEAR)
    assert any("salaryRange" not in item for item in postings)
    assert any(item["owner"] is None for item in postings)
    assert any(item["hiringManager"] is None for item in postings)
    assert any(item["hiringManager"] == item["owner"] for item in postings)
    assert {item["confidentiality"] for item in postings} == {"confidential", "non-confidential"}


def test_users_include_the_odd_ones(account: Account) -> None:
    users = account.users()
    assert any(user["deactivatedAt"] for user in users)
    assert any(" " not in user["name"] for user in users)
    assert any(user["name"] != " ".join(user["name"].split()) for user in users)
    assert any("jobTitle" not in user for user in users)
    assert any(" " not in user["accessRole"] and "-" in user["accessRole"] for user in users)


def test_ids_in_records_exist_except_the_documented_ones(
    account: Account,
    opportunities: list[dict[str, Any]],
    applications: list[dict[str, Any]],
    postings: list[dict[str, Any]],
) -> None:
    users = {user["id"] for user in account.users()} | {account.company.missing_user_id, None}
    stages = {stage["id"] for stage in account.stages()}
    reasons = {reason["id"] for reason in account.archive_reasons()}
    posting_ids = {posting["id"] for posting in postings}
    application_ids = {application["id"] for application in applications}
    requisition_ids = {item["id"] for item in account.requisitions}
    for posting in postings:
        assert {posting["owner"], posting["hiringManager"], posting["user"]} <= users
    for item in opportunities:
        assert item["stage"] in stages
        assert {change["toStageId"] for change in item["stageChanges"]} <= stages | {account.company.retired_stage_id}
        assert {item["owner"], item["sourcedBy"], *item["followers"]} <= users
        assert item["archived"] is None or item["archived"]["reason"] in reasons
        times = [change["updatedAt"] for change in item["stageChanges"]]
        assert times == sorted(times)
        assert item["createdAt"] <= times[0]
    for application in applications:
        assert application["posting"] in posting_ids
        assert {application["postingOwner"], application["postingHiringManager"], application["user"]} <= users
        hire = application["requisitionForHire"]
        assert hire is None or hire["id"] in requisition_ids
    for item in opportunities:
        for interview in account.interviews(item["id"]):
            assert {person["id"] for person in interview["interviewers"]} | {interview["user"]} <= users
            assert set(interview["postings"]) <= posting_ids
        for offer in account.offers(item["id"]):
            fields = {field["identifier"]: field["value"] for field in offer["fields"]}
            assert fields["job_posting"] in application_ids
            assert offer["creator"] in users


def test_an_opportunity_is_confidential_through_its_posting(
    account: Account, opportunities: list[dict[str, Any]]
) -> None:
    for item in opportunities:
        application = account.application(item["id"])
        expected = account.posting(application["posting"])["confidentiality"] if application else "non-confidential"
        assert item["confidentiality"] == expected


def test_every_time_is_whole_milliseconds(opportunities: list[dict[str, Any]]) -> None:
    for item in opportunities:
        for name in ("createdAt", "lastInteractionAt", "lastAdvancedAt"):
            assert type(item[name]) is int
        assert item["createdAt"] <= item["lastInteractionAt"]
