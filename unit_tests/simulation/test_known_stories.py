"""Stories that once went wrong, shrunk. Each is told in the order of threads that broke it, and in some others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from unit_tests.simulation.account import Candidacy, Vacancy
from unit_tests.simulation.changes import Change
from unit_tests.simulation.oddities import Oddity
from unit_tests.simulation.promises import a_cut_ends_quietly, nothing_is_asked_twice, nothing_is_lost
from unit_tests.simulation.stories import OF_OPPORTUNITIES, OF_POSTINGS
from unit_tests.simulation.story import Story
from unit_tests.simulation.world import STATE, Cut, Schedule, Sync

FORMS = ("screening_questions", "job_screening_questions")
OFFERS = "/opportunities/:id/offers"

A_QUESTION_IS_KNOWN_BEFORE_IT_IS_SENT = Story(
    candidacies=(),
    vacancies=(Vacancy(questions=(0,)), Vacancy(questions=(0, 1))),
    syncs=(
        Sync(
            streams=("screening_questions",),
            cut=Cut(after=2, at=STATE),
            schedule=Schedule(seed=16789, stir=10, network=50),
            page_size=1,
            workers=3,
        ),
    ),
)
THE_OTHER_LIST_HAD_THE_INTERNAL_POSTING = Story(
    candidacies=(),
    vacancies=(Vacancy(channels=1),),
    syncs=(Sync(streams=("jobs", "job_postings"), cut=Cut(after=3), schedule=Schedule(network=50), page_size=1),),
)
AN_OFFSET_IS_REFUSED_WHILE_ITS_PAGE_IS_UNDER_WAY = Story(
    candidacies=(Candidacy(interviews=1), Candidacy(interviews=1)),
    vacancies=(),
    syncs=(Sync(streams=("candidates",), oddities=(Oddity("offset refused", "/opportunities", nth=1),), page_size=1),),
)
OFFERS_ARE_OUT_FOR_A_SYNC = Story(
    candidacies=(Candidacy(posting=0, offers=("draft",)),),
    vacancies=(Vacancy(),),
    syncs=(Sync(streams=OF_OPPORTUNITIES, oddities=(Oddity("500", OFFERS),)),),
)
A_LIST_IS_NOT_FOUND_THOUGH_ITS_OPPORTUNITY_LIVES = Story(
    candidacies=(Candidacy(offers=("draft",)),),
    vacancies=(),
    syncs=(Sync(streams=OF_OPPORTUNITIES), Sync(streams=OF_OPPORTUNITIES, oddities=(Oddity("404", OFFERS),))),
)
A_LIST_IS_AN_OBJECT = Story(
    candidacies=(Candidacy(),),
    vacancies=(),
    syncs=(Sync(oddities=(Oddity("data an object", "/opportunities"),)),),
)
A_LIST_HOLDS_A_NULL = Story(
    candidacies=(),
    vacancies=(),
    syncs=(Sync(), Sync(oddities=(Oddity("an item null", "/stages"),))),
)
THE_DELETIONS_ARE_FORBIDDEN_FOR_A_SYNC = Story(
    candidacies=(Candidacy(), Candidacy()),
    vacancies=(),
    syncs=(
        Sync(streams=OF_OPPORTUNITIES),
        Sync(
            streams=OF_OPPORTUNITIES,
            wait_minutes=60,
            changes=(Change("delete opportunity"), Change("edit opportunity")),
            oddities=(Oddity("403", "/opportunities/deleted"),),
        ),
    ),
    lookback_minutes=0,
)
STREAMS_GO_ON_FROM_DIFFERENT_PAGES = Story(
    candidacies=(),
    vacancies=(Vacancy(), Vacancy()),
    syncs=(
        Sync(streams=FORMS, page_size=1, workers=1),
        Sync(streams=FORMS, page_size=1, workers=1),
        Sync(streams=FORMS, page_size=1, workers=1),
        Sync(
            streams=FORMS,
            during=((1, Change("create posting")),),
            cut=Cut(after=4),
            schedule=Schedule(network=50),
            page_size=1,
        ),
    ),
    lists_internal=False,
)
A_STAGE_GOES_AFTER_A_KILL_BEFORE_THE_FIRST_STATE = Story(
    candidacies=(),
    vacancies=(Vacancy(),),
    syncs=(
        Sync(streams=OF_POSTINGS, cut=Cut(after=1, at=STATE), page_size=1, workers=1),
        Sync(streams=OF_POSTINGS, changes=(Change("remove stage"),)),
    ),
    careful=False,
)
A_STAGE_COMES_BEFORE_A_KILL_AND_GOES_AFTER_IT = Story(
    candidacies=(),
    vacancies=(Vacancy(),) * 4,
    syncs=(
        Sync(streams=("jobs", "job_application_stages")),
        Sync(
            streams=("jobs", "job_application_stages"),
            wait_minutes=30,
            changes=(Change("add stage"),),
            cut=Cut(after=9),
            page_size=1,
            workers=1,
        ),
        Sync(streams=("users",), changes=(Change("remove stage", which=3),)),
    ),
    careful=False,
)
A_JOB_GOES_AFTER_A_KILL_BEFORE_THE_FIRST_STATE = Story(
    candidacies=(),
    vacancies=(Vacancy(),) * 4,
    syncs=(
        Sync(streams=("jobs",), cut=Cut(after=5), page_size=3, workers=3),
        Sync(streams=("users",), wait_minutes=1, changes=(Change("delete posting"), Change("delete posting"))),
    ),
    lookback_minutes=0,
)
A_CANDIDATE_GOES_AFTER_A_KILL_BEFORE_THE_FIRST_STATE = Story(
    candidacies=(Candidacy(posting=0),) * 4,
    vacancies=(Vacancy(),),
    syncs=(
        Sync(streams=("candidates", "applications"), cut=Cut(after=8), page_size=1, workers=3),
        Sync(streams=("users",), wait_minutes=1, changes=(Change("delete opportunity"), Change("delete opportunity"))),
    ),
    lookback_minutes=0,
)
AN_INTERVIEW_IS_SEEN_TO_CHANGE_TWICE_AND_WHO_HOLDS_IT_ONCE = Story(
    candidacies=(Candidacy(interviews=2),),
    vacancies=(),
    syncs=(
        Sync(streams=("interview_team_members", "interviews")),
        Sync(
            streams=("interview_team_members", "interviews"),
            wait_minutes=30,
            changes=(Change("change interview", quiet=True),),
            cut=Cut(after=10),
            page_size=1,
            workers=1,
        ),
    ),
    lookback_minutes=0,
)
AN_OLD_ONE_IS_INTERVIEWED = Story(
    candidacies=(Candidacy(age=-1),),
    vacancies=(),
    syncs=(Sync(), Sync(wait_minutes=60, changes=(Change("interact with an old one"),))),
)
A_RESUME_GOES_BETWEEN_TWO_READS_OF_ITS_CANDIDATE = Story(
    candidacies=(Candidacy(), Candidacy(age=1, papers=1), Candidacy()),
    vacancies=(),
    syncs=(
        Sync(oddities=(Oddity("500", "/opportunities/:id/files"),), page_size=1, workers=1),
        Sync(
            streams=OF_OPPORTUNITIES,
            changes=tuple(Change("edit opportunity", which=which) for which in (4, 0, 0, 0)),
            during=((28, Change("drop document", which=1)), (1, Change("edit opportunity"))),
            page_size=1,
            workers=1,
        ),
    ),
)

SIBLINGS_ARE_CUT_APART = Story(
    candidacies=(Candidacy(offers=("draft",)), *[Candidacy()] * 8),
    vacancies=(),
    syncs=(
        Sync(
            streams=OF_OPPORTUNITIES,
            during=((1, Change("edit opportunity")),),
            cut=Cut(after=2, at=STATE),
            page_size=1,
            workers=1,
        ),
        Sync(streams=OF_OPPORTUNITIES, wait_minutes=30, page_size=1, workers=1),
    ),
)
A_SIBLING_SYNCED_ALONE = Story(
    candidacies=(Candidacy(interviews=1), Candidacy(interviews=1)),
    vacancies=(),
    syncs=(Sync(changes=(Change("edit opportunity"),)), Sync(streams=("interviews",))),
    lookback_minutes=0,
)
A_STREAM_THAT_WATCHES_TWO_LISTS_SYNCED_ALONE = Story(
    candidacies=(Candidacy(), Candidacy(), Candidacy(papers=1)),
    vacancies=(),
    syncs=(
        Sync(cut=Cut(after=0), page_size=1, workers=1),
        Sync(streams=("users", "attachments"), page_size=1, workers=1),
    ),
)


A_CANDIDATE_CHANGES_BETWEEN_TWO_LISTINGS = Story(
    candidacies=(Candidacy(age=-1), Candidacy(age=-1), Candidacy()),
    vacancies=(),
    syncs=(
        Sync(streams=("offers",), workers=1),
        Sync(
            streams=OF_OPPORTUNITIES,
            during=((7, Change("edit opportunity")), (1, Change("edit opportunity"))),
            workers=1,
        ),
    ),
)
"""Its offers are asked for again, for what the first answer said may be older than the change."""

WHAT_WAS_LEFT_OUT_IS_READ_BY_SIBLINGS_SYNCED_APART = Story(
    candidacies=(Candidacy(), Candidacy()),
    vacancies=(),
    syncs=(
        Sync(child_reads="skip_untouched"),
        Sync(streams=("users",), wait_minutes=30, changes=(Change("edit opportunity"),)),
        Sync(streams=("interview_team_members",), wait_minutes=30, child_reads="skip_untouched"),
    ),
    lookback_minutes=0,
)
"""One takes it from the updates, and another from the windows in which it makes up for what it left out."""

IT_IS_THE_DAY_TO_READ_AGAIN_FOR_SIBLINGS_SYNCED_APART = Story(
    candidacies=(Candidacy(), Candidacy()),
    vacancies=(),
    syncs=(
        Sync(),
        Sync(streams=("users",), wait_minutes=30, changes=(Change("edit opportunity"),)),
        Sync(streams=("interview_team_members",), wait_minutes=30),
        Sync(wait_minutes=30, reread_days=1),
    ),
    lookback_minutes=0,
)


def orders(story: Story) -> Iterator[Story]:
    """The story as it is, and stirred."""
    yield story
    for seed in range(5):
        schedule = Schedule(seed=seed, stir=40, network=100)
        yield replace(story, syncs=tuple(replace(sync, schedule=schedule) for sync in story.syncs))


@pytest.mark.parametrize(
    "story",
    [
        pytest.param(A_QUESTION_IS_KNOWN_BEFORE_IT_IS_SENT, id="a-question-is-known-before-it-is-sent"),
        pytest.param(THE_OTHER_LIST_HAD_THE_INTERNAL_POSTING, id="the-other-list-had-the-internal-posting"),
        pytest.param(AN_OFFSET_IS_REFUSED_WHILE_ITS_PAGE_IS_UNDER_WAY, id="an-offset-is-refused"),
        pytest.param(STREAMS_GO_ON_FROM_DIFFERENT_PAGES, id="streams-go-on-from-different-pages"),
        pytest.param(OFFERS_ARE_OUT_FOR_A_SYNC, id="offers-are-out-for-a-sync"),
        pytest.param(A_LIST_IS_NOT_FOUND_THOUGH_ITS_OPPORTUNITY_LIVES, id="not-found-though-the-opportunity-lives"),
        pytest.param(A_LIST_IS_AN_OBJECT, id="a-list-is-an-object"),
        pytest.param(A_LIST_HOLDS_A_NULL, id="a-list-holds-a-null"),
        pytest.param(THE_DELETIONS_ARE_FORBIDDEN_FOR_A_SYNC, id="the-deletions-are-forbidden-for-a-sync"),
        pytest.param(A_STAGE_GOES_AFTER_A_KILL_BEFORE_THE_FIRST_STATE, id="a-stage-goes-after-a-kill"),
        pytest.param(A_STAGE_COMES_BEFORE_A_KILL_AND_GOES_AFTER_IT, id="a-stage-comes-and-goes"),
        pytest.param(A_JOB_GOES_AFTER_A_KILL_BEFORE_THE_FIRST_STATE, id="a-job-goes-after-a-kill"),
        pytest.param(A_CANDIDATE_GOES_AFTER_A_KILL_BEFORE_THE_FIRST_STATE, id="a-candidate-goes-after-a-kill"),
        pytest.param(AN_INTERVIEW_IS_SEEN_TO_CHANGE_TWICE_AND_WHO_HOLDS_IT_ONCE, id="an-interview-changes-twice"),
        pytest.param(AN_OLD_ONE_IS_INTERVIEWED, id="an-old-one-is-interviewed"),
        pytest.param(A_RESUME_GOES_BETWEEN_TWO_READS_OF_ITS_CANDIDATE, id="a-resume-goes-between-two-reads"),
    ],
)
def test_nothing_is_lost(story: Story) -> None:
    for told in orders(story):
        nothing_is_lost(told)


@pytest.mark.parametrize(
    "story",
    [
        pytest.param(SIBLINGS_ARE_CUT_APART, id="siblings-are-cut-apart"),
        pytest.param(A_SIBLING_SYNCED_ALONE, id="a-sibling-synced-alone"),
        pytest.param(A_STREAM_THAT_WATCHES_TWO_LISTS_SYNCED_ALONE, id="a-stream-that-watches-two-lists-synced-alone"),
        pytest.param(A_CANDIDATE_CHANGES_BETWEEN_TWO_LISTINGS, id="a-candidate-changes-between-two-listings"),
        pytest.param(WHAT_WAS_LEFT_OUT_IS_READ_BY_SIBLINGS_SYNCED_APART, id="what-was-left-out"),
        pytest.param(IT_IS_THE_DAY_TO_READ_AGAIN_FOR_SIBLINGS_SYNCED_APART, id="the-day-to-read-again"),
    ],
)
def test_nothing_is_asked_twice(story: Story) -> None:
    for told in orders(story):
        nothing_is_asked_twice(told)


def test_threads_end_quietly_after_an_early_cut() -> None:
    story = Story((), (), (Sync(streams=OF_POSTINGS, cut=Cut(after=1, at=STATE), workers=1),))
    for told in orders(story):
        a_cut_ends_quietly(told)
