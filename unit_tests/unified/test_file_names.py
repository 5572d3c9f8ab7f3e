"""What people call their files is made fit for a disk."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from source_lever_unified.unified.file_name import safe_file_name


@pytest.mark.parametrize(
    ("name", "extension", "safe"),
    [
        ("cv.pdf", "pdf", "cv.pdf"),
        ("Lebenslauf Jürgen.docx", "docx", "Lebenslauf Jürgen.docx"),
        ("References", None, "References"),
        ("References", "pdf", "References.pdf"),
        (None, "pdf", "file.pdf"),
        ("", None, "file"),
        ("..", None, "file"),
        ("../../etc/passwd", None, "_.._etc_passwd"),
        ("C:\\cv.pdf", "pdf", "C__cv.pdf"),
        ("two\nlines\x00.pdf", "pdf", "two_lines_.pdf"),
        ("fdp.\u202eexe", "exe", "fdp._exe.exe"),
        (".hidden", None, "hidden"),
        ("Dr. Maria Example: her CV", "pdf", "Dr. Maria Example_ her CV.pdf"),
        ("cv.pdf. . ", "pdf", "cv.pdf"),
    ],
)
def test_given_a_name_then_it_is_one_part_of_a_path(name: str | None, extension: str | None, safe: str) -> None:
    assert safe_file_name(name, extension) == safe


def test_given_a_very_long_name_then_its_ending_stays() -> None:
    assert safe_file_name("ü" * 400 + ".pdf", "pdf") == "ü" * 73 + ".pdf"


@given(st.none() | st.text(max_size=400), st.none() | st.text(max_size=400))
def test_given_any_name_then_it_leads_nowhere(name: str | None, extension: str | None) -> None:
    safe = safe_file_name(name, extension)

    assert 0 < len(safe.encode()) <= 150
    assert "/" not in safe
    assert "\\" not in safe
    assert safe not in (".", "..")
    assert not any(unicodedata.category(char)[0] == "C" for char in safe)
