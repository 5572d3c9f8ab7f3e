"""The diagram of joins knows every field of ids."""

from __future__ import annotations

from collections import Counter

from docs.generator.entity_diagram import entity_diagram
from docs.generator.references import REFERENCES, UNMARKED
from source_lever_unified.streams import STREAMS


def test_given_the_rows_then_each_field_of_ids_is_marked_with_what_it_points_to() -> None:
    assert UNMARKED == []


def test_given_a_reference_then_it_points_to_a_stream() -> None:
    assert {reference.target for reference in REFERENCES} <= {stream.name for stream in STREAMS}


def test_given_the_diagrams_then_each_reference_is_drawn_once() -> None:
    drawn = Counter(
        (line.split()[0], line.split()[2], line.rpartition('"')[0].rpartition('"')[2])
        for line in entity_diagram().splitlines()
        if "}o--" in line
    )

    assert drawn == Counter((one.stream, one.target, one.path) for one in REFERENCES)
