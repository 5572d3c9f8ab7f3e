"""`expand`: ids replaced by the objects they name, in this answer only."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lever_sandbox.account import Account
from lever_sandbox.errors import bad_request
from lever_sandbox.jsontypes import Json
from lever_sandbox.opportunity_row import OpportunityRow

#: Endpoint family -> expandable field -> what its ids name.
EXPANDABLE: dict[str, dict[str, str]] = {
    "opportunities": {
        "applications": "application",
        "stage": "stage",
        "owner": "user",
        "followers": "user",
        "sourcedBy": "user",
        "contact": "contact",
    },
    "applications": {
        "posting": "posting",
        "postingOwner": "user",
        "postingHiringManager": "user",
        "user": "user",
    },
    "interviews": {"feedbackForms": "feedback", "user": "user", "stage": "stage", "postings": "posting"},
    "panels": {"user": "user", "stage": "stage"},
    "feedback": {"user": "user"},
    "notes": {"user": "user"},
    "offers": {"creator": "user"},
    "referrals": {"referrer": "user", "user": "user", "stage": "stage"},
    "forms": {"user": "user", "stage": "stage"},
    "postings": {"user": "user", "owner": "user", "hiringManager": "user", "followers": "user"},
    "eeo": {"contact": "contact", "hiringManager": "user", "posting": "posting"},
    "requisitions": {"creator": "user", "hiringManager": "user", "owner": "user", "postings": "posting"},
}


def check_expand(family: str, names: Iterable[str]) -> None:
    for name in names:
        if name not in EXPANDABLE.get(family, {}):
            raise bad_request(f"{name} is not expandable")


def contact_of(row: OpportunityRow) -> Json:
    """The person behind an opportunity: `location` is an object here, a string on the opportunity."""
    body = row.body()
    return {
        "id": row.contact_id,
        "name": body["name"],
        "headline": body["headline"],
        "isAnonymized": body["isAnonymized"],
        "location": {"name": body["location"]},
        "emails": body["emails"],
        "phones": body["phones"],
        "dataProtection": {"interviewIntelligence": {"allowed": True, "expiresAt": None}},
    }


class Expander:
    """Looks the named objects up once per answer."""

    def __init__(self, account: Account, row: OpportunityRow | None = None, feedback: Iterable[Json] = ()) -> None:
        company = account.company
        self._account = account
        self._row = row
        self._objects: dict[str, dict[str, Json]] = {
            "user": {user["id"]: user for user in company.users},
            "stage": {stage["id"]: {"id": stage["id"], "text": stage["text"]} for stage in company.stages},
            "posting": {identifier: posting.body for identifier, posting in account.postings.items()},
            "feedback": {form["id"]: form for form in feedback},
        }

    def expand(self, family: str, body: Json, names: Iterable[str]) -> Json:
        for name in names:
            kind = EXPANDABLE[family][name]
            value = body.get(name)
            if isinstance(value, list):
                found = [self._find(kind, identifier) for identifier in value]
                body[name] = [item for item in found if item is not None]
            elif value is not None:
                body[name] = self._find(kind, value)
            else:
                # Recorded: an expanded null stays null. Documented: an expanded field is always present.
                body[name] = None
        return body

    def _find(self, kind: str, identifier: str) -> Any:
        if kind == "contact":
            rows = self._account.by_contact.get(identifier, [])
            return contact_of(self._account.rows[rows[0]]) if rows else None
        if kind == "application":
            return self._row.application_body() if self._row else None
        # Assumed: an id that names nothing any more expands to null.
        return self._objects[kind].get(identifier)
