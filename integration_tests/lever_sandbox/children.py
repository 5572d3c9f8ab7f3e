"""Sub-objects nobody counts on: derived from the opportunity when asked for, the same every time."""

from __future__ import annotations

from random import Random

from lever_sandbox.account import Account
from lever_sandbox.clock import MINUTE, SECOND
from lever_sandbox.identifiers import new_id
from lever_sandbox.jsontypes import Json
from lever_sandbox.opportunity_row import OpportunityRow
from lever_sandbox.settings import Settings


def panels(row: OpportunityRow) -> list[Json]:
    """One panel per interview, as `interview.panel` says."""
    result = []
    for interview in row.interview_bodies():
        reduced = {
            key: interview.get(key)
            for key in (
                "id",
                "date",
                "duration",
                "feedbackReminder",
                "feedbackTemplate",
                "location",
                "note",
                "subject",
            )
        }
        reduced["interviewers"] = [{**person, "responseStatus": "needsAction"} for person in interview["interviewers"]]
        result.append(
            {
                "id": interview["panel"],
                "applications": [row.application_id] if row.application_id else [],
                "canceledAt": interview["canceledAt"],
                "createdAt": interview["createdAt"],
                "end": interview["date"] + interview["duration"] * MINUTE,
                "externallyManaged": False,
                "externalUrl": None,
                "feedbackReminder": interview["feedbackReminder"],
                "interviews": [reduced],
                "note": None,
                "stage": interview["stage"],
                "start": interview["date"],
                "timezone": interview.get("timezone", "Europe/Amsterdam"),
                "user": interview["user"],
            }
        )
    return result


def feedback(account: Account, row: OpportunityRow) -> list[Json]:
    """The forms that `interview.feedbackForms` names, then those added by mutations."""
    template = account.company.feedback_templates[0]
    forms: list[Json] = []
    for interview in row.interview_bodies():
        forms.extend(
            {
                "id": identifier,
                "type": "interview",
                "text": template["text"],
                "instructions": "",
                "fields": [
                    {**field, "value": "3 - Hire" if field["type"] == "score-system" else None}
                    for field in template["fields"]
                ],
                "baseTemplateId": template["id"],
                "interview": interview["id"],
                "panel": interview["panel"],
                "user": interview["interviewers"][0]["id"] if interview["interviewers"] else interview["user"],
                "createdAt": interview["createdAt"],
                "completedAt": interview["date"],
                "updatedAt": interview["date"],
                "deletedAt": None,
            }
            for identifier in interview["feedbackForms"]
        )
    return forms + account.added_feedback.get(row.id, [])


def notes(account: Account, row: OpportunityRow) -> list[Json]:
    rng = Random(f"note {row.id}")
    result: list[Json] = []
    if rng.random() < 0.3:
        at = row.created_at + MINUTE
        user = account.company.users[0]["id"]
        result.append(
            {
                "id": new_id(rng),
                "text": "Note",
                "fields": [
                    {
                        "createdAt": at,
                        "score": None,
                        "stage": row.stage_id,
                        "text": "Comment",
                        "type": "note",
                        "user": user,
                        "value": "Available from August.",
                    }
                ],
                "user": user,
                "secret": False,
                "completedAt": at,
                "deletedAt": None,
                "createdAt": at,
            }
        )
    return result + account.added_notes.get(row.id, [])


def resumes(row: OpportunityRow) -> list[Json]:
    rng = Random(f"resume {row.id}")
    if rng.random() < 0.5:
        return []
    identifier = new_id(rng)
    at = row.created_at + SECOND
    return [
        {
            "id": identifier,
            "createdAt": at,
            "file": {
                "name": "cv.pdf",
                "ext": "pdf",
                "downloadUrl": f"https://api.lever.co/v1/candidates/{row.id}/resumes/{identifier}/download",
                "uploadedAt": at,
                "status": "processed",
                "size": 183_422,
            },
            "parsedData": {"positions": [], "schools": []},
        }
    ]


def files(row: OpportunityRow, settings: Settings) -> list[Json]:
    rng = Random(f"file {row.id}")
    if rng.random() < 0.7:
        return []
    identifier = new_id(rng)
    at, size = row.created_at + SECOND, 48_211
    as_strings = settings.file_numbers_as_strings
    return [
        {
            "id": identifier,
            "downloadUrl": f"https://hire.lever.co/candidates/{row.id}/files/{identifier}/download",
            "ext": ".pdf",
            "name": "CoverLetter.pdf",
            "uploadedAt": str(at) if as_strings else at,
            "status": "processed",
            "size": str(size) if as_strings else size,
        }
    ]


def profile_forms(account: Account, row: OpportunityRow) -> list[Json]:
    rng = Random(f"form {row.id}")
    if rng.random() < 0.8:
        return []
    at = row.created_at + MINUTE
    return [
        {
            "id": new_id(rng),
            "type": "form",
            "text": "Offer information",
            "instructions": "",
            "baseTemplateId": new_id(rng),
            "fields": [
                {
                    "type": "yes-no",
                    "text": "Visa needed?",
                    "description": "",
                    "required": False,
                    "id": new_id(rng),
                    "value": "no",
                }
            ],
            "user": account.company.users[0]["id"],
            "stage": row.stage_id,
            "completedAt": at,
            "createdAt": at,
            "deletedAt": None,
        }
    ]


def referrals(row: OpportunityRow) -> list[Json]:
    """The referral form that came with the application, as a list of its own. Sparse."""
    application = row.application_body()
    if application is None:
        return []
    return [form for form in application["customQuestions"] if form["type"] == "referral"]
