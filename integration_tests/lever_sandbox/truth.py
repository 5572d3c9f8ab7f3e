"""What a client that reads everything must end up with: expected keys and totals per unified stream."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from typing import Any

from lever_sandbox.children import Children
from lever_sandbox.jsontypes import Json
from lever_sandbox.opportunity_row import OpportunityRow
from lever_sandbox.postings import PostingRow

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
    "contacts",
    "candidate_sources",
    "sources",
    "departments",
    "offices",
    "requisitions",
    "requisition_jobs",
    "requisition_fields",
    "scorecards",
    "scorecard_answers",
    "scorecard_templates",
    "notes",
    "attachments",
    "candidate_experiences",
    "candidate_educations",
    "interview_panels",
    "referrals",
    "profile_forms",
    "profile_form_answers",
    "eeo_responses",
)
#: Those whose rows are derived opportunity by opportunity: counting them takes a while in a large account.
DERIVED = frozenset(STREAMS[STREAMS.index("scorecards") :]) - {"scorecard_templates", "eeo_responses"}


def hiring_team(posting: Json) -> set[str]:
    """Distinct users among owner and hiring manager."""
    return {user for user in (posting["owner"], posting["hiringManager"]) if user}


def question_keys(row: PostingRow) -> set[RecordKey]:
    """Distinct questions of a readable form: custom ones by id, EEO ones, which have no id, by name."""
    if row.apply_status != 200:
        return set()
    custom = {(field["id"],) for form in row.custom_questions for field in form["fields"]}
    return custom | {("eeo", name) for name in row.eeo or ()}


def department_keys(categories: Json) -> Iterator[RecordKey]:
    """The department and the team a posting's categories, or a requisition, name."""
    department, team = categories["department"], categories["team"]
    if department:
        yield "department", department
    if team:
        yield "team", department or "", team


def answer_keys(form: Json) -> Iterator[RecordKey]:
    """One per field, or per skill of a scorecard; a field without an id of its own is named by its position."""
    seen = set()
    for position, field in enumerate(form["fields"]):
        identifier = field.get("id") or ""
        name = f"#{position}" if not identifier or identifier in seen else identifier
        seen.add(identifier)
        if field["type"] == "scorecard":
            yield from ((form["id"], name, skill) for skill in range(len(field["scores"])))
        else:
            yield form["id"], name


def parsed_keys(resumes: list[Json], part: str) -> Iterator[RecordKey]:
    for resume in resumes:
        found = (resume.get("parsedData") or {}).get(part) or ()
        yield from ((resume["id"], position) for position in range(len(found)))


def existing(items: list[Json]) -> list[Json]:
    """Those that are not deleted, though Lever goes on listing the others."""
    return [item for item in items if item["deletedAt"] is None]


class Truth(Children):
    """Totals and keys, from the account as it is now."""

    def _opportunities(self, confidential: bool) -> Iterator[OpportunityRow]:
        return (row for row in self.rows.values() if confidential or not row.confidential)

    def _postings(self, confidential: bool) -> Iterator[PostingRow]:
        return (row for row in self.postings.values() if confidential or not row.confidential)

    def _requisitions(self, confidential: bool) -> Iterator[Json]:
        return (item for item in self.requisitions if confidential or item["confidentiality"] == "non-confidential")

    def _departments(self, confidential: bool) -> set[RecordKey]:
        named = [row.body["categories"] for row in self._postings(confidential)]
        return {key for item in [*named, *self._requisitions(confidential)] for key in department_keys(item)}

    def _offices(self, confidential: bool) -> set[RecordKey]:
        named = {item["location"] for item in self._requisitions(confidential)}
        for row in self._postings(confidential):
            categories = row.body["categories"]
            named |= {categories["location"], *categories["allLocations"]}
        return {(text,) for text in named if text}

    def expected_counts(self, confidential: bool = False, streams: Collection[str] | None = None) -> dict[str, int]:
        """Rows per unified stream that a full read must yield; with or without confidential records.

        Postings count whether or not an unfiltered list shows them, users whether or not they are
        deactivated. What only records refer to (a user or a stage that no list shows) does not count, nor what is
        listed as deleted. In a large account, ask for the `streams` you want: many are counted by making every row.
        """
        wanted = STREAMS if streams is None else tuple(stream for stream in STREAMS if stream in streams)
        with self.lock:
            derived = self._derived_counts(confidential) if DERIVED & set(wanted) else {}
            return {
                stream: derived[stream] if stream in DERIVED else self._count(stream, confidential) for stream in wanted
            }

    def _count(self, stream: str, confidential: bool) -> int:
        opportunities = self._opportunities(confidential)
        match stream:
            # Columns know these, without a look into the rows.
            case "application_stage_changes":
                return sum(row.stage_changes for row in opportunities)
            case "interviews":
                return sum(len(row.interviews) for row in opportunities)
            case "interview_team_members":
                return sum(row.interviewers for row in opportunities)
            case "offers":
                return sum(len(row.offers) for row in opportunities)
            case _:
                return len(set(self._keys(stream, confidential)))

    def _derived_counts(self, confidential: bool) -> Counter[str]:
        counts = Counter(dict.fromkeys(DERIVED, 0))
        for row in self._opportunities(confidential):
            for stream, keys in self._derived_keys(row).items():
                counts[stream] += len(keys)
        return counts

    def _derived_keys(self, row: OpportunityRow) -> dict[str, set[RecordKey]]:
        life = self.life_of(row)
        forms = existing(self.child_list("feedback", row, life))
        profile_forms = existing(self.child_list("forms", row, life))
        resumes = self.child_list("resumes", row, life)
        files = self.child_list("files", row, life)
        return {
            "scorecards": {(form["id"],) for form in forms},
            "scorecard_answers": {key for form in forms for key in answer_keys(form)},
            "notes": {(note["id"],) for note in existing(self.child_list("notes", row, life))},
            "attachments": {("resume", item["id"]) for item in resumes} | {("file", item["id"]) for item in files},
            "candidate_experiences": set(parsed_keys(resumes, "positions")),
            "candidate_educations": set(parsed_keys(resumes, "schools")),
            "interview_panels": {(panel["id"],) for panel in self.panel_list(row, life=life)},
            "referrals": {(form["id"],) for form in self.referral_list(row)},
            "profile_forms": {(form["id"],) for form in profile_forms},
            "profile_form_answers": {key for form in profile_forms for key in answer_keys(form)},
        }

    def expected_keys(self, stream: str, confidential: bool = False) -> set[RecordKey]:
        """Lever's own keys of the rows a full read of `stream` must yield.

        One part (an id, or a tag's text) for objects, two for join rows (parent first), opportunity, time
        (ms) and stage for a stage change, `("eeo", name)` for an EEO question and (posting, "eeo", name) for
        its join row, `("resume" or "file", id)` for an attachment, form, field and the position of a skill for an
        answer, `("department", text)` or `("team", department or "", text)` for a department.
        Parses every opportunity for some streams: for tests, not for large accounts.
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
            case "contacts":
                yield from ((row.contact_id,) for row in opportunities)
            case "candidate_sources":
                yield from ((row.id, source) for row in opportunities for source in row.sources)
            case "sources":
                yield from ((source["text"],) for source in self.source_list())
            case "departments":
                yield from self._departments(confidential)
            case "offices":
                yield from self._offices(confidential)
            case "requisitions":
                yield from ((item["id"],) for item in self._requisitions(confidential))
            case "requisition_jobs":
                for item in self._requisitions(confidential):
                    yield from ((item["id"], posting) for posting in item["postings"])
            case "requisition_fields":
                yield from ((field["id"],) for field in self.company.requisition_fields)
            case "scorecard_templates":
                yield from ((template["id"],) for template in self.company.feedback_templates)
            case "eeo_responses":
                for item in self.eeo_responses():
                    if confidential or not item["confidential"]:
                        yield (item["response"]["applicationId"],)
            case _ if stream in DERIVED:
                for row in opportunities:
                    yield from self._derived_keys(row)[stream]
            case _:
                raise ValueError(f"unknown stream {stream!r}; known: {', '.join(STREAMS)}")
