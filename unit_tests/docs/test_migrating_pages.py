"""The pages for whoever comes from another product name fields that exist, and leave none of Kombo's or Finch's out."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest

from docs.generator.schema_fields import fields_of
from source_lever_unified.streams import STREAMS
from source_lever_unified.unified.row import RemoteRow
from unit_tests.docs.migration_tables import HEADER, OVERVIEW, PRODUCTS, mapped, quoted
from unit_tests.docs.published_models import PUBLISHED

FIELDS = {f"{stream.name}.{field.path}" for stream in STREAMS for field in fields_of(stream)}
NAMES = {stream.name for stream in STREAMS}
HERE = FIELDS | NAMES | set(RemoteRow.__annotations__)

pages = pytest.mark.parametrize("page", PRODUCTS, ids=lambda page: page.stem)


@pages
def test_given_a_field_of_another_product_then_its_home_here_is_in_the_schemas(page: Path) -> None:
    homes = [home for line in mapped(page) for home in line.homes()]

    assert len(homes) > 10
    assert [home for home in homes if home not in HERE] == []


@pages
def test_given_a_field_without_a_home_then_the_page_says_why(page: Path) -> None:
    lines = list(mapped(page))

    assert [line for line in lines if not line.theirs] == []
    assert [line for line in lines if line.is_here != bool(line.here)] == []
    assert [line for line in lines if not line.is_here and not line.difference] == []


@pytest.mark.parametrize("page", [OVERVIEW, *PRODUCTS], ids=lambda page: page.stem)
def test_given_what_is_said_about_our_fields_then_they_are_in_the_schemas(page: Path) -> None:
    """Any `stream.field`, in prose and in the last column; what is theirs has no stream of ours before the dot."""
    said = quoted(re.sub(r"```.*?```", "", page.read_text(), flags=re.DOTALL))
    ours = [name for name in said if name.partition(".")[0] in NAMES and not name.endswith((".*", ".md"))]

    assert ours
    assert [name for name in ours if name not in HERE] == []


@pages
def test_given_a_page_then_each_table_of_it_is_read_and_has_one_line_for_a_field(page: Path) -> None:
    fields: dict[str, list[str]] = defaultdict(list)
    for line in mapped(page):
        fields[line.heading] += line.theirs

    assert len(fields) == page.read_text().count(HEADER)
    assert {heading: names for heading, names in fields.items() if len(names) != len(set(names))} == {}


@pytest.mark.parametrize(
    ("product", "model"), [(product, model) for product, models in PUBLISHED.items() for model in models]
)
def test_given_a_model_as_it_was_published_then_the_page_has_each_of_its_fields(product: str, model: str) -> None:
    page = OVERVIEW.parent / "migrating" / f"{product}.md"
    on_the_page = {name for line in mapped(page) if line.heading == model for name in line.theirs}

    assert on_the_page == PUBLISHED[product][model]


@pytest.mark.parametrize("product", PUBLISHED)
def test_given_a_page_then_it_has_no_model_that_was_not_published(product: str) -> None:
    page = OVERVIEW.parent / "migrating" / f"{product}.md"

    assert {line.heading for line in mapped(page)} == set(PUBLISHED[product])


@pytest.mark.parametrize("model", [model for model in PUBLISHED["kombo"] if model in NAMES])
def test_given_a_field_of_kombos_name_then_that_is_where_the_page_says_it_is(model: str) -> None:
    """So whoever comes from Kombo keeps the names, unless the page says otherwise."""
    elsewhere = [
        name
        for line in mapped(OVERVIEW.parent / "migrating" / "kombo.md")
        if line.heading == model
        for name in line.theirs
        if f"{model}.{name}" in FIELDS and f"{model}.{name}" not in line.homes()
    ]

    assert elsewhere == []


def test_given_the_products_then_the_overview_links_to_each() -> None:
    assert [page.name for page in PRODUCTS if f"](migrating/{page.name})" not in OVERVIEW.read_text()] == []
