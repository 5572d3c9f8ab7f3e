"""What the answers of a sub-list prove, and what they do not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from source_lever_unified.lever.endpoint import Endpoint
from source_lever_unified.lever.errors import BadRequest, Forbidden, LeverError, Missing, NotFound, Unavailable
from source_lever_unified.sync.sublist import Answer, Fetched, NoList, Sublist

OFFERS = Endpoint("/opportunities/:id/offers", "Offers", "offers:read:admin")


@dataclass(frozen=True)
class Opportunity:
    id: str

    def to_state(self) -> list[Any]:
        return [self.id]


@dataclass
class Lever:
    """`answers` by the opportunity's id; whoever is not among them has an empty list."""

    answers: dict[str, LeverError] = field(default_factory=dict)
    deleted: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)

    def fetch(self, client: Any, endpoint: Endpoint, parent: Opportunity) -> Answer:  # noqa: ARG002
        self.asked.append(parent.id)
        if parent.id in self.answers:
            raise self.answers[parent.id]
        return Fetched((), complete=True)

    def sublist(self) -> Sublist:
        return Sublist(None, OFFERS, self.fetch, lambda parent: parent.id not in self.deleted)  # type: ignore[arg-type]


def error(kind: Callable[[str, str], LeverError]) -> LeverError:
    return kind(OFFERS.path, "no")


@pytest.mark.parametrize("kind", [NotFound, BadRequest])
def test_given_a_refused_list_then_its_rows_are_gone_only_if_the_opportunity_is(
    kind: Callable[[str, str], LeverError],
) -> None:
    lever = Lever({"lives": error(kind), "deleted": error(kind)}, deleted={"deleted"})
    sublist = lever.sublist()

    assert sublist.read(Opportunity("lives"), again=False) is NoList.UNREADABLE
    assert sublist.read(Opportunity("deleted"), again=False) is NoList.GONE


def test_given_no_opportunity_that_has_the_list_then_the_endpoint_is_missing_by_name() -> None:
    sublist = Lever({"a": error(NotFound)}).sublist()
    sublist.read(Opportunity("a"), again=False)

    with pytest.raises(Missing, match="/opportunities/:id/offers"):
        sublist.raise_if_missing()


def test_given_one_opportunity_that_has_the_list_then_the_endpoint_is_there() -> None:
    sublist = Lever({"a": error(NotFound)}).sublist()
    for name in "ab":
        sublist.read(Opportunity(name), again=False)

    sublist.raise_if_missing()


def test_given_twenty_opportunities_without_the_list_then_no_more_are_asked() -> None:
    lever = Lever({f"o{number}": error(NotFound) for number in range(30)})
    sublist = lever.sublist()

    for number in range(19):
        assert sublist.read(Opportunity(f"o{number}"), again=False) is NoList.UNREADABLE
    for number in range(19, 30):
        with pytest.raises(Missing):
            sublist.read(Opportunity(f"o{number}"), again=False)

    assert len(lever.asked) == 20


def test_given_a_missing_permission_then_it_is_asked_for_once() -> None:
    lever = Lever({"a": error(Forbidden)})
    sublist = lever.sublist()

    for name in "aab":
        with pytest.raises(Forbidden):
            sublist.read(Opportunity(name), again=False)

    assert lever.asked == ["a"]


def test_given_an_outage_then_the_next_opportunity_is_asked_all_the_same() -> None:
    lever = Lever({"a": error(Unavailable)})
    sublist = lever.sublist()

    with pytest.raises(Unavailable):
        sublist.read(Opportunity("a"), again=False)
    assert sublist.read(Opportunity("b"), again=False) == Fetched((), complete=True)


def test_given_an_opportunity_that_will_be_met_again_then_it_is_asked_once_and_let_go_of_after_that() -> None:
    lever = Lever()
    sublist = lever.sublist()
    sublist.keep(Opportunity("a"))

    sublist.read(Opportunity("a"), again=False)
    sublist.read(Opportunity("a"), again=True)
    assert lever.asked == ["a"]

    sublist.read(Opportunity("a"), again=True)
    assert lever.asked == ["a", "a"]


def test_given_an_opportunity_that_changes_before_it_is_met_again_then_it_is_asked_again() -> None:
    """What is gone by then would come once more, as new as the change that took it away."""

    @dataclass(frozen=True)
    class Dated(Opportunity):
        changed_at: int

    lever = Lever()
    sublist = lever.sublist()
    sublist.keep(Dated("a", 1))
    sublist.read(Dated("a", 1), again=False)

    sublist.read(Dated("a", 2), again=True)

    assert lever.asked == ["a", "a"]


RESUMES = Endpoint("/opportunities/:id/resumes", "Resumes", "resumes:read:admin", none_is_404=True)


def test_given_a_list_that_may_answer_404_for_none_then_it_is_empty_and_buries_nothing() -> None:
    lever = Lever({"lives": error(NotFound), "deleted": error(NotFound)}, deleted={"deleted"})
    sublist = Sublist(None, RESUMES, lever.fetch, lambda parent: parent.id not in lever.deleted)  # type: ignore[arg-type]

    assert sublist.read(Opportunity("lives"), again=False) == Fetched((), complete=False)
    assert sublist.read(Opportunity("deleted"), again=False) is NoList.GONE
    sublist.raise_if_missing()
