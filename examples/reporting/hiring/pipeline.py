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
    coalesce(job_title, case when posting_id is null then 'No job yet' else 'Unknown job' end) as job,
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
    places: dict[str, float] = {}
    for cell in cells:
        place = float("inf") if cell["position"] is None else cell["position"]
        places[cell["stage"]] = min(place, places.get(cell["stage"], place))
    stages = sorted(places, key=lambda stage: (places[stage], stage))
    jobs: dict[str | None, list[dict[str, Any]]] = {}
    for cell in cells:
        jobs.setdefault(cell["posting_id"], []).append(cell)
    titles = Counter(of_job[0]["job"] for of_job in jobs.values())
    jobless = jobs.pop(None, None)
    ranked = sorted(jobs.values(), key=lambda of_job: (-_people(of_job), of_job[0]["job"]))
    rows = [_row(of_job, stages, titles) for of_job in ranked]
    last = [] if jobless is None else [_row(jobless, stages, titles)]
    shown = rows
    if len(rows) > MOST_JOBS:
        sums = [sum(values) for values in zip(*(row.values for row in rows[MOST_JOBS - 1 :]), strict=True)]
        shown = [*rows[: MOST_JOBS - 1], MatrixRow(counted(len(rows) - MOST_JOBS + 1, "other job"), sums)]
    people = _people(cells)
    return Figure(
        KEY,
        TITLE,
        f"{counted(people, 'open opportunity', 'open opportunities')} for {counted(len(rows), 'job')}",
        "Opportunities that are neither archived nor hired, by their posting and the stage they stand in.",
        lambda width: draw_matrix(
            [*shown, *last], stages, width, axes="Number of opportunities, job by stage", total="All stages"
        ),
        Table(
            ("Job", *stages, "All stages"),
            [(row.name, *map(whole, row.values), whole(sum(row.values))) for row in [*rows, *last]],
        ),
    )


def _people(cells: list[dict[str, Any]]) -> int:
    return sum(cell["people"] for cell in cells)


def _row(cells: list[dict[str, Any]], stages: list[str], titles: Counter[str]) -> MatrixRow:
    """With the place where there are several jobs of that title."""
    job, location = cells[0]["job"], cells[0]["job_location"]
    return MatrixRow(
        job,
        [sum(cell["people"] for cell in cells if cell["stage"] == stage) for stage in stages],
        f", {location}" if location and titles[job] > 1 else "",
    )
