"""The person comes with every candidacy that changes, and goes with the last that names the person."""

from __future__ import annotations

from collections import Counter

import pytest

from connector import Connector
from lever_sandbox import Sandbox
from source_lever_unified.unified.ids import unified_id


@pytest.fixture
def person(sandbox: Sandbox) -> tuple[str, list[str]]:
    """A contact with several candidacies."""
    account = sandbox.account
    times = Counter(account.opportunity(one)["contact"] for one in account.find_opportunities())
    contact, _ = times.most_common(1)[0]
    return contact, [one for one in account.find_opportunities() if account.opportunity(one)["contact"] == contact]


def test_given_a_person_who_changed_when_synced_again_then_the_newest_row_says_so(
    sandbox: Sandbox, connector: Connector, person: tuple[str, list[str]]
) -> None:
    contact, candidacies = person
    first = connector.read(["contacts", "candidates"])
    sandbox.account.edit_contact(contact, {"headline": "Bluebird Rail"})

    second = connector.read(["contacts", "candidates"], first.states)

    rows = [row for row in second.records["contacts"] if row["remote_id"] == contact]
    assert len(candidacies) > 1
    assert [row["title"] for row in rows] == ["Bluebird Rail"] * len(candidacies)
    before = max(row["changed_at"] for row in first.records["contacts"] if row["remote_id"] == contact)
    assert all(row["changed_at"] > before for row in rows)


def test_given_two_persons_who_turn_out_to_be_one_when_synced_again_then_the_candidacies_name_the_one_that_stays(
    sandbox: Sandbox, connector: Connector, person: tuple[str, list[str]]
) -> None:
    merged, candidacies = person
    stays = next(
        contact
        for one in sandbox.account.find_opportunities()
        if (contact := sandbox.account.opportunity(one)["contact"]) != merged
    )
    first = connector.read(["contacts", "candidates"])
    sandbox.account.merge_contacts(merged, into=stays)

    second = connector.read(["contacts", "candidates"], first.states)

    moved = [row for row in second.records["candidates"] if row["remote_id"] in candidacies]
    assert {row["contact_id"] for row in moved} == {unified_id("", "contact", stays)}
    assert merged not in {row["remote_id"] for row in second.records["contacts"]}
