from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict

from source_lever_unified.lever.body import LeverObject
from source_lever_unified.streams.base import SnapshotStream
from source_lever_unified.streams.personal_data import About, PersonalData
from source_lever_unified.streams.small_lists import USERS
from source_lever_unified.unified.account import Account
from source_lever_unified.unified.integration_field import IntegrationField, integration_fields
from source_lever_unified.unified.person_name import PersonName, person_name
from source_lever_unified.unified.row import Ref, RemoteRow, Timestamp
from source_lever_unified.unified.values import mapping, reference, references, text, timestamp, word

UnifiedRole = Literal["HIRING_MANAGER", "RECRUITER", "COORDINATOR", "SOURCER", "INTERVIEWER", "ADMIN"]

_ROLES: Mapping[str | None, UnifiedRole] = {
    "super-admin": "ADMIN",
    "admin": "ADMIN",
    "interviewer": "INTERVIEWER",
}


class SystemRole(TypedDict):
    remote_id: Annotated[
        str | None,
        Field(description="Lever's access role: its name, or the id of a role this account defined."),
    ]
    remote_label: Annotated[str | None, Field(description="Lever's word for the role, the same as remote_id.")]
    unified_type: Annotated[
        UnifiedRole | None,
        Field(
            description="ADMIN for super admin and admin, INTERVIEWER for interviewer. Null for Lever's "
            "other roles: they say what a user may see, not what the user does."
        ),
    ]
    scope: Annotated[
        Literal["SYSTEM"] | None,
        Field(description="SYSTEM: the role holds for the whole account, not for one job."),
    ]


class User(RemoteRow, PersonName):
    remote_created_at: Annotated[Timestamp | None, Field(description="When the user was added to Lever.")]
    email: Annotated[str | None, Field(description="The user's e-mail address.")]
    username: Annotated[
        str | None, Field(description="Lever's user name, usually the front part of the e-mail address.")
    ]
    status: Annotated[
        Literal["ACTIVE", "INACTIVE"] | None,
        Field(
            description="Derived from deactivated_at. A user who is deleted, not deactivated, gets remote_deleted_at."
        ),
    ]
    deactivated_at: Annotated[Timestamp | None, Field(description="When the user was deactivated; null while active.")]
    remote_access_role: Annotated[
        str | None,
        Field(
            description="Lever's word for what the user may do: super admin, admin, team member, limited "
            "team member, interviewer, or the id of a role this account defined."
        ),
    ]
    system_roles: Annotated[
        list[SystemRole] | None,
        Field(description="The access role as a list: one in Lever, none when it is unknown."),
    ]
    job_title: Annotated[str | None, Field(description="The user's own job title.")]
    manager_id: Annotated[str | None, Ref("users"), Field(description="Unified id of the user's manager, a user too.")]
    photo_url: Annotated[str | None, Field(description="Address of the user's picture.")]
    external_directory_id: Annotated[
        str | None, Ref(None), Field(description="The user's id in the directory that Lever is provisioned from.")
    ]
    linked_contact_ids: Annotated[
        list[str] | None,
        Ref("contacts"),
        Field(description="Unified ids of the contacts this user is as a candidate: candidates.contact_id."),
    ]
    integration_fields: Annotated[
        list[IntegrationField] | None, Field(description="Lever's fields that no other field of this model carries.")
    ]


_CARRIED = frozenset(
    {
        "accessRole",
        "createdAt",
        "deactivatedAt",
        "email",
        "externalDirectoryId",
        "id",
        "jobTitle",
        "linkedContactIds",
        "managerId",
        "name",
        "photo",
        "username",
    }
)


class Users(SnapshotStream):
    """A user of the Lever account, deactivated ones included.

    A deactivated user is still listed, with `deactivated_at`: only one who is deleted becomes a tombstone.
    """

    model = "user"
    row = User
    known_by = "Lever's user id"
    personal_data = PersonalData(About.PERSONAL, "names, e-mail addresses and roles of colleagues")
    source = USERS

    @staticmethod
    def rows(items: Sequence[LeverObject], account: Account) -> Iterator[User]:
        for user in map(mapping, items):
            lever_id = text(user.get("id"))
            if lever_id is None:
                continue
            role = text(user.get("accessRole"))
            yield {
                "id": account.id("user", lever_id),
                "changed_at": account.changed_at(),
                "remote_deleted_at": None,
                "account_key": account.account_key,
                "remote_id": lever_id,
                "remote_data": account.remote_data({"/users": user}),
                "remote_created_at": timestamp(user.get("createdAt")),
                **person_name(user.get("name")),
                "email": text(user.get("email")),
                "username": text(user.get("username")),
                "status": "INACTIVE" if user.get("deactivatedAt") else "ACTIVE",
                "deactivated_at": timestamp(user.get("deactivatedAt")),
                "remote_access_role": role,
                "system_roles": [] if role is None else [_system_role(role)],
                "job_title": text(user.get("jobTitle")),
                "manager_id": account.id_of("user", reference(user.get("managerId"))),
                "photo_url": text(user.get("photo")),
                "external_directory_id": text(user.get("externalDirectoryId")),
                "linked_contact_ids": [
                    account.id("contact", lever) for lever in references(user.get("linkedContactIds"))
                ],
                "integration_fields": integration_fields(user, _CARRIED),
            }


def _system_role(role: str) -> SystemRole:
    return {
        "remote_id": role,
        "remote_label": role,
        "unified_type": _ROLES.get(word(role)),
        "scope": "SYSTEM",
    }
