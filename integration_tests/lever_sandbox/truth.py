"""What a client that reads everything must end up with: expected keys and totals per unified stream."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lever_sandbox.jsontypes import Json
from lever_sandbox.opportunity_row import OpportunityRow
from lever_sandbox.postings import PostingRow
from lever_sandbox.store import Store

RecordKey = tuple[Any, ...]

STREAMS = (
    "users",
    "application_stages",
    "rejection_reasons",
    "tags",
    "candidates",
    "applications",
    "candidate_tags",
    "application_stage_changes",
    "interviews",
    "interview_team_members",
    "offers",
    "jobs",
    "job_postings",
    "job_hiring_team_members",
    "job_application_stages",
    "screening_questions",
    "job_screening_questions",
)


def hiring_team(posting: Json) -> set[str]:
    """Distinct users among owner and hiring manager."""
    return {user for user in (posting["owner"], posting["hiringManager"]) if user}


def question_keys(row: PostingRow) -> set[RecordKey]:
    """Distinct questions of a readable form: custom ones by id, EEO ones, which have no id, by name."""
    if row.apply_status != 200:
        return set()
    custom = {(field["id"],) for form in row.custom_questions for field in form["fields"]}
    return custom | {("eeo", name) for name in row.eeo or ()}


class Truth(Store):
    """Totals and keys, from the account as it is now."""

    def _opportunities(self, confidential: bool) -> Iterator[OpportunityRow]:
        return (row for row in self.rows.values() if confidential or not row.confidential)

    def _postings(self, confidential: bool) -> Iterator[PostingRow]:
        return (row for row in self.postings.values() if confidential or not row.confidential)

    def expected_counts(self, confidential: bool = False) -> dict[str, int]:
        """Rows per unified stream that a full read must yield; with or without confidential records.

        Postings count whether or not an unfiltered list shows them, users whether or not they are
        deactivated. What only records refer to (a user or a stage that no list shows) does not count.
        """
        with self.lock:
            opportunities = list(self._opportunities(confidential))
            postings = list(self._postings(confidential))
            questions = [question_keys(row) for row in postings]
            return {
                "users": len(self.company.users),
                "application_stages": len(self.company.stages),
                "rejection_reasons": sum(reason["type"] == "non-hired" for reason in self.company.archive_reasons),
                "tags": len(self.tag_list()),
                "candidates": len(opportunities),
                "applications": sum(row.application_id is not None for row in opportunities),
                "candidate_tags": sum(len(set(row.tags)) for row in opportunities),
                "application_stage_changes": sum(row.stage_changes for row in opportunities),
                "interviews": sum(len(row.interviews) for row in opportunities),
                "interview_team_members": sum(row.interviewers for row in opportunities),
                "offers": sum(len(row.offers) for row in opportunities),
                "jobs": len(postings),
                "job_postings": len(postings),
                "job_hiring_team_members": sum(len(hiring_team(row.body)) for row in postings),
                "job_application_stages": len(postings) * len(self.company.stages),
                "screening_questions": len(set().union(*questions)),
                "job_screening_questions": sum(len(keys) for keys in questions),
            }

    def expected_keys(self, stream: str, confidential: bool = False) -> set[RecordKey]:
        """Lever's own keys of the rows a full read of `stream` must yield.

        One part (an id, or a tag's text) for objects, two for join rows (parent first), opportunity, time
        (ms) and stage for a stage change, `("eeo", name)` for an EEO question and (posting, "eeo", name) for
        its join row. Parses every opportunity for some streams: for tests, not for large accounts.
        """
        with self.lock:
            return set(self._keys(stream, confidential))

    def _keys(self, stream: str, confidential: bool) -> Iterator[RecordKey]:
        opportunities = self._opportunities(confidential)
        postings = self._postings(confidential)
        stages = [stage["id"] for stage in self.company.stages]
        match stream:
            case "users":
                yield from ((user["id"],) for user in self.company.users)
            case "application_stages":
                yield from ((identifier,) for identifier in stages)
            case "rejection_reasons":
                reasons = self.company.archive_reasons
                yield from ((reason["id"],) for reason in reasons if reason["type"] == "non-hired")
            case "tags":
                yield from ((tag["text"],) for tag in self.tag_list())
            case "candidates":
                yield from ((row.id,) for row in opportunities)
            case "applications":
                yield from ((row.application_id,) for row in opportunities if row.application_id)
            case "candidate_tags":
                yield from ((row.id, tag) for row in opportunities for tag in row.tags)
            case "application_stage_changes":
                for row in opportunities:
                    for change in row.body()["stageChanges"]:
                        yield row.id, change["updatedAt"], change["toStageId"]
            case "interviews":
                yield from ((item["id"],) for row in opportunities for item in row.interview_bodies())
            case "interview_team_members":
                for row in opportunities:
                    for item in row.interview_bodies():
                        yield from ((item["id"], person["id"]) for person in item["interviewers"])
            case "offers":
                yield from ((item["id"],) for row in opportunities for item in row.offer_bodies())
            case "jobs" | "job_postings":
                yield from ((row.id,) for row in postings)
            case "job_hiring_team_members":
                yield from ((row.id, user) for row in postings for user in hiring_team(row.body))
            case "job_application_stages":
                yield from ((row.id, stage) for row in postings for stage in stages)
            case "screening_questions":
                yield from (key for row in postings for key in question_keys(row))
            case "job_screening_questions":
                yield from ((row.id, *key) for row in postings for key in question_keys(row))
            case _:
                raise ValueError(f"unknown stream {stream!r}; known: {', '.join(STREAMS)}")
