"""Changes to opportunities and what hangs on them, each moving the timestamps that Lever moves."""

from __future__ import annotations

from lever_sandbox.children import Children
from lever_sandbox.clock import DAY, HOUR
from lever_sandbox.identifiers import new_id
from lever_sandbox.interviews import build_interviewer
from lever_sandbox.jsontypes import Json
from lever_sandbox.offers import Terms, advance_offer, build_offer
from lever_sandbox.opportunities import blank_application
from lever_sandbox.opportunity_row import OpportunityRow
from lever_sandbox.store import UnknownObjectError


def touch(body: Json, at: int, *, interaction: bool = True) -> None:
    """Move `updatedAt`, as recorded one ms after `lastInteractionAt` when that moves too."""
    if interaction:
        interact(body, at)
    else:
        # Assumed: an edit of one of the fields that Lever's list of bumps names fills a null.
        body["updatedAt"] = at + 1


def interact(body: Json, at: int, *, update_delay: int | None = 1) -> None:
    """Move `lastInteractionAt` to `at`, and `updatedAt` with it, unless that is null: it stays null.

    Recorded, with notes on two opportunities from before Lever introduced `updatedAt`. Assumed of the other
    interactions: moves, archiving, interviews, feedback, files, e-mails.
    """
    body["lastInteractionAt"] = at
    if update_delay is not None and body["updatedAt"] is not None:
        body["updatedAt"] = at + update_delay


class OpportunityChanges(Children):
    """Mutations of opportunities. `bump` says whether the opportunity's own timestamps move."""

    def opportunity(self, opportunity_id: str) -> Json:
        """A copy of the opportunity as the API shows it unexpanded."""
        with self.lock:
            return self._row(opportunity_id).body()

    def application(self, opportunity_id: str) -> Json | None:
        with self.lock:
            return self._row(opportunity_id).application_body()

    def interviews(self, opportunity_id: str) -> list[Json]:
        with self.lock:
            return self._row(opportunity_id).interview_bodies()

    def offers(self, opportunity_id: str) -> list[Json]:
        with self.lock:
            return self._row(opportunity_id).offer_bodies()

    def find_opportunities(
        self,
        *,
        stage: str | None = None,
        archived: bool | None = None,
        confidential: bool | None = False,
        has_application: bool | None = None,
        has_interviews: bool | None = None,
        has_offers: bool | None = None,
        updated: bool | None = None,
        tag: str | None = None,
        posting: str | None = None,
        limit: int | None = None,
    ) -> list[str]:
        """Ids, in list order, of opportunities that fit: for tests that need one of a kind.

        `None` means either way; `updated=False` finds rows whose `updatedAt` is null.
        """
        wanted = (
            (archived, lambda row: row.archived_at is not None),
            (confidential, lambda row: row.confidential),
            (has_application, lambda row: row.application_id is not None),
            (has_interviews, lambda row: bool(row.interviews)),
            (has_offers, lambda row: bool(row.offers)),
            (updated, lambda row: row.updated_at is not None),
        )
        with self.lock:
            found = [
                row.id
                for row in self.in_main_order.rows
                if all(value is None or test(row) == value for value, test in wanted)
                and stage in (None, row.stage_id)
                and posting in (None, row.posting_id)
                and (tag is None or tag in row.tags)
            ]
        return found[:limit]

    def create_opportunity(
        self,
        *,
        name: str = "New Person",
        posting_id: str | None = None,
        stage_id: str | None = None,
        tags: list[str] | None = None,
        contact_id: str | None = None,
        created_at: int | None = None,
    ) -> str:
        """A new opportunity, with an application when `posting_id` is given. `created_at` backdates it.

        Recorded: `updatedAt` is 4 to 120 ms after `createdAt`. Returns the id.
        """
        with self.lock:
            at = self.now
            created = at if created_at is None else created_at
            posting = None if posting_id is None else self._posting(posting_id)
            identifier = new_id(self.rng)
            stage = stage_id or ("applicant-new" if posting else "lead-new")
            owner = self.company.users[0]["id"]
            application: Json | None = None
            if posting:
                application = {
                    "id": new_id(self.rng),
                    "type": "user",
                    "candidateId": identifier,
                    "opportunityId": identifier,
                    "posting": posting.id,
                    "postingHiringManager": posting.body["hiringManager"],
                    "postingOwner": posting.body["owner"],
                    "name": None,
                    "company": None,
                    "phone": None,
                    "email": None,
                    "links": [],
                    "comments": None,
                    "user": owner,
                    "customQuestions": [],
                    "createdAt": created,
                    "archived": None,
                    "requisitionForHire": None,
                }
            body: Json = {
                "id": identifier,
                "name": name,
                "contact": contact_id or new_id(self.rng),
                "headline": "",
                "stage": stage,
                "confidentiality": "confidential" if posting and posting.confidential else "non-confidential",
                "location": "",
                "phones": [],
                "emails": [f"{identifier[:8]}@example.org"],
                "links": [],
                "archived": None,
                "tags": [*(posting.automatic_tags() if posting else []), *(tags or [])],
                "sources": ["Added manually"],
                "stageChanges": [{"toStageId": stage, "toStageIndex": self._stage_index(stage), "updatedAt": created}],
                "origin": "sourced",
                "sourcedBy": owner,
                "owner": owner,
                "followers": [owner],
                "applications": [],
                "createdAt": created,
                "updatedAt": at + 4,
                "lastInteractionAt": created,
                "lastAdvancedAt": created,
                "snoozedUntil": None,
                "urls": {
                    "list": "https://hire.lever.co/candidates",
                    "show": f"https://hire.lever.co/candidates/{identifier}",
                },
                "isAnonymized": False,
                "dataProtection": None,
            }
            if posting:
                body["opportunityLocation"] = posting.body["categories"]["location"] or "unspecified"
            self.childless.add(identifier)
            self.enter(OpportunityRow(body, application, [], []))
            self.version += 1
            return identifier

    def move_stage(self, opportunity_id: str, stage_id: str, *, user_id: str | None = None) -> None:
        """Recorded: `lastInteractionAt` = `lastAdvancedAt` = the change, `updatedAt` 1 ms later."""
        with self.lock:
            row = self._row(opportunity_id)
            at, body = self.now, row.body()
            change = {"toStageId": stage_id, "toStageIndex": self._stage_index(stage_id), "updatedAt": at}
            if user_id is not None:
                change["userId"] = user_id
            body["stageChanges"].append(change)
            body["stage"] = stage_id
            body["lastAdvancedAt"] = at
            touch(body, at)
            self._store(row, body, row.application_body())

    def add_tag(self, opportunity_id: str, tag: str) -> None:
        """Recorded: moves `updatedAt` only."""
        with self.lock:
            row = self._row(opportunity_id)
            body = row.body()
            if tag not in body["tags"]:
                body["tags"].append(tag)
            touch(body, self.now, interaction=False)
            self._store(row, body, row.application_body())

    def remove_tag(self, opportunity_id: str, tag: str) -> None:
        """Assumed: like adding a tag, moves `updatedAt` only."""
        with self.lock:
            row = self._row(opportunity_id)
            body = row.body()
            if tag not in body["tags"]:
                raise UnknownObjectError("tag of the opportunity", tag)
            body["tags"].remove(tag)
            touch(body, self.now, interaction=False)
            self._store(row, body, row.application_body())

    def archive(self, opportunity_id: str, *, hired: bool = False, reason_id: str | None = None) -> None:
        """Archive, or change the reason of an archived one.

        Recorded: archiving sets `lastAdvancedAt`, a later change of the reason does not, and leaves the
        application's own `archived` as it was.
        """
        with self.lock:
            row = self._row(opportunity_id)
            at, body, application = self.now, row.body(), row.application_body()
            kind = "hired" if hired else "non-hired"
            if reason_id is None:
                reasons = self.company.archive_reasons
                reason_id = next(item["id"] for item in reasons if item["type"] == kind and item["status"] == "active")
            again = body["archived"] is not None
            body["archived"] = {"reason": reason_id, "archivedAt": at}
            if not again:
                body["lastAdvancedAt"] = at
                if application:
                    application["archived"] = dict(body["archived"])
                    if hired:
                        self._hire_for_requisition(application)
            touch(body, at)
            self._store(row, body, application)

    def _hire_for_requisition(self, application: Json) -> None:
        """Documented: `headcountHired` moves without `requisition.updatedAt`."""
        posting = self.postings.get(application["posting"])
        requisition = self._requisition_called(posting.body["reqCode"]) if posting else None
        if posting is None or requisition is None:
            return
        requisition["headcountHired"] += 1
        application["requisitionForHire"] = {
            "id": requisition["id"],
            "requisitionCode": requisition["requisitionCode"],
            "hiringManagerOnHire": posting.body["hiringManager"],
        }

    def unarchive(self, opportunity_id: str) -> None:
        """Assumed: `archived` becomes null on both, a hire is undone, `lastAdvancedAt` stays."""
        with self.lock:
            row = self._row(opportunity_id)
            body, application = row.body(), row.application_body()
            body["archived"] = None
            if application:
                application["archived"] = None
                if hire := application["requisitionForHire"]:
                    application["requisitionForHire"] = None
                    if requisition := self._requisition_called(hire["requisitionCode"]):
                        requisition["headcountHired"] -= 1
            touch(body, self.now)
            self._store(row, body, application)

    def anonymize(self, opportunity_id: str) -> None:
        """Blank the person, on every opportunity of the contact. Assumed: empty strings, empty lists, no documents."""
        with self.lock:
            contact = self._row(opportunity_id).contact_id
            for identifier in list(self.by_contact[contact]):
                row = self._row(identifier)
                body, application = row.body(), row.application_body()
                body.update(name="", headline="", location="", phones=[], emails=[], links=[], isAnonymized=True)
                if application:
                    blank_application(application)
                for kind in ("resumes", "files", "notes", "forms"):
                    self.changed_children[kind, row.id] = []
                touch(body, self.now, interaction=False)
                self._store(row, body, application)

    def touch_opportunity(self, opportunity_id: str, *, interaction: bool = True) -> None:
        """Any interaction with no content of its own, such as an e-mail.

        On an old row (`find_opportunities(updated=False)`) it leaves `updatedAt` null; with `interaction=False`, an
        edit of a field, it does not.
        """
        with self.lock:
            row = self._row(opportunity_id)
            body = row.body()
            touch(body, self.now, interaction=interaction)
            self._store(row, body, row.application_body())

    def edit_opportunity(self, opportunity_id: str, changes: Json) -> None:
        """Overwrite fields of one opportunity as the API shows them (owner, sources, followers, dataProtection, ...).

        Documented: that moves `updatedAt`; a snooze is an interaction too.
        """
        with self.lock:
            row = self._row(opportunity_id)
            body = {**row.body(), **changes}
            touch(body, self.now, interaction="snoozedUntil" in changes)
            self._store(row, body, row.application_body())

    def edit_application(self, opportunity_id: str, changes: Json) -> None:
        """Overwrite fields of the application. Documented: that moves the opportunity's `updatedAt`."""
        with self.lock:
            row = self._row(opportunity_id)
            application = row.application_body()
            if application is None:
                raise UnknownObjectError("application of opportunity", opportunity_id)
            body = row.body()
            touch(body, self.now, interaction=False)
            self._store(row, body, {**application, **changes})

    def edit_contact(self, contact_id: str, changes: Json) -> None:
        """Overwrite fields of a person (name, headline, location, emails, phones, links).

        Recorded: every opportunity of the contact changes, within half a second.
        """
        with self.lock:
            for identifier in self._of_contact(contact_id):
                self.edit_opportunity(identifier, changes)

    def merge_contacts(self, contact_id: str, into: str) -> None:
        """Assumed: the opportunities go over to the other contact and take its personal data."""
        with self.lock:
            kept = self._row(self._of_contact(into)[0]).body()
            person = {name: kept[name] for name in ("name", "headline", "location", "emails", "phones", "links")}
            for identifier in self._of_contact(contact_id):
                self.edit_opportunity(identifier, {"contact": into, **person})

    def _of_contact(self, contact_id: str) -> list[str]:
        found = list(self.by_contact.get(contact_id, ()))
        if not found:
            raise UnknownObjectError("contact", contact_id)
        return found

    def delete_opportunity(self, opportunity_id: str, *, application_feed: bool = False) -> None:
        """Gone from lists and single reads with all children, and in /opportunities/deleted.

        Assumed: its application does not appear in /applications/deleted, unless `application_feed`.
        """
        with self.lock:
            row = self._row(opportunity_id)
            deletion = {"deletedAt": self.now, "deletedBy": self.company.users[0]["id"]}
            # Lever's feed is said to carry the usual fields too; they are kept for the switch that shows
            # them.
            self.deleted_opportunities.append({**row.body(), **deletion})
            if application_feed and row.application_id:
                self._note_deleted_application(row)
            self.leave(row)
            for owned in [key for key in self.changed_children if key[1] == row.id]:
                del self.changed_children[owned]
            self.version += 1

    def delete_application(self, opportunity_id: str, *, bump: bool = True) -> None:
        """The opportunity becomes a lead; the application appears in /applications/deleted."""
        with self.lock:
            row = self._row(opportunity_id)
            if row.application_id is None:
                raise UnknownObjectError("application of opportunity", opportunity_id)
            self._note_deleted_application(row)
            body = row.body()
            body.pop("opportunityLocation", None)
            if bump:
                touch(body, self.now, interaction=False)
            self._store(row, body, None)

    def _note_deleted_application(self, row: OpportunityRow) -> None:
        self.deleted_applications.append(
            {
                "id": row.application_id,
                "deletedAt": self.now,
                "deletedBy": self.company.users[0]["id"],
                "opportunityId": row.id,
                "postingId": row.posting_id,
            }
        )

    def add_interview(
        self,
        opportunity_id: str,
        *,
        date: int | None = None,
        duration: int = 45,
        interviewers: list[str] | None = None,
        subject: str = "Added interview",
        bump: bool = True,
    ) -> str:
        """Schedule an interview (`date` epoch ms, default in two days; `duration` minutes). Returns its id.

        Documented and recorded: scheduling is an interaction.
        """
        with self.lock:
            row = self._row(opportunity_id)
            people = self.company.users[:2] if interviewers is None else [self._user(one) for one in interviewers]
            interview: Json = {
                "id": new_id(self.rng),
                "panel": new_id(self.rng),
                "subject": subject,
                "note": "",
                "interviewers": [build_interviewer(user, "no-feedback") for user in people],
                "timezone": "Europe/Amsterdam",
                "createdAt": self.now,
                "date": self.now + 2 * DAY if date is None else date,
                "duration": duration,
                "location": None,
                "feedbackTemplate": "no-feedback",
                "feedbackForms": [],
                "feedbackReminder": "daily",
                "user": self.company.users[0]["id"],
                "stage": row.stage_id,
                "canceledAt": None,
                "postings": [row.posting_id] if row.posting_id else [],
                "gcalEventUrl": None,
                "opportunityId": row.id,
            }
            row.write_interviews([*row.interview_bodies(), interview])
            self._bump(row, bump)
            identifier: str = interview["id"]
            return identifier

    def reschedule_interview(
        self, interview_id: str, *, date: int | None = None, duration: int | None = None, bump: bool = True
    ) -> None:
        """Move an interview (default: a day later).

        Recorded: a PUT moves `lastInteractionAt`; Assumed: `updatedAt` too.
        """
        with self.lock:
            row, items, interview = self._interview(interview_id)
            interview["date"] = interview["date"] + DAY if date is None else date
            if duration is not None:
                interview["duration"] = duration
            row.write_interviews(items)
            self._bump(row, bump)

    def cancel_interview(self, interview_id: str, *, bump: bool = False) -> None:
        """Recorded: canceling is an interaction. Assumed, unless `bump`: one that comes from the calendar is none."""
        with self.lock:
            row, items, interview = self._interview(interview_id)
            interview["canceledAt"] = self.now
            row.write_interviews(items)
            self._bump(row, bump)

    def delete_interview(self, interview_id: str, *, by_api: bool = False, bump: bool = False) -> None:
        """Gone without a trace: Lever has no feed of deleted interviews.

        Documented: the last one takes its panel along. Recorded of deletions `by_api`: the last interview of a
        panel stays on both lists, canceled with its panel.
        """
        with self.lock:
            row, items, interview = self._interview(interview_id)
            if by_api and sum(item["panel"] == interview["panel"] for item in items) == 1:
                interview["canceledAt"] = self.now
            else:
                items.remove(interview)
            row.write_interviews(items)
            self._bump(row, bump)

    def remove_interviewer(self, interview_id: str, user_id: str, *, bump: bool = False) -> None:
        with self.lock:
            row, items, interview = self._interview(interview_id)
            remaining = [person for person in interview["interviewers"] if person["id"] != user_id]
            if len(remaining) == len(interview["interviewers"]):
                raise UnknownObjectError("interviewer", user_id)
            interview["interviewers"] = remaining
            row.write_interviews(items)
            self._bump(row, bump)

    def add_interviewer(self, interview_id: str, user_id: str, *, bump: bool = False) -> None:
        with self.lock:
            row, items, interview = self._interview(interview_id)
            interview["interviewers"].append(build_interviewer(self._user(user_id), "no-feedback"))
            row.write_interviews(items)
            self._bump(row, bump)

    def add_offer(self, opportunity_id: str, *, status: str = "draft", bump: bool = False) -> str:
        """Needs an application. Returns the offer's id.

        Recorded: no interaction. Assumed: no bump at all, unless `bump`.
        """
        with self.lock:
            row = self._row(opportunity_id)
            application = row.application_body()
            if application is None:
                raise UnknownObjectError("application of opportunity", opportunity_id)
            body = row.body()
            posting = self.postings.get(application["posting"]) or next(iter(self.postings.values()))
            requisition = self._requisition_called(posting.body["reqCode"])
            terms = Terms.of(self.rng, self.company, posting, requisition["id"] if requisition else None)
            at = self.now - HOUR if status != "draft" else self.now
            offer = build_offer(self.rng, terms, body, application, at)
            advance_offer(offer, body, status, at + HOUR)
            row.write_offers([*row.offer_bodies(), offer])
            if requisition:
                # Documented: leaves `requisition.updatedAt` alone.
                requisition["offerIds"].append(offer["id"])
            self._bump(row, bump, interaction=False)
            identifier: str = offer["id"]
            return identifier

    def set_offer_status(self, offer_id: str, status: str, *, bump: bool = False) -> None:
        """Bring an offer to one of `offers.STATUSES`, with the times, documents and signatures it has.

        Assumed: does not bump the opportunity (no evidence either way).
        """
        with self.lock:
            row, items, offer = self._offer(offer_id)
            advance_offer(offer, row.body(), status, self.now)
            row.write_offers(items)
            self._bump(row, bump, interaction=False)

    def delete_offer(self, offer_id: str, *, bump: bool = False) -> None:
        with self.lock:
            row, items, offer = self._offer(offer_id)
            items.remove(offer)
            for requisition in self.requisitions:
                if offer_id in requisition["offerIds"]:
                    requisition["offerIds"].remove(offer_id)
            row.write_offers(items)
            self._bump(row, bump, interaction=False)

    def _stage_index(self, stage_id: str) -> int:
        for index, stage in enumerate(self.company.stages):
            if stage["id"] == stage_id:
                return index
        raise UnknownObjectError("stage", stage_id)

    def _interview(self, interview_id: str) -> tuple[OpportunityRow, list[Json], Json]:
        marker = interview_id.encode()
        for row in self.rows.values():
            if any(marker in raw for raw in row.interviews):
                items = row.interview_bodies()
                for item in items:
                    if item["id"] == interview_id:
                        return row, items, item
        raise UnknownObjectError("interview", interview_id)

    def _offer(self, offer_id: str) -> tuple[OpportunityRow, list[Json], Json]:
        marker = offer_id.encode()
        for row in self.rows.values():
            if any(marker in raw for raw in row.offers):
                items = row.offer_bodies()
                for item in items:
                    if item["id"] == offer_id:
                        return row, items, item
        raise UnknownObjectError("offer", offer_id)

    def _bump(self, row: OpportunityRow, bump: bool, *, interaction: bool = True) -> None:
        if bump:
            body = row.body()
            touch(body, self.now, interaction=interaction)
            self._store(row, body, row.application_body())
        else:
            self.version += 1
