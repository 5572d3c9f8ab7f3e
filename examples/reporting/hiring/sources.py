from __future__ import annotations

from reporting.bars import Bar, Row, draw_bars
from reporting.canvas import BLUE, PALE_BLUE, TEAL
from reporting.figure import Figure, Missing, Table
from reporting.hiring.marts import Account
from reporting.text import percent, whole

KEY, TITLE = "sources", "Which sources bring people who get far"

MOST_SOURCES = 9
FEW = 20
"""Of fewer applications than this, a share says little."""

QUERY = """
select
    coalesce(first_source, 'No source') as source,
    count(*) as applications,
    count(*) filter (count_interviews > 0) as interviewed,
    count(*) filter (has_offer) as offered,
    count(*) filter (outcome = 'HIRED') as hired
from lever__application_enhanced
group by source
order by applications desc, source
"""

SERIES = (("interviewed", PALE_BLUE), ("got an offer", BLUE), ("hired", TEAL))


def sources(account: Account) -> Figure | Missing:
    found = account.rows(QUERY)
    if not found:
        return Missing(KEY, TITLE, "There are no applications yet.")
    shares = [(row, [row[step] / row["applications"] for step in ("interviewed", "offered", "hired")]) for row in found]
    rows = [
        Row(
            row["source"],
            [Bar(100 * share, percent(share), color) for share, (_, color) in zip(of_source, SERIES, strict=True)],
            detail=f"n = {whole(row['applications'])}",
        )
        for row, of_source in shares[:MOST_SOURCES]
    ]
    enough = [(row, of_source) for row, of_source in shares if row["applications"] >= FEW] or shares
    best, (_, _, hired) = max(enough, key=lambda source: (source[1][2], source[1][0]))
    rest = f" The {MOST_SOURCES} with the most applications are shown." if len(found) > MOST_SOURCES else ""
    return Figure(
        KEY,
        TITLE,
        f"{best['source']}: {percent(hired)} of {whole(best['applications'])} applications led to a hire",
        "Shares of all applications (n) by the first source of the opportunity: with an interview that was not "
        f"canceled, with an offer, and hired.{rest}",
        lambda width: draw_bars(rows, width, axis="Share of the source's applications", legend=SERIES, unit=" %"),
        Table(
            ("Source", "Applications", "Interviewed", "Offer", "Hired", "Hired, share"),
            [
                (
                    row["source"],
                    *(whole(row[name]) for name in ("applications", "interviewed", "offered", "hired")),
                    percent(of_source[2]),
                )
                for row, of_source in shares
            ],
        ),
    )
