"""How a person can be reached, as every opportunity of the person has it."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field
from typing_extensions import TypedDict

from source_lever_unified.lever.body import LeverObject
from source_lever_unified.unified.values import items, text, texts


class EmailAddress(TypedDict):
    email_address: Annotated[str | None, Field(description="The address as Lever has it, not checked.")]
    type: Annotated[str | None, Field(description="Always null: Lever does not say what kind of address it is.")]


class PhoneNumber(TypedDict):
    phone_number: Annotated[str | None, Field(description="The number as Lever has it, not normalised.")]
    type: Annotated[
        str | None,
        Field(description="Lever's word: mobile, home, work, skype or other. Null when Lever has none."),
    ]


def email_addresses(opportunity: LeverObject) -> list[EmailAddress]:
    return [{"email_address": address, "type": None} for address in texts(opportunity.get("emails"))]


def phone_numbers(opportunity: LeverObject) -> list[PhoneNumber]:
    phones: list[Any] = items(opportunity.get("phones"))
    entries = (phone if isinstance(phone, dict) else {"value": phone} for phone in phones)
    numbers = ((text(entry.get("value")), text(entry.get("type"))) for entry in entries)
    return [{"phone_number": number, "type": kind} for number, kind in numbers if number is not None]
