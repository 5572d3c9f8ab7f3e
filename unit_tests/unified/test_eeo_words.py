"""What the answers to a US form mean, in the wordings that are about."""

from __future__ import annotations

import pytest

from source_lever_unified.unified.eeo import disability_status, gender, race, veteran_status


@pytest.mark.parametrize(
    ("answer", "meaning"),
    [
        ("Female", "FEMALE"),
        ("male", "MALE"),
        ("Woman", "FEMALE"),
        ("Non-binary", "NON_BINARY"),
        ("Nonbinary", "NON_BINARY"),
        ("Other", "OTHER"),
        ("I do not identify as male or female", "OTHER"),
        ("Decline to self-identify", "DECLINE_TO_SELF_IDENTIFY"),
        ("I don't wish to answer", "DECLINE_TO_SELF_IDENTIFY"),
        ("I don’t wish to answer", "DECLINE_TO_SELF_IDENTIFY"),
        ("Prefer not to say", "DECLINE_TO_SELF_IDENTIFY"),
        ("Weiblich", None),
        ("", None),
        (None, None),
    ],
)
def test_gender(answer: object, meaning: str | None) -> None:
    assert gender(answer) == meaning


@pytest.mark.parametrize(
    ("answer", "meaning"),
    [
        ("White (Not Hispanic or Latino)", "WHITE"),
        ("White, non-Hispanic", "WHITE"),
        ("Black or African American (Not Hispanic or Latino)", "BLACK_OR_AFRICAN_AMERICAN"),
        ("Asian (Not Hispanic or Latino)", "ASIAN"),
        ("Asian (not of Latino or Hispanic origin)", "ASIAN"),
        ("American Indian or Alaska Native (Not Hispanic or Latino)", "AMERICAN_INDIAN_OR_ALASKAN_NATIVE"),
        (
            "Native Hawaiian or Other Pacific Islander (Not Hispanic or Latino)",
            "NATIVE_HAWAIIAN_OR_OTHER_PACIFIC_ISLANDER",
        ),
        ("Two or More Races (Not Hispanic or Latino)", "TWO_OR_MORE_RACES"),
        ("Hispanic or Latino", "HISPANIC_OR_LATINO"),
        ("Hispanic or Latino of any race", "HISPANIC_OR_LATINO"),
        ("Decline to self-identify", "DECLINE_TO_SELF_IDENTIFY"),
        ("Not Hispanic or Latino", None),
        (7, None),
    ],
)
def test_race(answer: object, meaning: str | None) -> None:
    assert race(answer) == meaning


@pytest.mark.parametrize(
    ("answer", "meaning"),
    [
        ("I am not a protected veteran", "I_AM_NOT_A_PROTECTED_VETERAN"),
        ("I'm not a protected veteran", "I_AM_NOT_A_PROTECTED_VETERAN"),
        ("No", "I_AM_NOT_A_PROTECTED_VETERAN"),
        (
            "I identify as one or more of the classifications of a protected veteran",
            "I_IDENTIFY_AS_A_PROTECTED_VETERAN",
        ),
        ("Current veteran", "I_IDENTIFY_AS_A_PROTECTED_VETERAN"),
        ("I decline to self-identify for protected veteran status", "I_DONT_WISH_TO_ANSWER"),
        ("I don't wish to answer", "I_DONT_WISH_TO_ANSWER"),
        ("Perhaps", None),
    ],
)
def test_veteran_status(answer: object, meaning: str | None) -> None:
    assert veteran_status(answer) == meaning


@pytest.mark.parametrize(
    ("answer", "meaning"),
    [
        ("Yes, I have a disability, or have had one in the past", "YES"),
        ("Yes, I have a disability (or previously had a disability)", "YES"),
        ("No, I do not have a disability and have not had one in the past", "NO"),
        ("I don't have a disability", "NO"),
        ("I have no disability", "NO"),
        ("I have never had a disability", "NO"),
        ("I do not want to answer", "I_DONT_WISH_TO_ANSWER"),
        ("I don’t wish to answer", "I_DONT_WISH_TO_ANSWER"),
        ("Perhaps", None),
    ],
)
def test_disability_status(answer: object, meaning: str | None) -> None:
    assert disability_status(answer) == meaning
