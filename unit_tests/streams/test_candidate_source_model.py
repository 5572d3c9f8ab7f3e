from __future__ import annotations

from source_lever_unified.streams.candidate_sources import CandidateSources
from source_lever_unified.streams.sources import Sources
from unit_tests.lever_objects import ACCOUNT, OPPORTUNITY, only, opportunity, rows_of

candidate_sources = CandidateSources.rows


def test_a_row_ties_a_candidate_and_a_source() -> None:
    first, second = rows_of(candidate_sources, opportunity())
    assert first == {
        "id": ACCOUNT.id("candidate_source", OPPORTUNITY, "Job fair"),
        "changed_at": "2025-05-02T00:00:00.000Z",
        "remote_deleted_at": None,
        "account_key": None,
        "candidate_id": ACCOUNT.id("candidate", OPPORTUNITY),
        "source_id": ACCOUNT.id("source", "Job fair"),
        "name": "Job fair",
        "index": 0,
    }
    assert (second["name"], second["index"]) == ("LinkedIn", 1)


def test_the_source_joins_the_list_of_sources() -> None:
    row = rows_of(candidate_sources, opportunity(sources=["Größe 🚆"]))[0]
    assert row["source_id"] == only(Sources.rows([{"text": "Größe 🚆"}], ACCOUNT))["id"]


def test_given_a_source_twice_or_an_empty_one_then_there_is_one_row() -> None:
    row = only(rows_of(candidate_sources, opportunity(sources=["", "Job fair", "Job fair"])))
    assert (row["name"], row["index"]) == ("Job fair", 0)


def test_without_sources_there_are_no_rows() -> None:
    assert list(rows_of(candidate_sources, opportunity(sources=None))) == []
