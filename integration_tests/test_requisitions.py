"""Requisitions arrive whatever Lever's `updatedAt` says, and what only they name does too."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import pytest

from connector import Connector, ConnectTo, Json, Output
from lever_sandbox import Sandbox
from source_lever_unified.unified.ids import unified_id

REQUISITIONS = ("requisitions", "requisition_jobs", "requisition_fields")
NAMED = ("departments", "offices")


def requisition_id(lever_id: str) -> str:
    return unified_id("", "requisition", lever_id)


def living(rows: Iterable[Json]) -> list[Json]:
    return [row for row in rows if row["remote_deleted_at"] is None]


def gone(rows: Iterable[Json]) -> list[str]:
    return [row["id"] for row in rows if row["remote_deleted_at"] is not None]


def ms(moment: str) -> float:
    return datetime.fromisoformat(moment.replace("Z", "+00:00")).timestamp() * 1000


def warnings(output: Output) -> list[str]:
    return [line for line in output.logs.splitlines() if line.startswith(("WARN", "ERROR", "FATAL"))]


def test_given_no_change_when_synced_again_then_nothing_comes(connector: Connector) -> None:
    first = connector.read([*REQUISITIONS, *NAMED])

    again = connector.read([*REQUISITIONS, *NAMED], first.states)

    assert again.exit_code == 0
    assert again.counts == {}


def test_given_a_first_sync_then_a_requisition_is_dated_by_its_update(connector: Connector) -> None:
    rows = connector.read(["requisitions"]).records["requisitions"]

    dated = [row for row in rows if row["remote_updated_at"] is not None]
    assert dated
    assert all(row["changed_at"] == row["remote_updated_at"] for row in dated)


def test_given_hires_that_leave_updated_at_alone_when_synced_again_then_the_requisition_comes_dated_by_the_sync(
    sandbox: Sandbox, connector: Connector
) -> None:
    first = connector.read(["requisitions"])
    changed = sandbox.account.find_requisitions(status="open")[0]
    updated_at = sandbox.account.requisition(changed).get("updatedAt")
    sandbox.account.update_requisition(changed, {"headcountHired": 7})

    (row,) = connector.read(["requisitions"], first.states).records["requisitions"]

    assert sandbox.account.requisition(changed).get("updatedAt") == updated_at
    assert (row["remote_id"], row["headcount_hired"]) == (changed, 7)
    assert ms(row["changed_at"]) > max(ms(before["changed_at"]) for before in first.records["requisitions"])


def test_given_a_new_requisition_when_synced_again_then_it_is_dated_by_its_update_and_has_its_job(
    sandbox: Sandbox, connector: Connector
) -> None:
    first = connector.read(REQUISITIONS)
    posting = sandbox.account.find_postings(state="published")[0]
    created = sandbox.account.create_requisition(posting_id=posting)

    second = connector.read(REQUISITIONS, first.states)

    (row,), (join,) = second.records["requisitions"], second.records["requisition_jobs"]
    assert row["remote_id"] == created
    assert row["changed_at"] == row["remote_updated_at"]
    assert (join["requisition_id"], join["job_id"]) == (row["id"], unified_id("", "job", posting))


def test_given_a_deleted_requisition_when_synced_again_then_it_and_its_jobs_are_tombstones(
    sandbox: Sandbox, connector: Connector
) -> None:
    first = connector.read(REQUISITIONS)
    deleted = sandbox.account.find_requisitions(has_postings=True)[0]
    joined = [
        row["id"] for row in first.records["requisition_jobs"] if row["requisition_id"] == requisition_id(deleted)
    ]
    sandbox.account.delete_requisition(deleted)

    second = connector.read(REQUISITIONS, first.states)

    assert gone(second.records["requisitions"]) == [requisition_id(deleted)]
    assert gone(second.records["requisition_jobs"]) == joined
    assert living([*second.records["requisitions"], *second.records["requisition_jobs"]]) == []


def test_given_one_that_turns_confidential_and_back_then_it_goes_and_comes_newer_than_its_tombstone(
    sandbox: Sandbox, connector: Connector
) -> None:
    first = connector.read(["requisitions"])
    hidden = sandbox.account.find_requisitions(has_postings=False)[0]
    sandbox.account.set_requisition_confidential(hidden)
    second = connector.read(["requisitions"], first.states)
    sandbox.account.set_requisition_confidential(hidden, False)

    third = connector.read(["requisitions"], second.states)

    (tombstone,), (row,) = second.records["requisitions"], third.records["requisitions"]
    assert gone([tombstone]) == [row["id"]] == [requisition_id(hidden)]
    assert row["remote_deleted_at"] is None
    assert row["changed_at"] > tombstone["changed_at"]


def test_given_confidential_ones_then_they_come_only_when_asked_for(sandbox: Sandbox, connect_to: ConnectTo) -> None:
    created = sandbox.account.create_requisition(confidential=True)

    def ids(output: Output) -> set[str]:
        return {row["remote_id"] for row in output.records["requisitions"]}

    assert created not in ids(connect_to(sandbox).read(["requisitions"]))
    assert created in ids(connect_to(sandbox, include_confidential=True).read(["requisitions"]))


def test_given_the_feature_is_off_then_one_warning_says_so_and_nothing_is_buried(
    sandbox: Sandbox, connector: Connector
) -> None:
    first = connector.read(REQUISITIONS)
    sandbox.settings.requisitions_feature = "missing"

    second = connector.read(REQUISITIONS, first.states)

    assert second.exit_code == 0
    assert second.statuses == dict.fromkeys(REQUISITIONS, "COMPLETE")
    assert second.counts == {}
    (warning,) = warnings(second)
    assert "Lever has no requisitions here (404)" in warning

    sandbox.settings.requisitions_feature = "on"
    assert connector.read(REQUISITIONS, second.states).counts == {}


def test_given_the_feature_is_off_when_checked_then_the_connection_works(
    sandbox: Sandbox, connector: Connector
) -> None:
    sandbox.settings.requisitions_feature = "missing"

    assert connector.check().connection_status["status"] == "SUCCEEDED"


def test_given_a_key_without_requisitions_then_their_streams_fail_by_the_name_of_the_permission(
    sandbox: Sandbox, connect_to: ConnectTo
) -> None:
    read = connect_to(sandbox, key="no-requisitions-key").read([*REQUISITIONS, "users"])

    assert read.exit_code != 0
    assert read.statuses == {
        "requisitions": "INCOMPLETE",
        "requisition_jobs": "INCOMPLETE",
        "requisition_fields": "COMPLETE",
        "users": "COMPLETE",
    }
    assert '"Requisitions"' in read.error_messages
    assert "requisitions:read:admin" in read.error_messages


@pytest.mark.parametrize("key", ["no-requisitions-key", "sandbox-key"])
def test_given_requisitions_that_cannot_be_read_then_departments_and_offices_come_from_postings_without_a_warning(
    sandbox: Sandbox, connect_to: ConnectTo, key: str
) -> None:
    if key == "sandbox-key":
        sandbox.settings.requisitions_feature = "missing"

    read = connect_to(sandbox, key=key).read([*NAMED, "jobs"])

    assert read.exit_code == 0
    assert warnings(read) == []
    named = {row[field] for row in read.records["jobs"] for field in ("department_id", "team_id")} - {None}
    assert {row["id"] for row in read.records["departments"]} == named
    assert {row["id"] for row in read.records["offices"]} == {
        office for row in read.records["jobs"] for office in row["office_ids"]
    }


def test_given_a_department_that_only_a_requisition_names_when_synced_again_then_it_comes_once(
    sandbox: Sandbox, connector: Connector
) -> None:
    first = connector.read(NAMED)
    created = sandbox.account.create_requisition()
    sandbox.account.update_requisition(created, {"department": "Aftermarket", "location": "Lugo"})

    second = connector.read(NAMED, first.states)
    third = connector.read(NAMED, second.states)

    assert [row["name"] for row in second.records["departments"]] == ["Aftermarket"]
    assert [row["name"] for row in second.records["offices"]] == ["Lugo"]
    assert third.counts == {}


def test_given_a_department_that_nobody_names_any_more_when_synced_again_then_it_stays(
    sandbox: Sandbox, connector: Connector
) -> None:
    created = sandbox.account.create_requisition()
    sandbox.account.update_requisition(created, {"department": "Aftermarket", "location": "Lugo"})
    first = connector.read(NAMED)
    sandbox.account.delete_requisition(created)

    assert "Aftermarket" in {row["name"] for row in first.records["departments"]}
    assert connector.read(NAMED, first.states).counts == {}
