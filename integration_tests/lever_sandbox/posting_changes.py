"""Changes to postings and their application forms."""

from __future__ import annotations

from copy import deepcopy

from lever_sandbox.children import Children
from lever_sandbox.forms import build_question
from lever_sandbox.identifiers import new_id
from lever_sandbox.jsontypes import Json
from lever_sandbox.postings import STATES, PostingRow, posting_urls
from lever_sandbox.store import UnknownObjectError


class PostingChanges(Children):
    """Mutations of postings. `bump` says whether `posting.updatedAt` moves."""

    def posting(self, posting_id: str) -> Json:
        """A copy of the posting as the API shows it."""
        with self.lock:
            return deepcopy(self._posting(posting_id).body)

    def find_postings(
        self,
        *,
        state: str | None = None,
        confidential: bool | None = False,
        has_questions: bool | None = None,
        has_eeo: bool | None = None,
        internal_only: bool | None = None,
        form_readable: bool | None = None,
        limit: int | None = None,
    ) -> list[str]:
        """Ids of postings that fit; `None` means either way."""
        wanted = (
            (confidential, lambda row: row.confidential),
            (has_questions, lambda row: bool(row.custom_questions)),
            (has_eeo, lambda row: row.eeo is not None),
            (internal_only, lambda row: row.internal_only),
            (form_readable, lambda row: row.apply_status == 200),
        )
        with self.lock:
            found = [
                row.id
                for row in self.postings.values()
                if state in (None, row.body["state"])
                and all(value is None or test(row) == value for value, test in wanted)
            ]
        return found[:limit]

    def create_posting(
        self,
        *,
        text: str = "New posting",
        state: str = "published",
        confidential: bool = False,
        channels: list[str] | None = None,
        owner: str | None = None,
        hiring_manager: str | None = None,
        created_at: int | None = None,
    ) -> str:
        """A posting with an empty form. Returns its id."""
        with self.lock:
            self._check_state(state)
            at = self.now
            identifier = new_id(self.rng)
            users = self.company.users
            body: Json = {
                "id": identifier,
                "text": text,
                "state": state,
                "distributionChannels": (channels or ["internal", "public"]) if state == "published" else None,
                "user": users[0]["id"],
                "owner": owner or users[0]["id"],
                "hiringManager": hiring_manager,
                "categories": {
                    "commitment": "Full-time",
                    "department": "Engineering",
                    "level": None,
                    "location": "Rotterdam",
                    "team": "Data Platform",
                    "allLocations": ["Rotterdam"],
                },
                "tags": [],
                "content": {
                    "description": "",
                    "descriptionHtml": "",
                    "lists": [],
                    "closing": "",
                    "closingHtml": "",
                },
                "country": "NL",
                "followers": [],
                "reqCode": None,
                "requisitionCodes": [],
                "urls": posting_urls(identifier, state),
                "confidentiality": "confidential" if confidential else "non-confidential",
                "createdAt": at if created_at is None else created_at,
                "updatedAt": at,
                "workplaceType": "hybrid",
            }
            self.postings[identifier] = PostingRow(body=body)
            self.version += 1
            return identifier

    def update_posting(
        self, posting_id: str, changes: Json | None = None, *, text: str | None = None, bump: bool = True
    ) -> None:
        """Overwrite attributes: `changes` as the API shows them, or just the title.

        Recorded: a new title replaces the automatic tag on the posting's opportunities. Assumed: that leaves
        the opportunities' timestamps alone.
        """
        with self.lock:
            row = self._posting(posting_id)
            before = row.automatic_tags()
            row.body.update(changes or {})
            if text is not None:
                row.body["text"] = text
            self._copy_tags(row, before)
            self._touch(row, bump)

    def close_posting(self, posting_id: str, *, bump: bool = True) -> None:
        self.set_posting_state(posting_id, "closed", bump=bump)

    def set_posting_state(self, posting_id: str, state: str, *, bump: bool = True) -> None:
        """Recorded: only published postings have channels, only open ones have urls."""
        with self.lock:
            self._check_state(state)
            row = self._posting(posting_id)
            row.body["state"] = state
            row.body["distributionChannels"] = ["internal", "public"] if state == "published" else None
            row.body["urls"] = posting_urls(posting_id, state)
            self._touch(row, bump)

    def delete_posting(self, posting_id: str) -> None:
        """Gone from lists, and in /postings/deleted.

        Assumed: its opportunities and their applications stay, and so does what the applicants answered.
        """
        with self.lock:
            row = self._posting(posting_id)
            for applicant in self.rows.values():
                if applicant.posting_id == posting_id:
                    self.eeo_answers[applicant.id] = self._eeo_answers_of(applicant)
            del self.postings[posting_id]
            who = self.company.users[0]["id"]
            self.deleted_postings.append({**row.body, "deletedAt": self.now, "deletedBy": who})
            self.version += 1

    def set_hiring_manager(self, posting_id: str, user_id: str | None, *, bump: bool = True) -> None:
        with self.lock:
            row = self._posting(posting_id)
            row.body["hiringManager"] = user_id
            self._touch(row, bump)

    def set_posting_owner(self, posting_id: str, user_id: str | None, *, bump: bool = True) -> None:
        with self.lock:
            row = self._posting(posting_id)
            row.body["owner"] = user_id
            self._touch(row, bump)

    def questions(self, posting_id: str) -> list[Json]:
        """Copies of the posting's custom questions, in form order."""
        with self.lock:
            return [deepcopy(field) for form in self._posting(posting_id).custom_questions for field in form["fields"]]

    def add_question(
        self, posting_id: str, *, type: str = "text", text: str = "One more question", bump: bool = False
    ) -> str:
        """Assumed: a change of the form does not move `posting.updatedAt` (no evidence).

        Returns the question's id.
        """
        with self.lock:
            row = self._posting(posting_id)
            question = build_question(self.rng, type, text)
            if row.custom_questions:
                row.custom_questions[-1]["fields"].append(question)
            else:
                row.custom_questions.append({"id": new_id(self.rng), "text": "Added", "fields": [question]})
            self._touch(row, bump)
            identifier: str = question["id"]
            return identifier

    def change_question(self, posting_id: str, question_id: str, changes: Json, *, bump: bool = False) -> None:
        """Overwrite attributes of a question on this posting only."""
        with self.lock:
            row = self._posting(posting_id)
            for form in row.custom_questions:
                for position, question in enumerate(form["fields"]):
                    if question["id"] == question_id:
                        # The same object may stand on other postings.
                        form["fields"][position] = {**question, **changes}
                        self._touch(row, bump)
                        return
            raise UnknownObjectError("question", question_id)

    def remove_question(self, posting_id: str, question_id: str, *, bump: bool = False) -> None:
        with self.lock:
            row = self._posting(posting_id)
            for form in row.custom_questions:
                remaining = [question for question in form["fields"] if question["id"] != question_id]
                if len(remaining) < len(form["fields"]):
                    form["fields"] = remaining
                    self._touch(row, bump)
                    return
            raise UnknownObjectError("question", question_id)

    def set_eeo(self, posting_id: str, enabled: bool, *, bump: bool = False) -> None:
        """Switch a posting's EEO questions on (copied from a posting that has some) or off."""
        with self.lock:
            row = self._posting(posting_id)
            donors = [other.eeo for other in self.postings.values() if other.eeo]
            row.eeo = deepcopy(donors[0]) if enabled else None
            self._touch(row, bump)

    def _touch(self, row: PostingRow, bump: bool) -> None:
        if bump:
            row.body["updatedAt"] = self.now
        self.version += 1

    def _copy_tags(self, posting: PostingRow, before: list[str]) -> None:
        after = posting.automatic_tags()
        if before == after:
            return
        for row in [row for row in self.rows.values() if row.posting_id == posting.id]:
            body = row.body()
            kept = [tag for tag in body["tags"] if tag not in before or tag in after]
            body["tags"] = [*(tag for tag in after if tag not in kept), *kept]
            self._store(row, body, row.application_body())

    @staticmethod
    def _check_state(state: str) -> None:
        if state not in STATES:
            raise ValueError(f"unknown posting state {state!r}; known: {', '.join(STATES)}")
