"""Changes in the middle of a read."""

from __future__ import annotations

from lever_sandbox import Sandbox
from unit_tests.lever_sandbox.lever_client import Lever


def test_given_a_hook_before_the_second_page_then_the_list_misses_the_row_that_moved(
    lever: Lever, sandbox: Sandbox
) -> None:
    mover = lever.read_all("/opportunities")[-1]["id"]
    hook = sandbox.before("/opportunities", lambda: sandbox.account.move_stage(mover, "lead-new"), nth=2)
    seen = [item["id"] for item in lever.read_all("/opportunities")]
    assert mover not in seen
    assert (hook.seen, hook.fired) == (2, 1)
    assert lever.read(f"/opportunities/{mover}")["stage"] == "lead-new"


def test_given_repeat_then_from_the_nth_on(lever: Lever, sandbox: Sandbox) -> None:
    calls: list[int] = []
    sandbox.before("offset=", lambda: calls.append(1), repeat=True)
    lever.read_all("/opportunities", limit=40)
    assert len(calls) == 3


def test_given_a_hook_over_http_then_the_named_operation_runs(lever: Lever, sandbox: Sandbox) -> None:
    mover = sandbox.account.find_opportunities()[0]
    order = {
        "path": "/v1/users",
        "operation": "move_stage",
        "arguments": {"opportunity_id": mover, "stage_id": "offer"},
    }
    assert lever.control("POST", "/hooks", order).status_code == 200
    assert sandbox.account.opportunity(mover)["stage"] != "offer"
    lever.ask("/users")
    assert sandbox.account.opportunity(mover)["stage"] == "offer"


def test_given_a_hook_with_wrong_arguments_then_it_is_refused_at_once(lever: Lever) -> None:
    order = {"path": "/v1/users", "operation": "move_stage", "arguments": {"stage": "offer"}}
    answer = lever.control("POST", "/hooks", order)
    assert answer.status_code == 400
    assert "stage_id" in answer.json()["error"]
