"""`docs/dbt.md` says of the package's models, variables and columns what the package itself says."""

from __future__ import annotations

import re

import pytest
import yaml

from source_lever_unified.streams import STREAMS
from unit_tests.docs.pages import DOCS, ROOT, rows, section

PAGE = DOCS / "dbt.md"
PACKAGE = ROOT / "dbt"
PROJECT = yaml.safe_load((PACKAGE / "dbt_project.yml").read_text())
MARTS = {
    model["name"]: {column["name"]: column for column in model["columns"]}
    for model in yaml.safe_load((PACKAGE / "models" / "marts" / "marts.yml").read_text())["models"]
}
FIVETRAN = {
    "lever__interview_enhanced": 38,
    "lever__opportunity_enhanced": 56,
    "lever__opportunity_stage_history": 19,
    "lever__posting_enhanced": 27,
    "lever__requisition_enhanced": 28,
}
"""How many columns each model of Fivetran's package has."""

TABLES = rows(section(PAGE, "## Coming from Fivetran's package"))
MOVED = [[re.findall(r"\w+", cell) for cell in row] for row in TABLES[: len(FIVETRAN)]]


def test_given_a_release_then_the_package_has_its_version() -> None:
    released = re.search(r'^version = "(.+)"$', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)

    assert released is not None
    assert PROJECT["version"] == released.group(1)


def test_given_the_marts_then_each_has_a_file_and_a_line_on_the_page() -> None:
    documented = [re.findall(r"\w+", row[0])[0] for row in rows(section(PAGE, "## Models"))]

    assert documented == list(MARTS)
    assert sorted(MARTS) == sorted(file.stem for file in (PACKAGE / "models" / "marts").glob("*.sql"))


def test_given_the_marts_then_every_column_is_described() -> None:
    silent = [
        f"{mart}.{name}" for mart, columns in MARTS.items() for name in columns if not columns[name]["description"]
    ]

    assert silent == []


def test_given_the_streams_then_each_has_a_staging_model_and_no_other_is_there() -> None:
    files = (PACKAGE / "models" / "staging").glob("*.sql")

    assert sorted(file.stem for file in files) == sorted(f"stg_lever__{stream.name}" for stream in STREAMS)


def test_given_the_variables_then_the_page_explains_each() -> None:
    documented = [row[0].strip("`") for row in rows(section(PAGE, "## Variables"))]

    assert documented == list(PROJECT["vars"])


def test_given_the_models_of_fivetrans_package_then_none_of_their_columns_is_left_out() -> None:
    assert {theirs: len(set(columns)) for (theirs,), _, columns in MOVED} == FIVETRAN


@pytest.mark.parametrize(("ours", "columns"), [(ours, columns) for _, (ours,), columns in MOVED])
def test_given_a_model_of_fivetrans_package_then_its_columns_are_declared_here_by_the_same_name(
    ours: str, columns: list[str]
) -> None:
    assert [column for column in columns if column not in MARTS[ours]] == []


def test_given_what_differs_in_meaning_then_the_columns_named_exist() -> None:
    named = {word for column, _ in TABLES[len(FIVETRAN) :] for word in re.findall(r"`(\w+)`", column)}

    assert named - {name for columns in MARTS.values() for name in columns} - set(MARTS) == set()
