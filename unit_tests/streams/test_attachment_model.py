from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

import pytest

from source_lever_unified.lever.times import DAY_MS
from source_lever_unified.streams.attachments import FILES, Attachment, Attachments
from unit_tests.lever_objects import (
    ACCOUNT,
    APPLICATION,
    MAY_3,
    OPPORTUNITY,
    OPPORTUNITY_REF,
    POSTING,
    SYNC_START,
    SYNC_START_TEXT,
    file,
    only,
    resume,
)


def of_resume(**changes: Any) -> Attachment:
    return cast(Attachment, only(Attachments.rows(resume(**changes), OPPORTUNITY_REF, ACCOUNT)))


def of_file(**changes: Any) -> Attachment:
    return cast(Attachment, only(Attachments.rows_from(FILES, file(**changes), OPPORTUNITY_REF, ACCOUNT)))


def test_given_attachments_then_their_content_is_where_the_key_is_good() -> None:
    ours = of_file(name="../CV.pdf", downloadUrl="https://example.org/download")

    found = Attachments.file_of(ours, OPPORTUNITY_REF)

    assert found is not None
    assert found.endpoint.url(found.parent_id, found.id) == (
        f"/opportunities/{OPPORTUNITY}/files/{ours['remote_id']}/download"
    )
    assert found.relative_path == f"{ours['candidate_id']}/{ours['id']}/_CV.pdf"
    assert found.size == ours["size_bytes"]


def test_given_a_resume_without_a_file_then_there_is_no_content() -> None:
    assert Attachments.file_of(of_resume(file=None), OPPORTUNITY_REF) is None


def test_a_resume() -> None:
    lever = resume()
    without_career = {key: value for key, value in lever.items() if key != "parsedData"}
    assert of_resume() == {
        "id": ACCOUNT.id("attachment", "resume", lever["id"]),
        "changed_at": "2025-05-03T00:00:00.000Z",
        "remote_deleted_at": None,
        "account_key": None,
        "remote_id": lever["id"],
        "remote_data": {"/opportunities/:id/resumes": without_career},
        "candidate_id": ACCOUNT.id("candidate", OPPORTUNITY),
        "application_id": ACCOUNT.id("application", APPLICATION),
        "job_id": ACCOUNT.id("job", POSTING),
        "remote_created_at": "2025-05-02T00:00:00.000Z",
        "type": "RESUME",
        "remote_kind": "resume",
        "file_name": "cv.pdf",
        "extension": "pdf",
        "content_type": "application/pdf",
        "size_bytes": 183_422,
        "status": "PROCESSED",
        "remote_status": "processed",
        "download_url": f"https://api.lever.co/v1/opportunities/{OPPORTUNITY}/resumes/{lever['id']}/download",
        "remote_download_url": lever["file"]["downloadUrl"],
        "uploaded_at": "2025-05-03T00:00:00.000Z",
        "has_parsed_data": True,
    }


def test_a_file_whose_numbers_are_texts() -> None:
    lever = file()
    row = of_file()
    assert row["id"] == ACCOUNT.id("attachment", "file", lever["id"])
    assert row["remote_data"] == {"/opportunities/:id/files": lever}
    assert (row["type"], row["remote_kind"], row["extension"]) == ("COVER_LETTER", "file", "pdf")
    assert (row["size_bytes"], row["uploaded_at"]) == (48_211, "2025-05-03T00:00:00.000Z")
    assert row["download_url"] == f"https://api.lever.co/v1/opportunities/{OPPORTUNITY}/files/{lever['id']}/download"
    assert (row["remote_created_at"], row["has_parsed_data"]) == (None, None)


def test_given_another_root_of_the_api_then_documents_are_downloaded_from_there() -> None:
    account = replace(ACCOUNT, api_root="https://api.eu.lever.co/v1")
    row = cast(Attachment, only(Attachments.rows(resume(), OPPORTUNITY_REF, account)))
    assert str(row["download_url"]).startswith("https://api.eu.lever.co/v1/opportunities/")


@pytest.mark.parametrize(
    ("name", "kind"),
    [("cover letter v2.docx", "COVER_LETTER"), ("Anschreiben.pdf", "COVER_LETTER"), ("take-home.zip", "OTHER")],
)
def test_given_the_name_of_a_file(name: str, kind: str) -> None:
    assert of_file(name=name)["type"] == kind


def test_given_a_resume_from_a_profile_online_then_there_is_nothing_to_download() -> None:
    row = of_resume(file=None, parsedData=None)
    assert (row["file_name"], row["status"], row["download_url"], row["has_parsed_data"]) == (None, None, None, False)


def test_given_an_ending_nobody_knows_then_there_is_no_content_type() -> None:
    row = of_file(ext=".xyz")
    assert (row["extension"], row["content_type"]) == ("xyz", None)
    assert of_file(ext="")["extension"] is None


def test_given_a_word_lever_has_yet_to_coin_then_it_is_passed_on() -> None:
    assert of_file(status="quarantined")["status"] == "quarantined"


def test_given_a_document_that_is_gone_then_its_tombstone_has_the_same_id() -> None:
    row = of_file()
    buried = Attachments.bury(Attachments.key_of(row), None, ACCOUNT)
    assert buried["id"] == row["id"]
    assert buried["changed_at"] == SYNC_START_TEXT


def test_without_a_usable_id_there_is_no_row() -> None:
    assert list(Attachments.rows(resume(id=None), OPPORTUNITY_REF, ACCOUNT)) == []


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (resume(), False),
        (resume(file={"status": "processing"}), True),
        (resume(file={"status": None, "uploadedAt": SYNC_START - DAY_MS + 1}), True),
        (resume(file={"status": None, "uploadedAt": MAY_3}), False),
        (resume(file=None), False),
        (file(), False),
        (file(status="processing"), True),
        (file(status=None, uploadedAt=str(SYNC_START - DAY_MS + 1)), True),
    ],
)
def test_given_a_document_that_lever_is_still_at_then_it_may_change(document: dict[str, Any], expected: bool) -> None:
    assert Attachments.may_change([document], OPPORTUNITY_REF, ACCOUNT) is expected
