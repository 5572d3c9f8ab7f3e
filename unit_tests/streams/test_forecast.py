from __future__ import annotations

from source_lever_unified.lever.endpoint import Endpoint
from source_lever_unified.streams.forecast import expected_opportunities, forecast
from source_lever_unified.streams.interviews import Interviews
from source_lever_unified.streams.offers import Offers
from source_lever_unified.sync.economy import Omission
from unit_tests.lever_objects import ACCOUNT, MAY_1, opportunity

OMISSIONS: dict[Endpoint, Omission] = {
    Interviews.endpoint: Interviews.left_out,
    Offers.endpoint: Offers.left_out,
}
QUIET = opportunity(
    stage="lead-new", stageChanges=[], lastInteractionAt=MAY_1, lastAdvancedAt=MAY_1, updatedAt=MAY_1, applications=[]
)


def test_given_what_was_looked_at_then_each_mode_has_its_requests_and_hours() -> None:
    said = forecast(90_000, [QUIET, opportunity(), opportunity(), {}], ACCOUNT, OMISSIONS, "complete", 10)

    assert "about 90,000 opportunities with 2 kinds of children" in said
    assert "by the 3 opportunities looked at" in said
    assert "`complete` about 180,000 requests, 5.0 h" in said
    assert "`skip_untouched` about 150,000 requests, 4.2 h" in said
    assert "`skip_unlikely` about 120,000 requests, 3.3 h" in said


def test_given_levers_counts_per_source_then_their_sum_is_about_how_many_there_are() -> None:
    assert expected_opportunities([{"text": "LinkedIn", "count": 7}, {"text": "Fair", "count": 3}, {"text": "?"}]) == 10
