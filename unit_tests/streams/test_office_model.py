from __future__ import annotations

from source_lever_unified.streams.jobs import Jobs
from source_lever_unified.streams.offices import Offices
from source_lever_unified.streams.requisitions import Requisitions
from unit_tests.lever_objects import ACCOUNT, SYNC_START_TEXT, only, posting, requisition

offices = Offices.rows


def test_each_location_of_a_posting_is_an_office() -> None:
    first, second = offices(posting(), ACCOUNT)
    assert first == {
        "id": ACCOUNT.id("office", "Granada"),
        "changed_at": SYNC_START_TEXT,
        "remote_deleted_at": None,
        "account_key": None,
        "remote_id": "Granada",
        "name": "Granada",
        "location": {"raw": "Granada"},
    }
    assert second["name"] == "Sevilla"


def test_jobs_and_requisitions_join_them() -> None:
    ids = [row["id"] for row in offices(posting(), ACCOUNT)]
    assert only(Jobs.rows(posting(), ACCOUNT))["office_ids"] == ids
    assert only(Requisitions.rows([requisition()], ACCOUNT))["office_id"] == ids[0]


def test_given_only_a_list_of_locations_then_all_of_them_are_offices() -> None:
    rows = offices(posting(categories={"location": None, "allLocations": ["Sevilla", "", "Sevilla"]}), ACCOUNT)
    assert [row["name"] for row in rows] == ["Sevilla"]


def test_a_requisition_names_its_location() -> None:
    assert only(Offices.rows_named_by(requisition(), ACCOUNT))["name"] == "Granada"
    assert list(Offices.rows_named_by(requisition(location=None), ACCOUNT)) == []
