from __future__ import annotations

import json

import pytest

from source_lever_unified.unified.posting import PostingRef, posting_ref
from unit_tests.lever_objects import MAY_1, MAY_2, POSTING, posting


def test_it_holds_what_forms_need() -> None:
    assert posting_ref(posting()) == PostingRef(POSTING, MAY_2, is_open=True)


def test_given_no_update_time_then_it_changed_when_it_was_created() -> None:
    assert posting_ref(posting(updatedAt=None)).changed_at == MAY_1


@pytest.mark.parametrize(
    ("state", "is_open"),
    [
        ("published", True),
        ("internal", True),
        ("closed", False),
        ("draft", False),
        ("pending", False),
        ("rejected", False),
        (None, False),
    ],
)
def test_people_can_apply_to_published_and_unlisted_postings(state: str | None, is_open: bool) -> None:
    assert posting_ref(posting(state=state)).is_open is is_open


def test_it_survives_a_state() -> None:
    for lever in (posting(), posting(state="closed"), {"id": "only-an-id"}):
        ref = posting_ref(lever)
        assert PostingRef.from_state(json.loads(json.dumps(ref.to_state()))) == ref


def test_given_a_state_of_another_shape_then_it_is_refused() -> None:
    with pytest.raises(ValueError, match="unpack"):
        PostingRef.from_state([])
