"""EEO responses: what applicants said about themselves, for the postings that ask."""

from __future__ import annotations

from datetime import datetime, timezone

from lever_sandbox.clock import DAY, MINUTE
from lever_sandbox.identifiers import random_of
from lever_sandbox.jsontypes import Json
from lever_sandbox.opportunity_row import OpportunityRow
from lever_sandbox.postings import PostingRow

_ANSWERS = 7
#: Documented: an answer that was not given is no key at all.
ANSWER_KEYS = ("gender", "race", "veteran", "disability", "disabilitySignatureDate")


def answers_of(row: OpportunityRow, posting: PostingRow, application: Json, now: int) -> Json | None:
    """What somebody answered, with `eeoSurveyRespondedAt`; None for the third who did not answer anything.

    Most answer with the application, some days later.
    """
    rng = random_of(row.id, _ANSWERS)
    if posting.eeo is None or application["type"] != "posting" or rng.random() < 0.35:
        return None
    later = 2 * MINUTE if rng.random() < 0.85 else int(rng.random() * 20 * DAY)
    responded = application["createdAt"] + later
    if responded > now:
        return None
    answers: Json = {"eeoSurveyRespondedAt": responded}
    for name in ("gender", "race", "veteran", "disability"):
        question = posting.eeo.get(name)
        if question is not None and rng.random() < 0.85:
            options = question["options"]
            # The first options are the commoner ones, of gender both.
            roll = rng.random() if name == "gender" else rng.random() ** 2
            answers[name] = options[int(roll * len(options))]["text"]
    if "disability" in answers:
        signed = datetime.fromtimestamp(responded / 1000, timezone.utc)
        answers["disabilitySignatureDate"] = f"{signed:%m/%d/%Y}"
    # Recorded one way, documented the other.
    answers |= {"eeoResponseSource": "api"} if rng.random() < 0.7 else {"source": "apply-page"}
    return answers


def build_response(
    opportunity: Json, application: Json, posting: PostingRow | None, answers: Json, hired_reasons: list[str]
) -> Json:
    archived = application["archived"]
    hired = archived is not None and archived["reason"] in hired_reasons
    body = posting.body if posting else {}
    return {
        "id": application["id"],
        "applicationId": application["id"],
        "applicationArchivedAt": archived["archivedAt"] if archived else None,
        "applicationArchivedBy": opportunity["owner"] if archived else None,
        "applicationArchiveReason": archived["reason"] if archived else None,
        "applicationTitle": body.get("text", ""),
        "appliedAt": application["createdAt"],
        "contact": opportunity["contact"],
        "currentStage": opportunity["stage"],
        "hiredDate": archived["archivedAt"] if hired else None,
        "hiringManager": body.get("hiringManager"),
        "opportunityId": opportunity["id"],
        "opportunityOwner": opportunity["owner"],
        "origin": opportunity["origin"],
        "posting": application["posting"],
        "requisitionCodes": body.get("requisitionCodes", []),
        "sources": opportunity["sources"],
        **answers,
    }
