from __future__ import annotations

from reporting.canvas import BLUE
from reporting.columns import Column, draw_columns
from reporting.figure import Figure, Missing, Table
from reporting.hiring.marts import Account
from reporting.hiring.periods import last_months
from reporting.text import counted, whole

KEY, TITLE = "applications", "How many people apply"

QUERY = """
select date_trunc('month', created_at) as month, count(*) as applications
from lever__application_enhanced
where created_at >= $since and created_at <= $as_of
group by month
"""


def applications(account: Account) -> Figure | Missing:
    months = last_months(12, account.as_of)
    rows = account.rows(QUERY, since=months[0].start, as_of=account.as_of)
    if not rows:
        return Missing(KEY, TITLE, "Nobody applied in the last twelve months.")
    found = {f"{row['month']:%Y-%m}": row["applications"] for row in rows}
    counts = [(month, found.get(f"{month.start:%Y-%m}", 0)) for month in months]
    columns = [Column(month.label, (count,), whole(count)) for month, count in counts]
    return Figure(
        KEY,
        TITLE,
        f"{counted(sum(found.values()), 'application')} in twelve months",
        "Applications by the month in which they were created; the month under way counts so far.",
        lambda width: draw_columns(
            columns, width, series=(("applications", BLUE),), axis="Applications", time_axis="Month"
        ),
        Table(("Month", "Applications"), [(month.name, whole(count)) for month, count in counts]),
    )
