"""What hangs on the newest opportunities arrives before what hangs on the oldest, also after a kill."""

from __future__ import annotations

from connector import ConnectTo, Json, Output
from lever_sandbox import Sandbox

STREAMS = ["candidates", "interviews"]


def is_interview(message: Json) -> bool:
    return bool(message["type"] == "RECORD" and message["record"]["stream"] == "interviews")


def of_the_newest_tenth(whole: Output) -> list[str]:
    """Candidates, as many as are the tenth of the account that was created last."""
    by_age = sorted(whole.records["candidates"], key=lambda row: str(row["remote_created_at"]), reverse=True)
    return [row["id"] for row in by_age[: len(by_age) // 10]]


def test_given_a_backfill_then_the_interviews_of_the_newest_tenth_arrive_in_its_first_half(
    connect_to: ConnectTo,
) -> None:
    with Sandbox(opportunities=900, seed=5) as sandbox:
        whole = connect_to(sandbox, requests_per_second=1000).read(STREAMS)

    newest = of_the_newest_tenth(whole)
    places = [place for place, row in enumerate(whole.records["interviews"]) if row["candidate_id"] in newest]
    assert len(places) > 20
    assert max(places) < len(whole.records["interviews"]) / 2


def test_given_a_backfill_that_is_killed_and_goes_on_then_both_parts_together_are_in_the_same_order(
    connect_to: ConnectTo,
) -> None:
    with Sandbox(opportunities=500, seed=5) as sandbox:
        connector = connect_to(sandbox, requests_per_second=200)
        states_seen = 0

        def after_some_states(message: Json) -> bool:
            nonlocal states_seen
            states_seen += str(message["type"]) == "STATE"
            return states_seen > 2

        killed = connector.read(STREAMS, kill_when=after_some_states)
        resumed = connector.read(STREAMS, killed.states)
        whole = connector.read(STREAMS)

    newest = of_the_newest_tenth(whole)
    arrived = [row["candidate_id"] in newest for row in killed.records["interviews"] + resumed.records["interviews"]]
    assert killed.exit_code != 0
    assert resumed.exit_code == 0
    assert resumed.counts["interviews"] > 60
    assert not any(arrived[len(arrived) // 2 :])
