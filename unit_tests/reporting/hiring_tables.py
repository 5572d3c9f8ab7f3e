"""Tables of the connector in a DuckDB file, with the few columns that a test is about."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from reporting.hiring.marts import MARTS_SQL

SYNCED_AT = datetime(2026, 5, 20)
STAGES = ("New applicant", "Phone screen", "Offer")


class Tables:
    """`changed_at` is the same in all rows: none is older than the one it hangs on, so all are true."""

    def __init__(self, database: duckdb.DuckDBPyConnection) -> None:
        self._database = database

    def add(self, table: str, **values: Any) -> None:
        values["changed_at"] = SYNCED_AT
        columns = ", ".join(f'"{name}"' for name in values)
        marks = ", ".join("?" for _ in values)
        row = [json.dumps(value) if isinstance(value, dict | list) else value for value in values.values()]
        self._database.execute(f"insert into {table} ({columns}) values ({marks})", row)

    def make_marts(self) -> None:
        self._database.execute(MARTS_SQL.read_text())

    def drop_column(self, table: str, column: str) -> None:
        self._database.execute(f"alter table {table} drop column {column}")

    def add_company(self, account: str | None = None, *, job: str = "Engineer", user: str = "Ada") -> None:
        for index, name in enumerate(STAGES):
            self.add(
                "application_stages",
                id=f"{account}-{name}",
                account_key=account,
                name=name,
                global_index=index,
                pipeline="applicant",
            )
        self.add("jobs", id=f"{account}-job", account_key=account, name=job, status="OPEN", location={"raw": "Berlin"})
        self.add("users", id=f"{account}-user", account_key=account, full_name=user, status="ACTIVE")

    def add_application(
        self,
        name: str,
        account: str | None = None,
        *,
        applied: datetime,
        stages: tuple[str, ...],
        hired: datetime | None = None,
        source: str = "Job site",
    ) -> None:
        """Someone who was in these stages, a day in each, and stands in the last one of them."""
        standing = f"{account}-{stages[-1]}"
        self.add(
            "candidates",
            id=f"{name}-candidate",
            account_key=account,
            full_name=name,
            stage_id=standing,
            archived_at=hired,
            remote_created_at=applied,
            application_ids=[name],
            source=source,
            sources=[source],
            is_lead=False,
        )
        self.add(
            "applications",
            id=name,
            account_key=account,
            candidate_id=f"{name}-candidate",
            job_id=f"{account}-job",
            current_stage_id=standing,
            outcome="HIRED" if hired else "PENDING",
            remote_created_at=applied,
            hired_at=hired,
            archived_at=hired,
        )
        for index, stage in enumerate(stages):
            last = index == len(stages) - 1
            self.add(
                "application_stage_changes",
                id=f"{name}-{index}",
                account_key=account,
                candidate_id=f"{name}-candidate",
                application_id=name,
                stage_id=f"{account}-{stage}",
                entered_at=applied.replace(day=applied.day + index),
                left_at=None if last else applied.replace(day=applied.day + index + 1),
                ended_at=hired if last else applied.replace(day=applied.day + index + 1),
                is_latest=last,
                is_before_application=False,
            )

    def add_offer(self, application: str, account: str | None = None, *, status: str, created: datetime) -> None:
        self.add(
            "offers",
            id=f"{application}-offer",
            account_key=account,
            candidate_id=f"{application}-candidate",
            application_id=application,
            job_id=f"{account}-job",
            status=status,
            remote_created_at=created,
        )

    def add_interview(self, application: str, account: str | None = None, *, begins: datetime, ends: datetime) -> None:
        key = f"{application}-interview-{begins:%m%d}"
        self.add(
            "interviews",
            id=key,
            account_key=account,
            candidate_id=f"{application}-candidate",
            application_id=application,
            starting_at=begins,
            ending_at=ends,
        )
        self.add(
            "interview_team_members",
            id=f"{key}-member",
            account_key=account,
            interview_id=key,
            user_id=f"{account}-user",
        )


@contextmanager
def tables_in(file: Path, schema: str = "main") -> Iterator[Tables]:
    """Empty ones of all streams: the marts' own SQL knows their columns."""
    with duckdb.connect(str(file)) as database:
        database.execute("set timezone = 'UTC'")
        database.execute(f"create schema if not exists {schema}")
        database.execute(f"use {schema}")
        tables = [line for line in MARTS_SQL.read_text().splitlines() if line.startswith("create table")]
        database.execute("\n".join(tables))
        yield Tables(database)
