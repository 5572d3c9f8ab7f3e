"""How candidates come: origin, source and type of application mostly agree, and some ways bring better people."""

from __future__ import annotations

from bisect import bisect
from itertools import accumulate
from random import Random
from typing import NamedTuple


class Channel(NamedTuple):
    weight: float
    origin: str
    source: str | None
    #: Type of the application; None for those who have none.
    application: str | None
    #: How much likelier these candidates pass a stage.
    quality: float


REFERRAL = Channel(8, "referred", "Referral", "referral", 2.2)

_WITH_APPLICATION = (
    Channel(34, "applied", "Job site", "posting", 1.0),
    Channel(22, "applied", "Indeed", "posting", 0.6),
    Channel(13, "applied", "LinkedIn", "posting", 1.1),
    Channel(2, "applied", "GitHub", "posting", 1.4),
    Channel(10, "sourced", "LinkedIn", "user", 1.4),
    Channel(2, "sourced", "GitHub", "user", 1.4),
    Channel(2.5, "sourced", "Added manually", "user", 1.2),
    REFERRAL,
    Channel(1, "referred", "Referral", "posting", 1.9),
    Channel(3, "agency", "Agency – Falke & Söhne", "user", 1.4),
    Channel(1.5, "internal", "Internal", "posting", 2.8),
    Channel(1, "university", "University fair", "user", 0.9),
    Channel(2, "university", "University fair", "posting", 0.9),
    # People choose the wrong word, or none.
    Channel(0.5, "referred", "LinkedIn", "user", 1.5),
    Channel(0.5, "applied", "Referral", "posting", 1.5),
    Channel(2, "applied", None, "posting", 0.9),
)
_LEADS = (
    Channel(12, "sourced", "LinkedIn", None, 1.0),
    Channel(5, "sourced", "Added manually", None, 1.0),
    Channel(2, "sourced", "GitHub", None, 1.0),
    Channel(2, "university", "University fair", None, 1.0),
    Channel(1, "referred", "Referral", None, 1.4),
)
_WITH_APPLICATION_UNTIL = tuple(accumulate(channel.weight for channel in _WITH_APPLICATION))
_LEADS_UNTIL = tuple(accumulate(channel.weight for channel in _LEADS))


def choose_channel(rng: Random, department: str) -> Channel:
    channel = _WITH_APPLICATION[bisect(_WITH_APPLICATION_UNTIL, rng.random() * _WITH_APPLICATION_UNTIL[-1])]
    if channel.source == "GitHub" and department != "Engineering":
        return channel._replace(source="LinkedIn", quality=1.1)
    if channel.origin == "sourced" and department in ("Operations", "Customer Care") and rng.random() < 0.75:
        return _WITH_APPLICATION[1]  # nobody looks for them one by one
    return channel


def choose_lead_channel(rng: Random) -> Channel:
    return _LEADS[bisect(_LEADS_UNTIL, rng.random() * _LEADS_UNTIL[-1])]
