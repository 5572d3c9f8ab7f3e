from __future__ import annotations

from reporting.bars import Bar, Row, draw_bars
from reporting.figure import Figure, Missing, Table
from reporting.hiring.marts import Account
from reporting.text import number, whole

KEY, TITLE = "stage-times", "Time in stage"

QUERY = """
select
    stage,
    stage_position,
    count(*) as stays,
    median(days_in_stage) as median_days,
    quantile_cont(days_in_stage, 0.9) as long_days
from lever__stage_history
where stage is not null and stage_pipeline is distinct from 'lead'
    and not coalesce(is_current, false) and days_in_stage is not null
group by stage_id, stage, stage_position
order by stage_position
"""


def stage_times(account: Account) -> Figure | Missing:
    stages = account.rows(QUERY)
    if not stages:
        return Missing(KEY, TITLE, "Needs people who left a stage: sync application_stage_changes.")
    slowest = max(stages, key=lambda stage: stage["median_days"])
    rows = [
        Row(
            stage["stage"],
            [
                Bar(
                    stage["median_days"],
                    f"{number(stage['median_days'])} / {number(stage['long_days'])}",
                    reach=stage["long_days"],
                )
            ],
        )
        for stage in stages
    ]
    return Figure(
        KEY,
        TITLE,
        f"Slowest: {slowest['stage']}, median {number(slowest['median_days'])} days",
        "The bar is the median of days that people stayed in a stage, of all stays that have ended; "
        "the line ends where 90 of 100 stays do.",
        lambda width: draw_bars(rows, width, axis="Days in stage: median / 90 of 100 stays"),
        Table(
            ("Stage", "Stays", "Median, days", "90 % within, days"),
            [
                (stage["stage"], whole(stage["stays"]), number(stage["median_days"]), number(stage["long_days"]))
                for stage in stages
            ],
        ),
    )
