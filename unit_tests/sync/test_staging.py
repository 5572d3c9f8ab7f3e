"""What has a name in the folder is whole."""

from __future__ import annotations

from pathlib import Path
from typing import IO

import pytest

from source_lever_unified.sync.staging import Staging


def files_in(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_file()}


def test_given_a_file_that_is_written_then_only_the_whole_one_has_its_name(tmp_path: Path) -> None:
    names_meanwhile: set[str] = set()

    def write(file: IO[bytes]) -> None:
        file.write(b"half")
        names_meanwhile.update(path.name for path in files_in(tmp_path))
        file.write(b" and half")

    path = Staging(tmp_path).keep("attachments", "candidate/row/cv.pdf", write)

    assert path.name == "cv.pdf"
    assert path.read_bytes() == b"half and half"
    assert "cv.pdf" not in names_meanwhile
    assert files_in(tmp_path) == {path}


def test_given_one_file_twice_then_neither_takes_the_others_place(tmp_path: Path) -> None:
    staging = Staging(tmp_path)
    first, second = (staging.keep("attachments", "cv.pdf", lambda file: None) for _ in range(2))  # noqa: ARG005

    assert first != second
    assert files_in(tmp_path) == {first, second}


def test_given_a_failure_while_it_is_written_then_nothing_is_left(tmp_path: Path) -> None:
    def write(file: IO[bytes]) -> None:
        file.write(b"half")
        raise ConnectionError

    with pytest.raises(ConnectionError):
        Staging(tmp_path).keep("attachments", "cv.pdf", write)

    assert files_in(tmp_path) == set()


def test_given_left_overs_then_they_go_and_what_another_run_writes_stays(tmp_path: Path) -> None:
    staging = Staging(tmp_path)
    kept = staging.keep("attachments", "cv.pdf", lambda file: None)  # noqa: ARG005

    def write(file: IO[bytes]) -> None:
        (left_over := Path(file.name).parent / "left over").write_bytes(b"half")
        Staging(tmp_path).clean()
        assert not left_over.exists()

    second = staging.keep("attachments", "cover letter.pdf", write)

    assert files_in(tmp_path) == {kept, second}


def test_given_no_folder_yet_then_there_is_nothing_to_clean(tmp_path: Path) -> None:
    Staging(tmp_path / "none").clean()

    assert not (tmp_path / "none").exists()
