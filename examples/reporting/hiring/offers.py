from __future__ import annotations

from reporting.canvas import AMBER, PALE_BLUE, TEAL
from reporting.columns import Column, draw_columns
from reporting.figure import Figure, Missing, Table
from reporting.hiring.marts import Account
from reporting.hiring.periods import last_quarters
from reporting.text import percent, whole

KEY, TITLE = "offers", "Offers and how many are accepted"

SERIES = (("accepted", TEAL), ("declined", AMBER), ("not decided", PALE_BLUE))

QUERY = """
select
    date_trunc('quarter', created_at) as quarter,
    count(*) filter (is_accepted) as accepted,
    count(*) filter (is_declined) as declined,
    count(*) filter (not is_decided) as undecided
from lever__offer_enhanced
where is_newest_offer and created_at >= $since and created_at <= $as_of
group by quarter
"""


def offers(account: Account) -> Figure | Missing:
    quarters = last_quarters(8, account.as_of)
    rows = account.rows(QUERY, since=quarters[0].start, as_of=account.as_of)
    if not rows:
        return Missing(KEY, TITLE, "No offer was made in the last two years, or the stream offers is not synced.")
    found = {f"{row['quarter']:%Y-%m}": row for row in rows}
    columns, table = [], []
    for quarter in quarters:
        row = found.get(f"{quarter.start:%Y-%m}", {"accepted": 0, "declined": 0, "undecided": 0})
        parts = (row["accepted"], row["declined"], row["undecided"])
        share = accepted_share(parts[0], parts[1])
        columns.append(Column(quarter.label, parts, percent(share) if share is not None else ""))
        table.append((quarter.name, *map(whole, parts), percent(share)))
    accepted, declined = sum(row["accepted"] for row in rows), sum(row["declined"] for row in rows)
    return Figure(
        KEY,
        TITLE,
        f"{percent(accepted_share(accepted, declined))} accepted: "
        f"{whole(accepted)} of {whole(accepted + declined)} decided in two years",
        "The newest offer of each opportunity, by the quarter in which it was created; "
        "the share on top is accepted of accepted and declined.",
        lambda width: draw_columns(
            columns, width, series=SERIES, axis="Offers", time_axis="Quarter in which the offer was created"
        ),
        Table(("Quarter", "Accepted", "Declined", "Not decided", "Accepted of decided"), table),
    )


def accepted_share(accepted: int, declined: int) -> float | None:
    return accepted / (accepted + declined) if accepted + declined else None
