from __future__ import annotations

from collections.abc import Sequence

from reporting.columns import Range, draw_ranges
from reporting.figure import Figure, Missing, Table
from reporting.hiring.marts import Account
from reporting.hiring.periods import last_quarters
from reporting.text import counted, whole

KEY, TITLE = "time-to-hire", "Time to hire"

QUERY = """
select
    date_trunc('quarter', hired_at) as quarter,
    count(*) as hires,
    quantile_cont(days_from_application_to_hire, 0.25) as low,
    median(days_from_application_to_hire) as middle,
    quantile_cont(days_from_application_to_hire, 0.75) as high
from lever__hires
where days_from_application_to_hire >= 0 and hired_at >= $since and hired_at <= $as_of
group by quarter
"""

MEDIAN = """
select median(days_from_application_to_hire) as days
from lever__hires
where days_from_application_to_hire >= 0 and hired_at >= $since and hired_at <= $as_of
"""


def time_to_hire(account: Account) -> Figure | Missing:
    quarters = last_quarters(8, account.as_of)
    rows = account.rows(QUERY, since=quarters[0].start, as_of=account.as_of)
    if not rows:
        return Missing(KEY, TITLE, "Nobody was hired in the last two years.")
    found = {f"{row['quarter']:%Y-%m}": row for row in rows}
    ranges: list[Range | None] = []
    table: list[Sequence[str]] = []
    for quarter in quarters:
        row = found.get(f"{quarter.start:%Y-%m}")
        if row is None:
            ranges.append(None)
            table.append((quarter.name, "0", "–", "–", "–"))
            continue
        ranges.append(Range(quarter.label, row["low"], row["middle"], row["high"], whole(row["middle"])))
        numbers = (row["hires"], row["middle"], row["low"], row["high"])
        table.append((quarter.name, *map(whole, numbers)))
    hires = sum(row["hires"] for row in rows)
    (all_of_them,) = account.rows(MEDIAN, since=quarters[0].start, as_of=account.as_of)
    return Figure(
        KEY,
        TITLE,
        f"Median {whole(all_of_them['days'])} days, {counted(hires, 'hire')} in two years",
        "Days from the application to the hire, by the quarter of the hire; the quarter under way counts so far.",
        lambda width: draw_ranges(
            ranges,
            [quarter.label for quarter in quarters],
            width,
            axis="Days from application to hire",
            time_axis="Quarter of the hire",
        ),
        Table(("Quarter", "Hires", "Median, days", "A quarter within, days", "Three quarters within, days"), table),
    )
