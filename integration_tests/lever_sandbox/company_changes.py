"""Changes to the account-level lists: users, tags, stages, archive reasons."""

from __future__ import annotations

from lever_sandbox.child_changes import ChildChanges
from lever_sandbox.identifiers import new_id
from lever_sandbox.jsontypes import Json
from lever_sandbox.store import UnknownObjectError


class CompanyChanges(ChildChanges):
    """Mutations of small lists. None of them moves an opportunity's timestamps, unless said otherwise."""

    def users(self) -> list[Json]:
        """Copies of all users, deactivated ones included."""
        with self.lock:
            return [dict(user) for user in self.company.users]

    def add_user(self, *, name: str = "New Colleague", access_role: str = "team member") -> str:
        with self.lock:
            identifier = new_id(self.rng)
            username = f"user-{identifier[:8]}"
            self.company.users.append(
                {
                    "id": identifier,
                    "name": name,
                    "username": username,
                    "email": f"{username}@acmefreight.example",
                    "accessRole": access_role,
                    "photo": None,
                    "createdAt": self.now,
                    "deactivatedAt": None,
                    "externalDirectoryId": None,
                    "linkedContactIds": None,
                    "jobTitle": None,
                    "managerId": None,
                }
            )
            self.version += 1
            return identifier

    def rename_user(self, user_id: str, name: str) -> None:
        with self.lock:
            self._user(user_id)["name"] = name
            self.version += 1

    def deactivate_user(self, user_id: str) -> None:
        with self.lock:
            self._user(user_id)["deactivatedAt"] = self.now
            self.version += 1

    def remove_user(self, user_id: str) -> None:
        """Records go on referring to the id."""
        with self.lock:
            self.company.users.remove(self._user(user_id))
            self.version += 1

    def tags(self) -> list[str]:
        with self.lock:
            return [tag["text"] for tag in self.tag_list()]

    def add_account_tag(self, text: str) -> None:
        """A tag on the account's list that nobody carries yet."""
        with self.lock:
            if text not in self.tag_counts:
                self.unused_tags.add(text)
            self.version += 1

    def remove_account_tag(self, text: str, *, bump: bool = False) -> None:
        """Off the list and off every opportunity. Assumed: their timestamps stay, unless `bump`."""
        self._replace_tag(text, None, bump)

    def rename_account_tag(self, text: str, new_text: str, *, bump: bool = False) -> None:
        """On the list and on every opportunity. Assumed: their timestamps stay, unless `bump`."""
        self._replace_tag(text, new_text, bump)

    def _replace_tag(self, text: str, new_text: str | None, bump: bool) -> None:
        with self.lock:
            if text not in self.tag_counts and text not in self.unused_tags:
                raise UnknownObjectError("tag", text)
            if new_text is not None:
                self.add_account_tag(new_text)
            for row in [row for row in self.rows.values() if text in row.tags]:
                body = row.body()
                replaced = [new_text if tag == text else tag for tag in body["tags"]]
                body["tags"] = list(dict.fromkeys(tag for tag in replaced if tag is not None))
                if bump:
                    body["updatedAt"] = self.now
                self._store(row, body, row.application_body())
            self.unused_tags.discard(text)
            self.version += 1

    def sources_listed(self) -> list[str]:
        with self.lock:
            return [source["text"] for source in self.source_list()]

    def add_source(self, text: str) -> None:
        """A source on the account's list that nobody has yet."""
        with self.lock:
            if text not in self.sources:
                self.sources.append(text)
            self.version += 1

    def remove_source(self, text: str, *, bump: bool = False) -> None:
        """Off the list and off every opportunity. Assumed: their timestamps stay, unless `bump`."""
        with self.lock:
            carriers = [row for row in self.rows.values() if text in row.sources]
            if text not in self.sources and not carriers:
                raise UnknownObjectError("source", text)
            for row in carriers:
                body = row.body()
                body["sources"] = [source for source in body["sources"] if source != text]
                if bump:
                    body["updatedAt"] = self.now
                self._store(row, body, row.application_body())
            self.sources = [source for source in self.sources if source != text]
            self.version += 1

    def stages(self) -> list[Json]:
        """Copies, in pipeline order, with `pipeline` and `rank`."""
        with self.lock:
            return [dict(stage) for stage in self.company.stages]

    def add_stage(self, text: str, *, position: int | None = None, pipeline: str = "screen") -> str:
        """A stage at `position` (from 0, default last). Returns its id."""
        with self.lock:
            stages = self.company.stages
            place = len(stages) if position is None else position
            before = stages[place - 1]["rank"] if place else 0
            after = stages[place]["rank"] if place < len(stages) else before + 20
            identifier = new_id(self.rng)
            stages.insert(
                place,
                {
                    "id": identifier,
                    "text": text,
                    "pipeline": pipeline,
                    "rank": (before + after) / 2,
                    "hasInterview": False,
                },
            )
            self.reindex_stages()
            self.version += 1
            return identifier

    def rename_stage(self, stage_id: str, text: str) -> None:
        with self.lock:
            self._stage(stage_id)["text"] = text
            self.version += 1

    def remove_stage(self, stage_id: str, *, move_to: str = "applicant-new") -> None:
        """Opportunities that stand in it are moved to `move_to` first; their history keeps the old id."""
        with self.lock:
            stage = self._stage(stage_id)
            for row in [row for row in self.rows.values() if row.stage_id == stage_id]:
                self.move_stage(row.id, move_to)
            self.company.stages.remove(stage)
            self.reindex_stages()
            self.version += 1

    def archive_reasons(self) -> list[Json]:
        with self.lock:
            return [dict(reason) for reason in self.company.archive_reasons]

    def add_archive_reason(self, text: str, *, hired: bool = False) -> str:
        with self.lock:
            identifier = new_id(self.rng)
            kind = "hired" if hired else "non-hired"
            self.company.archive_reasons.append({"id": identifier, "text": text, "status": "active", "type": kind})
            self.version += 1
            return identifier

    def rename_archive_reason(self, reason_id: str, text: str) -> None:
        with self.lock:
            self._reason(reason_id)["text"] = text
            self.version += 1

    def remove_archive_reason(self, reason_id: str) -> None:
        """Records go on referring to the id."""
        with self.lock:
            self.company.archive_reasons.remove(self._reason(reason_id))
            self.version += 1

    def _stage(self, stage_id: str) -> Json:
        for stage in self.company.stages:
            if stage["id"] == stage_id:
                return stage
        raise UnknownObjectError("stage", stage_id)

    def _reason(self, reason_id: str) -> Json:
        for reason in self.company.archive_reasons:
            if reason["id"] == reason_id:
                return reason
        raise UnknownObjectError("archive reason", reason_id)
