"""The jobs of the company: who works in which team and place, what they are paid, and how they are hired."""

from __future__ import annotations

from typing import NamedTuple

from lever_sandbox.clock import HOUR


class Office(NamedTuple):
    country: str | None
    currency: str
    timezone: str
    #: Winter time: the sandbox knows no daylight saving.
    utc_offset: int


ROTTERDAM, BERLIN, NEW_YORK = "Rotterdam", "Berlin", "New York, NY"
SAO_PAULO, REMOTE, TOKYO = "São Paulo", "Remote – EMEA", "東京"

OFFICES: dict[str, Office] = {
    ROTTERDAM: Office("NL", "EUR", "Europe/Amsterdam", HOUR),
    BERLIN: Office("DE", "EUR", "Europe/Berlin", HOUR),
    NEW_YORK: Office("US", "USD", "America/New_York", -5 * HOUR),
    SAO_PAULO: Office("BR", "BRL", "America/Sao_Paulo", -3 * HOUR),
    REMOTE: Office(None, "EUR", "Europe/Amsterdam", HOUR),
    TOKYO: Office("JP", "JPY", "Asia/Tokyo", 9 * HOUR),
}
HEAD_OFFICE = OFFICES[ROTTERDAM]


class Role(NamedTuple):
    title: str
    team: str
    department: str | None
    #: Euros a year.
    pay: int
    #: Lever's word; None: the posting does not say what it pays.
    interval: str | None
    commitment: str | None
    workplace: str
    #: How many apply, relative to each other.
    popularity: float
    places: tuple[str, ...]


_YEAR, _MONTH, _HOUR = "per-year-salary", "per-month-salary", "per-hour-wage"
_FULL, _EMPLOYEE, _PART = "Full-time", "Full Time Employee", "Part-time"
_ENG, _OPS, _CARE, _REVENUE, _GA = "Engineering", "Operations", "Customer Care", "Revenue", "G&A"

# fmt: off
#: The first postings are for these, one after the other; later ones for any of them.
ROLES: tuple[Role, ...] = (
    Role("Senior Data Engineer", "Data Platform", _ENG, 78_000, _YEAR, _FULL, "hybrid", 3, (ROTTERDAM, BERLIN, REMOTE)),
    Role("Logistics Planner", "Planning", _OPS, 44_000, None, _FULL, "onsite", 1.5, (ROTTERDAM, SAO_PAULO)),
    Role("Warehouse Associate", "Fulfilment", _OPS, 29_000, _HOUR, _FULL, "onsite", 4, (NEW_YORK, ROTTERDAM, BERLIN)),
    Role("Delivery Driver", "Fleet", _OPS, 30_000, "per-week-salary", "Contract", "onsite", 2.5, (ROTTERDAM, BERLIN)),
    Role("Kundenberater:in", "Service", _CARE, 34_000, _MONTH, "Vollzeit", "hybrid", 3.5, (BERLIN,)),
    Role("Product Designer", "Design", None, 62_000, _YEAR, _FULL, "remote", 2, (REMOTE, BERLIN)),
    Role("Interim Controller", "Finance", _GA, 95_000, "per-day-wage", "Contractor (6 months)", "unspecified", 0.5,
         (ROTTERDAM,)),
    Role("Catalogue Translator", "Marketing", _REVENUE, 48_000, "one-time", "Temporary", "remote", 0.5, (REMOTE,)),
    Role("Finance Business Partner", "Finance", _GA, 68_000, _YEAR, _FULL, "hybrid", 1, (ROTTERDAM, NEW_YORK)),
    Role("Head of Operations", "Planning", _OPS, 120_000, None, _EMPLOYEE, "onsite", 0.7, (ROTTERDAM,)),
    Role("Account Executive – DACH", "Sales", _REVENUE, 65_000, _YEAR, _FULL, "hybrid", 2, (BERLIN,)),
    Role("QA Engineer", "Platform", _ENG, 61_000, "bi-week-salary", _EMPLOYEE, "hybrid", 2, (NEW_YORK,)),
    Role("Customs Broker", "Customs", _OPS, 52_000, "semi-month-salary", _EMPLOYEE, "onsite", 1, (NEW_YORK,)),
    Role("Werkstudent Marketing", "Marketing", _REVENUE, 24_000, None, "Internship", "hybrid", 1.5, (BERLIN,)),
    Role("データアナリスト", "Data Platform", _ENG, 46_000, "bi-month-salary", None, "onsite", 1, (TOKYO,)),
    Role("Staff Software Engineer, Platform", "Platform", _ENG, 98_000, _YEAR, _FULL, "remote", 1.5, (REMOTE, BERLIN)),
    Role("Recruiter", "People", _GA, 48_000, _YEAR, _FULL, "hybrid", 1, (ROTTERDAM, BERLIN)),
    Role("Fleet Mechanic", "Fleet", _OPS, 38_000, _HOUR, _FULL, "onsite", 1, (ROTTERDAM, NEW_YORK, SAO_PAULO)),
    Role("Seasonal Packer", "Fulfilment", _OPS, 26_000, _HOUR, "Seasonal", "onsite", 3, (NEW_YORK, ROTTERDAM)),
    Role("Customer Success Manager", "Key Accounts", _CARE, 52_000, _YEAR, _FULL, "hybrid", 1.5, (ROTTERDAM, NEW_YORK)),
    Role("Sales Development Representative", "Sales", _REVENUE, 42_000, _YEAR, _FULL, "hybrid", 2, (BERLIN, SAO_PAULO)),
    Role("Backend Engineer", "Platform", _ENG, 72_000, _YEAR, _FULL, "hybrid", 2.5, (ROTTERDAM, BERLIN, REMOTE)),
    Role("Night Shift Supervisor", "Fulfilment", _OPS, 41_000, _YEAR, _PART, "onsite", 0.8, (ROTTERDAM, NEW_YORK)),
    Role("Apprentice, Warehouse", "Fulfilment", _OPS, 14_500, _MONTH, "Apprenticeship", "onsite", 1.2, (BERLIN,)),
)
# fmt: on
DESIGN = "Design"
DEPARTMENTS = (_ENG, _OPS, _CARE, _REVENUE, _GA, DESIGN)


class Step(NamedTuple):
    """One stage of a process: how many get past it, and how long an ordinary candidate stands in it."""

    stage: str
    passes: float
    days: float


OFFER = "Offer"

#: How each department hires. Who passes the offer accepts it.
PROCESSES: dict[str, tuple[Step, ...]] = {
    _ENG: (
        Step("New applicant", 0.80, 2.5),
        Step("Application review", 0.30, 4.0),
        Step("Phone screen", 0.54, 6.0),
        Step("Hiring manager screen", 0.60, 7.0),
        Step("Take-home exercise", 0.62, 8.0),
        Step("On-site interview", 0.52, 8.0),
        Step(OFFER, 0.76, 6.0),
    ),
    _OPS: (
        Step("New applicant", 0.86, 1.5),
        Step("Application review", 0.36, 2.0),
        Step("Phone screen", 0.52, 4.0),
        Step("On-site interview", 0.50, 5.0),
        Step(OFFER, 0.88, 4.0),
    ),
    _CARE: (
        Step("New applicant", 0.84, 2.0),
        Step("Application review", 0.34, 3.0),
        Step("Phone screen", 0.50, 5.0),
        Step("Zweitgespräch – 電話 ☎", 0.52, 6.0),
        Step(OFFER, 0.85, 5.0),
    ),
    _REVENUE: (
        Step("New applicant", 0.82, 2.0),
        Step("Application review", 0.36, 3.0),
        Step("Phone screen", 0.56, 5.0),
        Step("Hiring manager screen", 0.58, 6.0),
        Step("On-site interview", 0.55, 7.0),
        Step(OFFER, 0.82, 5.0),
    ),
    _GA: (
        Step("New applicant", 0.80, 3.0),
        Step("Application review", 0.32, 4.0),
        Step("Phone screen", 0.55, 6.0),
        Step("Hiring manager screen", 0.56, 7.0),
        Step("On-site interview", 0.58, 8.0),
        Step("Reference check", 0.90, 4.0),
        Step(OFFER, 0.86, 6.0),
    ),
    DESIGN: (
        Step("New applicant", 0.78, 3.0),
        Step("Application review", 0.22, 4.0),
        Step("Phone screen", 0.55, 6.0),
        Step("Take-home exercise", 0.64, 8.0),
        Step("On-site interview", 0.50, 8.0),
        Step(OFFER, 0.74, 6.0),
    ),
}

#: Before somebody who was found and not applied is a candidate at all.
SOURCING: tuple[Step, ...] = (
    Step("New lead", 0.85, 3.0),
    Step("Reached out", 0.38, 6.0),
    Step("Responded", 0.62, 5.0),
)
#: Leads nobody has a posting for.
TALENT_POOL: tuple[Step, ...] = (*SOURCING[:2], Step("Responded", 0.1, 20.0))
