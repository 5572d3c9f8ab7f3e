from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from source_lever_unified.streams.base import NamedBy, OpportunityStream
from source_lever_unified.streams.personal_data import About, PersonalData
from source_lever_unified.unified.account import Account
from source_lever_unified.unified.contact_details import EmailAddress, PhoneNumber, email_addresses, phone_numbers
from source_lever_unified.unified.opportunity import Opportunity
from source_lever_unified.unified.person_name import split_name
from source_lever_unified.unified.row import Place, Row
from source_lever_unified.unified.social_media import SocialMedia, social_media
from source_lever_unified.unified.values import flag, reference, text, texts


class Contact(Row):
    remote_id: Annotated[str | None, Field(description="Lever's id of the contact.")]
    first_name: Annotated[
        str | None, Field(description="Derived from full_name: all words but the last, or the only word.")
    ]
    last_name: Annotated[
        str | None, Field(description="Derived from full_name: its last word. Null when it has one word.")
    ]
    full_name: Annotated[str | None, Field(description="The person's name as Lever has it.")]
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
    is_anonymized: Annotated[bool | None, Field(description="Whether the personal data was removed.")]


class Contacts(OpportunityStream):
    """The person behind one or several candidacies, what Lever calls a contact.

    Lever copies the person into each opportunity, and changes all of them when the person changes. So a contact comes
    with each of its opportunities: within one first sync an older `changed_at` may follow a newer one of the same
    `id`, with the same content. When two contacts are merged, one keeps no candidate and leaves `current_contacts`.

    There is no `remote_data`: it would be that of the candidates again.
    """

    model = "contact"
    row = Contact
    known_by = "Lever's contact id"
    personal_data = PersonalData(About.PERSONAL, "names, contact details, links, locations")
    named_by = NamedBy("candidates", "contact_id")

    @staticmethod
    def rows(opportunity: Opportunity, account: Account) -> Iterator[Contact]:
        lever = opportunity.lever
        lever_id = reference(lever.get("contact"))
        if lever_id is None:
            return
        full_name = text(lever.get("name"))
        first_name, last_name = split_name(full_name)
        links = texts(lever.get("links"))
        location = text(lever.get("location"))
        yield {
            "id": account.id("contact", lever_id),
            "changed_at": opportunity.changed_at,
            "remote_deleted_at": None,
            "account_key": account.account_key,
            "remote_id": lever_id,
            "first_name": first_name,
            "last_name": last_name,
            "full_name": full_name,
            "title": text(lever.get("headline")),
            "email_addresses": email_addresses(lever),
            "phone_numbers": phone_numbers(lever),
            "social_media": [social_media(link) for link in links],
            "links": links,
            "location": None if location is None else {"raw": location},
            "is_anonymized": flag(lever.get("isAnonymized")),
        }
