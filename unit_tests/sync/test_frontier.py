from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from source_lever_unified.sync.progress import Frontier


def test_given_pages_that_finish_out_of_order_then_the_frontier_stops_before_the_first_gap() -> None:
    frontier = Frontier()

    assert not frontier.finish(1, "token-2")
    assert (frontier.pages, frontier.offset) == (0, None)
    assert not frontier.finish(0, "token-1")
    assert (frontier.pages, frontier.offset) == (2, "token-2")
    assert frontier.finish(2, None)


@given(st.integers(1, 12).flatmap(lambda pages: st.permutations(range(pages))))
def test_given_any_order_then_only_the_last_missing_page_finishes_the_read(order: list[int]) -> None:
    frontier = Frontier()
    tokens = {page: f"token-{page + 1}" if page < len(order) - 1 else None for page in order}

    finished = [frontier.finish(page, tokens[page]) for page in order]

    assert finished == [False] * (len(order) - 1) + [True]
    assert frontier.pages == len(order)
