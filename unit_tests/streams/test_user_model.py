from __future__ import annotations

import pytest

from source_lever_unified.streams.users import Users
from unit_tests.lever_objects import (
    ACCOUNT,
    CONTACT,
    MANAGER,
    MAY_3,
    RECRUITER,
    SYNC_START_TEXT,
    only,
    user,
)


def test_a_user_has_a_split_name_and_levers_role() -> None:
    lever = user(linkedContactIds=[CONTACT], externalDirectoryId="dir-1", photo="https://example.com/lena.png")
    assert only(Users.rows([lever], ACCOUNT)) == {
        "id": ACCOUNT.id("user", RECRUITER),
        "changed_at": SYNC_START_TEXT,
        "remote_deleted_at": None,
        "account_key": None,
        "remote_id": RECRUITER,
        "remote_data": {"/users": lever},
        "remote_created_at": "2025-05-01T00:00:00.000Z",
        "first_name": "Lena",
        "last_name": "Okafor",
        "full_name": "Lena Okafor",
        "email": "lena@example.com",
        "username": "lena",
        "status": "ACTIVE",
        "deactivated_at": None,
        "remote_access_role": "super admin",
        "system_roles": [
            {
                "remote_id": "super admin",
                "remote_label": "super admin",
                "unified_type": "ADMIN",
                "scope": "SYSTEM",
            }
        ],
        "job_title": "Recruiter",
        "manager_id": ACCOUNT.id("user", MANAGER),
        "photo_url": "https://example.com/lena.png",
        "external_directory_id": "dir-1",
        "linked_contact_ids": [ACCOUNT.id("contact", CONTACT)],
        "integration_fields": [],
    }


def test_given_a_deactivated_user_then_it_is_inactive_and_not_deleted() -> None:
    row = only(Users.rows([user(deactivatedAt=MAY_3)], ACCOUNT))
    assert (row["status"], row["deactivated_at"]) == ("INACTIVE", "2025-05-03T00:00:00.000Z")
    assert row["remote_deleted_at"] is None


@pytest.mark.parametrize(
    ("access_role", "unified_type"),
    [
        ("super admin", "ADMIN"),
        ("admin", "ADMIN"),
        ("interviewer", "INTERVIEWER"),
        ("team member", None),
        ("limited team member", None),
        ("c7d6a8da-4b1e-49f5-ae8c-fa59d71b36ed", None),
    ],
)
def test_roles_without_a_unified_word_keep_levers(access_role: str, unified_type: str | None) -> None:
    row = only(Users.rows([user(accessRole=access_role)], ACCOUNT))
    assert row["remote_access_role"] == access_role
    assert [role["unified_type"] for role in row["system_roles"] or []] == [unified_type]


def test_given_an_old_response_without_newer_keys_then_they_are_null() -> None:
    row = only(Users.rows([{"id": RECRUITER, "name": "Lena"}], ACCOUNT))
    assert (row["first_name"], row["last_name"], row["job_title"], row["manager_id"]) == ("Lena", None, None, None)
    assert row["system_roles"] == []
    assert row["linked_contact_ids"] == []


def test_without_a_usable_id_there_is_no_row() -> None:
    assert list(Users.rows([user(id=None)], ACCOUNT)) == []
