from __future__ import annotations

from typing import Any

import pytest

from source_lever_unified.streams.jobs import Jobs
from source_lever_unified.unified.account import Account
from unit_tests.lever_objects import (
    ACCOUNT,
    MANAGER,
    POSTING,
    RECRUITER,
    SYNC_START,
    SYNC_START_TEXT,
    only,
    posting,
)

jobs = Jobs.rows


def categories(**changes: Any) -> dict[str, Any]:
    return {**posting()["categories"], **changes}


def test_a_job_is_a_posting() -> None:
    lever = posting()
    row = only(jobs(lever, ACCOUNT))
    assert row == {
        "id": ACCOUNT.id("job", POSTING),
        "changed_at": "2025-05-02T00:00:00.000Z",
        "remote_deleted_at": None,
        "account_key": None,
        "remote_id": POSTING,
        "remote_data": {"/postings": lever},
        "remote_created_at": "2025-05-01T00:00:00.000Z",
        "remote_updated_at": "2025-05-02T00:00:00.000Z",
        "name": "Signal engineer",
        "job_code": "OPS-7",
        "requisition_codes": ["OPS-7", "OPS-8"],
        "description_sections": [{"title": "You bring", "html": "<li>Calm</li>"}],
        "tags": [],
        "description": "<div>Keep trains apart.</div><h3>You bring</h3><ul><li>Calm</li></ul><div>Write to us.</div>",
        "confidential": False,
        "remote_confidentiality": "non-confidential",
        "status": "OPEN",
        "remote_state": "published",
        "visibility": "PUBLIC",
        "remote_distribution_channels": ["internal", "public"],
        "employment_type": "FULL_TIME",
        "remote_commitment": "Full-time",
        "department": "Operations",
        "department_id": ACCOUNT.id("department", "department", "Operations"),
        "team": "Signalling",
        "team_id": ACCOUNT.id("department", "team", "Operations", "Signalling"),
        "experience_level": None,
        "remote_work_status": "HYBRID",
        "remote_workplace_type": "hybrid",
        "salary_amount": None,
        "salary_amount_from": 40000,
        "salary_amount_to": 52000,
        "salary_currency": "EUR",
        "salary_period": "YEAR",
        "remote_salary_interval": "per-year-salary",
        "location": {"raw": "Granada", "country": "ES"},
        "locations": [{"raw": "Granada", "country": "ES"}, {"raw": "Sevilla", "country": None}],
        "office_ids": [ACCOUNT.id("office", "Granada"), ACCOUNT.id("office", "Sevilla")],
        "post_url": f"https://jobs.lever.co/bluebird/{POSTING}",
        "remote_url": f"https://hire.lever.co/jobs/postings/edit/{POSTING}",
        "opened_at": "2025-05-01T00:00:00.000Z",
        "closed_at": None,
        "contact_id": ACCOUNT.id("user", RECRUITER),
        "owner_id": ACCOUNT.id("user", RECRUITER),
        "hiring_manager_id": ACCOUNT.id("user", MANAGER),
        "creator_id": ACCOUNT.id("user", RECRUITER),
        "follower_ids": [],
        "hiring_team": {
            "hiring_managers": [{"id": ACCOUNT.id("user", MANAGER), "name": "Tom Weiss"}],
            "recruiters": [{"id": ACCOUNT.id("user", RECRUITER), "name": "Lena Okafor"}],
        },
        "custom_fields": {},
        "integration_fields": row["integration_fields"],
    }
    assert [field["key"] for field in row["integration_fields"] or []] == ["urls"]


def test_given_a_team_without_a_department_then_there_is_no_department_to_join() -> None:
    row = only(jobs(posting(categories=categories(department=None)), ACCOUNT))
    assert (row["department"], row["department_id"]) == ("Signalling", None)
    assert row["team_id"] == ACCOUNT.id("department", "team", "", "Signalling")


def test_given_an_old_code_only_then_it_is_the_code() -> None:
    row = only(jobs(posting(requisitionCodes=None), ACCOUNT))
    assert (row["job_code"], row["requisition_codes"]) == ("OPS-7", ["OPS-7"])


def test_given_no_code_then_there_is_none() -> None:
    row = only(jobs(posting(requisitionCodes=[], reqCode=None), ACCOUNT))
    assert (row["job_code"], row["requisition_codes"]) == (None, [])


@pytest.mark.parametrize(
    ("state", "status", "opened_at", "closed_at"),
    [
        ("published", "OPEN", "2025-05-01T00:00:00.000Z", None),
        ("internal", "OPEN", "2025-05-01T00:00:00.000Z", None),
        ("closed", "CLOSED", "2025-05-01T00:00:00.000Z", "2025-05-02T00:00:00.000Z"),
        ("draft", "DRAFT", None, None),
        ("pending", "DRAFT", None, None),
        ("rejected", "ARCHIVED", None, None),
        ("On Hold", "On Hold", "2025-05-01T00:00:00.000Z", None),
    ],
)
def test_a_state_gives_status_and_times(state: str, status: str, opened_at: str | None, closed_at: str | None) -> None:
    row = only(jobs(posting(state=state), ACCOUNT))
    assert (row["status"], row["remote_state"]) == (status, state)
    assert (row["opened_at"], row["closed_at"]) == (opened_at, closed_at)


@pytest.mark.parametrize(
    ("state", "channels", "confidentiality", "visibility"),
    [
        ("published", ["public"], "confidential", "CONFIDENTIAL"),
        ("draft", None, "confidential", "CONFIDENTIAL"),
        ("internal", None, "non-confidential", "UNLISTED"),
        ("published", ["public", "internal"], "non-confidential", "PUBLIC"),
        ("published", ["public"], "non-confidential", "PUBLIC"),
        ("published", ["internal"], "non-confidential", "INTERNAL"),
        ("published", ["partners"], "non-confidential", None),
        ("published", [], "non-confidential", None),
        ("published", None, "non-confidential", None),
        ("closed", ["public"], "non-confidential", None),
        ("draft", None, "non-confidential", None),
        ("pending", None, "non-confidential", None),
        ("rejected", None, "non-confidential", None),
    ],
)
def test_visibility(state: str, channels: list[str] | None, confidentiality: str, visibility: str | None) -> None:
    lever = posting(state=state, distributionChannels=channels, confidentiality=confidentiality)
    row = only(jobs(lever, ACCOUNT))
    assert row["visibility"] == visibility
    assert row["confidential"] is (confidentiality == "confidential")


@pytest.mark.parametrize(
    ("workplace", "status"),
    [
        ("remote", "REMOTE"),
        ("hybrid", "HYBRID"),
        ("onsite", "ON_SITE"),
        ("on-site", "ON_SITE"),
        ("unspecified", None),
        ("Moonbase", "Moonbase"),
        (None, None),
    ],
)
def test_workplace(workplace: str | None, status: str | None) -> None:
    row = only(jobs(posting(workplaceType=workplace), ACCOUNT))
    assert (row["remote_work_status"], row["remote_workplace_type"]) == (status, workplace)


def test_given_no_department_then_the_team_stands_in() -> None:
    row = only(jobs(posting(categories=categories(department=None)), ACCOUNT))
    assert (row["department"], row["team"]) == ("Signalling", "Signalling")


@pytest.mark.parametrize(
    ("codes", "old_code", "job_code"),
    [(["A", "B"], "B", "A"), ([], "OPS-7", "OPS-7"), (None, None, None), ([""], "", None)],
)
def test_job_code_is_the_first_requisition_code(codes: Any, old_code: Any, job_code: str | None) -> None:
    assert only(jobs(posting(requisitionCodes=codes, reqCode=old_code), ACCOUNT))["job_code"] == job_code


def test_salary_numbers_may_come_as_strings() -> None:
    salary = {"min": "25.5", "max": "25.5", "currency": "USD", "interval": "per-hour-wage"}
    row = only(jobs(posting(salaryRange=salary), ACCOUNT))
    assert (row["salary_amount"], row["salary_amount_from"], row["salary_amount_to"]) == (25.5, 25.5, 25.5)
    assert row["salary_period"] == "HOUR"


def test_a_salary_interval_without_a_unified_word_passes_through() -> None:
    salary = {"min": 1, "max": 2, "currency": "USD", "interval": "semi-month-salary"}
    row = only(jobs(posting(salaryRange=salary), ACCOUNT))
    assert row["salary_period"] == row["remote_salary_interval"] == "semi-month-salary"


def test_given_no_salary_range_then_all_of_it_is_null() -> None:
    lever = posting()
    del lever["salaryRange"]
    row = only(jobs(lever, ACCOUNT))
    keys = ("salary_amount", "salary_amount_from", "salary_amount_to", "salary_currency", "salary_period")
    assert [row[key] for key in keys] == [None] * 5  # type: ignore[literal-required]


@pytest.mark.parametrize(
    ("location", "all_locations", "country", "expected"),
    [
        ("Granada", ["Granada"], "ES", [{"raw": "Granada", "country": "ES"}]),
        ("Granada", None, "ES", [{"raw": "Granada", "country": "ES"}]),
        (None, ["Jaén"], None, [{"raw": "Jaén", "country": None}]),
        (None, None, "ES", [{"raw": None, "country": "ES"}]),
        (None, [], None, []),
    ],
)
def test_locations(location: Any, all_locations: Any, country: Any, expected: list[Any]) -> None:
    lever = posting(categories=categories(location=location, allLocations=all_locations), country=country)
    row = only(jobs(lever, ACCOUNT))
    assert row["locations"] == expected
    assert row["location"] == (expected[0] if expected else None)


def test_given_only_plain_text_then_it_is_escaped() -> None:
    content = {
        "description": "Safety & speed\n<fast>",
        "descriptionHtml": "",
        "lists": [{"text": "A & B", "content": "<li>1</li>"}, {"text": "", "content": ""}, None],
        "closing": None,
    }
    row = only(jobs(posting(content=content), ACCOUNT))
    assert row["description"] == ("<p>Safety &amp; speed<br>&lt;fast&gt;</p><h3>A &amp; B</h3><ul><li>1</li></ul>")


def test_given_no_content_then_the_description_is_null() -> None:
    assert only(jobs(posting(content={"description": "", "lists": []}), ACCOUNT))["description"] is None


def test_given_a_draft_without_urls_then_it_still_has_a_page_in_lever() -> None:
    sandbox = Account(synced_at=SYNC_START, app_url="https://hire.sandbox.lever.co")
    row = only(jobs(posting(state="draft", urls=None), sandbox))
    assert row["post_url"] is None
    assert row["remote_url"] == f"https://hire.sandbox.lever.co/jobs/postings/edit/{POSTING}"


def test_given_users_may_not_be_read_then_names_are_null_and_ids_stay() -> None:
    row = only(jobs(posting(), Account(synced_at=SYNC_START)))
    assert row["hiring_team"] == {
        "hiring_managers": [{"id": ACCOUNT.id("user", MANAGER), "name": None}],
        "recruiters": [{"id": ACCOUNT.id("user", RECRUITER), "name": None}],
    }


def test_given_nobody_in_charge_then_the_team_is_empty() -> None:
    row = only(jobs(posting(owner=None, hiringManager=None), ACCOUNT))
    assert row["hiring_team"] == {"hiring_managers": [], "recruiters": []}
    assert row["contact_id"] is None


def test_given_an_expanded_owner_then_it_brings_its_name() -> None:
    row = only(jobs(posting(owner={"id": "u", "name": "Eve Ott"}), ACCOUNT))
    assert row["hiring_team"] is not None
    assert row["hiring_team"]["recruiters"] == [{"id": ACCOUNT.id("user", "u"), "name": "Eve Ott"}]


@pytest.mark.parametrize(
    ("times", "changed_at"),
    [
        ({"updatedAt": None}, "2025-05-01T00:00:00.000Z"),
        ({"updatedAt": None, "createdAt": None}, SYNC_START_TEXT),
    ],
)
def test_changed_at_falls_back(times: dict[str, None], changed_at: str) -> None:
    assert only(jobs(posting(**times), ACCOUNT))["changed_at"] == changed_at


def test_without_a_usable_id_there_is_no_row() -> None:
    assert list(jobs(posting(id=None), ACCOUNT)) == []
