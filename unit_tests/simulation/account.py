"""What a small Lever account holds, as Lever would send it, and the people's changes to it.

An account is made from a few specs, so that a failing story shows in a line what it is about. Every change moves the
clock on: no two things happen in the same millisecond.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from unit_tests.simulation.brief import Brief

MINUTE_MS = 60_000
DAY_MS = 86_400_000
BEGIN_MS = 1_750_000_000_000
"""When the stories begin: June 2025."""

BEFORE_UPDATED_AT_MS = 1_560_000_000_000
"""June 2019: opportunities of that time have no `updatedAt` until somebody edits them."""

AGES_DAYS = (1, 40, 200, 900)
TAGS = ("Full-time", "Full-time ", "remote")
OPEN_STATES = ("published", "internal")
CHANNELS: Sequence[Sequence[str]] = (["public", "internal"], ["internal"], ["public"])

LeverObject = dict[str, Any]


@dataclass(frozen=True, repr=False)
class Candidacy(Brief):
    """An opportunity at the beginning. `age`: index into AGES_DAYS, -1 for one from before there was `updatedAt`."""

    age: int = 0
    stage: int = 0
    posting: int | None = None
    offers: tuple[str, ...] = ()
    interviews: int = 0
    tags: int = 0
    archived: bool = False
    papers: int = 0
    """So many notes, feedback forms, resumes, files, panels, referrals and profile forms each."""


@dataclass(frozen=True, repr=False)
class Vacancy(Brief):
    """A posting at the beginning. `questions`: which of the account's few questions its form asks."""

    state: str = "published"
    channels: int = 0
    questions: tuple[int, ...] = ()


@dataclass
class Account:
    """`lists_internal`: whether lists without a channel hold postings that only employees see. Lever does not say.

    `careful`: whether what was taken off says so in its parent, and what has no parent stays; see `Story`.
    """

    now: Callable[[], int]
    lists_internal: bool = True
    careful: bool = False
    version: int = 0
    users: dict[str, LeverObject] = field(default_factory=dict)
    stages: dict[str, LeverObject] = field(default_factory=dict)
    reasons: dict[str, LeverObject] = field(default_factory=dict)
    tags: dict[str, LeverObject] = field(default_factory=dict)
    postings: dict[str, LeverObject] = field(default_factory=dict)
    forms: dict[str, list[int]] = field(default_factory=dict)
    opportunities: dict[str, LeverObject] = field(default_factory=dict)
    offers: dict[str, dict[str, LeverObject]] = field(default_factory=dict)
    interviews: dict[str, dict[str, LeverObject]] = field(default_factory=dict)
    notes: dict[str, dict[str, LeverObject]] = field(default_factory=dict)
    feedback: dict[str, dict[str, LeverObject]] = field(default_factory=dict)
    resumes: dict[str, dict[str, LeverObject]] = field(default_factory=dict)
    files: dict[str, dict[str, LeverObject]] = field(default_factory=dict)
    panels: dict[str, dict[str, LeverObject]] = field(default_factory=dict)
    referrals: dict[str, dict[str, LeverObject]] = field(default_factory=dict)
    profile_forms: dict[str, dict[str, LeverObject]] = field(default_factory=dict)
    deleted: dict[str, list[LeverObject]] = field(
        default_factory=lambda: {"opportunities": [], "applications": [], "postings": []}
    )
    _numbers: dict[str, int] = field(default_factory=dict)

    @property
    def sublists(self) -> dict[str, dict[str, dict[str, LeverObject]]]:
        """What hangs on opportunities, by Lever's name of the list."""
        return {
            "offers": self.offers,
            "interviews": self.interviews,
            "notes": self.notes,
            "feedback": self.feedback,
            "resumes": self.resumes,
            "files": self.files,
            "panels": self.panels,
            "referrals": self.referrals,
            "forms": self.profile_forms,
        }

    def new_id(self, kind: str) -> str:
        self._numbers[kind] = self._numbers.get(kind, 0) + 1
        return f"{kind}-{self._numbers[kind]}"

    def add_user(self) -> None:
        lever_id = self.new_id("user")
        self.users[lever_id] = {
            "id": lever_id,
            "name": f"User {lever_id}",
            "accessRole": "admin",
            "createdAt": BEFORE_UPDATED_AT_MS,
            "deactivatedAt": None,
        }

    def add_stage(self) -> None:
        lever_id = self.new_id("stage")
        self.stages[lever_id] = {"id": lever_id, "text": f"Stage {lever_id}"}

    def add_posting(self, vacancy: Vacancy, *, at: int) -> str:
        lever_id = self.new_id("posting")
        users = list(self.users)
        self.postings[lever_id] = {
            "id": lever_id,
            "text": f"Job {lever_id}",
            "state": vacancy.state,
            "distributionChannels": CHANNELS[vacancy.channels] if vacancy.state == "published" else None,
            "owner": users[0],
            "hiringManager": users[-1],
            "categories": {"team": "Team"},
            "createdAt": at,
            "updatedAt": at,
        }
        self.forms[lever_id] = list(vacancy.questions)
        return lever_id

    def add_opportunity(self, candidacy: Candidacy, *, at: int) -> str:
        lever_id = self.new_id("opportunity")
        stage = list(self.stages)[candidacy.stage % len(self.stages)]
        old = candidacy.age < 0
        archived = {"reason": list(self.reasons)[-1], "archivedAt": at + 5} if candidacy.archived else None
        self.opportunities[lever_id] = {
            "id": lever_id,
            "name": f"Name {lever_id}",
            "contact": f"contact-of-{lever_id}",
            "stage": stage,
            "archived": archived,
            "tags": list(TAGS[: candidacy.tags]),
            "sources": ["Job site"],
            "stageChanges": [{"toStageId": stage, "toStageIndex": candidacy.stage, "updatedAt": at}],
            "origin": "applied",
            "owner": next(iter(self.users)),
            "applications": [],
            "createdAt": at,
            "updatedAt": None if old else at + 6,
            "lastInteractionAt": at + 5,
            "lastAdvancedAt": at,
        }
        for tag in TAGS[: candidacy.tags]:
            self.tags.setdefault(tag, {"text": tag, "count": 1})
        if candidacy.posting is not None and self.postings:
            posting = list(self.postings)[candidacy.posting % len(self.postings)]
            self.opportunities[lever_id]["applications"].append(
                {
                    "id": self.new_id("application"),
                    "type": "posting",
                    "opportunityId": lever_id,
                    "posting": posting,
                    "customQuestions": [],
                    "createdAt": at,
                    "archived": archived,
                }
            )
        for children in self.sublists.values():
            children[lever_id] = {}
        for status in candidacy.offers:
            self.add_offer(lever_id, status, at=at)
        for number in range(candidacy.interviews):
            self.add_interview(lever_id, at=at, starts_at=at + number * DAY_MS)
        for number in range(candidacy.papers):
            self.add_note(lever_id, at=at)
            self.add_feedback(lever_id, at=at, completed=bool(number % 2))
            self.add_resume(lever_id, at=at)
            self.add_file(lever_id, at=at)
            self.add_panel(lever_id, at=at, ends_at=at + number * DAY_MS)
            self.add_referral(lever_id, at=at)
            self.add_profile_form(lever_id, at=at)
        return lever_id

    def add_offer(self, opportunity: str, status: str, *, at: int) -> None:
        lever_id = self.new_id("offer")
        self.offers[opportunity][lever_id] = {
            "id": lever_id,
            "createdAt": at,
            "status": status,
            "creator": next(iter(self.users)),
            "fields": [{"text": "Salary", "identifier": "salary_amount", "value": 50_000}],
        }

    def add_interview(self, opportunity: str, *, at: int, starts_at: int) -> None:
        lever_id = self.new_id("interview")
        self.interviews[opportunity][lever_id] = {
            "id": lever_id,
            "subject": "A talk",
            "interviewers": [{"id": user} for user in list(self.users)[:2]],
            "createdAt": at,
            "date": starts_at,
            "duration": 45,
            "stage": self.opportunities[opportunity]["stage"],
            "user": next(iter(self.users)),
            "canceledAt": None,
            "postings": [],
        }

    def add_note(self, opportunity: str, *, at: int) -> None:
        lever_id = self.new_id("note")
        self.notes[opportunity][lever_id] = {
            "id": lever_id,
            "user": next(iter(self.users)),
            "secret": False,
            "fields": [{"type": "note", "value": f"Note {lever_id}", "createdAt": at}],
            "createdAt": at,
            "completedAt": at,
            "deletedAt": None,
        }

    def add_feedback(self, opportunity: str, *, at: int, completed: bool) -> None:
        lever_id = self.new_id("feedback")
        self.feedback[opportunity][lever_id] = {
            "id": lever_id,
            "type": "interview",
            "text": "Feedback",
            "user": next(iter(self.users)),
            "fields": [
                {
                    "id": f"rating-{number}",
                    "type": "score-system",
                    "text": f"Rating {number}",
                    "value": "3 - Hire" if completed else None,
                    "options": [{"text": text} for text in ("4 - Strong hire", "3 - Hire", "2 - No", "1 - Never")],
                }
                for number in range(2)
            ],
            "createdAt": at,
            "completedAt": at if completed else None,
            "updatedAt": at,
            "deletedAt": None,
        }

    def add_resume(self, opportunity: str, *, at: int) -> None:
        lever_id = self.new_id("resume")
        self.resumes[opportunity][lever_id] = {
            "id": lever_id,
            "createdAt": at,
            "file": {"name": f"{lever_id}.pdf", "ext": "pdf", "size": 9, "status": "processing", "uploadedAt": at},
            "parsedData": {"positions": [{"org": "Mill"}, {"org": "Forge"}], "schools": [{"org": "School"}]},
        }

    def add_file(self, opportunity: str, *, at: int) -> None:
        lever_id = self.new_id("file")
        self.files[opportunity][lever_id] = {
            "id": lever_id,
            "name": f"{lever_id}.pdf",
            "ext": ".pdf",
            "size": 9,
            "status": "processing",
            "uploadedAt": at,
        }

    def add_panel(self, opportunity: str, *, at: int, ends_at: int) -> None:
        lever_id = self.new_id("panel")
        self.panels[opportunity][lever_id] = {
            "id": lever_id,
            "note": "All in a row",
            "start": ends_at - 60 * MINUTE_MS,
            "end": ends_at,
            "stage": self.opportunities[opportunity]["stage"],
            "user": next(iter(self.users)),
            "createdAt": at,
            "canceledAt": None,
            "interviews": [],
        }

    def add_referral(self, opportunity: str, *, at: int) -> None:
        lever_id = self.new_id("referral")
        self.referrals[opportunity][lever_id] = {
            "id": lever_id,
            "text": "Referral",
            "user": next(iter(self.users)),
            "referrer": next(iter(self.users)),
            "fields": [{"type": "textarea", "text": "How do you know each other?", "value": "From school"}],
            "createdAt": at,
            "completedAt": at,
        }

    def add_profile_form(self, opportunity: str, *, at: int) -> None:
        lever_id = self.new_id("form")
        self.profile_forms[opportunity][lever_id] = {
            "id": lever_id,
            "text": "Profile",
            "baseTemplateId": "template",
            "user": next(iter(self.users)),
            "fields": [
                {"id": f"field-{number}", "type": "text", "text": f"Field {number}", "value": "So"}
                for number in range(2)
            ],
            "createdAt": at,
            "completedAt": at,
            "deletedAt": None,
        }

    def question(self, number: int) -> LeverObject:
        return {"id": f"question-{number}", "type": "text", "text": f"Question {number}?", "required": number == 0}

    def stage_rank(self, opportunity: LeverObject) -> int:
        stages = list(self.stages)
        return stages.index(opportunity["stage"]) if opportunity["stage"] in stages else len(stages)


def new_account(
    candidacies: Sequence[Candidacy], vacancies: Sequence[Vacancy], now: Callable[[], int], *, lists_internal: bool
) -> Account:
    account = Account(now, lists_internal)
    for _ in range(2):
        account.add_user()
    for _ in range(3):
        account.add_stage()
    for lever_id, kind in (("hired", "hired"), ("withdrew", "non-hired")):
        account.reasons[lever_id] = {"id": lever_id, "text": lever_id.title(), "status": "active", "type": kind}
    for number, vacancy in enumerate(vacancies):
        account.add_posting(vacancy, at=BEGIN_MS - (number + 1) * 30 * DAY_MS)
    for number, candidacy in enumerate(candidacies):
        since = BEFORE_UPDATED_AT_MS if candidacy.age < 0 else BEGIN_MS - AGES_DAYS[candidacy.age] * DAY_MS
        account.add_opportunity(candidacy, at=since - number * MINUTE_MS)
    return account
