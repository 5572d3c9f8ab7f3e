from __future__ import annotations

import json

import pytest

from source_lever_unified.unified.opportunity import OpportunityRef, opportunity_ref, read_opportunity
from unit_tests.lever_objects import (
    ACCOUNT,
    APPLICATION,
    MAY_2,
    OPPORTUNITY,
    POSTING,
    SCREEN,
    WITHDREW,
    application,
    opportunity,
    read,
)


def test_it_holds_what_children_need() -> None:
    assert opportunity_ref(read(opportunity())) == OpportunityRef(OPPORTUNITY, APPLICATION, POSTING, MAY_2, SCREEN)


def test_given_a_lead_then_there_is_no_application_and_no_posting() -> None:
    ref = opportunity_ref(read(opportunity(applications=[])))
    assert (ref.application_id, ref.posting_id) == (None, None)


def test_given_an_application_that_is_not_expanded_then_its_posting_is_unknown() -> None:
    ref = opportunity_ref(read(opportunity(applications=[APPLICATION])))
    assert (ref.application_id, ref.posting_id) == (APPLICATION, None)


def test_given_more_applications_than_lever_has_then_the_first_counts() -> None:
    ref = opportunity_ref(read(opportunity(applications=[application(), application(id="x", posting="y")])))
    assert (ref.application_id, ref.posting_id) == (APPLICATION, POSTING)


@pytest.mark.parametrize("lever", [{}, None, [], "x", {"id": ""}])
def test_given_no_usable_id_then_nothing_can_be_made_of_it(lever: object) -> None:
    assert read_opportunity(lever, ACCOUNT) is None


def test_given_an_archived_opportunity_then_it_is_in_no_stage() -> None:
    archived = opportunity(archived={"reason": WITHDREW, "archivedAt": MAY_2})

    assert opportunity_ref(read(archived)).stage_id is None


def test_given_a_state_from_before_the_stage_was_saved_then_it_is_unknown() -> None:
    ref = OpportunityRef.from_state([OPPORTUNITY, APPLICATION, POSTING, MAY_2])

    assert ref == OpportunityRef(OPPORTUNITY, APPLICATION, POSTING, MAY_2, None)


def test_it_survives_a_state() -> None:
    for lever in (opportunity(), {"id": "only-an-id"}):
        ref = opportunity_ref(read(lever))
        assert OpportunityRef.from_state(json.loads(json.dumps(ref.to_state()))) == ref


def test_given_a_state_of_another_shape_then_it_is_refused() -> None:
    with pytest.raises(ValueError, match="unpack"):
        OpportunityRef.from_state(["id"])
    with pytest.raises(ValueError, match="unpack"):
        OpportunityRef.from_state([OPPORTUNITY, None, None, None, SCREEN, "more"])
