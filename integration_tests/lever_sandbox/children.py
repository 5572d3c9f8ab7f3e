"""The lists below an opportunity: derived when asked for, the same every time, until a change makes them their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lever_sandbox.documents import files_of, resumes_of
from lever_sandbox.eeo import answers_of, build_response
from lever_sandbox.feedback import build_form, forms_of
from lever_sandbox.jsontypes import Json
from lever_sandbox.lives import Life
from lever_sandbox.notes import notes_of
from lever_sandbox.opportunity_row import OpportunityRow
from lever_sandbox.panels import RECORDED_RESPONSES, empty_panels_of, panels_of
from lever_sandbox.profile_forms import profile_forms_of
from lever_sandbox.store import Store, UnknownObjectError

_BY_HAND = 8


class Children(Store):
    """Everything that hangs on an opportunity but interviews and offers, which are stored with it."""

    @property
    def _derivations(self) -> dict[str, Callable[[Life], list[Json]]]:
        return {
            "feedback": self._derive_feedback,
            "notes": lambda life: notes_of(self.company, life),
            "empty panels": empty_panels_of,
            "forms": profile_forms_of,
            "resumes": resumes_of,
            "files": files_of,
            "added referrals": lambda _life: [],
        }

    def life_of(self, row: OpportunityRow) -> Life:
        return Life(row.birth, self.data_now)

    def child_list(self, kind: str, row: OpportunityRow, life: Life | None = None) -> list[Json]:
        """The list of a kind as it is now: do not change it."""
        changed = self.changed_children.get((kind, row.id))
        if changed is not None:
            return changed
        if row.id in self.childless:
            return []
        return self._derivations[kind](life or self.life_of(row))

    def _own_list(self, kind: str, opportunity_id: str) -> list[Json]:
        """The list of a kind, to be changed: from now on it is kept."""
        row = self._row(opportunity_id)
        found = self.changed_children.get((kind, row.id))
        if found is None:
            found = self.changed_children[kind, row.id] = self.child_list(kind, row)
        self.version += 1
        return found

    def _own_child(self, kind: str, opportunity_id: str, child_id: str) -> Json:
        for item in self._own_list(kind, opportunity_id):
            if item["id"] == child_id:
                return item
        raise UnknownObjectError(f"one of the {kind} of opportunity {opportunity_id}:", child_id)

    def panel_list(
        self, row: OpportunityRow, responses: tuple[str, ...] = RECORDED_RESPONSES, life: Life | None = None
    ) -> list[Json]:
        panels = panels_of(row.interview_bodies(), row.application_id, self.panel_edits, responses)
        return panels + self.child_list("empty panels", row, life)

    def referral_list(self, row: OpportunityRow) -> list[Json]:
        """Recorded: the application's form under the same id, and forms that were added without one."""
        application = row.application_body()
        forms = [form for form in application["customQuestions"] if form["type"] == "referral"] if application else []
        at = application["createdAt"] if application else 0
        own = {form["id"]: form for form in self.child_list("added referrals", row)}
        listed = [own.pop(form["id"], {**form, "createdAt": at, "completedAt": at}) for form in forms]
        return [*listed, *own.values()]

    def eeo_responses(self) -> Iterator[Json]:
        """`{"response", "confidential"}` for every application somebody answered for."""
        hired = self.company.hired_reason_ids()
        for row in self.rows.values():
            opportunity, application = row.body(), row.application_body()
            if application is None or opportunity["isAnonymized"]:
                continue
            posting = self.postings.get(row.posting_id or "")
            answers = self._eeo_answers_of(row)
            if answers is not None:
                response = build_response(opportunity, application, posting, answers, hired)
                yield {"response": response, "confidential": row.confidential}

    def _eeo_answers_of(self, row: OpportunityRow) -> Json | None:
        """What somebody answered, as it was told or else as the posting made it."""
        posting, application = self.postings.get(row.posting_id or ""), row.application_body()
        if row.id in self.eeo_answers or row.id in self.childless or posting is None or application is None:
            return self.eeo_answers.get(row.id)
        return answers_of(row, posting, application, self.data_now)

    def _derive_feedback(self, life: Life) -> list[Json]:
        templates = self.company.templates_of_record
        forms: list[Json] = []
        for interview in life.interviews:
            advanced = life.moved_on_after(interview["date"])
            forms += forms_of(interview, templates, advanced, self.data_now)
        rng = life.chance(_BY_HAND)
        gaps = life.gaps
        if gaps and life.interviews and not life.anonymized and rng.random() < 0.12:
            # Added by hand: for a work sample, or after the profile was shared with somebody.
            at = gaps[-1].moment(rng)
            template = list(templates.values())[-1 if rng.random() < 0.6 else 0]
            user = self.company.staff.anybody(rng, at).id
            kind = "assignment" if template["text"].startswith("Take-home") else "share"
            forms.append(build_form(rng, template, user, at, completed=at, liking=3, kind=kind))
        return forms
