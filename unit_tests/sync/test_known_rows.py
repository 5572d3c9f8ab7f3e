"""Rows that no item owns are sent once, and vouched for by a state only when they are behind the queue."""

from __future__ import annotations

from typing import Any

import pytest
from airbyte_cdk.utils import AirbyteTracedException

from source_lever_unified.sync.known_rows import KnownRows
from source_lever_unified.unified.row import Row
from unit_tests.sync.simple_streams import keys, row


def known(state: dict[str, Any] | None = None) -> KnownRows:
    return KnownRows("offices", state or {})


def sent(memory: KnownRows, *rows: Row) -> list[str]:
    """What one page sends, once it is behind the queue."""
    sending = memory.to_send(list(rows), item=None)
    memory.remember(sending)
    return keys(sending)


def test_given_the_same_row_of_several_items_then_it_is_sent_once() -> None:
    memory = known()

    assert sent(memory, row("Granada"), row("Sevilla"), row("Granada")) == ["Granada", "Sevilla"]
    assert sent(memory, row("Granada"), row("Lugo")) == ["Lugo"]


def test_given_a_row_on_its_way_to_the_queue_then_no_other_worker_sends_it() -> None:
    memory = known()

    first = memory.to_send([row("Granada")], item=None)
    second = memory.to_send([row("Granada")], item=None)

    assert (keys(first), second) == (["Granada"], [])


def test_given_a_row_on_its_way_to_the_queue_then_no_state_vouches_for_it() -> None:
    memory = known()
    sending = memory.to_send([row("Granada")], item=None)

    before = memory.save(finished=False)
    memory.remember(sending)

    assert before == {}
    assert list(memory.save(finished=False)["known"]) == ["id of Granada"]


def test_given_the_state_of_an_earlier_sync_then_only_what_is_new_comes() -> None:
    memory = known()
    sent(memory, row("Granada"))
    state = memory.save(finished=True)

    later = known(state)

    assert sent(later, row("Granada"), row("Sevilla")) == ["Sevilla"]
    assert later.size == 2


def test_given_a_row_that_says_something_else_then_it_comes_again() -> None:
    memory = known()
    sent(memory, row("Granada"))

    assert sent(memory, row("Granada", country="ES")) == ["Granada"]


def test_given_a_row_that_no_item_names_any_more_then_it_stays_remembered() -> None:
    memory = known()
    sent(memory, row("Granada"))
    later = known(memory.save(finished=True))

    sent(later, row("Sevilla"))

    assert set(later.save(finished=True)["known"]) == {"id of Granada", "id of Sevilla"}


def test_given_the_state_of_another_stream_then_it_is_refused() -> None:
    with pytest.raises(AirbyteTracedException, match="offices cannot be read"):
        known({"watch": {}})
