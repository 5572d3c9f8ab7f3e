from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from source_lever_unified.streams.eeo_responses import EeoResponse, EeoResponses
from unit_tests.lever_objects import ACCOUNT, APPLICATION, CONTACT, MAY_2, OPPORTUNITY, POSTING, eeo_response, only


def unified(**changes: Any) -> EeoResponse:
    return only(EeoResponses.rows(eeo_response(**changes), ACCOUNT))


def test_a_response() -> None:
    assert unified() == {
        "id": ACCOUNT.id("eeo_response", APPLICATION),
        "changed_at": "2025-05-02T00:00:00.000Z",
        "remote_deleted_at": None,
        "account_key": None,
        "remote_id": APPLICATION,
        "remote_data": {
            "/eeo/responses/pii": {
                "applicationId": APPLICATION,
                "opportunityId": OPPORTUNITY,
                "posting": POSTING,
                "contact": CONTACT,
                "appliedAt": 1_746_057_600_000,
                "eeoSurveyRespondedAt": MAY_2,
                "eeoResponseSource": "api",
                "gender": "Female",
                "race": "Asian (Not Hispanic or Latino)",
                "veteran": "I am not a protected veteran",
                "disability": "I do not want to answer",
                "disabilitySignatureDate": "05/02/2025",
            }
        },
        "application_id": ACCOUNT.id("application", APPLICATION),
        "candidate_id": ACCOUNT.id("candidate", OPPORTUNITY),
        "job_id": ACCOUNT.id("job", POSTING),
        "contact_id": ACCOUNT.id("contact", CONTACT),
        "applied_at": "2025-05-01T00:00:00.000Z",
        "submitted_at": "2025-05-02T00:00:00.000Z",
        "gender": "FEMALE",
        "race": "ASIAN",
        "veteran_status": "I_AM_NOT_A_PROTECTED_VETERAN",
        "disability_status": "I_DONT_WISH_TO_ANSWER",
        "remote_gender": "Female",
        "remote_race": "Asian (Not Hispanic or Latino)",
        "remote_veteran": "I am not a protected veteran",
        "remote_disability": "I do not want to answer",
        "disability_signed_on": "05/02/2025",
        "remote_source": "api",
    }


@pytest.mark.parametrize("sent", [MAY_2, str(MAY_2), "2025-05-02T00:00:00.000Z", "2025-05-02T02:00:00+02:00"])
def test_given_a_time_as_recorded_or_as_documented_then_the_same(sent: Any) -> None:
    assert unified(eeoSurveyRespondedAt=sent)["submitted_at"] == "2025-05-02T00:00:00.000Z"


def test_given_questions_that_were_not_answered_then_their_keys_are_missing_and_the_fields_null() -> None:
    sent = eeo_response()
    for key in ("gender", "race", "veteran", "disability", "disabilitySignatureDate"):
        del sent[key]

    row = only(EeoResponses.rows(sent, ACCOUNT))

    assert (row["gender"], row["race"], row["veteran_status"], row["disability_status"]) == (None, None, None, None)
    assert (row["remote_gender"], row["remote_race"], row["disability_signed_on"]) == (None, None, None)


def test_given_lever_changes_what_belongs_to_the_application_then_the_row_stays_the_same() -> None:
    assert unified(currentStage="offer", hiredDate=MAY_2, applicationArchivedAt=None) == unified()


def test_given_the_documented_name_of_the_source_then_it_is_taken() -> None:
    sent = eeo_response(source="apply-page")
    del sent["eeoResponseSource"]

    assert only(EeoResponses.rows(sent, ACCOUNT))["remote_source"] == "apply-page"


def test_given_no_remote_data_is_wanted_then_there_is_none() -> None:
    account = replace(ACCOUNT, include_remote_data=False)

    assert only(EeoResponses.rows(eeo_response(), account))["remote_data"] is None


def test_without_an_application_there_is_no_row() -> None:
    assert list(EeoResponses.rows(eeo_response(applicationId=None), ACCOUNT)) == []
