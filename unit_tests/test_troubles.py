"""What goes wrong is said in the words of one table, each with a reason and something to do."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from source_lever_unified import troubles
from source_lever_unified.lever import errors
from source_lever_unified.troubles import TROUBLES, Trouble

PACKAGE = Path(troubles.__file__).parent
NAMES = {name: value for name, value in vars(troubles).items() if isinstance(value, Trouble)}
CALLS = [
    (path.name, node)
    for path in sorted(PACKAGE.glob("**/*.py"))
    if path.name != "troubles.py"
    for node in ast.walk(ast.parse(path.read_text()))
    if isinstance(node, ast.Call)
]
ERRORS = {name for name, value in vars(errors).items() if isinstance(value, type) and issubclass(value, Exception)}
SAY_SOMETHING = ERRORS | {"warning", "error", "warn_once"}


def called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def sayings() -> Iterator[tuple[str, str, set[str]]]:
    """Where a trouble is said, which, and with what for its blanks."""
    for file, node in CALLS:
        if called(node) in NAMES:
            yield file, called(node), {str(keyword.arg) for keyword in node.keywords}


def texts(node: ast.Call) -> Iterator[str]:
    """The words that stand in the arguments of a call itself."""
    for argument in (*node.args, *(keyword.value for keyword in node.keywords)):
        parts = argument.values if isinstance(argument, ast.JoinedStr) else [argument]
        yield from (str(part.value) for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str))


def blanks(trouble: Trouble) -> set[str]:
    template = f"{trouble.what} {trouble.advice}"
    return {blank for _, blank, _, _ in Formatter().parse(template) if blank is not None}


@pytest.mark.parametrize(("file", "name", "filled"), sayings())
def test_given_a_place_that_says_what_went_wrong_then_it_fills_in_every_blank(
    file: str, name: str, filled: set[str]
) -> None:
    assert filled == blanks(NAMES[name]), file


def test_given_the_table_then_each_of_it_is_said_somewhere() -> None:
    assert {name for _, name, _ in sayings()} == set(NAMES)
    assert [*NAMES.values()] == [*TROUBLES]


def test_given_an_error_or_a_warning_in_the_code_then_its_sentence_is_in_the_table() -> None:
    sentences = [
        (file, text) for file, node in CALLS if called(node) in SAY_SOMETHING for text in texts(node) if " " in text
    ]

    # "%s: %s" puts the name of a stream before what is said, or joins what a stream says to it.
    assert [one for one in sentences if set(one[1]) - set("%s: ")] == []


@pytest.mark.parametrize("trouble", TROUBLES, ids=lambda trouble: trouble.what[:40])
def test_given_a_trouble_then_it_has_a_reason_and_something_to_do(trouble: Trouble) -> None:
    assert trouble.why
    assert trouble.advice or trouble.further


def test_given_braces_in_what_is_filled_in_then_they_stay() -> None:
    said = troubles.WRONG_CONFIG(sentences="`a` must be {b}.")

    assert said == "Config error: `a` must be {b}."
