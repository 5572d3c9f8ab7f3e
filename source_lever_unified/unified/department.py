"""Departments and teams. Lever has no list of them: they are texts on postings and requisitions."""

from __future__ import annotations

from source_lever_unified.unified.account import Account


def department_id(department: str | None, account: Account) -> str | None:
    return None if department is None else account.id("department", "department", department)


def team_id(department: str | None, team: str | None, account: Account) -> str | None:
    """A team is one of its department: two departments may have teams of the same name."""
    return None if team is None else account.id("department", "team", department or "", team)
