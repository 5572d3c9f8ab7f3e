from __future__ import annotations

from typing import Any, cast

from source_lever_unified.streams.candidate_educations import CandidateEducations
from source_lever_unified.streams.candidate_experiences import CandidateExperience, CandidateExperiences
from unit_tests.lever_objects import ACCOUNT, APPLICATION, OPPORTUNITY, OPPORTUNITY_REF, POSTING, only, resume

SHARED = {
    "changed_at": "2025-05-03T00:00:00.000Z",
    "remote_deleted_at": None,
    "account_key": None,
    "candidate_id": ACCOUNT.id("candidate", OPPORTUNITY),
    "application_id": ACCOUNT.id("application", APPLICATION),
    "job_id": ACCOUNT.id("job", POSTING),
    "attachment_id": ACCOUNT.id("attachment", "resume", resume()["id"]),
    "resume_created_at": "2025-05-02T00:00:00.000Z",
    "index": 0,
}


def experiences(*positions: Any) -> list[CandidateExperience]:
    lever = resume(parsedData={"positions": list(positions)})
    return [cast(CandidateExperience, row) for row in CandidateExperiences.rows(lever, OPPORTUNITY_REF, ACCOUNT)]


def test_a_position() -> None:
    assert only(CandidateExperiences.rows(resume(), OPPORTUNITY_REF, ACCOUNT)) == {
        **SHARED,
        "id": ACCOUNT.id("candidate_experience", resume()["id"], "0"),
        "start_year": 2019,
        "start_month": 3,
        "end_year": None,
        "end_month": None,
        "is_current": True,
        "company_name": "Bluebird Rail",
        "title": "Signaller",
        "summary": "Kept trains apart.",
        "location": {"raw": "Granada"},
    }


def test_a_school() -> None:
    assert only(CandidateEducations.rows(resume(), OPPORTUNITY_REF, ACCOUNT)) == {
        **SHARED,
        "id": ACCOUNT.id("candidate_education", resume()["id"], "0"),
        "start_year": 2015,
        "start_month": 9,
        "end_year": 2018,
        "end_month": None,
        "is_current": False,
        "school_name": "University of Granada",
        "degree": "BSc",
        "field_of_study": "Signals",
        "summary": None,
    }


def test_given_no_beginning_then_nobody_knows_that_it_goes_on() -> None:
    assert [row["is_current"] for row in experiences({"org": "x", "start": None}, {"org": "y"})] == [False, False]


def test_given_a_month_that_is_none_then_it_is_null() -> None:
    assert experiences({"start": {"year": "2019", "month": 13}})[0]["start_month"] is None


def test_given_a_resume_that_could_not_be_read_then_there_are_no_rows() -> None:
    for lever in (resume(parsedData=None), resume(parsedData={"positions": None, "schools": None}), resume(id=None)):
        assert list(CandidateExperiences.rows(lever, OPPORTUNITY_REF, ACCOUNT)) == []
        assert list(CandidateEducations.rows(lever, OPPORTUNITY_REF, ACCOUNT)) == []
