"""The expected totals are what a client that reads everything over HTTP finds."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest

from lever_sandbox import STREAMS, Account, Sandbox
from unit_tests.lever_sandbox.lever_client import NOW, Lever


def answers(forms: list[dict[str, Any]]) -> int:
    fields = [field for form in forms for field in form["fields"]]
    return sum(len(field["scores"]) if field["type"] == "scorecard" else 1 for field in fields)


def parsed(resumes: list[dict[str, Any]], part: str) -> int:
    return sum(len((resume.get("parsedData") or {}).get(part) or ()) for resume in resumes)


def count_over_http(lever: Lever, confidentiality: str) -> dict[str, int]:
    """Counts rows the way a careful reader of Lever's API would, knowing nothing of the sandbox's insides."""
    scope = {"confidentiality": confidentiality}
    users = lever.read_all("/users", includeDeactivated="true")
    stages = lever.read_all("/stages")
    opportunities = lever.read_all("/opportunities", expand="applications", **scope)
    listed = lever.read_all("/postings", **scope) + lever.read_all("/postings", distributionChannel="internal", **scope)
    postings = list({posting["id"]: posting for posting in listed}.values())
    interviews: list[dict[str, Any]] = []
    offers: list[dict[str, Any]] = []
    for opportunity in opportunities:
        interviews += lever.read_all(f"/opportunities/{opportunity['id']}/interviews")
        offers += lever.read_all(f"/opportunities/{opportunity['id']}/offers")
    children: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for opportunity in opportunities:
        for kind in ("feedback", "notes", "panels", "referrals", "forms", "resumes", "files"):
            found = lever.read(f"/opportunities/{opportunity['id']}/{kind}")
            children[kind] += [item for item in found if item.get("deletedAt") is None]
    responses = lever.read_all("/eeo/responses/pii", created_at_start=0)
    hidden = {item["id"] for item in lever.read_all("/opportunities", confidentiality="confidential")}
    links = set()
    for posting in postings:
        answer = lever.ask(f"/postings/{posting['id']}/apply")
        if answer.status_code == 200:
            form = answer.json()["data"]
            fields = [field["id"] for part in form["customQuestions"] for field in part["fields"]]
            links |= {(posting["id"], question) for question in [*fields, *form.get("eeoQuestions", {})]}
    roles = [(posting["owner"], posting["hiringManager"]) for posting in postings]
    requisitions = lever.read_all("/requisitions", **scope)
    categories = [posting["categories"] for posting in postings] + requisitions
    departments: set[tuple[str, ...]] = {("department", item["department"]) for item in categories}
    departments -= {("department", None)}
    departments |= {("team", item["department"] or "", item["team"]) for item in categories if item["team"]}
    offices = {place for item in categories for place in [item["location"], *item.get("allLocations", [])] if place}
    return {
        "users": len(users),
        "application_stages": len(stages),
        "rejection_reasons": len(lever.read_all("/archive_reasons", type="non-hired")),
        "tags": len(lever.read_all("/tags")),
        "candidates": len({item["id"] for item in opportunities}),
        "applications": sum(len(item["applications"]) for item in opportunities),
        "candidate_tags": sum(len(set(item["tags"])) for item in opportunities),
        "application_stage_changes": sum(
            len({(change["updatedAt"], change["toStageId"]) for change in item["stageChanges"]})
            for item in opportunities
        ),
        "interviews": len(interviews),
        "interview_team_members": sum(len({person["id"] for person in item["interviewers"]}) for item in interviews),
        "offers": len(offers),
        "jobs": len(postings),
        "job_postings": len(postings),
        "job_hiring_team_members": sum(len(set(pair) - {None}) for pair in roles),
        "job_application_stages": len(postings) * len(stages),
        "screening_questions": len({question for _, question in links}),
        "job_screening_questions": len(links),
        "contacts": len({item["contact"] for item in opportunities}),
        "candidate_sources": sum(len(set(item["sources"])) for item in opportunities),
        "sources": len(lever.read_all("/sources")),
        "departments": len(departments),
        "offices": len(offices),
        "requisitions": len(requisitions),
        "requisition_jobs": sum(len(item["postings"]) for item in requisitions),
        "requisition_fields": len(lever.read("/requisition_fields")),
        "scorecards": len(children["feedback"]),
        "scorecard_answers": answers(children["feedback"]),
        "scorecard_templates": len(lever.read_all("/feedback_templates")),
        "notes": len(children["notes"]),
        "attachments": len(children["resumes"]) + len(children["files"]),
        "candidate_experiences": parsed(children["resumes"], "positions"),
        "candidate_educations": parsed(children["resumes"], "schools"),
        "interview_panels": len(children["panels"]),
        "referrals": len(children["referrals"]),
        "profile_forms": len(children["forms"]),
        "profile_form_answers": answers(children["forms"]),
        "eeo_responses": sum(item["opportunityId"] not in hidden or confidentiality == "all" for item in responses),
    }


@pytest.mark.parametrize(("confidential", "confidentiality"), [(False, "non-confidential"), (True, "all")])
def test_given_a_full_read_then_it_finds_exactly_the_expected_counts(
    lever: Lever, sandbox: Sandbox, confidential: bool, confidentiality: str
) -> None:
    assert count_over_http(lever, confidentiality) == sandbox.account.expected_counts(confidential)


def test_given_any_changes_then_counts_and_keys_still_agree() -> None:
    account = Account(150, seed=5, now=NOW)
    people = account.find_opportunities(has_application=True)
    account.delete_opportunity(people[0])
    account.delete_application(people[1])
    account.move_stage(people[2], "offer")
    account.add_tag(people[3], "new")
    account.add_interview(people[4])
    account.add_offer(people[5])
    account.create_opportunity(posting_id=account.find_postings(state="published")[0])
    account.delete_posting(account.find_postings()[0])
    account.create_posting(confidential=True)
    account.add_question(account.find_postings(form_readable=True)[0])
    account.remove_stage("offer")
    account.remove_account_tag("VIP")
    account.remove_source("Indeed")
    account.edit_opportunity(people[6], {"sources": ["Fair", "Fair"], "owner": None})
    account.merge_contacts(account.opportunity(people[7])["contact"], account.opportunity(people[8])["contact"])
    account.create_requisition(posting_id=account.find_postings()[0], confidential=True)
    account.delete_requisition(account.find_requisitions()[0])
    account.add_requisition_field("grade")
    form = account.add_feedback(people[9])
    account.add_feedback(people[9], pending=True)
    account.delete_feedback(people[9], form)
    account.delete_note(people[9], account.add_note(people[9]))
    account.add_resume(people[9], parsed={"positions": [{"org": "Acme"}], "schools": None})
    account.delete_file(people[9], account.add_file(people[9]))
    account.add_profile_form(people[9])
    account.add_referral(people[9])
    account.answer_eeo(people[9])
    account.deactivate_feedback_template(account.add_feedback_template())
    account.cancel_panel(account.children(people[4], "panels")[0]["id"], keep_interviews=False)
    account.remove_user(account.users()[3]["id"])
    account.remove_archive_reason(account.archive_reasons()[0]["id"])
    for confidential in (False, True):
        counts = account.expected_counts(confidential)
        assert tuple(counts) == STREAMS
        assert {stream: len(account.expected_keys(stream, confidential)) for stream in STREAMS} == counts


def test_given_an_unknown_stream_then_the_known_ones_are_named() -> None:
    with pytest.raises(ValueError, match="candidates"):
        Account(5).expected_keys("people")
