from __future__ import annotations

import pytest

from source_lever_unified.unified.person_name import split_name


@pytest.mark.parametrize(
    ("full_name", "first_name", "last_name"),
    [
        ("Priya Natarajan", "Priya", "Natarajan"),
        ("Ana María de la Cruz", "Ana María de la", "Cruz"),
        ("  Ana \t María\u00a0Cruz ", "Ana María", "Cruz"),
        ("Madonna", "Madonna", None),
        ("", None, None),
        (None, None, None),
    ],
)
def test_the_last_word_is_the_last_name(full_name: str | None, first_name: str | None, last_name: str | None) -> None:
    assert split_name(full_name) == (first_name, last_name)
