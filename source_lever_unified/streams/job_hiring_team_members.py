from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from source_lever_unified.lever.body import LeverObject
from source_lever_unified.streams.base import HangsOn, PostingStream
from source_lever_unified.streams.personal_data import About, PersonalData
from source_lever_unified.unified.account import Account
from source_lever_unified.unified.posting import posting_changed_at
from source_lever_unified.unified.row import Ref, Row
from source_lever_unified.unified.values import mapping, reference, text

HiringTeamRole = Literal["HIRING_MANAGER", "RECRUITER", "COORDINATOR", "SOURCER", "INTERVIEWER"]

_ROLES: tuple[tuple[str, HiringTeamRole], ...] = (("owner", "RECRUITER"), ("hiringManager", "HIRING_MANAGER"))


class JobHiringTeamMember(Row):
    job_id: Annotated[str | None, Ref("jobs", always=True), Field(description="Unified id of the job.")]
    user_id: Annotated[str | None, Ref("users", always=True), Field(description="Unified id of the user.")]
    roles: Annotated[
        list[HiringTeamRole] | None,
        Field(
            description="RECRUITER for the posting's owner, HIRING_MANAGER for its hiring manager; both "
            "when they are one person. Lever has no other role."
        ),
    ]


class JobHiringTeamMembers(PostingStream):
    """A user's part in hiring for a job, one row per job and user. Lever never tells of a role taken away: a row older
    than its job is no longer true.
    """

    model = "job_hiring_team_member"
    row = JobHiringTeamMember
    known_by = "posting id, user id"
    personal_data = PersonalData(About.IDS, "who hires for which job")
    hangs_on = HangsOn("jobs", "job_id")

    @staticmethod
    def rows(posting: LeverObject, account: Account) -> Iterator[JobHiringTeamMember]:
        posting = mapping(posting)
        lever_id = text(posting.get("id"))
        if lever_id is None:
            return
        roles: dict[str, list[HiringTeamRole]] = {}
        for key, role in _ROLES:
            user_id = reference(posting.get(key))
            if user_id is not None:
                roles.setdefault(user_id, []).append(role)
        for user_id, user_roles in roles.items():
            yield {
                "id": account.id("job_hiring_team_member", lever_id, user_id),
                "changed_at": posting_changed_at(posting, account),
                "remote_deleted_at": None,
                "account_key": account.account_key,
                "job_id": account.id("job", lever_id),
                "user_id": account.id("user", user_id),
                "roles": user_roles,
            }
