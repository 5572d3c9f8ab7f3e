"""What is left out, what is read all the same to prove it, and what ends it."""

from __future__ import annotations

import logging
import zlib
from dataclasses import dataclass
from typing import Any

import pytest

from source_lever_unified.lever.endpoint import Endpoint
from source_lever_unified.sync.child_reads import ChildReads, leaner, leanest
from source_lever_unified.sync.economy import Economy, Omission
from source_lever_unified.sync.sublist import Fetched, NoList

NOTES = Endpoint("/opportunities/:id/notes", "Notes", "notes:read:admin")
RESUMES = Endpoint("/opportunities/:id/resumes", "Resumes", "resumes:read:admin")
BOTH = frozenset({NOTES, RESUMES})


@dataclass(frozen=True)
class Opportunity:
    id: str
    quiet: bool = True
    archived: bool = False


OMISSIONS = {
    NOTES: Omission(lambda of: of.quiet and not of.archived, lambda of: of.quiet),
    RESUMES: Omission(),
}
SOME = [Opportunity(f"opportunity-{number}") for number in range(20_000)]
SAMPLED = [one for one in SOME if zlib.crc32(one.id.encode()) % 20 == 0]
LEFT_OUT = [one for one in SOME if one not in set(SAMPLED)]


def economy(mode: ChildReads = "skip_untouched") -> Economy:
    return Economy(mode, OMISSIONS, lambda item, _: item, logging.getLogger("airbyte"))


def asks(economy: Economy, one: Opportunity, mode: ChildReads = "skip_untouched") -> set[Endpoint]:
    return set(economy.to_ask(BOTH, mode, one.id, one))


def test_given_an_untouched_opportunity_then_only_what_may_not_be_left_out_is_asked_for() -> None:
    assert asks(economy(), LEFT_OUT[0]) == {RESUMES}
    assert asks(economy(), Opportunity(LEFT_OUT[0].id, quiet=False)) == {NOTES, RESUMES}


def test_given_imported_history_then_only_the_leanest_mode_leaves_it_out() -> None:
    archived = Opportunity(LEFT_OUT[0].id, archived=True)

    assert asks(economy(), archived) == {NOTES, RESUMES}
    assert asks(economy("skip_unlikely"), archived, "skip_unlikely") == {RESUMES}


def test_given_many_then_one_in_twenty_is_read_all_the_same_and_not_more_than_three_hundred() -> None:
    frugal = economy()

    read = [one for one in SOME if NOTES in asks(frugal, one)]

    assert len(SAMPLED) > 300
    assert read == SAMPLED[:300]
    assert [one for one in SOME if NOTES in asks(frugal, one)] == read


def test_given_clean_reads_then_the_report_says_how_sure_the_omission_is(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logger="airbyte")
    frugal = economy()
    for one in SOME[:5_000]:
        asked = asks(frugal, one)
        frugal.count_left_out({NOTES, RESUMES} - asked)
        if NOTES in asked:
            frugal.heed(NOTES, one.id, Fetched((), complete=True))
    clean = sum(one in SAMPLED for one in SOME[:5_000])

    frugal.report(NOTES)
    frugal.report(RESUMES)

    (said,) = caplog.messages
    assert f"not asked for {5_000 - clean} opportunities" in said
    assert f"at most {300 / clean:.1f} %" in said


def test_given_something_where_nothing_was_expected_then_it_is_said_once_and_nothing_more_is_left_out(
    caplog: pytest.LogCaptureFixture,
) -> None:
    frugal = economy()
    for one in SAMPLED[:3]:
        asks(frugal, one)
        frugal.heed(NOTES, one.id, Fetched(({"id": "note"},), complete=True))
    frugal.report(NOTES)

    (said,) = caplog.messages
    assert "/opportunities/:id/notes" in said
    assert frugal.disproves([NOTES])
    assert not frugal.disproves([RESUMES])
    assert asks(frugal, LEFT_OUT[0]) == {NOTES, RESUMES}


@pytest.mark.parametrize("answer", [NoList.GONE, NoList.UNREADABLE, Fetched((), complete=True)])
def test_given_no_children_then_nothing_is_disproved(answer: Any) -> None:
    frugal = economy()
    asks(frugal, SAMPLED[0])

    frugal.heed(NOTES, SAMPLED[0].id, answer)
    # Read for another reason: it proves nothing of what is left out.
    frugal.heed(NOTES, LEFT_OUT[0].id, Fetched(({"id": "note"},), complete=True))

    assert not frugal.disproves([NOTES])


@pytest.mark.parametrize(
    ("mode", "disproved", "reads"),
    [
        ("skip_unlikely", None, "skip_unlikely"),
        ("skip_unlikely", "skip_unlikely", "complete"),
        ("skip_unlikely", "skip_untouched", "complete"),
        ("skip_untouched", "skip_unlikely", "skip_untouched"),
        ("complete", None, "complete"),
    ],
)
def test_given_a_mode_that_was_disproved_then_the_stream_reads_everything(
    mode: ChildReads, disproved: ChildReads | None, reads: ChildReads
) -> None:
    assert economy(mode).mode_of([NOTES, RESUMES], disproved) == reads


def test_given_a_stream_that_leaves_nothing_out_then_its_mode_is_complete() -> None:
    assert economy("skip_unlikely").mode_of([RESUMES], None) == "complete"


def test_given_two_modes_then_what_the_older_left_out_and_the_newer_does_not_is_made_up_for() -> None:
    archived = Opportunity("one", archived=True)
    frugal = economy("skip_untouched")

    new = Opportunity("one")
    assert frugal.left_out_before(BOTH, "skip_unlikely", "skip_untouched", archived) == {NOTES}
    assert frugal.left_out_before(BOTH, "skip_unlikely", "skip_untouched", new) == set()
    assert frugal.left_out_before(BOTH, "skip_untouched", "complete", new) == {NOTES}


def test_given_modes_then_they_can_be_compared() -> None:
    assert leaner("skip_unlikely", "skip_untouched")
    assert leaner("skip_untouched", "complete")
    assert not leaner("complete", "complete")
    assert leanest("complete", "skip_unlikely", "skip_untouched") == "skip_unlikely"


def test_given_an_id_with_half_a_character_then_it_is_told_apart_all_the_same() -> None:
    assert RESUMES in asks(economy(), Opportunity("\ud800"))
