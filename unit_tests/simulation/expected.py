"""Which rows an account must yield, computed from the account itself."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from functools import lru_cache

from unit_tests.simulation.account import Account, LeverObject
from unit_tests.simulation.destination import STREAMS

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "lever.co")


@lru_cache(maxsize=65_536)
def unified_id(model: str, *key: str) -> str:
    return str(uuid.uuid5(_NAMESPACE, json.dumps(["", model, *key], separators=(",", ":"), ensure_ascii=False)))


def expected_rows(account: Account) -> dict[str, dict[str, str]]:
    """By stream and unified id: what a person would call the row."""
    found: dict[str, dict[str, str]] = {stream: {} for stream in STREAMS}
    for stream, model, key in _keys(account):
        found[stream][unified_id(model, *key)] = " ".join(key)
    return found


def _keys(account: Account) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for stream, model, lever_ids in (
        ("users", "user", account.users),
        ("application_stages", "application_stage", account.stages),
        ("tags", "tag", account.tags),
        ("jobs", "job", account.postings),
        ("job_postings", "job_posting", account.postings),
        ("candidates", "candidate", account.opportunities),
        ("sources", "source", ("Job site",)),
    ):
        for lever_id in lever_ids:
            yield stream, model, (lever_id,)
    for reason in account.reasons.values():
        if reason["type"] != "hired":
            yield "rejection_reasons", "rejection_reason", (reason["id"],)
    for posting_id, posting in account.postings.items():
        for user in (posting["owner"], posting["hiringManager"]):
            yield "job_hiring_team_members", "job_hiring_team_member", (posting_id, user)
        for stage in account.stages:
            yield "job_application_stages", "job_application_stage", (posting_id, stage)
        for number in account.forms[posting_id]:
            question = account.question(number)["id"]
            yield "job_screening_questions", "job_screening_question", (posting_id, question)
            yield "screening_questions", "screening_question", (question,)
    for lever_id, opportunity in account.opportunities.items():
        for application in opportunity["applications"]:
            yield "applications", "application", (application["id"],)
        for tag in opportunity["tags"]:
            yield "candidate_tags", "candidate_tag", (lever_id, tag)
        for change in opportunity["stageChanges"]:
            key = (lever_id, str(change["updatedAt"]), change["toStageId"])
            yield "application_stage_changes", "application_stage_change", key
        for interview in account.interviews[lever_id].values():
            yield "interviews", "interview", (interview["id"],)
            for interviewer in interview["interviewers"]:
                yield "interview_team_members", "interview_team_member", (interview["id"], interviewer["id"])
        for offer in account.offers[lever_id]:
            yield "offers", "offer", (offer,)
        yield from _papers(account, lever_id, opportunity)


def _papers(account: Account, lever_id: str, opportunity: LeverObject) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    yield "contacts", "contact", (opportunity["contact"],)
    for source in opportunity["sources"]:
        yield "candidate_sources", "candidate_source", (lever_id, source)
    for note in _kept(account.notes[lever_id]):
        yield "notes", "note", (note["id"],)
    for form in _kept(account.feedback[lever_id]):
        yield "scorecards", "scorecard", (form["id"],)
        for answer in form["fields"]:
            yield "scorecard_answers", "scorecard_answer", (form["id"], answer["id"])
    for resume in account.resumes[lever_id].values():
        yield "attachments", "attachment", ("resume", resume["id"])
        for stream, model, part in (
            ("candidate_experiences", "candidate_experience", "positions"),
            ("candidate_educations", "candidate_education", "schools"),
        ):
            for index in range(len(resume["parsedData"][part])):
                yield stream, model, (resume["id"], str(index))
    for file in account.files[lever_id]:
        yield "attachments", "attachment", ("file", file)
    for panel in account.panels[lever_id]:
        yield "interview_panels", "interview_panel", (panel,)
    for referral in account.referrals[lever_id]:
        yield "referrals", "referral", (referral,)
    for form in _kept(account.profile_forms[lever_id]):
        yield "profile_forms", "profile_form", (form["id"],)
        for answer in form["fields"]:
            yield "profile_form_answers", "profile_form_answer", (form["id"], answer["id"])


def _kept(children: dict[str, LeverObject]) -> list[LeverObject]:
    """Lever goes on listing what was deleted."""
    return [child for child in children.values() if child["deletedAt"] is None]
