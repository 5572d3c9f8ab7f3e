from __future__ import annotations

from collections import Counter
from typing import Any

from reporting.figure import Figure, Missing, Table
from reporting.hiring.marts import Account
from reporting.matrix import MatrixRow, draw_matrix
from reporting.text import counted, whole

KEY, TITLE = "pipeline", "Who is in the pipeline now, by job"

MOST_JOBS = 14

QUERY = """
select
    posting_id,
    coalesce(job_title, 'No job yet') as job,
    job_location,
    coalesce(current_stage, 'Unknown stage') as stage,
    current_stage_position as position,
    count(*) as people
from lever__opportunity_enhanced
where status = 'ACTIVE'
group by all
"""


def pipeline(account: Account) -> Figure | Missing:
    cells = account.rows(QUERY)
    if not cells:
        return Missing(KEY, TITLE, "Nobody is in the pipeline at the moment.")
    stages = [
        name
        for _, name in sorted(
            {(float("inf") if cell["position"] is None else cell["position"], cell["stage"]) for cell in cells}
        )
    ]
    jobs: dict[str | None, list[dict[str, Any]]] = {}
    for cell in cells:
        jobs.setdefault(cell["posting_id"], []).append(cell)
    # The largest first, and whoever is not tied to a job last.
    ranked = sorted(jobs.items(), key=lambda job: (job[0] is None, -_people(job[1]), job[1][0]["job"]))
    titles = Counter(of_job[0]["job"] for of_job in jobs.values())
    rows = [_row(_label(of_job, titles), of_job, stages) for _, of_job in ranked]
    shown = rows
    if len(rows) > MOST_JOBS:
        others = [cell for _, of_job in ranked[MOST_JOBS - 1 :] for cell in of_job]
        label = counted(len(rows) - MOST_JOBS + 1, "other job")
        shown = [*rows[: MOST_JOBS - 1], _row(label, others, stages)]
    with_job = sum(posting is not None for posting in jobs)
    people = _people(cells)
    return Figure(
        KEY,
        TITLE,
        f"{counted(people, 'open opportunity', 'open opportunities')} for {counted(with_job, 'job')}",
        "Opportunities that are neither archived nor hired, by their posting and the stage they stand in.",
        lambda width: draw_matrix(
            shown, stages, width, axes="Number of opportunities, job by stage", total="All stages"
        ),
        Table(
            ("Job", *stages, "All stages"),
            [(row.label, *map(whole, row.values), whole(sum(row.values))) for row in rows],
        ),
    )


def _people(cells: list[dict[str, Any]]) -> int:
    return sum(cell["people"] for cell in cells)


def _label(cells: list[dict[str, Any]], titles: Counter[str]) -> str:
    """With the place where there are several jobs of that title."""
    job, location = cells[0]["job"], cells[0]["job_location"]
    return f"{job}, {location}" if location and titles[job] > 1 else str(job)


def _row(label: str, cells: list[dict[str, Any]], stages: list[str]) -> MatrixRow:
    return MatrixRow(label, [sum(cell["people"] for cell in cells if cell["stage"] == stage) for stage in stages])
