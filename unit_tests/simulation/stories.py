"""What stories are drawn from. The simplest draw comes first everywhere: that is what a failure shrinks to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import strategies as st

from unit_tests.simulation import changes
from unit_tests.simulation.account import AGES_DAYS, CHANNELS, TAGS, Candidacy, Vacancy
from unit_tests.simulation.changes import Change
from unit_tests.simulation.destination import STREAMS
from unit_tests.simulation.oddities import Oddity
from unit_tests.simulation.story import Story
from unit_tests.simulation.world import STATE, STATE_BEFORE_ROWS, Cut, Schedule, Sync

OF_OPPORTUNITIES = (
    "candidates",
    "applications",
    "candidate_tags",
    "application_stage_changes",
    "interviews",
    "interview_team_members",
    "offers",
    "contacts",
    "candidate_sources",
    "notes",
    "scorecards",
    "scorecard_answers",
    "attachments",
    "candidate_experiences",
    "candidate_educations",
    "interview_panels",
    "referrals",
    "profile_forms",
    "profile_form_answers",
)
OF_POSTINGS = (
    "jobs",
    "job_postings",
    "job_hiring_team_members",
    "job_application_stages",
    "job_screening_questions",
    "screening_questions",
)
WAITS_MINUTES = (0, 1, 30, 24 * 60 + 30, 3 * 24 * 60)
_STATUSES = ((), ("draft",), ("signed",), ("sent", "denied"))

CANDIDACIES = st.lists(
    st.builds(
        Candidacy,
        age=st.integers(-1, len(AGES_DAYS) - 1),
        stage=st.integers(0, 2),
        posting=st.none() | st.integers(0, 2),
        offers=st.sampled_from(_STATUSES),
        interviews=st.integers(0, 2),
        tags=st.integers(0, len(TAGS)),
        archived=st.booleans(),
        papers=st.integers(0, 2),
    ),
    max_size=9,
).map(tuple)

VACANCIES = st.lists(
    st.builds(
        Vacancy,
        state=st.sampled_from(("published", "internal", "closed", "draft")),
        channels=st.integers(0, len(CHANNELS) - 1),
        questions=st.sampled_from(((), (0,), (0, 1), (2, 0))),
    ),
    max_size=4,
).map(tuple)

SCHEDULES = st.builds(
    Schedule,
    seed=st.integers(0, 2**16),
    stir=st.sampled_from((0, 2, 10, 40)),
    network=st.sampled_from((0, 50, 100)),
)

CATALOGS = st.one_of(
    st.just(STREAMS),
    st.sampled_from((OF_OPPORTUNITIES, OF_POSTINGS)),
    st.lists(st.sampled_from(STREAMS), min_size=1, max_size=6, unique=True).map(tuple),
)

CUTS = st.one_of(
    st.none(),
    st.builds(Cut, st.integers(0, 120)),
    st.builds(Cut, st.integers(1, 20), st.just(STATE)),
    st.builds(Cut, st.integers(1, 4), st.just(STATE_BEFORE_ROWS)),
)


def changes_of(kinds: Sequence[str]) -> st.SearchStrategy[Change]:
    return st.builds(Change, st.sampled_from(kinds), st.integers(0, 11), st.booleans())


def oddities_of(
    kinds: Sequence[str], endpoints: Sequence[str], *, throughout: bool = True
) -> st.SearchStrategy[Oddity]:
    """Once, or `throughout` a sync."""
    nth = st.integers(1, 6)
    return st.builds(Oddity, st.sampled_from(kinds), st.sampled_from(endpoints), st.none() | nth if throughout else nth)


def stories(
    *,
    kinds: Sequence[str] = changes.USUAL,
    catalogs: st.SearchStrategy[tuple[str, ...]] = CATALOGS,
    cuts: st.SearchStrategy[Cut | None] = CUTS,
    oddities: st.SearchStrategy[Oddity] | None = None,
    candidacies: st.SearchStrategy[tuple[Candidacy, ...]] = CANDIDACIES,
    vacancies: st.SearchStrategy[tuple[Vacancy, ...]] = VACANCIES,
    most_syncs: int = 4,
) -> st.SearchStrategy[Story]:
    change = changes_of(kinds)
    sync = st.builds(
        Sync,
        streams=catalogs,
        wait_minutes=st.sampled_from(WAITS_MINUTES),
        changes=st.lists(change, max_size=4).map(tuple),
        during=st.lists(st.tuples(st.integers(1, 40), change), max_size=2).map(tuple),
        # Two at one endpoint would twist what is asked for again, too: then it stays so, and is skipped by promise.
        oddities=st.just(())
        if oddities is None
        else st.lists(oddities, min_size=1, max_size=2, unique_by=lambda oddity: oddity.endpoint).map(tuple),
        cut=cuts,
        schedule=SCHEDULES,
        page_size=st.integers(1, 3),
        workers=st.integers(1, 4),
        child_reads=st.sampled_from(("complete", "complete", "skip_untouched", "skip_unlikely")),
        reread_days=st.sampled_from((0, 0, 1, 3)),
    )
    return st.builds(
        Story,
        candidacies=candidacies,
        vacancies=vacancies,
        syncs=st.lists(sync, min_size=1, max_size=most_syncs).map(tuple),
        lookback_minutes=st.sampled_from((10, 0)),
        lists_internal=st.booleans(),
    )


HASTY = stories().map(lambda story: replace(story, careful=False))
