"""The content of attachments, where a connection includes files: once each, whole or not at all."""

from __future__ import annotations

import logging
import os
import signal
from pathlib import Path
from typing import Any

import pytest
from airbyte_cdk.models import ConfiguredAirbyteCatalogSerializer
from airbyte_cdk.sources.utils import files_directory

from connector import Connector, ConnectTo, Json, Output, configured_catalog
from lever_sandbox import Sandbox
from lever_sandbox.documents import content
from source_lever_unified.source import SourceLeverUnified

DOWNLOADS = ("/opportunities/:id/resumes/:id/download", "/opportunities/:id/files/:id/download")


@pytest.fixture
def small() -> Any:
    with Sandbox(opportunities=40, seed=11) as running:
        yield running


@pytest.fixture
def staging(tmp_path: Path) -> Path:
    folder = tmp_path / "staging"
    folder.mkdir()
    return folder


@pytest.fixture
def connector(small: Sandbox, connect_to: ConnectTo, staging: Path) -> Connector:
    connector = connect_to(small, lookback_minutes=0)
    connector.environment["AIRBYTE_STAGING_DIRECTORY"] = str(staging)
    return connector


def with_files(read: Output) -> list[tuple[Json, Json]]:
    """Rows with their file references."""
    return [
        (record["data"], record["file_reference"])
        for record in read.of_type("RECORD")
        if record["stream"] == "attachments" and record.get("file_reference")
    ]


def file_of(read: Output, remote_id: str) -> Json | None:
    """The reference of the one row of a document."""
    (record,) = [r for r in read.of_type("RECORD") if r["data"]["remote_id"] == remote_id]
    reference: Json | None = record.get("file_reference")
    return reference


def files_in(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_file()}


def without_documents(sandbox: Sandbox) -> str:
    """An opportunity that nothing moves: the next sync does not list it."""
    account = sandbox.account
    return next(
        one
        for one in account.find_opportunities()
        if not account.children(one, "resumes") and not account.children(one, "files")
    )


def downloads(sandbox: Sandbox) -> int:
    return sum(sandbox.requests.count(template) for template in DOWNLOADS)


def closing_line(read: Output) -> str:
    (line,) = [line for line in read.logs.splitlines() if line.startswith("INFO: attachments: ") and "records." in line]
    return line


def test_given_files_included_then_every_readable_file_is_there_as_it_is_in_lever(
    connector: Connector, staging: Path
) -> None:
    read = connector.read(["candidates", "attachments"], include_files=True)

    found = with_files(read)
    readable = [row for row in read.records["attachments"] if row["remote_status"] in ("processed", None)]
    expected = {row["remote_id"] for row in readable if row["download_url"]}
    assert read.exit_code == 0
    assert {row["remote_id"] for row, _ in found} == expected
    assert len(expected) > 20
    for row, file in found:
        path = Path(file["staging_file_url"])
        assert path.read_bytes() == content(row["remote_id"], row["size_bytes"])
        assert file["file_size_bytes"] == row["size_bytes"]
        assert file["source_file_relative_path"] == f"{row['candidate_id']}/{row['id']}/{row['file_name']}"
    assert files_in(staging) == {Path(file["staging_file_url"]) for _, file in found}


def test_given_files_included_then_each_costs_one_request_and_the_second_sync_none(
    small: Sandbox, connector: Connector
) -> None:
    first = connector.read(["attachments"], include_files=True)
    asked = downloads(small)
    small.reset_requests()
    connector.read(["attachments"], first.states, include_files=True)

    assert asked == sum(row["download_url"] is not None for row in first.records["attachments"])
    assert small.requests.repeated == []
    assert downloads(small) == 0


def test_given_files_not_included_then_nothing_is_downloaded(
    small: Sandbox, connector: Connector, staging: Path
) -> None:
    read = connector.read(["attachments"])

    assert read.counts == small.account.expected_counts(streams=["attachments"])
    assert downloads(small) == 0
    assert with_files(read) == []
    assert files_in(staging) == set()


def test_given_discover_then_only_attachments_can_be_files(connector: Connector) -> None:
    (catalog,) = connector.discover().of_type("CATALOG")

    assert [stream["name"] for stream in catalog["streams"] if stream.get("is_file_based")] == ["attachments"]


def test_given_files_lever_does_not_hand_out_then_their_rows_come_and_are_counted_by_reason(
    small: Sandbox, connector: Connector
) -> None:
    account = small.account
    opportunity = without_documents(small)
    unprocessed = account.add_file(opportunity, status="error", imported=True)
    large = account.add_file(opportunity, name="film.zip", ext=".zip", imported=True)
    account.change_file(opportunity, large, {"size": 2**20 + 1})
    gone = account.add_file(opportunity, imported=True)
    small.faults.add("status", f"{gone}/download", status=404)
    connector.config["max_file_mebibytes"] = 1

    read = connector.read(["attachments"], include_files=True)
    state = read.states

    assert read.exit_code == 0
    assert [file_of(read, one) for one in (unprocessed, large, gone)] == [None] * 3
    assert "1 files larger than 1 MiB (`max_file_mebibytes`)" in closing_line(read)
    assert "files that Lever could not process (422)" in closing_line(read)
    assert "1 files that Lever does not have any more (404)" in closing_line(read)
    # None of them is asked for again.
    small.reset_requests()
    assert connector.read(["attachments"], state, include_files=True).counts == {}
    assert downloads(small) == 0


def test_given_a_file_larger_than_its_list_says_then_no_more_than_the_limit_is_written(
    small: Sandbox, connector: Connector, staging: Path
) -> None:
    account = small.account
    opportunity = account.create_opportunity()
    file = account.add_file(opportunity)
    body = "x" * (2**20 + 1)
    small.faults.add("status", f"{file}/download", status=200, body=body)
    connector.config["max_file_mebibytes"] = 1

    read = connector.read(["attachments"], include_files=True)

    assert file_of(read, file) is None
    assert "1 files larger than 1 MiB" in closing_line(read)
    assert all(path.stat().st_size < 2**20 for path in files_in(staging))


@pytest.mark.parametrize("kinds", [("truncated_body",), ("truncated_body", "unsized")], ids=["sized", "unsized"])
def test_given_a_body_that_is_cut_then_it_is_asked_for_again_and_comes_whole(
    small: Sandbox, connector: Connector, kinds: tuple[str, ...]
) -> None:
    account = small.account
    opportunity = account.create_opportunity()
    file = account.add_file(opportunity)
    faults = [small.faults.add(kind, f"{file}/download") for kind in kinds]

    read = connector.read(["attachments"], include_files=True)

    reference = file_of(read, file)
    assert [fault.fired for fault in faults] == [1] * len(kinds)
    assert reference is not None
    assert Path(reference["staging_file_url"]).read_bytes() == content(file, reference["file_size_bytes"])


@pytest.mark.parametrize("kind", ["unsized", "redirect"])
def test_given_other_ways_to_answer_then_the_file_comes(small: Sandbox, connector: Connector, kind: str) -> None:
    opportunity = small.account.create_opportunity()
    file = small.account.add_file(opportunity)
    if kind == "unsized":
        small.faults.add("unsized", "/download", times=None)
    else:
        small.settings.downloads_redirect = True

    reference = file_of(connector.read(["attachments"], include_files=True), file)

    assert reference is not None
    assert Path(reference["staging_file_url"]).read_bytes() == content(file, reference["file_size_bytes"])


def test_given_a_file_that_cannot_be_got_this_time_then_the_next_sync_brings_it(
    small: Sandbox, connector: Connector
) -> None:
    """A refusal that is none of the documented ones is not asked for again at once, which keeps this test short."""
    opportunity = without_documents(small)
    file = small.account.add_file(opportunity, imported=True)
    fault = small.faults.add("status", f"{file}/download", status=418)
    connector.config["lookback_minutes"] = 0
    first = connector.read(["attachments"], include_files=True)

    second = connector.read(["attachments"], first.states, include_files=True)
    third = connector.read(["attachments"], second.states, include_files=True)

    assert fault.fired == 1
    assert first.exit_code == 0
    assert file_of(first, file) is None
    assert "1 files that could not be got this time" in closing_line(first)
    assert "WARN: attachments: " in first.logs
    assert second.counts == {"attachments": 1}
    assert file_of(second, file) is not None
    assert third.counts == {}


def test_given_a_key_that_may_list_and_not_download_then_the_stream_says_so(
    small: Sandbox, connector: Connector
) -> None:
    small.faults.add("forbidden", "/download", times=None)

    read = connector.read(["attachments", "notes"], include_files=True)

    assert read.statuses == {"attachments": "INCOMPLETE", "notes": "COMPLETE"}
    assert ":item/download (403)" in read.error_messages


def test_given_a_candidate_that_is_watched_then_an_unchanged_file_is_not_downloaded_again(
    small: Sandbox, connector: Connector
) -> None:
    account = small.account
    opportunity = without_documents(small)
    ready = account.add_file(opportunity, imported=True)
    waiting = account.add_file(opportunity, processing_for=3_600_000, imported=True)
    first = connector.read(["attachments"], include_files=True)
    account.processing_until[waiting] = account.now
    small.reset_requests()

    second = connector.read(["attachments"], first.states, include_files=True)

    assert file_of(first, ready) is not None
    assert file_of(first, waiting) is None
    assert [row["remote_id"] for row in second.records["attachments"]] == [waiting]
    assert file_of(second, waiting) is not None
    assert downloads(small) == 1


def test_given_a_kill_in_the_middle_of_a_file_then_nothing_looks_whole_and_the_next_run_cleans_up(
    small: Sandbox, connector: Connector, staging: Path
) -> None:
    small.faults.add("slow_body", "/download", times=None, skip=5, delay_ms=60_000)

    def kill_when_half_written(message: Json) -> bool:
        # The records of the first five files have come: all workers are in the middle of one.
        return message["type"] == "RECORD" and bool(message["record"].get("file_reference"))

    first = connector.read(["attachments"], include_files=True, kill_when=kill_when_half_written)
    small.faults.clear()
    left = files_in(staging)
    unfinished = {path for path in left if ".source-lever-unified-unfinished" in path.parts}

    second = connector.read(["attachments"], first.states, include_files=True)

    remote_ids = {row["id"]: row["remote_id"] for read in (first, second) for row in read.records["attachments"]}
    assert first.exit_code == -signal.SIGKILL
    assert unfinished
    for path in left - unfinished:
        assert path.read_bytes() == content(remote_ids[path.parent.name], path.stat().st_size)
    assert second.exit_code == 0
    assert not any(".source-lever-unified-unfinished" in path.parts for path in files_in(staging))
    assert len(remote_ids) == small.account.expected_counts(streams=["attachments"])["attachments"]
    readable = {row["id"] for read in (first, second) for row, _ in with_files(read)}
    assert len(readable) == len({path.parent.name for path in files_in(staging)})


def test_given_names_that_lead_elsewhere_then_files_stay_in_the_folder(
    small: Sandbox, connector: Connector, staging: Path
) -> None:
    account = small.account
    opportunity = account.create_opportunity()
    names = [
        "../../../etc/passwd",
        "/tmp/x.pdf",
        "..",
        "",
        "a" * 400 + ".pdf",
        "twice.pdf",
        "twice.pdf",
        "Lebenslauf\n2.pdf",
    ]
    ids = [account.add_file(opportunity, name=name) for name in names]

    read = connector.read(["attachments"], include_files=True)

    references = [file_of(read, one) for one in ids]
    paths = {Path(reference["staging_file_url"]) for reference in references if reference is not None}
    assert len(paths) == len(names)
    assert all(path.resolve().is_relative_to(staging) and path.is_file() for path in paths)
    assert all(len(os.fsencode(path.name)) <= 160 for path in paths)


def test_given_a_staging_folder_that_cannot_be_written_then_the_stream_says_what_to_do(
    connector: Connector, staging: Path
) -> None:
    (staging / ".source-lever-unified-unfinished").write_text("a file where the folder should be")

    read = connector.read(["attachments"], include_files=True)

    assert read.statuses == {"attachments": "INCOMPLETE"}
    assert "Files cannot be written to Airbyte's staging folder" in read.error_messages


def test_given_a_read_from_python_then_its_messages_refer_to_the_files_too(
    small: Sandbox, connector: Connector, staging: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opportunity = small.account.create_opportunity()
    file = small.account.add_file(opportunity)
    monkeypatch.setattr(files_directory, "AIRBYTE_STAGING_DIRECTORY", str(staging))
    catalog = ConfiguredAirbyteCatalogSerializer.load(configured_catalog(["attachments"], include_files=True))

    messages = SourceLeverUnified().read(logging.getLogger("airbyte"), connector.config, catalog)

    (record,) = [m.record for m in messages if m.record is not None and m.record.data["remote_id"] == file]
    assert record.file_reference is not None
    path = Path(str(record.file_reference.staging_file_url))
    assert path.is_relative_to(staging)
    assert path.read_bytes() == content(file, record.file_reference.file_size_bytes or 0)
