from __future__ import annotations

import pytest

from source_lever_unified.unified.rating import recommendation, score


@pytest.mark.parametrize(
    ("label", "found"),
    [
        ("4 - Strong Hire", 4),
        ("3 - Yes", 3),
        ("2 - No Hire", 2),
        ("1 - Strong No", 1),
        (3, 3),
        ("2", 2),
        (None, None),
        ("", None),
        ("10 points", None),
        ("2.5", None),
        ("5 - Beyond", None),
        ("Gut", None),
    ],
)
def test_given_a_rating_then_its_leading_digit_counts(label: object, found: int | None) -> None:
    assert score(label) == found


def test_given_words_without_a_digit_and_four_options_then_the_place_counts_best_first() -> None:
    options = ["Top", "Gut", "Schwach", "Nein"]
    assert [score(option, options) for option in options] == [4, 3, 2, 1]
    assert score("Andere", options) is None


def test_given_words_without_a_digit_and_other_than_four_options_then_nobody_knows() -> None:
    assert score("Now", ["Now", "Later", "Never"]) is None


def test_given_a_score_then_it_is_a_recommendation() -> None:
    found = [recommendation(points) for points in (4, 3, 2, 1, None)]
    assert found == ["STRONG_YES", "YES", "NO", "DEFINITELY_NO", None]
