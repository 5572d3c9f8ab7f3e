"""Streams that were cut off at different pages of one read."""

from __future__ import annotations

from source_lever_unified.sync.chain import Chain, chains
from source_lever_unified.sync.progress import Frontier, Read
from unit_tests.sync.simple_streams import selected

READ = Read("created", 0, 9)
BEHIND, AHEAD = selected("interviews"), selected("offers")


def walk(chain: Chain, offsets: list[str]) -> list[dict[str, int]]:
    """For each page, the streams that take it and the number that it has for each."""
    seen = [{stream.name: place.page for stream, place in chain.places().items()}]
    for offset in offsets:
        chain.go_on(offset)
        seen.append({stream.name: place.page for stream, place in chain.places().items()})
    return seen


def test_given_a_stream_further_on_then_it_joins_at_the_very_offset_at_which_it_stopped() -> None:
    chain = Chain(READ, {BEHIND: Frontier(1, "b")}, [{AHEAD: Frontier(3, "d")}])

    assert walk(chain, ["c", "d", "e"]) == [
        {"interviews": 1},
        {"interviews": 2},
        {"interviews": 3, "offers": 3},
        {"interviews": 4, "offers": 4},
    ]
    assert chain.rest() is None


def test_given_rows_deleted_between_two_kills_then_the_pages_of_each_stream_are_counted_apart() -> None:
    chain = Chain(READ, {BEHIND: Frontier(1, "b")}, [{AHEAD: Frontier(5, "c")}])

    assert walk(chain, ["c"])[-1] == {"interviews": 2, "offers": 5}


def test_given_a_place_that_the_chain_never_comes_past_then_it_is_walked_from_after_it() -> None:
    chain = Chain(READ, {BEHIND: Frontier()}, [{AHEAD: Frontier(3, "gone")}])

    walk(chain, ["b", "c"])

    rest = chain.rest()
    assert rest is not None
    assert (rest.offsets, [stream.name for stream in rest.streams]) == (["gone"], ["offers"])


def test_given_a_chain_then_a_failure_of_it_concerns_those_who_wait_for_it_too() -> None:
    (chain,) = chains({READ: [{BEHIND: Frontier()}, {AHEAD: Frontier(3, "d")}]})

    assert chain.streams == [BEHIND, AHEAD]


def test_given_a_chain_that_goes_on_then_it_knows_the_offsets_it_has_come_past() -> None:
    chain = Chain(READ, {BEHIND: Frontier(1, "b")})

    walk(chain, ["c", "d"])

    assert chain.offsets == ["b", "c", "d"]
