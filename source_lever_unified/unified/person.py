"""The person, as every opportunity of theirs has them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from source_lever_unified.lever.body import LeverObject
from source_lever_unified.unified.contact_details import EmailAddress, PhoneNumber, email_addresses, phone_numbers
from source_lever_unified.unified.person_name import PersonName, person_name
from source_lever_unified.unified.row import Place
from source_lever_unified.unified.social_media import SocialMedia, social_media
from source_lever_unified.unified.values import flag, text, texts


class Person(PersonName):
    title: Annotated[str | None, Field(description="Lever's headline: free text, often employers and schools.")]
    email_addresses: Annotated[list[EmailAddress] | None, Field(description="E-mail addresses, in Lever's order.")]
    phone_numbers: Annotated[list[PhoneNumber] | None, Field(description="Phone numbers, in Lever's order.")]
    social_media: Annotated[
        list[SocialMedia] | None,
        Field(description="One entry per link, with the network where the host is known."),
    ]
    links: Annotated[
        list[str] | None, Field(description="Links as Lever has them; any text, not always a web address.")
    ]
    location: Annotated[Place | None, Field(description="Where the person lives; null when Lever has no text.")]
    is_anonymized: Annotated[
        bool | None, Field(description="Whether the personal data was removed; the candidacy itself stays.")
    ]


def person(opportunity: LeverObject) -> Person:
    links = texts(opportunity.get("links"))
    location = text(opportunity.get("location"))
    return {
        **person_name(opportunity.get("name")),
        "title": text(opportunity.get("headline")),
        "email_addresses": email_addresses(opportunity),
        "phone_numbers": phone_numbers(opportunity),
        "social_media": [social_media(link) for link in links],
        "links": links,
        "location": None if location is None else {"raw": location},
        "is_anonymized": flag(opportunity.get("isAnonymized")),
    }
