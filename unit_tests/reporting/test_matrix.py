from __future__ import annotations

import pytest

from reporting.matrix import MatrixRow, draw_matrix
from unit_tests.reporting.drawn import Drawn


@pytest.mark.parametrize("width", [336, 500])
def test_given_counts_then_cells_that_are_not_empty_are_marked_and_rows_are_summed(width: int) -> None:
    rows = [MatrixRow("Recruiter", [3, 0, 2]), MatrixRow("Engineer", [0, 1, 0], ", Berlin")]
    drawn = Drawn(draw_matrix(rows, ["New", "Screen", "Offer"], width, axes="People, job by stage", total="All"))

    assert [mark.tip for mark in drawn.marks] == [
        "Recruiter, New: 3",
        "Recruiter, Offer: 2",
        "Engineer, Berlin, Screen: 1",
    ]
    assert {"New", "Screen", "Offer", "All", "5", "Recruiter", "Engineer, Berlin"} <= set(drawn.texts)
    assert max(mark.x + mark.width for mark in drawn.marks) <= width


def test_given_a_long_name_then_what_tells_it_from_others_is_kept() -> None:
    row = MatrixRow("Senior Principal Enterprise Account Executive, EMEA and APAC", [1], ", Rotterdam")

    assert any(
        text.endswith("…, Rotterdam")
        for text in Drawn(draw_matrix([row], ["New"], 500, axes="People", total="All")).texts
    )
