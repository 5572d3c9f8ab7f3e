from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from source_lever_unified.lever.times import from_iso, to_iso

MOMENTS = st.integers(-62_135_596_800_000, 253_402_300_799_999)
"""The years 1 to 9999."""


@given(MOMENTS)
def test_the_text_of_a_moment_agrees_with_the_standard_library(ms: int) -> None:
    moment = datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(milliseconds=ms)
    assert to_iso(ms) == moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


@given(MOMENTS)
def test_the_text_of_a_moment_is_read_as_that_moment(ms: int) -> None:
    assert from_iso(to_iso(ms)) == ms


@pytest.mark.parametrize("text", ["2026-01-02T03:04:05.678+00:00", "2026-01-02T04:04:05.678+01:00"])
def test_given_an_offset_then_it_is_counted(text: str) -> None:
    assert to_iso(from_iso(text)) == "2026-01-02T03:04:05.678Z"


@pytest.mark.parametrize("text", ["2026-01-02T03:04:05", "yesterday"])
def test_given_no_moment_then_it_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"offset|isoformat"):
        from_iso(text)
