"""Every stream says itself what its rows say about people."""

from __future__ import annotations

import pytest

from source_lever_unified.streams import STREAMS
from source_lever_unified.streams.base import LeverStream
from source_lever_unified.streams.personal_data import About

each_stream = pytest.mark.parametrize("stream", STREAMS, ids=lambda stream: stream.name)


@each_stream
def test_given_a_stream_then_its_own_class_says_what_it_holds(stream: type[LeverStream]) -> None:
    assert "personal_data" in vars(stream)


@each_stream
def test_given_a_stream_that_holds_something_then_it_says_what(stream: type[LeverStream]) -> None:
    assert bool(stream.personal_data.what) == (stream.personal_data.about is not About.NONE)


@each_stream
def test_given_a_stream_about_nobody_then_no_field_of_it_names_a_person(stream: type[LeverStream]) -> None:
    people = {"candidate_id", "contact_id", "user_id", "author_id", "application_id", "referrer_id"}
    if stream.personal_data.about is About.NONE:
        assert not people & set(stream.row.__annotations__)
