from __future__ import annotations

from reporting.bars import Bar, Row, draw_bars
from reporting.canvas import BLUE, TEAL
from reporting.figure import Figure, Missing, Table
from reporting.hiring.marts import Account
from reporting.text import counted, percent, whole

KEY, TITLE = "funnel", "How far applications get"

QUERY = """
select
    stage,
    stage_position,
    sum(applications_entered) as entered,
    sum(applications_reached) as reached,
    sum(applications_hired) as hired
from lever__funnel
where stage_pipeline is distinct from 'lead'
group by stage_id, stage, stage_position
having sum(applications_entered) > 0
order by stage_position
"""


def funnel(account: Account) -> Figure | Missing:
    stages = account.rows(QUERY)
    if not stages:
        return Missing(KEY, TITLE, "Needs applications with their history: sync application_stage_changes.")
    applications, hired = stages[0]["reached"], stages[0]["hired"]
    steps = [(stage["stage"], stage["reached"], whole(stage["entered"]), BLUE) for stage in stages]
    steps.append(("Hired", hired, "", TEAL))
    rows, table = [], []
    before = None
    for name, reached, entered, color in steps:
        went_on = percent(reached / before if before else None)
        rows.append(Row(name, [Bar(reached, f"{whole(reached)} · {went_on}" if before else whole(reached), color)]))
        table.append((name, whole(reached), entered, went_on, percent(reached / applications)))
        before = reached
    return Figure(
        KEY,
        TITLE,
        f"{counted(applications, 'application')}, {counted(hired, 'hire')}: {percent(hired / applications)}",
        "All applications that reached a stage or a later one, with the share of the bar above; "
        "stages before applying and stages that nobody entered are left out.",
        lambda width: draw_bars(rows, width, axis="Applications", whole=True),
        Table(("Stage", "Reached it or a later one", "Entered it", "Of the row above", "Of all applications"), table),
    )
