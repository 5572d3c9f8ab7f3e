from __future__ import annotations

import pytest
import requests

from source_lever_unified.lever.endpoint import Endpoint
from unit_tests.lever.known_endpoints import BY_PATH, OFFERS, TAGS


def test_given_a_parent_then_its_id_is_in_the_path() -> None:
    assert OFFERS.url("71d2e4c8-0b3a") == "/opportunities/71d2e4c8-0b3a/offers"


def test_given_a_list_of_the_account_then_its_path_needs_no_id() -> None:
    assert TAGS.url(None) == "/tags"


@pytest.mark.parametrize(
    "odd", ["a/../../users", "a?confidentiality=all", "a#b", "%2e%2e", "..%2f", "ü", "\ud800", "a b"]
)
def test_given_an_id_with_signs_that_mean_something_in_an_address_then_it_cannot_change_the_path(odd: str) -> None:
    sent = requests.Request("GET", "https://api.lever.co/v1" + OFFERS.url(odd)).prepare().path_url

    assert sent.startswith("/v1/opportunities/")
    assert sent.endswith("/offers")
    assert sent.count("/") == 4


@pytest.mark.parametrize("unusable", [None, "", ".", ".."])
def test_given_no_id_or_one_that_would_lead_elsewhere_then_there_is_no_path(unusable: str | None) -> None:
    with pytest.raises(ValueError, match="/opportunities/:id/offers needs the id of its parent"):
        OFFERS.url(unusable)


@pytest.mark.parametrize("endpoint", BY_PATH.values(), ids=lambda endpoint: endpoint.path)
def test_given_an_endpoint_then_it_says_what_a_key_needs_for_it(endpoint: Endpoint) -> None:
    assert endpoint.permission
    assert endpoint.scope.endswith(":read:admin")
