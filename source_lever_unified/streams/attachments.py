from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal

from pydantic import Field

from source_lever_unified.lever.body import LeverObject
from source_lever_unified.lever.endpoint import Endpoint
from source_lever_unified.lever.times import DAY_MS
from source_lever_unified.streams.base import HangsOn, OpportunityChild
from source_lever_unified.streams.personal_data import About, PersonalData
from source_lever_unified.sync.economy import Omission
from source_lever_unified.sync.files import SourceFile
from source_lever_unified.unified.account import Account
from source_lever_unified.unified.candidate_child import CandidateChild, candidate_refs
from source_lever_unified.unified.file_name import safe_file_name
from source_lever_unified.unified.opportunity import OpportunityRef
from source_lever_unified.unified.row import Row, Timestamp
from source_lever_unified.unified.tombstone import tombstone
from source_lever_unified.unified.values import mapping, milliseconds, newest, text, timestamp, whole, word

Kind = Literal["resume", "file"]

_COVER_LETTER = re.compile(
    r"cover[\s_-]*letter|anschreiben|motivationsschreiben|motivation[\s_-]*letter|lettre[\s_-]*de[\s_-]*motivation",
    re.IGNORECASE,
)
_STATUSES: Mapping[str | None, str] = {
    "processing": "PROCESSING",
    "processed": "PROCESSED",
    "unsupported": "UNSUPPORTED",
    "error": "ERROR",
}
_CONTENT_TYPES: Mapping[str | None, str] = {
    "csv": "text/csv",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "gif": "image/gif",
    "html": "text/html",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "odt": "application/vnd.oasis.opendocument.text",
    "pdf": "application/pdf",
    "png": "image/png",
    "ppt": "application/vnd.ms-powerpoint",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "rtf": "application/rtf",
    "txt": "text/plain",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}

FILES = Endpoint(
    "/opportunities/:id/files",
    "Files",
    "files:read:admin",
    "https://hire.lever.co/developer/documentation#list-all-files",
    paged=False,
    loose=True,
)


class Attachment(CandidateChild):
    remote_created_at: Annotated[
        Timestamp | None, Field(description="When the resume was added; null for files, which have uploaded_at only.")
    ]
    type: Annotated[
        Literal["RESUME", "COVER_LETTER", "OTHER"] | None,
        Field(
            description="Derived: RESUME for resumes, COVER_LETTER for a file whose name says so, OTHER for all other "
            "files."
        ),
    ]
    remote_kind: Annotated[str | None, Field(description="Which of Lever's lists it stands in: resume or file.")]
    file_name: Annotated[
        str | None, Field(description="Name of the file; null for a resume without one, made from a profile online.")
    ]
    extension: Annotated[str | None, Field(description="Ending of the file's name, in lower case, without the dot.")]
    content_type: Annotated[
        str | None, Field(description="Derived from the extension; null when that is none of the usual ones.")
    ]
    size_bytes: Annotated[int | None, Field(description="Size of the file.")]
    status: Annotated[
        str | None,
        Field(
            description="PROCESSING, PROCESSED, UNSUPPORTED or ERROR; Lever's own word when it is none of these. What "
            "could not be processed cannot be downloaded either."
        ),
    ]
    remote_status: Annotated[str | None, Field(description="Lever's word behind status.")]
    download_url: Annotated[
        str | None,
        Field(
            description="Derived: where it can be downloaded with an API key that may; null for a resume without file."
        ),
    ]
    remote_download_url: Annotated[str | None, Field(description="Lever's own address, for people signed in there.")]
    uploaded_at: Annotated[Timestamp | None, Field(description="When the file was uploaded.")]
    has_parsed_data: Annotated[
        bool | None,
        Field(
            description="Whether Lever read a career out of the resume: candidate_experiences and "
            "candidate_educations. Null for files."
        ),
    ]


class OfResumes(OpportunityChild):
    """Rows made from each resume of an opportunity.

    Lever processes documents after they were uploaded and does not touch the opportunity when it is done, so
    opportunities with a document under way are read again at every sync.
    """

    endpoint = Endpoint(
        "/opportunities/:id/resumes",
        "Resumes",
        "resumes:read:admin",
        "https://hire.lever.co/developer/documentation#list-all-resumes",
        paged=False,
        none_is_404=True,
    )

    @staticmethod
    def may_change(documents: Sequence[LeverObject], opportunity: OpportunityRef, account: Account) -> bool:  # noqa: ARG004
        return any(_is_under_way(mapping(document), account.synced_at) for document in documents)


class Attachments(OfResumes):
    """A resume or another file of a candidate: what is known about it, and its content where files are included.

    The content costs a request per file whenever its row is sent; see [files](files.md). A removed file is no
    longer true when its candidate comes next. One of the permissions Resumes and Files is enough: then the other's rows
    are missing.
    """

    model = "attachment"
    row = Attachment
    known_by = "`resume` or `file`, Lever's id of it"
    personal_data = PersonalData(About.PERSONAL, "names of and links to resumes and other files")
    hangs_on = HangsOn("candidates", "candidate_id")
    needs_one_of = "Its attachments are left out."
    is_file_based = True

    @classmethod
    def endpoints(cls) -> Sequence[Endpoint]:
        return (cls.endpoint, FILES)

    @classmethod
    def omission(cls, endpoint: Endpoint) -> Omission:
        # Resumes come at the creation, whatever the origin.
        return Omission(skip_unlikely=lambda of: of.came_bare) if endpoint == FILES else cls.left_out

    @classmethod
    def rows_from(
        cls, endpoint: Endpoint, child: LeverObject, parent: OpportunityRef, account: Account
    ) -> Iterable[Row]:
        return _rows("file", child, parent, account) if endpoint == FILES else cls.rows(child, parent, account)

    @staticmethod
    def rows(resume: LeverObject, ref: OpportunityRef, account: Account) -> Iterator[Row]:
        return _rows("resume", resume, ref, account)

    @classmethod
    def file_of(cls, row: Any, parent: OpportunityRef) -> SourceFile | None:
        if row["download_url"] is None:
            return None
        # Lever's own address leads to other hosts, which must not get the key.
        listed = FILES if row["remote_kind"] == "file" else cls.endpoint
        name = safe_file_name(row["file_name"], row["extension"])
        return SourceFile(
            listed.download, parent.id, row["remote_id"], f"{row['candidate_id']}/{row['id']}/{name}", row["size_bytes"]
        )

    @staticmethod
    def key_of(row: Row) -> str:
        # Nothing says that a resume and a file never share an id.
        return row["id"]

    @classmethod
    def bury(cls, key: str, deleted_at_ms: int | None, account: Account) -> Row:
        known_ms = milliseconds(deleted_at_ms)
        gone_at_ms = account.synced_at if known_ms is None else known_ms
        return tombstone(cls.row, key, gone_at_ms, account_key=account.account_key)


def _rows(kind: Kind, document: LeverObject, ref: OpportunityRef, account: Account) -> Iterator[Row]:
    document = mapping(document)
    lever_id = text(document.get("id"))
    if lever_id is None or not ref.id:
        return
    row_id = account.id("attachment", kind, lever_id)
    if document.get("deletedAt"):
        yield Attachments.bury(row_id, document.get("deletedAt"), account)
        return
    # A resume holds its file, if it has one; a file is one.
    file = mapping(document.get("file")) if kind == "resume" else document
    name, status = text(file.get("name")), text(file.get("status"))
    extension = _extension(file)
    path = f"/opportunities/{ref.id}/{kind}s/{lever_id}/download"
    attachment: Attachment = {
        "id": row_id,
        "changed_at": document_changed_at(document, ref, account),
        "remote_deleted_at": None,
        "account_key": account.account_key,
        "remote_id": lever_id,
        "remote_data": account.remote_data(
            {f"/opportunities/:id/{kind}s": {key: value for key, value in document.items() if key != "parsedData"}}
        ),
        **candidate_refs(ref, account),
        "remote_created_at": timestamp(document.get("createdAt")),
        "type": "RESUME" if kind == "resume" else "COVER_LETTER" if _COVER_LETTER.search(name or "") else "OTHER",
        "remote_kind": kind,
        "file_name": name,
        "extension": extension,
        "content_type": _CONTENT_TYPES.get(extension),
        "size_bytes": whole(file.get("size")),
        "status": _STATUSES.get(word(status), status),
        "remote_status": status,
        "download_url": account.api_root + path if file else None,
        "remote_download_url": text(file.get("downloadUrl")),
        "uploaded_at": timestamp(file.get("uploadedAt")),
        "has_parsed_data": bool(mapping(document.get("parsedData"))) if kind == "resume" else None,
    }
    yield attachment


def document_changed_at(document: LeverObject, ref: OpportunityRef, account: Account) -> str:
    return account.changed_at(ref.changed_at, _added_at(document))


def _added_at(document: LeverObject) -> int | None:
    file = mapping(document.get("file"))
    return newest([document.get("createdAt"), document.get("uploadedAt"), file.get("uploadedAt")])


def _extension(file: LeverObject) -> str | None:
    """Lever writes `pdf` in one list and `.pdf` in the other."""
    ending = text(file.get("ext"))
    return None if ending is None else text(ending.strip().lstrip(".").lower())


def _is_under_way(document: LeverObject, now_ms: int) -> bool:
    file = mapping(document["file"]) if "file" in document else document
    status = word(file.get("status"))
    if status is not None or not file:
        return status == "processing"
    added_at = _added_at(document)
    return added_at is not None and added_at + DAY_MS > now_ms
