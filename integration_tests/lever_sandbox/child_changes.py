"""Changes to what hangs on an opportunity, each moving the timestamps that Lever moves."""

from __future__ import annotations

from copy import deepcopy

from lever_sandbox.documents import build_file, build_resume
from lever_sandbox.eeo import ANSWER_KEYS
from lever_sandbox.feedback import build_form, shown_forms_of
from lever_sandbox.forms import as_custom_question, referral_form
from lever_sandbox.identifiers import new_id
from lever_sandbox.jsontypes import Json
from lever_sandbox.notes import build_comment, build_note
from lever_sandbox.opportunity_changes import OpportunityChanges, interact, touch
from lever_sandbox.opportunity_row import OpportunityRow
from lever_sandbox.panels import ALL_RESPONSES, build_empty_panel
from lever_sandbox.profile_forms import build_profile_form
from lever_sandbox.store import UnknownObjectError

KINDS = ("feedback", "notes", "panels", "referrals", "forms", "resumes", "files")


class ChildChanges(OpportunityChanges):
    """Mutations of children.

    Adding what Lever calls an interaction moves `lastInteractionAt`; with `imported=True` it comes like history from
    another system and moves nothing. `vanish=True` takes a row away for good, where Lever otherwise goes on listing
    it with `deletedAt`. Edits and deletions move nothing unless `bump`: nobody knows that they do.
    """

    def children(self, opportunity_id: str, kind: str) -> list[Json]:
        """Copies of one kind's list: feedback, notes, panels, referrals, forms, resumes or files."""
        with self.lock:
            row = self._row(opportunity_id)
            if kind == "panels":
                return self.panel_list(row)
            if kind == "referrals":
                return self.referral_list(row)
            if kind not in KINDS:
                raise ValueError(f"unknown kind {kind!r}; known: {', '.join(KINDS)}")
            return deepcopy(self.child_list(kind, row))

    # Notes ----------------------------------------------------------------------------------------

    def add_note(
        self,
        opportunity_id: str,
        text: str = "A note",
        *,
        update_delay: int | None = 1,
        secret: bool = False,
        score: int | None = None,
        by_api: bool = False,
        created_at: int | None = None,
        imported: bool = False,
    ) -> str:
        """Recorded both ways: `updatedAt` follows after `update_delay` ms, or (None) not at all. Returns the id."""
        with self.lock:
            row = self._row(opportunity_id)
            user = None if by_api else self.company.users[0]["id"]
            at = self.now if created_at is None else created_at
            note = build_note(self.rng, build_comment(text, user, row.stage_id, at, score), secret=secret)
            self._own_list("notes", row.id).append(note)
            return self._added(row, note, update_delay, imported)

    def add_comment(
        self,
        opportunity_id: str,
        note_id: str,
        text: str = "A comment",
        *,
        score: int | None = None,
        update_delay: int | None = 1,
    ) -> None:
        """Recorded: a comment on an old thread is an interaction."""
        with self.lock:
            row = self._row(opportunity_id)
            note = self._own_child("notes", opportunity_id, note_id)
            comment = build_comment(text, self.company.users[1]["id"], row.stage_id, self.now, score)
            note["fields"] = [*note["fields"], comment]
            self._interact(row, update_delay)

    def edit_note(self, opportunity_id: str, note_id: str, text: str, *, bump: bool = True) -> None:
        """Documented: editing a note alters the opportunity's `updatedAt`. The note itself has no time of change."""
        with self.lock:
            note = self._own_child("notes", opportunity_id, note_id)
            note["fields"] = [{**note["fields"][0], "value": text}, *note["fields"][1:]]
            self._edited(opportunity_id, bump)

    def delete_note(self, opportunity_id: str, note_id: str, *, bump: bool = False, vanish: bool = False) -> None:
        """Recorded: the note stays on the list with `deletedAt`, its text still filled."""
        self._delete("notes", opportunity_id, note_id, bump, vanish)

    # Feedback -------------------------------------------------------------------------------------

    def add_feedback(
        self,
        opportunity_id: str,
        *,
        interview_id: str | None = None,
        user_id: str | None = None,
        template_id: str | None = None,
        pending: bool = False,
        liking: int = 3,
        kind: str = "interview",
        update_delay: int | None = 1,
        created_at: int | None = None,
        imported: bool = False,
    ) -> str:
        """A form, completed unless `pending`; `liking` (4 best to 1) decides its ratings. Returns its id.

        Recorded: `lastInteractionAt` = the form's `createdAt`, `updatedAt` 1 ms later.
        """
        with self.lock:
            row = self._row(opportunity_id)
            at = self.now if created_at is None else created_at
            templates = self.company.feedback_templates
            template = self._template(template_id) if template_id else templates[0]
            user = user_id or self.company.users[0]["id"]
            completed = None if pending else at
            form = build_form(self.rng, template, user, at, completed=completed, liking=liking, kind=kind)
            if interview_id is not None:
                form["interview"], form["panel"] = interview_id, self._interview(interview_id)[2]["panel"]
            self._own_list("feedback", row.id).append(form)
            self._show_forms(row)
            return self._added(row, form, update_delay, imported)

    def complete_feedback(self, opportunity_id: str, feedback_id: str, *, bump: bool = False) -> None:
        """Somebody hands a pending form in. Assumed: that moves nothing."""
        with self.lock:
            form = self._own_child("feedback", opportunity_id, feedback_id)
            form["completedAt"] = form["updatedAt"] = self.now
            self._show_forms(self._row(opportunity_id))
            self._edited(opportunity_id, bump, interaction=True)

    def edit_feedback(self, opportunity_id: str, feedback_id: str, text: str, *, value: str | None = None) -> None:
        """A new title, and with `value` a new rating. Recorded: that moves nothing on the opportunity."""
        with self.lock:
            form = self._own_child("feedback", opportunity_id, feedback_id)
            form["text"] = text
            form["updatedAt"] = self.now
            if value is not None:
                form["fields"] = [
                    {**field, "value": value} if field["type"] == "score-system" else field for field in form["fields"]
                ]

    def delete_feedback(
        self, opportunity_id: str, feedback_id: str, *, bump: bool = False, vanish: bool = False
    ) -> None:
        """Recorded: the form stays on the list with `deletedAt`, and is no longer named by its interview."""
        with self.lock:
            self._delete("feedback", opportunity_id, feedback_id, bump, vanish)
            self._show_forms(self._row(opportunity_id))

    def add_feedback_template(self, text: str = "New template") -> str:
        with self.lock:
            template = deepcopy(self.company.feedback_templates[0])
            template |= {"id": new_id(self.rng), "text": text, "createdAt": self.now, "updatedAt": None}
            self.company.feedback_templates.append(template)
            self.version += 1
            identifier: str = template["id"]
            return identifier

    def change_feedback_template(self, template_id: str, changes: Json) -> None:
        """Forms keep what they were made from."""
        with self.lock:
            self._template(template_id).update({**changes, "updatedAt": self.now})
            self.version += 1

    def deactivate_feedback_template(self, template_id: str) -> None:
        """Documented: the list shows active templates only."""
        with self.lock:
            self.company.feedback_templates.remove(self._template(template_id))
            self.version += 1

    # Panels ---------------------------------------------------------------------------------------

    def answer_invitation(self, interview_id: str, user_id: str, response: str) -> None:
        """Moves nothing: it comes from a calendar."""
        if response not in ALL_RESPONSES:
            raise ValueError(f"response must be one of {', '.join(ALL_RESPONSES)}")
        with self.lock:
            self._interview(interview_id)
            self.panel_edits.responses[interview_id, user_id] = response
            self.version += 1

    def edit_panel(self, panel_id: str, changes: Json) -> None:
        """Overwrite fields that only the panel has, such as `note` and `externalUrl`."""
        with self.lock:
            self.panel_edits.fields.setdefault(panel_id, {}).update(changes)
            self.version += 1

    def cancel_panel(self, panel_id: str, *, keep_interviews: bool = True, bump: bool = True) -> None:
        """Recorded: canceling is an interaction, and a canceled panel can lose its interviews, `start` and `end`."""
        with self.lock:
            row = next((row for row in self.rows.values() if panel_id.encode() in b"".join(row.interviews)), None)
            if row is None:
                raise UnknownObjectError("panel", panel_id)
            interviews = row.interview_bodies()
            inside = [interview for interview in interviews if interview["panel"] == panel_id]
            if keep_interviews:
                for interview in inside:
                    interview["canceledAt"] = self.now
                row.write_interviews(interviews)
            else:
                first = inside[0]
                empty = build_empty_panel(
                    panel_id, row.application_id, first["stage"], first["user"], first["createdAt"], self.now
                )
                self._own_list("empty panels", row.id).append(empty)
                row.write_interviews([interview for interview in interviews if interview["panel"] != panel_id])
            self._bump(row, bump)

    # Resumes and files ----------------------------------------------------------------------------

    def add_resume(
        self,
        opportunity_id: str,
        *,
        name: str | None = "cv.pdf",
        status: str | None = "processed",
        processing_for: int | None = None,
        parsed: Json | None = None,
        update_delay: int | None = 1,
        imported: bool = False,
    ) -> str:
        """`name=None`: from a profile on the web, without a file; `parsed`: its `parsedData`. Returns the id.

        `processing_for`: the status is `processing` until that many ms have passed, without a signal.
        """
        with self.lock:
            row = self._row(opportunity_id)
            resume = build_resume(self.rng, row.id, self.now, name=name, status=status)
            resume["parsedData"] = parsed
            self._own_list("resumes", row.id).append(resume)
            self._process(resume["id"], processing_for)
            return self._added(row, resume, update_delay, imported)

    def change_resume(self, opportunity_id: str, resume_id: str, changes: Json) -> None:
        """Overwrite fields, `file` and `parsedData` as a whole. Assumed: parsing moves nothing."""
        with self.lock:
            self._own_child("resumes", opportunity_id, resume_id).update(changes)

    def delete_resume(self, opportunity_id: str, resume_id: str, *, bump: bool = False) -> None:
        self._delete("resumes", opportunity_id, resume_id, bump, vanish=True)

    def add_file(
        self,
        opportunity_id: str,
        *,
        name: str = "reference.pdf",
        ext: str = ".pdf",
        status: str | None = "processed",
        processing_for: int | None = None,
        update_delay: int | None = 1,
        imported: bool = False,
    ) -> str:
        """Returns the file's id; `processing_for` as for resumes."""
        with self.lock:
            row = self._row(opportunity_id)
            file = build_file(self.rng, row.id, self.now, name=name, ext=ext, status=status)
            self._own_list("files", row.id).append(file)
            self._process(file["id"], processing_for)
            return self._added(row, file, update_delay, imported)

    def change_file(self, opportunity_id: str, file_id: str, changes: Json) -> None:
        with self.lock:
            self._own_child("files", opportunity_id, file_id).update(changes)

    def delete_file(self, opportunity_id: str, file_id: str, *, bump: bool = False) -> None:
        self._delete("files", opportunity_id, file_id, bump, vanish=True)

    # Profile forms and referrals ------------------------------------------------------------------

    def add_profile_form(
        self, opportunity_id: str, *, template: int = 0, secret: bool = False, bump: bool = False
    ) -> str:
        """Documented: no interaction. Returns the form's id."""
        with self.lock:
            row = self._row(opportunity_id)
            user = self.company.users[0]["id"]
            form = build_profile_form(self.rng, user, row.stage_id, self.now, template=template, secret=secret)
            self._own_list("forms", row.id).append(form)
            self._edited(opportunity_id, bump)
            identifier: str = form["id"]
            return identifier

    def edit_profile_form(self, opportunity_id: str, form_id: str, changes: Json, *, bump: bool = False) -> None:
        with self.lock:
            self._own_child("forms", opportunity_id, form_id).update(changes)
            self._edited(opportunity_id, bump)

    def delete_profile_form(
        self, opportunity_id: str, form_id: str, *, bump: bool = False, vanish: bool = False
    ) -> None:
        """Assumed: as notes, it stays on the list with `deletedAt`."""
        self._delete("forms", opportunity_id, form_id, bump, vanish)

    def add_referral(
        self,
        opportunity_id: str,
        *,
        referrer_id: str | None = None,
        name: str = "Ada of Sales",
        in_application: bool = True,
    ) -> str:
        """A referral form, by a user or (without `referrer_id`) about somebody else. Returns its id.

        It stands in the application too, unless there is none or not `in_application`: somebody added it by hand.
        Documented: no interaction, but a change of the application moves `updatedAt`.
        """
        with self.lock:
            row = self._row(opportunity_id)
            form = referral_form(self.rng, referrer_id, self.now, by=self.company.users[0]["id"], name=name)
            self._own_list("added referrals", row.id).append(form)
            application = row.application_body()
            if application is not None and in_application:
                application["customQuestions"].append(as_custom_question(form))
                body = row.body()
                touch(body, self.now, interaction=False)
                self._store(row, body, application)
            identifier: str = form["id"]
            return identifier

    def delete_referral(self, opportunity_id: str, referral_id: str, *, bump: bool = False) -> None:
        """From the list and from the application."""
        with self.lock:
            row = self._row(opportunity_id)
            if all(form["id"] != referral_id for form in self.referral_list(row)):
                raise UnknownObjectError("referral", referral_id)
            own = self._own_list("added referrals", row.id)
            own[:] = [form for form in own if form["id"] != referral_id]
            application, body = row.application_body(), row.body()
            if application is not None:
                kept = [form for form in application["customQuestions"] if form.get("id") != referral_id]
                application["customQuestions"] = kept
            if bump:
                touch(body, self.now, interaction=False)
            self._store(row, body, application)

    # EEO ------------------------------------------------------------------------------------------

    def answer_eeo(self, opportunity_id: str, answers: Json | None = None, *, responded_at: int | None = None) -> None:
        """The applicant answers (`gender`, `race`, `veteran`, `disability`, `disabilitySignatureDate`), or again."""
        chosen = {"gender": "Female"} if answers is None else answers
        if unknown := set(chosen) - set(ANSWER_KEYS):
            raise ValueError(f"unknown answer {sorted(unknown)[0]!r}; known: {', '.join(ANSWER_KEYS)}")
        with self.lock:
            row = self._row(opportunity_id)
            if row.application_id is None:
                raise UnknownObjectError("application of opportunity", opportunity_id)
            at = self.now if responded_at is None else responded_at
            self.eeo_answers[row.id] = {"eeoSurveyRespondedAt": at, "eeoResponseSource": "api", **chosen}
            self.version += 1

    def remove_eeo(self, opportunity_id: str) -> None:
        with self.lock:
            self.eeo_answers[self._row(opportunity_id).id] = None
            self.version += 1

    # Shared ---------------------------------------------------------------------------------------

    def _template(self, template_id: str) -> Json:
        for template in self.company.feedback_templates:
            if template["id"] == template_id:
                return template
        raise UnknownObjectError("feedback template", template_id)

    def _show_forms(self, row: OpportunityRow) -> None:
        """Interviews name their completed forms, and no others."""
        forms = self.child_list("feedback", row)
        interviews = row.interview_bodies()
        for interview in interviews:
            interview["feedbackForms"] = shown_forms_of(forms, interview["id"])
        row.write_interviews(interviews)

    def _added(self, row: OpportunityRow, child: Json, update_delay: int | None, imported: bool) -> str:
        if not imported:
            self._interact(row, update_delay)
        identifier: str = child["id"]
        return identifier

    def _interact(self, row: OpportunityRow, update_delay: int | None) -> None:
        body = row.body()
        interact(body, self.now, update_delay=update_delay)
        self._store(row, body, row.application_body())

    def _edited(self, opportunity_id: str, bump: bool, *, interaction: bool = False) -> None:
        self._bump(self._row(opportunity_id), bump, interaction=interaction)

    def _delete(self, kind: str, opportunity_id: str, child_id: str, bump: bool, vanish: bool) -> None:
        with self.lock:
            child = self._own_child(kind, opportunity_id, child_id)
            if vanish:
                self._own_list(kind, opportunity_id).remove(child)
            else:
                child["deletedAt"] = self.now
            self._edited(opportunity_id, bump)

    def _process(self, document_id: str, processing_for: int | None) -> None:
        if processing_for is not None:
            self.processing_until[document_id] = self.now + processing_for
