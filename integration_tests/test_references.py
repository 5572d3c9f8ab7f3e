"""Every id in every row leads to a row, except where Lever itself has none any more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from connector import Connector, Json, Output, config_for
from docs.generator.references import EXCEPTIONS, REFERENCES, Reference
from docs.generator.schema_fields import values_at
from lever_sandbox import Account, Sandbox
from source_lever_unified.streams import STREAMS
from source_lever_unified.unified.ids import unified_id


@dataclass
class Synced:
    account: Account
    output: Output

    def ids(self, stream: str) -> set[str]:
        return {row["id"] for row in self.living(stream)}

    def living(self, stream: str) -> list[Json]:
        """What Lever lists as deleted comes as tombstones."""
        return [row for row in self.output.records[stream] if not row["remote_deleted_at"]]

    def lost(self, reference: Reference) -> set[str]:
        """Ids that lead nowhere."""
        found = {value for row in self.living(reference.stream) for value in values_at(row, reference.path)}
        return found - self.ids(reference.target)


@pytest.fixture(scope="module")
def synced(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Synced]:
    with Sandbox(opportunities=500, seed=11) as sandbox:
        config = config_for(sandbox, include_confidential=True, include_eeo_responses=True)
        output = Connector(tmp_path_factory.mktemp("references"), config).read([stream.name for stream in STREAMS])
        assert output.exit_code == 0
        yield Synced(sandbox.account, output)


def _named(reference: Reference) -> str:
    return f"{reference.stream}.{reference.path}"


@pytest.mark.parametrize("reference", REFERENCES, ids=_named)
def test_given_an_id_then_its_row_is_there_unless_lever_lists_none(synced: Synced, reference: Reference) -> None:
    company = synced.account.company
    listed_nowhere = {
        "users": {unified_id("", "user", company.missing_user_id)},
        "application_stages": {unified_id("", "application_stage", company.retired_stage_id)},
    }

    assert synced.lost(reference) <= listed_nowhere.get(reference.target, set())


def test_given_the_ids_that_lead_nowhere_then_the_page_on_joins_says_why(synced: Synced) -> None:
    lost = {reference.target for reference in REFERENCES if synced.lost(reference)}

    assert lost == {"users", "application_stages"}
    assert lost <= set(EXCEPTIONS)


@pytest.mark.parametrize("reference", [one for one in REFERENCES if one.always], ids=_named)
def test_given_a_reference_that_is_always_set_then_no_row_lacks_it(synced: Synced, reference: Reference) -> None:
    assert all(list(values_at(row, reference.path)) for row in synced.living(reference.stream))


def test_given_answers_then_their_questions_are_those_of_the_forms(synced: Synced) -> None:
    known = {row["remote_id"] for row in synced.output.records["screening_questions"]}
    answered = {
        value
        for row in synced.output.records["applications"]
        for value in values_at(row, "screening_question_answers[].question.remote_id")
    }

    assert answered
    assert answered <= known


def test_given_candidacies_of_one_person_then_they_share_the_contact_and_the_contact_only(synced: Synced) -> None:
    by_contact: dict[str, set[str]] = defaultdict(set)
    for row in synced.output.records["candidates"]:
        by_contact[row["contact_id"]].add(row["contact_remote_id"])

    assert len(by_contact) < len(synced.output.records["candidates"])
    assert all(len(remote_ids) == 1 for remote_ids in by_contact.values())


def test_given_two_ways_to_the_same_row_then_they_agree(synced: Synced) -> None:
    """Ids that a row repeats from another: an application's candidate lists the application, and so on."""
    candidates = {row["id"]: row for row in synced.output.records["candidates"]}
    applications = {row["id"]: row for row in synced.output.records["applications"]}

    for application in applications.values():
        assert candidates[application["candidate_id"]]["application_ids"] == [application["id"]]
        assert application["current_stage_id"] == candidates[application["candidate_id"]]["stage_id"]
    for stream in ("interviews", "offers", "application_stage_changes"):
        for row in synced.output.records[stream]:
            expected = candidates[row["candidate_id"]]["application_ids"]
            assert [row["application_id"]] == (expected or [None])
    for offer in synced.output.records["offers"]:
        assert offer["job_id"] == applications[offer["application_id"]]["job_id"]
    of_offers = {row["application_id"] for row in synced.output.records["offers"]}
    assert {key for key, row in applications.items() if row["offer_id"]} == of_offers
