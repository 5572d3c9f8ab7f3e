from __future__ import annotations

import pytest

from reporting.text import counted, escaped, fitted, number, percent, width_of


def test_given_a_short_text_then_it_is_not_cut() -> None:
    assert fitted("Offer", 12, 200) == "Offer"


def test_given_a_long_text_then_as_much_is_kept_as_there_is_room_for() -> None:
    cut = fitted("Senior Vice President of Something Very Long", 12, 120)

    assert cut.startswith("Senior")
    assert cut.endswith("…")
    assert width_of(cut, 12) <= 120


def test_given_japanese_then_it_counts_as_wide() -> None:
    assert width_of("電話", 12) > width_of("ab", 12)


def test_given_markup_in_a_name_then_it_is_only_text() -> None:
    assert escaped("<script>alert('x')</script>") == "&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt;"


def test_given_control_characters_and_spaces_in_a_name_then_they_are_one_space() -> None:
    assert escaped("  Ana\x00 \n María ") == "Ana María"


@pytest.mark.parametrize(
    ("share", "written"), [(None, "–"), (0, "0%"), (0.004, "0.4%"), (0.0999, "10.0%"), (0.5, "50%"), (1, "100%")]
)
def test_given_a_share_then_small_ones_have_a_digit_more(share: float | None, written: str) -> None:
    assert percent(share) == written


@pytest.mark.parametrize(
    ("value", "written"), [(0.0, "0"), (3.82, "3.8"), (7.0, "7"), (19.6, "19.6"), (1069.4, "1,069")]
)
def test_given_a_number_then_it_has_the_digits_that_matter(value: float, written: str) -> None:
    assert number(value) == written


def test_given_one_thing_then_it_is_not_many() -> None:
    assert counted(1, "hire") == "1 hire"
    assert counted(0, "opportunity", "opportunities") == "0 opportunities"
