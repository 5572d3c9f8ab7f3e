"""Later syncs bring what changed, tombstones included, and nothing else."""

from __future__ import annotations

from connector import Connector, ConnectTo, Output
from lever_sandbox import Sandbox

STREAMS = [
    "users",
    "candidates",
    "applications",
    "candidate_tags",
    "application_stage_changes",
    "application_stages",
    "rejection_reasons",
    "tags",
]


def remote_ids(output: Output, stream: str) -> list[str]:
    return sorted(row["remote_id"] for row in output.records[stream])


def test_given_an_unchanged_account_when_synced_again_then_nothing_comes(exact: Connector) -> None:
    first = exact.read(STREAMS)

    second = exact.read(STREAMS, first.states)

    assert second.exit_code == 0
    assert second.counts == {}
    assert second.statuses == dict.fromkeys(STREAMS, "COMPLETE")


def test_given_an_unchanged_account_when_synced_again_then_few_requests_are_made(
    sandbox: Sandbox, exact: Connector
) -> None:
    first = exact.read(STREAMS)
    sandbox.reset_requests()

    exact.read(STREAMS, first.states)

    assert sandbox.requests.total <= 20
    assert sandbox.requests.repeated == []


def test_given_a_lookback_when_synced_again_then_what_changed_shortly_before_comes_again(
    sandbox: Sandbox, connect_to: ConnectTo
) -> None:
    account = sandbox.account
    moved = account.find_opportunities(archived=False)[0]
    account.add_tag(moved, "vip")
    connector = connect_to(sandbox, lookback_minutes=10)
    first = connector.read(["candidates"])

    second = connector.read(["candidates"], first.states)

    assert remote_ids(second, "candidates") == [moved]


def test_given_all_kinds_of_changes_when_synced_then_exactly_those_rows_come(
    sandbox: Sandbox, exact: Connector
) -> None:
    account = sandbox.account
    # Those from before `updatedAt` come with the daily listing of old rows only.
    open_ones = account.find_opportunities(archived=False, has_application=True, updated=True)
    moved, tagged, untagged, hired, rejected, deleted = open_ones[:6]
    account.add_tag(untagged, "to be removed")
    first = exact.read(STREAMS)
    stages_before = {row["id"] for row in first.records["application_stage_changes"]}
    tags_before = {row["remote_id"] for row in first.records["tags"]}
    user = account.users()[0]["id"]

    account.move_stage(moved, "offer")
    account.add_tag(tagged, "vip")
    account.remove_tag(untagged, "to be removed")
    account.archive(hired, hired=True)
    account.archive(rejected)
    account.delete_opportunity(deleted)
    account.rename_user(user, "Ada Lovelace")
    second = exact.read(STREAMS, first.states)

    assert remote_ids(second, "candidates") == sorted([moved, tagged, untagged, hired, rejected, deleted])
    candidates = {row["remote_id"]: row for row in second.records["candidates"]}
    assert [key for key, row in candidates.items() if row["remote_deleted_at"]] == [deleted]
    assert candidates[deleted]["full_name"] is None
    assert "vip" in candidates[tagged]["tags"]
    assert "to be removed" not in candidates[untagged]["tags"]

    applications = {row["candidate_id"]: row for row in second.records["applications"]}
    assert applications[candidates[hired]["id"]]["outcome"] == "HIRED"
    assert applications[candidates[hired]["id"]]["hired_at"]
    assert applications[candidates[hired]["id"]]["rejected_at"] is None
    assert applications[candidates[rejected]["id"]]["outcome"] == "DECLINED"
    assert applications[candidates[rejected]["id"]]["rejection_reason_name"]
    assert applications[candidates[moved]["id"]]["stage"]["name"] == "Offer"
    assert len(applications) == 5

    new_changes = [row for row in second.records["application_stage_changes"] if row["id"] not in stages_before]
    assert [row["candidate_id"] for row in new_changes] == [candidates[moved]["id"]]
    assert new_changes[0]["left_at"] is None

    assert [(row["remote_id"], row["first_name"], row["last_name"]) for row in second.records["users"]] == [
        (user, "Ada", "Lovelace")
    ]
    assert {row["remote_id"] for row in second.records["tags"]} - tags_before == {"vip"}
    assert second.records["application_stages"] == []
    assert second.records["rejection_reasons"] == []


def test_given_a_tag_a_stage_a_reason_and_a_user_that_are_gone_when_synced_then_tombstones_come(
    sandbox: Sandbox, exact: Connector
) -> None:
    account = sandbox.account
    account.add_account_tag("short-lived")
    stage = account.add_stage("Short-lived stage")
    reason = account.add_archive_reason("Short-lived reason")
    user = account.add_user(name="Short Lived")
    first = exact.read(STREAMS)

    account.remove_account_tag("short-lived")
    account.remove_stage(stage)
    account.remove_archive_reason(reason)
    account.remove_user(user)
    second = exact.read(STREAMS, first.states)

    for stream, remote_id in [
        ("tags", "short-lived"),
        ("application_stages", stage),
        ("rejection_reasons", reason),
        ("users", user),
    ]:
        buried = [row for row in second.records[stream] if row["remote_deleted_at"]]
        assert [row["remote_id"] for row in buried] == [remote_id]
        before = [row for row in first.records[stream] if row["remote_id"] == remote_id]
        assert buried[0]["id"] == before[0]["id"]
        assert {key for key, value in buried[0].items() if value is not None} == {
            "id",
            "remote_id",
            "changed_at",
            "remote_deleted_at",
        }
        third = exact.read([stream], second.states)
        assert third.counts == {}


def test_given_a_deleted_application_when_synced_then_its_tombstone_comes_and_the_candidate_is_a_lead(
    sandbox: Sandbox, exact: Connector
) -> None:
    account = sandbox.account
    opportunity = account.find_opportunities(archived=False, has_application=True)[0]
    application = account.application(opportunity)
    assert application is not None
    first = exact.read(STREAMS)

    account.delete_application(opportunity)
    second = exact.read(STREAMS, first.states)

    assert [(row["remote_id"], bool(row["remote_deleted_at"])) for row in second.records["applications"]] == [
        (application["id"], True)
    ]
    assert [row["is_lead"] for row in second.records["candidates"]] == [True]


def test_given_a_stream_added_later_when_synced_then_it_comes_whole_and_the_others_stay_incremental(
    sandbox: Sandbox, exact: Connector
) -> None:
    first = exact.read(["candidates", "users"])

    second = exact.read(["candidates", "users", "applications"], first.states)

    assert second.counts == {"applications": sandbox.account.expected_counts(confidential=False)["applications"]}


def test_given_a_start_date_when_synced_then_only_what_was_created_or_updated_since_comes(
    sandbox: Sandbox, connect_to: ConnectTo
) -> None:
    account = sandbox.account
    old = account.find_opportunities(updated=False)[0]
    account.add_tag(old, "vip")
    connector = connect_to(sandbox, start_date="2026-01-01T00:00:00Z")

    read = connector.read(["candidates"])

    start = "2026-01-01T00:00:00.000Z"
    assert old in remote_ids(read, "candidates")
    assert read.repeated("candidates") == []
    for row in read.records["candidates"]:
        assert row["remote_created_at"] >= start or row["remote_updated_at"] >= start


def test_given_a_key_without_the_deletion_feeds_when_synced_then_it_is_one_warning_and_no_failure(
    sandbox: Sandbox, connect_to: ConnectTo
) -> None:
    connector = connect_to(sandbox, key="no-feeds-key", lookback_minutes=0)
    first = connector.read(["candidates"])

    second = connector.read(["candidates"], first.states)

    assert second.exit_code == 0
    assert second.statuses == {"candidates": "COMPLETE"}
    assert second.logs.count("WARN: Deletions are not seen") == 1


def test_given_a_clock_ahead_of_levers_when_an_opportunity_changes_after_a_sync_then_the_next_sync_brings_it(
    sandbox: Sandbox, exact: Connector
) -> None:
    """By Lever's clock the change is older than the sync, whose start is by ours."""
    sandbox.account.advance(-3_600_000)
    first = exact.read(["candidates"])
    touched = sandbox.account.find_opportunities(updated=True, limit=1)[0]
    sandbox.account.touch_opportunity(touched)

    second = exact.read(["candidates"], first.states)

    assert touched in remote_ids(second, "candidates")
