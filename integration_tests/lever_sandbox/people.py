"""Candidates as persons: names, addresses, where they worked."""

from __future__ import annotations

from random import Random
from typing import NamedTuple

from lever_sandbox.identifiers import new_id
from lever_sandbox.jsontypes import Json
from lever_sandbox.postings import PostingRow
from lever_sandbox.users import FIRST_NAMES, LAST_NAMES

COMPANIES = ("Northwind Freight", "Société Générale", "Hafenlogistik GmbH", "Blue Lane Couriers", "Kestrel Software")
_HEADLINES = {
    "Engineering": ("Data engineer", "Ingénieure données – Société Générale", "Backend developer, Kestrel Software"),
    "Operations": ("Northwind Freight, night shift", "Forklift licence, five years", "Lagermitarbeiter"),
    "Customer Care": ("Kundenservice, Blue Lane Couriers", "Call centre agent"),
    "Revenue": ("Account manager, Hafenlogistik GmbH", "Sales, five years in logistics"),
    "G&A": ("Controller", "Northwind Freight, Delft University"),
    "Design": ("Product designer, portfolio below", "UX researcher"),
}
_ELSEWHERE = ("Utrecht", "Berlin, Deutschland", "São Paulo", "New York, NY, USA", "東京", "Lyon")
_PHONE_TYPES = ("mobile", "home", "work", "skype", "other")
_KNOWN_LINKS = (
    "https://www.linkedin.com/in/dana-whitlock",
    "github.com/dana",
    "https://twitter.com/dana",
    "https://x.com/dana",
    "https://stackoverflow.com/users/42/dana",
    "https://www.facebook.com/dana",
    "https://medium.com/@dana",
    "",
    "not a link at all",
)


class Person(NamedTuple):
    """What Lever keeps on the contact and copies into each of its opportunities; and the employer."""

    contact: str
    name: str
    headline: str
    location: str
    phones: list[Json]
    emails: list[str]
    links: list[str]
    company: str | None


def build_person(rng: Random, number: int, case: str, posting: PostingRow | None) -> Person:
    first = FIRST_NAMES[int(rng.random() * len(FIRST_NAMES))]
    last = LAST_NAMES[int(rng.random() * len(LAST_NAMES))]
    name = f"{first} {last}"
    roll = rng.random()
    if case == "one-word name" or (not case and roll < 0.01):
        name = first
    elif roll < 0.02:
        name = f"{first} van der  {last}"
    slug = f"{first}.{number}".lower().encode("ascii", "ignore").decode()
    phones: list[Json] = []
    if rng.random() < 0.6:
        phone: Json = {"value": f"+31 6 {10_000_000 + number}"}
        if rng.random() < 0.7:
            phone = {"type": _PHONE_TYPES[number % len(_PHONE_TYPES)], **phone}
        phones.append(phone)
    links: list[str] = []
    if case == "known links":
        links = list(_KNOWN_LINKS)
    elif rng.random() < 0.4:
        links = [f"https://www.linkedin.com/in/{slug}"]
        if rng.random() < 0.3:
            links.append(f"http://github.com/{slug}")
    headlines = _HEADLINES[posting.department if posting else "Engineering"]
    person = Person(
        contact=new_id(rng),
        name=name,
        headline=headlines[int(rng.random() * len(headlines))] if rng.random() < 0.55 else "",
        location=_location(rng, posting),
        phones=phones,
        emails=[f"{slug}@example.org"] if rng.random() < 0.97 else [],
        links=links,
        company=COMPANIES[int(rng.random() * len(COMPANIES))] if rng.random() < 0.6 else None,
    )
    if case == "empty strings" or (not case and roll > 0.99):
        person = person._replace(name="", headline="", location="", emails=[], phones=[], company="")
    return person


def _location(rng: Random, posting: PostingRow | None) -> str:
    """Most apply near where they live."""
    roll = rng.random()
    if roll < 0.35:
        return ""
    place = posting.body["categories"]["location"] if posting else None
    if place and posting and posting.office.country and roll < 0.85:
        return str(place)
    return _ELSEWHERE[int(rng.random() * len(_ELSEWHERE))]
