"""The charts of an account in their order, below the few numbers that everybody asks for."""

from __future__ import annotations

from datetime import timedelta

from reporting.hiring.applications import applications
from reporting.hiring.funnel import funnel
from reporting.hiring.interviewers import interviewers
from reporting.hiring.marts import Account
from reporting.hiring.offers import accepted_share, offers
from reporting.hiring.pipeline import pipeline
from reporting.hiring.sources import sources
from reporting.hiring.stage_times import stage_times
from reporting.hiring.time_to_hire import time_to_hire
from reporting.page import Section, Tile
from reporting.text import percent, whole

FIGURES = (funnel, stage_times, pipeline, sources, time_to_hire, offers, interviewers, applications)

TILES = """
select
    (select count(*) from lever__opportunity_enhanced where status = 'ACTIVE') as open_opportunities,
    (select count(*) from lever__posting_enhanced where status = 'OPEN') as open_jobs,
    (select count(*) from lever__hires where hired_at between $since and $as_of) as hires,
    (select median(days_from_application_to_hire) from lever__hires
        where hired_at between $since and $as_of and days_from_application_to_hire >= 0) as days_to_hire,
    (select count(*) from lever__offer_enhanced
        where is_newest_offer and is_accepted and created_at between $since and $as_of) as accepted,
    (select count(*) from lever__offer_enhanced
        where is_newest_offer and is_declined and created_at between $since and $as_of) as declined
"""


def hiring_section(account: Account, number: int, *, alone: bool) -> Section:
    """`alone`: no other account is in the tables, so that its key need not be named."""
    return Section(
        key=f"hiring-{number}",
        title="From application to hire" if alone else f"Account {account.key or 'without a key'}",
        figures=[figure(account) for figure in FIGURES],
        tiles=_tiles(account),
    )


def _tiles(account: Account) -> list[Tile]:
    (row,) = account.rows(TILES, since=account.as_of - timedelta(days=365), as_of=account.as_of)
    days = row["days_to_hire"]
    return [
        Tile(whole(row["open_opportunities"]), "open opportunities"),
        Tile(whole(row["open_jobs"]), "open jobs"),
        Tile(whole(row["hires"]), "hires, last 12 months"),
        Tile("–" if days is None else f"{whole(days)} days", "median time to hire, last 12 months"),
        Tile(percent(accepted_share(row["accepted"], row["declined"])), "of offers accepted, last 12 months"),
    ]
