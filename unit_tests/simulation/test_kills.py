"""Killed at any message, with anything changed before, between and during the attempts, the connector loses nothing."""

from __future__ import annotations

import pytest
from hypothesis import strategies as st

from unit_tests.simulation.account import Vacancy
from unit_tests.simulation.examples import hold
from unit_tests.simulation.promises import a_cut_ends_quietly, nothing_is_asked_twice, nothing_is_lost
from unit_tests.simulation.stories import HASTY, OF_OPPORTUNITIES, OF_POSTINGS, stories
from unit_tests.simulation.story import Story

NO_CANDIDATES: st.SearchStrategy[tuple[()]] = st.just(())
INTERNAL = st.builds(Vacancy, channels=st.just(1))
ASKING = st.builds(Vacancy, questions=st.sampled_from(((0,), (0, 1), (2,))))

ANY = stories()
OPPORTUNITIES = stories(catalogs=st.just(OF_OPPORTUNITIES), vacancies=st.just((Vacancy(),)))
POSTINGS = stories(catalogs=st.just(OF_POSTINGS), candidacies=NO_CANDIDATES)
INTERNAL_POSTINGS = stories(
    catalogs=st.just(("jobs", "job_postings")),
    kinds=("edit posting", "change channels", "create posting"),
    candidacies=NO_CANDIDATES,
    vacancies=st.lists(INTERNAL, min_size=1, max_size=4).map(tuple),
)
QUESTIONS = stories(
    catalogs=st.just(("screening_questions",)),
    kinds=("edit posting",),
    candidacies=NO_CANDIDATES,
    vacancies=st.lists(ASKING, min_size=2, max_size=5).map(tuple),
    most_syncs=1,
)


@pytest.mark.parametrize(
    ("told", "examples"),
    [
        pytest.param(ANY, 40, id="any"),
        pytest.param(OPPORTUNITIES, 25, id="opportunities"),
        pytest.param(POSTINGS, 25, id="postings"),
        pytest.param(INTERNAL_POSTINGS, 20, id="internal-postings"),
        pytest.param(QUESTIONS, 25, id="questions"),
    ],
)
def test_nothing_is_lost(told: st.SearchStrategy[Story], examples: int) -> None:
    hold(nothing_is_lost, told, examples=examples)


def test_nothing_is_asked_twice() -> None:
    hold(nothing_is_asked_twice, ANY, examples=20)


def test_all_threads_end_when_the_reader_goes() -> None:
    hold(a_cut_ends_quietly, ANY, examples=10)


def test_what_goes_before_the_next_attempt_reads_its_parent_is_found_gone() -> None:
    """Also what was delivered after the last state message, which the next attempt has never heard of."""
    hold(nothing_is_lost, HASTY, examples=12)
