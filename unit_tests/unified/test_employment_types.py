from __future__ import annotations

import pytest

from source_lever_unified.unified.employment_type import employment_type


@pytest.mark.parametrize(
    ("commitment", "expected"),
    [
        ("Full-time", "FULL_TIME"),
        ("FULL TIME", "FULL_TIME"),
        ("Fulltime, 40h", "FULL_TIME"),
        ("Part-Time", "PART_TIME"),
        ("part_time", "PART_TIME"),
        ("Contractor", "CONTRACT"),
        ("Contract (full-time)", "CONTRACT"),
        ("Freelance", "CONTRACT"),
        ("Fixed-term", "CONTRACT"),
        ("Seasonal", "SEASONAL"),
        ("Internship", "INTERNSHIP"),
        ("Intern - Full-time", "INTERNSHIP"),
        ("International", "International"),
        ("Vollzeit", "Vollzeit"),
        ("", None),
        (None, None),
    ],
)
def test_commitments_are_matched_tolerantly(commitment: str | None, expected: str | None) -> None:
    assert employment_type(commitment) == expected
