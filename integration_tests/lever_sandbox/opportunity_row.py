"""One opportunity as the sandbox stores it: the columns lists filter and sort by, and ready-made JSON."""

from __future__ import annotations

from sys import intern
from typing import NamedTuple

from lever_sandbox.jsontypes import Json, dump, load
from lever_sandbox.sorted_index import Key

_APPLICATIONS = '"applications":['


class Born(NamedTuple):
    """An opportunity as it was generated."""

    opportunity: bytes
    application: bytes
    interviews: tuple[bytes, ...]


class OpportunityRow:
    """Columns plus bytes.

    The bytes are the truth, so that an account of 100,000 stays small and a page is a join, not a
    serialisation: `head` + the application's id or the application itself + `tail` is the opportunity. A
    change goes through `body()` and `application()`, which parse, and `write()`, which stores and refreshes
    the columns.
    """

    __slots__ = (
        "advanced_at",
        "application",
        "application_archived_at",
        "application_id",
        "archive_reason_id",
        "archived_at",
        "born",
        "confidential",
        "contact_id",
        "created_at",
        "head",
        "id",
        "interviewers",
        "interviews",
        "key",
        "offers",
        "origin",
        "posting_id",
        "sources",
        "stage_changes",
        "stage_id",
        "tags",
        "tail",
        "updated_at",
    )

    id: str
    contact_id: str
    stage_id: str
    confidential: bool
    origin: str
    created_at: int
    updated_at: int | None
    advanced_at: int
    archived_at: int | None
    archive_reason_id: str | None
    tags: tuple[str, ...]
    sources: tuple[str, ...]
    #: Distinct (stage, time) pairs in `stageChanges`.
    stage_changes: int
    application_id: str | None
    application_archived_at: int | None
    posting_id: str | None
    #: JSON bytes of each interview and offer.
    interviews: tuple[bytes, ...]
    offers: tuple[bytes, ...]
    #: Distinct interview x user pairs.
    interviewers: int
    #: Position in the main order; set by the account, which knows the stages' ranks.
    key: Key
    #: Set when something changes first; what is derived from the row (notes, resumes, ...) is derived from this.
    born: Born | None
    head: bytes
    tail: bytes
    application: bytes

    def __init__(self, body: Json, application: Json | None, interviews: list[Json], offers: list[Json]) -> None:
        self.key = ()
        self.born = None
        self._fill(body, application)
        self._fill_interviews(interviews)
        self.write_offers(offers)

    def write(self, body: Json, application: Json | None) -> None:
        self.born = self.birth
        self._fill(body, application)

    @property
    def birth(self) -> Born:
        return self.born or Born(self.plain(), self.application, self.interviews)

    def _fill(self, body: Json, application: Json | None) -> None:
        body["applications"] = [application["id"]] if application else []
        text = dump(body).decode()
        # Inside a JSON string the quotes of this marker would be escaped: its first occurrence is the key
        # itself.
        start = text.index(_APPLICATIONS) + len(_APPLICATIONS)
        self.head = text[:start].encode()
        self.tail = text[text.index("]", start) :].encode()
        self.id = body["id"]
        self.contact_id = body["contact"]
        self.stage_id = intern(body["stage"])
        self.confidential = body["confidentiality"] == "confidential"
        self.origin = intern(body["origin"])
        self.created_at = body["createdAt"]
        self.updated_at = body["updatedAt"]
        self.advanced_at = body["lastAdvancedAt"]
        archived = body["archived"]
        self.archived_at = archived["archivedAt"] if archived else None
        self.archive_reason_id = intern(archived["reason"]) if archived else None
        self.tags = tuple(intern(tag) for tag in body["tags"])
        self.sources = tuple(intern(source) for source in body["sources"])
        self.stage_changes = len({(change["toStageId"], change["updatedAt"]) for change in body["stageChanges"]})
        if application is None:
            self.application = b""
            self.application_id = self.posting_id = self.application_archived_at = None
        else:
            self.application = dump(application)
            self.application_id = application["id"]
            self.posting_id = intern(application["posting"])
            self.application_archived_at = application["archived"]["archivedAt"] if application["archived"] else None

    def write_interviews(self, interviews: list[Json]) -> None:
        self.born = self.birth
        self._fill_interviews(interviews)

    def _fill_interviews(self, interviews: list[Json]) -> None:
        self.interviews = tuple(dump(interview) for interview in interviews)
        self.interviewers = sum(len({person["id"] for person in item["interviewers"]}) for item in interviews)

    def write_offers(self, offers: list[Json]) -> None:
        self.offers = tuple(dump(offer) for offer in offers)

    @property
    def application_reference(self) -> bytes:
        """The application's id as JSON, empty for a lead."""
        return b"" if self.application_id is None else b'"%s"' % self.application_id.encode()

    def plain(self) -> bytes:
        """The opportunity with the application's id."""
        return self.head + self.application_reference + self.tail

    def body(self) -> Json:
        parsed: Json = load(self.plain())
        return parsed

    def application_body(self) -> Json | None:
        return load(self.application) if self.application else None

    def interview_bodies(self) -> list[Json]:
        return [load(raw) for raw in self.interviews]

    def offer_bodies(self) -> list[Json]:
        return [load(raw) for raw in self.offers]
