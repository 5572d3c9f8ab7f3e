"""Every stream, in the order in which they are listed everywhere."""

from __future__ import annotations

from collections.abc import Iterator

from source_lever_unified import models
from source_lever_unified.models import Account, LeverObject, PostingRef, Row
from source_lever_unified.streams.declarations import ChildStream, ListedStream, SnapshotStream, Stream
from source_lever_unified.streams.directory import Directory


def _users(directory: Directory, account: Account) -> Iterator[Row]:
    for user in directory.users():
        yield from models.users(user, account)


def _application_stages(directory: Directory, account: Account) -> Iterator[Row]:
    dispositions = directory.dispositions()
    for index, stage in enumerate(directory.stages()):
        yield from models.application_stages(stage, account, index, dispositions.get(str(stage.get("id"))))


def _rejection_reasons(directory: Directory, account: Account) -> Iterator[Row]:
    for reason in directory.archive_reasons():
        yield from models.rejection_reasons(reason, account)


def _tags(directory: Directory, account: Account) -> Iterator[Row]:
    for tag in directory.tags():
        yield from models.tags(tag, account)


def _screening_questions(form: LeverObject, ref: PostingRef, account: Account) -> Iterator[Row]:  # noqa: ARG001
    """A question belongs to the account, not to the posting whose form shows it."""
    yield from models.screening_questions(form, account)


STREAMS: tuple[Stream, ...] = (
    SnapshotStream("users", "/users", _users),
    ListedStream("jobs", "/postings", models.jobs, deletions="/postings/deleted"),
    ListedStream("job_postings", "/postings", models.job_postings, deletions="/postings/deleted"),
    ListedStream("job_hiring_team_members", "/postings", models.job_hiring_team_members),
    ListedStream("job_application_stages", "/postings", models.job_application_stages),
    ChildStream("job_screening_questions", "/postings/:id/apply", models.job_screening_questions),
    ChildStream("screening_questions", "/postings/:id/apply", _screening_questions),
    ListedStream("candidates", "/opportunities", models.candidates, deletions="/opportunities/deleted"),
    ListedStream("applications", "/opportunities", models.applications, deletions="/applications/deleted"),
    ListedStream("candidate_tags", "/opportunities", models.candidate_tags),
    ListedStream("application_stage_changes", "/opportunities", models.application_stage_changes),
    ChildStream("interviews", "/opportunities/:id/interviews", models.interviews),
    ChildStream(
        "interview_team_members",
        "/opportunities/:id/interviews",
        models.interview_team_members,
        owner=models.interviews,
    ),
    ChildStream("offers", "/opportunities/:id/offers", models.offers),
    SnapshotStream("application_stages", "/stages", _application_stages),
    SnapshotStream("rejection_reasons", "/archive_reasons", _rejection_reasons),
    SnapshotStream("tags", "/tags", _tags),
)
