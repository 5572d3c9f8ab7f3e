"""The endpoints below `/opportunities/:id`, and the EEO responses, which are per application."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from lever_sandbox.account import Account
from lever_sandbox.answers import OLDEST_FIRST, Binary, Call, Endpoint, no_confidential_access, paged, single
from lever_sandbox.documents import CONTENT_TYPES, UNREADABLE, content
from lever_sandbox.errors import ApiError, bad_request, not_found
from lever_sandbox.expansion import Expander, check_expand
from lever_sandbox.jsontypes import Json, dump
from lever_sandbox.opportunity_row import OpportunityRow
from lever_sandbox.paging import envelope
from lever_sandbox.panels import ALL_RESPONSES, RECORDED_RESPONSES
from lever_sandbox.query import within
from lever_sandbox.settings import Settings

Reader = Callable[[OpportunityRow], list[Json]]


def opportunity_row(account: Account, call: Call) -> OpportunityRow:
    """The opportunity that the path names first."""
    identifier = call.ids[0]
    row = account.rows.get(identifier)
    if row is None:
        raise not_found("opportunities", identifier)
    if row.confidential and not call.credential.confidential:
        # Assumed: 403, for the opportunity and everything below it.
        raise no_confidential_access()
    return row


class ChildEndpoints:
    def __init__(self, account: Account, settings: Settings) -> None:
        self._account = account
        self._settings = settings

    def endpoints(self) -> list[Endpoint]:
        one = "/opportunities/:id"
        readers: dict[str, Reader] = {
            "applications": self._applications,
            "interviews": self._interviews,
            "panels": self._panels,
            "feedback": self._feedback,
            "notes": self._notes,
            "referrals": self._account.referral_list,
        }
        listed = {name: self._list(name, reader) for name, reader in readers.items()}
        listed["interviews"] = self._list_interviews
        return [
            *(Endpoint(f"{one}/{name}", name, "list", answer) for name, answer in listed.items()),
            *(Endpoint(f"{one}/{name}/:id", name, "read", self._read(name, item)) for name, item in readers.items()),
            Endpoint(f"{one}/offers", "offers", "list", self._list_offers),
            Endpoint(f"{one}/offers/:id/download", "offers", "download", self._download_offer),
            Endpoint(f"{one}/forms", "forms", "list", self._list_forms),
            Endpoint(f"{one}/forms/:id", "forms", "read", self._read("forms", self._forms)),
            Endpoint(f"{one}/resumes", "resumes", "list", self._list_resumes),
            Endpoint(f"{one}/resumes/:id", "resumes", "read", self._read("resumes", self._resumes)),
            Endpoint(f"{one}/resumes/:id/download", "resumes", "download", self._download_resume),
            Endpoint(f"{one}/files", "files", "list", self._list_files),
            Endpoint(f"{one}/files/:id", "files", "read", self._read("files", self._files)),
            Endpoint(f"{one}/files/:id/download", "files", "download", self._download_file),
        ]

    def _list(self, family: str, reader: Reader) -> Callable[[Call], bytes]:
        def answer(call: Call) -> bytes:
            row = opportunity_row(self._account, call)
            return paged(self._expanded(family, self._shown(reader(row)), row, call), OLDEST_FIRST, call.query)

        return answer

    def _read(self, family: str, reader: Reader) -> Callable[[Call], bytes]:
        """One by id. Recorded: deleted ones too."""

        def answer(call: Call) -> bytes:
            row = opportunity_row(self._account, call)
            item = _by_id(family, reader(row), call)
            (expanded,) = self._expanded(family, [dict(item)], row, call)
            return single(expanded)

        return answer

    def _expanded(self, family: str, items: list[Json], row: OpportunityRow, call: Call) -> list[Json]:
        expand = call.query.many("expand")
        check_expand(family, expand)
        if not expand:
            return items
        expander = Expander(self._account, row, self._feedback(row))
        return [expander.expand(family, dict(item), expand) for item in items]

    def _shown(self, items: list[Json]) -> list[Json]:
        """Recorded of feedback and notes: lists hold deleted ones. For how long, nobody knows."""
        if self._settings.deleted_children_listed:
            return items
        return [item for item in items if item.get("deletedAt") is None]

    # What there is --------------------------------------------------------------------------------

    @staticmethod
    def _applications(row: OpportunityRow) -> list[Json]:
        application = row.application_body()
        return [application] if application else []

    def _interviews(self, row: OpportunityRow) -> list[Json]:
        items = row.interview_bodies()
        if self._settings.hide_canceled_interviews:
            items = [item for item in items if item["canceledAt"] is None]
        return items

    def _panels(self, row: OpportunityRow) -> list[Json]:
        responses = ALL_RESPONSES if self._settings.all_responses else RECORDED_RESPONSES
        return self._account.panel_list(row, responses)

    def _feedback(self, row: OpportunityRow) -> list[Json]:
        return self._account.child_list("feedback", row)

    def _notes(self, row: OpportunityRow) -> list[Json]:
        notes = self._account.child_list("notes", row)
        return notes if self._settings.secret_notes_shown else [note for note in notes if not note["secret"]]

    def _forms(self, row: OpportunityRow) -> list[Json]:
        as_texts = ("createdAt", "completedAt") if self._settings.form_numbers_as_strings else ()
        return [
            _as_texts({name: value for name, value in form.items() if name != "secret"}, as_texts)
            for form in self._account.child_list("forms", row)
            if self._settings.secret_forms_shown or not form["secret"]
        ]

    def _resumes(self, row: OpportunityRow) -> list[Json]:
        return [self._being_read(resume) for resume in self._account.child_list("resumes", row)]

    def _files(self, row: OpportunityRow) -> list[Json]:
        return [self._being_read(file) for file in self._account.child_list("files", row)]

    def _being_read(self, document: Json) -> Json:
        """While Lever processes a document, nothing is known of its content; the end comes without a signal."""
        if self._account.now >= self._account.processing_until.get(document["id"], 0):
            return document
        if "createdAt" in document:
            return {**document, "file": {**document["file"], "status": "processing"}, "parsedData": None}
        return {**document, "status": "processing"}

    # Lists with ways of their own -----------------------------------------------------------------

    def _list_interviews(self, call: Call) -> bytes:
        row = opportunity_row(self._account, call)
        if self._settings.hide_canceled_interviews or not _fits_as_stored(row.interviews, call):
            return self._list("interviews", self._interviews)(call)
        return envelope(row.interviews, None, OLDEST_FIRST)

    def _list_offers(self, call: Call) -> bytes:
        row = opportunity_row(self._account, call)
        if not _fits_as_stored(row.offers, call):
            return self._list("offers", lambda found: found.offer_bodies())(call)
        return envelope(row.offers, None, OLDEST_FIRST)

    def _list_forms(self, call: Call) -> bytes:
        row = opportunity_row(self._account, call)
        forms = self._expanded("forms", self._shown(self._forms(row)), row, call)
        match self._settings.forms_envelope:
            case "bare":
                return dump(forms)
            case "object" if len(forms) == 1:
                # Lever's documentation shows one object where a list should be.
                return single(forms[0])
            case _:
                return paged(forms, OLDEST_FIRST, call.query)

    def _list_resumes(self, call: Call) -> bytes:
        row = opportunity_row(self._account, call)
        self._refuse_paging(call)
        span = call.query.span("uploaded_at")
        # Documented: without an upload, the creation counts.
        items = [
            item
            for item in self._resumes(row)
            if within((item.get("file") or {}).get("uploadedAt", item["createdAt"]), span)
        ]
        if not items and self._settings.resumes_empty_404:
            raise not_found("resumes", row.id)
        return envelope(map(dump, items), None, OLDEST_FIRST)

    def _list_files(self, call: Call) -> bytes:
        row = opportunity_row(self._account, call)
        self._refuse_paging(call)
        span = call.query.span("uploaded_at")
        as_texts = ("uploadedAt", "size") if self._settings.file_numbers_as_strings else ()
        items = [_as_texts(item, as_texts) for item in self._files(row) if within(item["uploadedAt"], span)]
        return dump(items) if self._settings.files_bare_array else envelope(map(dump, items), None, OLDEST_FIRST)

    def _refuse_paging(self, call: Call) -> None:
        if not self._settings.documents_accept_limit and (call.query.has("limit") or call.query.has("offset")):
            raise bad_request("pagination is not supported for this endpoint")
        call.query.limit()

    # Downloads ------------------------------------------------------------------------------------

    def _download_resume(self, call: Call) -> bytes:
        row = opportunity_row(self._account, call)
        resume = _by_id("resumes", self._resumes(row), call)
        file = resume.get("file")
        if file is None:
            raise not_found("files", resume["id"])
        return self._bytes_of(call, resume["id"], file["status"], file["size"], file["ext"])

    def _download_file(self, call: Call) -> bytes:
        row = opportunity_row(self._account, call)
        file = _by_id("files", self._files(row), call)
        return self._bytes_of(call, file["id"], file["status"], file["size"], file["ext"])

    def _download_offer(self, call: Call) -> bytes:
        """Documented: without a status, the signed document if there is one."""
        row = opportunity_row(self._account, call)
        offer = _by_id("offers", row.offer_bodies(), call)
        status = call.query.word("status", ("sent", "signed")) or ("signed" if offer["signedDocument"] else "sent")
        if offer[f"{status}Document"] is None:
            raise not_found("documents", offer["id"])
        return self._bytes_of(call, f"{offer['id']} {status}", "processed", 20_000, "pdf")

    def _bytes_of(self, call: Call, identifier: str, status: str | None, size: int, ext: str) -> bytes:
        if status in UNREADABLE:
            raise ApiError(422, "The file could not be processed")
        if self._settings.downloads_redirect and not call.query.has("direct"):
            raise ApiError(302, "Found", {"Location": "?direct=true"})
        call.query.one("direct")
        return Binary(content(identifier, size), CONTENT_TYPES.get(ext.removeprefix("."), "application/octet-stream"))


def _fits_as_stored(items: tuple[bytes, ...], call: Call) -> bool:
    """The common case of a child list: none or one, wanted whole. It needs no parsing."""
    call.query.limit()
    return len(items) <= 1 and call.query.one("offset") is None and not call.query.many("expand")


def _by_id(family: str, items: Iterable[Json], call: Call) -> Json:
    for item in items:
        if item["id"] == call.ids[1]:
            return item
    raise not_found(family, call.ids[1])


def _as_texts(item: Json, names: tuple[str, ...]) -> Json:
    return {**item, **{name: str(item[name]) for name in names if item[name] is not None}} if names else item
