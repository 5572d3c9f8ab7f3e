from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from source_lever_unified.streams.base import NamedBy, OpportunityStream
from source_lever_unified.streams.personal_data import About, PersonalData
from source_lever_unified.unified.account import Account
from source_lever_unified.unified.opportunity import Opportunity
from source_lever_unified.unified.person import Person
from source_lever_unified.unified.row import Row
from source_lever_unified.unified.values import reference


class Contact(Row, Person):
    remote_id: Annotated[str | None, Field(description="Lever's id of the contact.")]


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
        yield {
            "id": account.id("contact", lever_id),
            # Of several candidacies of a person the one that changed last says most, not the one that was read again.
            "changed_at": opportunity.own_changed_at,
            "remote_deleted_at": None,
            "account_key": account.account_key,
            "remote_id": lever_id,
            **opportunity.person,
        }
