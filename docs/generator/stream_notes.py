"""What the code does not say of a stream in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from source_lever_unified.sync.clock import DAY_MS
from source_lever_unified.sync.watch import FORGET_AFTER_MS, MOST_PARENTS

_INTERNAL_POSTINGS = "/postings?state=published&distributionChannel=internal"


@dataclass(frozen=True)
class StreamNote:
    """`row`: what a row is, in Lever's terms. `endpoints`: what syncs of this stream alone ask of Lever."""

    row: str
    key: str
    endpoints: tuple[str, ...]
    changes: str
    deletions: str
    requests: str


_RULE = "[Generation rule](deletions-and-current-rows.md#the-generation-rule)"
_SNAPSHOT_CHANGES = (
    "The list is read whole at every sync. A row comes when it is new, or when anything in it except `remote_data` "
    "changed."
)
_SNAPSHOT_DELETIONS = "Whatever is no longer listed becomes a tombstone, dated by the start of the sync that saw it."
# Lever counts opportunities nowhere but per source: a first sync asks once, to tell how long it will take.
_OPPORTUNITY_LIST = ("/opportunities?expand=applications", "/sources")
_OPPORTUNITY_CHANGES = "Whenever Lever moves the opportunity's `updatedAt`."
_OPPORTUNITY_REQUESTS = (
    "First sync: 1 per 100 opportunities, fewer than 30 for cutting the list into windows, and the list of sources, to "
    "estimate the time left. Later: 1 per 100 changed opportunities, at least 1."
)
_WITH_CANDIDATE = f"{_RULE}: a row older than its candidate is no longer true."
_POSTING_CHANGES = "Whenever Lever moves the posting's `updatedAt`."
_POSTING_REQUESTS = (
    "First sync: 1 per 100 postings, and 1 for those that only employees see. Later: 1 per 100 changed postings, at "
    "least 1, and again that 1."
)
_WITH_JOB = f"{_RULE}: a row older than its job is no longer true."
_FEED = "from the second sync on. It is 1 request; a key that may not read it gets one warning"
_FORM_CHANGES = (
    "With its posting. Lever is not known to touch a posting when its form changes, so the forms of open postings "
    "(published, internal) are read again once a day"
)
_FORM_REQUESTS = "The list of postings, and 1 per posting read; once a day 1 per open posting."
_WATCH_LIMITS = f"(at most {MOST_PARENTS:,}, each until nothing has changed for {FORGET_AFTER_MS // DAY_MS} days)"
_CHILD_REQUESTS = "The list of opportunities, and 1 per opportunity read; later also 1 per watched opportunity."

NOTES: Mapping[str, StreamNote] = {
    "users": StreamNote(
        row="A user of the account, deactivated ones included",
        key="Lever's user id",
        endpoints=("/users?includeDeactivated=true",),
        changes=_SNAPSHOT_CHANGES,
        deletions=f"{_SNAPSHOT_DELETIONS} A deactivated user is still listed, with `deactivated_at`.",
        requests="1 per 100 users at every sync.",
    ),
    "jobs": StreamNote(
        row="A posting",
        key="Lever's posting id",
        endpoints=("/postings", _INTERNAL_POSTINGS, "/users?includeDeactivated=true", "/postings/deleted"),
        changes=f"{_POSTING_CHANGES} Names in `hiring_team` are copies: a renamed user does not bring the job again.",
        deletions=f"Lever's feed `/postings/deleted`, {_FEED}.",
        requests=f"{_POSTING_REQUESTS} The list of users, for the names in `hiring_team`.",
    ),
    "job_postings": StreamNote(
        row="How a job is advertised: a posting once more",
        key="Lever's posting id",
        endpoints=("/postings", _INTERNAL_POSTINGS, "/postings/deleted"),
        changes=_POSTING_CHANGES,
        deletions=f"Lever's feed `/postings/deleted`, {_FEED}.",
        requests=_POSTING_REQUESTS,
    ),
    "job_hiring_team_members": StreamNote(
        row="A user's part in hiring for a job",
        key="posting id, user id",
        endpoints=("/postings", _INTERNAL_POSTINGS),
        changes=_POSTING_CHANGES,
        deletions=_WITH_JOB,
        requests=_POSTING_REQUESTS,
    ),
    "job_application_stages": StreamNote(
        row="A stage of a job",
        key="posting id, stage id",
        endpoints=("/postings", _INTERNAL_POSTINGS, "/stages"),
        changes=f"{_POSTING_CHANGES} When a stage was added, removed or moved, all postings are read again, and the "
        "rows of all jobs come with the start of that sync as `changed_at`.",
        deletions=f"Tombstones for the rows of a stage that is gone. {_WITH_JOB}",
        requests=f"{_POSTING_REQUESTS} The list of stages.",
    ),
    "job_screening_questions": StreamNote(
        row="A question on a job's application form",
        key="posting id, question id; posting id, `eeo` and the name for an EEO question",
        endpoints=("/postings", _INTERNAL_POSTINGS, "/postings/:id/apply"),
        changes=f"{_FORM_CHANGES}, and what changed comes with the start of that sync as `changed_at`.",
        deletions=f"A question taken off the form of an open posting becomes a tombstone. {_WITH_JOB}",
        requests=_FORM_REQUESTS,
    ),
    "screening_questions": StreamNote(
        row="A question, once for all forms that show it",
        key="Lever's question id; `eeo` and the name for an EEO question; form id and text where Lever gave no id",
        endpoints=("/postings", _INTERNAL_POSTINGS, "/postings/:id/apply"),
        changes=f"{_FORM_CHANGES}. A question comes when it is new or its text, type or options changed.",
        deletions="None: a question that no form shows any more stays, linked to no job.",
        requests=_FORM_REQUESTS,
    ),
    "candidates": StreamNote(
        row="An opportunity: one candidacy of a person",
        key="Lever's opportunity id",
        endpoints=(*_OPPORTUNITY_LIST, "/opportunities/deleted"),
        changes=_OPPORTUNITY_CHANGES,
        deletions=f"Lever's feed `/opportunities/deleted`, {_FEED}.",
        requests=_OPPORTUNITY_REQUESTS,
    ),
    "applications": StreamNote(
        row="The application of a candidate for a job; leads have none",
        key="Lever's application id",
        endpoints=(*_OPPORTUNITY_LIST, "/stages", "/archive_reasons", "/applications/deleted"),
        changes=f"{_OPPORTUNITY_CHANGES} `stage.name` and `rejection_reason_name` are copies: a renamed stage or "
        "reason does not bring the application again.",
        deletions=f"Lever's feed `/applications/deleted`, {_FEED}. {_WITH_CANDIDATE}",
        requests=f"{_OPPORTUNITY_REQUESTS} The lists of stages and archive reasons. Nothing for `offer_id`: it is "
        "filled from the pages that the stream `offers` asks for.",
    ),
    "candidate_tags": StreamNote(
        row="A tag on a candidate",
        key="opportunity id, the tag's text",
        endpoints=_OPPORTUNITY_LIST,
        changes=_OPPORTUNITY_CHANGES,
        deletions=_WITH_CANDIDATE,
        requests=_OPPORTUNITY_REQUESTS,
    ),
    "application_stage_changes": StreamNote(
        row="A step of a candidate into a stage",
        key="opportunity id, time (ms) and stage id",
        endpoints=_OPPORTUNITY_LIST,
        changes=_OPPORTUNITY_CHANGES,
        deletions=_WITH_CANDIDATE,
        requests=_OPPORTUNITY_REQUESTS,
    ),
    "interviews": StreamNote(
        row="An interview, canceled ones included",
        key="Lever's interview id",
        endpoints=(*_OPPORTUNITY_LIST, "/opportunities/:id/interviews"),
        changes="With its opportunity. Lever is not known to touch the opportunity when an interview is moved, "
        "canceled or deleted, so opportunities with an interview that is not yet a day past are read again at every "
        f"sync {_WATCH_LIMITS}.",
        deletions="A canceled interview stays, with `canceled`. A deleted one becomes a tombstone while its "
        f"opportunity is among those read again at every sync. {_WITH_CANDIDATE}",
        requests=_CHILD_REQUESTS,
    ),
    "interview_team_members": StreamNote(
        row="An interviewer of an interview",
        key="interview id, user id",
        endpoints=(*_OPPORTUNITY_LIST, "/opportunities/:id/interviews"),
        changes="With its interview, also when that is read again by itself.",
        deletions="An interviewer taken off becomes a tombstone while the opportunity is among those read again at "
        f"every sync. {_RULE}: a row older than its interview is no longer true.",
        requests=f"{_CHILD_REQUESTS} Nothing besides `interviews`: both are made from the same pages.",
    ),
    "offers": StreamNote(
        row="An offer",
        key="Lever's offer id",
        endpoints=(*_OPPORTUNITY_LIST, "/opportunities/:id/offers"),
        changes="With its opportunity. Lever is not known to touch the opportunity when an offer is sent, opened, "
        "signed or denied, so opportunities with an offer that is neither signed nor denied are read again at every "
        f"sync {_WATCH_LIMITS}.",
        deletions="A deleted offer becomes a tombstone while its opportunity is among those read again at every sync. "
        f"{_WITH_CANDIDATE}",
        requests=_CHILD_REQUESTS,
    ),
    "application_stages": StreamNote(
        row="A stage of the account's pipeline",
        key="Lever's stage id, a word such as `lead-new` or a UUID",
        endpoints=("/stages", "/disposition_stages"),
        changes=_SNAPSHOT_CHANGES,
        deletions=_SNAPSHOT_DELETIONS,
        requests="1 per 100 stages at every sync, and 1 for `pipeline`, from an endpoint that Lever does not document: "
        "where it is refused, `pipeline` stays null.",
    ),
    "rejection_reasons": StreamNote(
        row="An archive reason that is not a hire",
        key="Lever's archive reason id",
        endpoints=("/archive_reasons",),
        changes=_SNAPSHOT_CHANGES,
        deletions=_SNAPSHOT_DELETIONS,
        requests="1 per 100 archive reasons at every sync.",
    ),
    "tags": StreamNote(
        row="A tag the account knows",
        key="the tag's text; case matters",
        endpoints=("/tags",),
        changes=f"{_SNAPSHOT_CHANGES} That leaves out how often a tag is used.",
        deletions=f"{_SNAPSHOT_DELETIONS} A renamed tag is a new one.",
        requests="1 per 100 tags at every sync.",
    ),
}
