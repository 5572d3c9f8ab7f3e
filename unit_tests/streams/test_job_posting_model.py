from __future__ import annotations

import pytest

from source_lever_unified.streams.job_postings import JobPostings
from source_lever_unified.streams.jobs import Jobs
from unit_tests.lever_objects import ACCOUNT, POSTING, only, posting

job_postings = JobPostings.rows
jobs = Jobs.rows


def test_a_job_posting_is_the_same_posting_with_an_id_of_its_own() -> None:
    lever = posting()
    assert only(job_postings(lever, ACCOUNT)) == {
        "id": ACCOUNT.id("job_posting", POSTING),
        "changed_at": "2025-05-02T00:00:00.000Z",
        "remote_deleted_at": None,
        "account_key": None,
        "remote_id": POSTING,
        "remote_data": {"/postings": lever},
        "remote_created_at": "2025-05-01T00:00:00.000Z",
        "remote_updated_at": "2025-05-02T00:00:00.000Z",
        "job_id": only(jobs(lever, ACCOUNT))["id"],
        "title": "Signal engineer",
        "description_html": only(jobs(lever, ACCOUNT))["description"],
        "status": "ACTIVE",
        "remote_state": "published",
        "visibility": "PUBLIC",
        "remote_distribution_channels": ["internal", "public"],
        "url": f"https://jobs.lever.co/bluebird/{POSTING}",
        "apply_url": f"https://jobs.lever.co/bluebird/{POSTING}/apply",
    }


@pytest.mark.parametrize(
    ("state", "status"),
    [
        ("published", "ACTIVE"),
        ("internal", "ACTIVE"),
        ("closed", "INACTIVE"),
        ("rejected", "INACTIVE"),
        ("draft", "DRAFT"),
        ("pending", "DRAFT"),
        ("on-hold", None),
        (None, None),
    ],
)
def test_status_keeps_levers_word(state: str | None, status: str | None) -> None:
    row = only(job_postings(posting(state=state), ACCOUNT))
    assert (row["status"], row["remote_state"]) == (status, state)


def test_given_a_confidential_posting_then_nobody_finds_it() -> None:
    assert only(job_postings(posting(confidentiality="confidential"), ACCOUNT))["visibility"] is None


@pytest.mark.parametrize(
    ("state", "channels", "visibility"),
    [("internal", None, "UNLISTED"), ("published", ["internal"], "INTERNAL"), ("closed", ["public"], None)],
)
def test_visibility_is_the_jobs(state: str, channels: list[str] | None, visibility: str | None) -> None:
    row = only(job_postings(posting(state=state, distributionChannels=channels), ACCOUNT))
    assert row["visibility"] == visibility


def test_without_a_usable_id_there_is_no_row() -> None:
    assert list(job_postings(posting(id=None), ACCOUNT)) == []
