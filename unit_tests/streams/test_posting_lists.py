"""Which of Lever's two lists of postings a posting is taken from: the posting decides, not which list answers first."""

from __future__ import annotations

from typing import Any

import pytest

from source_lever_unified.config import Config
from source_lever_unified.streams.posting_list import ALL, INTERNAL, UPDATED, PostingList
from source_lever_unified.sync.plan import Want
from source_lever_unified.sync.progress import Pass, Read
from source_lever_unified.sync.state import ListingState

NOW = 1_800_000_000_000


def postings(**config: Any) -> PostingList:
    raw = {"credentials": {"auth_type": "Api Key", "api_key": "k"}, **config}
    return PostingList(None, Config.model_validate(raw), now_ms=NOW)  # type: ignore[arg-type] # nothing is asked


def posting(state: str, channels: Any, updated_at: Any = NOW) -> dict[str, Any]:
    return {"id": "p", "state": state, "distributionChannels": channels, "updatedAt": updated_at}


@pytest.mark.parametrize(
    ("of_lever", "listed_by"),
    [
        (posting("published", ["internal"]), INTERNAL),
        (posting("published", ["public", "internal"]), ALL),
        (posting("published", ["public"]), ALL),
        (posting("closed", ["internal"]), ALL),
        (posting("internal", ["internal"]), ALL),
        (posting("draft", []), ALL),
        (posting("published", None), ALL),
        (posting("published", "internal"), ALL),
    ],
)
@pytest.mark.parametrize("everything", [Read(ALL), Read(UPDATED, 1)])
def test_given_a_posting_in_both_lists_then_it_is_taken_from_one(
    of_lever: dict[str, Any], listed_by: str, everything: Read
) -> None:
    source, planned = postings(), Pass(ListingState(), {}, since_ms=1)

    assert (source.wants(Read(INTERNAL), of_lever, planned) is Want.LISTED) is (listed_by == INTERNAL)
    assert (source.wants(everything, of_lever, planned) is Want.LISTED) is (listed_by == ALL)


def test_given_the_list_that_no_update_filters_then_only_what_changed_since_is_taken() -> None:
    source, planned = postings(), Pass(ListingState(), {}, since_ms=NOW)

    assert source.wants(Read(INTERNAL), posting("published", ["internal"], NOW), planned) is Want.LISTED
    assert source.wants(Read(INTERNAL), posting("published", ["internal"], NOW - 1), planned) is None
    assert source.wants(Read(INTERNAL), posting("published", ["internal"], None), planned) is Want.LISTED
