from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal

from pydantic import Field
from typing_extensions import TypedDict

from source_lever_unified.lever.body import LeverObject
from source_lever_unified.streams.base import SnapshotStream
from source_lever_unified.streams.personal_data import NONE
from source_lever_unified.streams.small_lists import REQUISITION_FIELDS
from source_lever_unified.unified.account import Account
from source_lever_unified.unified.row import RemoteRow
from source_lever_unified.unified.values import flag, mapping, objects, text, word

FieldType = Literal["TEXT", "NUMBER", "DATE", "SINGLE_SELECT", "OBJECT"]

_TYPES: Mapping[str | None, FieldType] = {
    "text": "TEXT",
    "number": "NUMBER",
    "date": "DATE",
    "dropdown": "SINGLE_SELECT",
    "object": "OBJECT",
}


class FieldOption(TypedDict):
    id: Annotated[str, Field(description="Unified id of the option: made of the field's key and remote_id or name.")]
    name: Annotated[str | None, Field(description="Text of the option.")]
    remote_id: Annotated[str | None, Field(description="Lever's id of the option.")]


class Subfield(TypedDict):
    remote_id: Annotated[
        str | None, Field(description="Lever's id of the part, its key in the values of requisitions.custom_fields.")
    ]
    name: Annotated[str | None, Field(description="Label of the part.")]
    type: Annotated[FieldType | None, Field(description="What kind of value it holds, as the field's own type.")]


class RequisitionField(RemoteRow):
    name: Annotated[str | None, Field(description="Label of the field.")]
    type: Annotated[
        FieldType | None,
        Field(
            description="TEXT, NUMBER, DATE, SINGLE_SELECT (Lever: dropdown) or OBJECT, which has subfields; null when "
            "Lever's word is none of these."
        ),
    ]
    remote_type: Annotated[
        str | None, Field(description="Lever's word behind type: text, number, date, dropdown, object.")
    ]
    required: Annotated[bool | None, Field(description="Whether a requisition must have a value for it.")]
    options: Annotated[
        list[FieldOption] | None, Field(description="Options of a SINGLE_SELECT field, in Lever's order.")
    ]
    subfields: Annotated[list[Subfield] | None, Field(description="Parts of an OBJECT field, in Lever's order.")]


class RequisitionFields(SnapshotStream):
    """A field that this account defined for its requisitions; their values are in `requisitions.custom_fields`."""

    model = "requisition_field"
    row = RequisitionField
    known_by = "Lever's id of the field, a word such as `cost_center`"
    personal_data = NONE
    source = REQUISITION_FIELDS

    @staticmethod
    def rows(fields: Sequence[LeverObject], account: Account) -> Iterator[RequisitionField]:
        for field in map(mapping, fields):
            lever_id = text(field.get("id"))
            if lever_id is None:
                continue
            yield {
                "id": account.id("requisition_field", lever_id),
                "changed_at": account.changed_at(),
                "remote_deleted_at": None,
                "account_key": account.account_key,
                "remote_id": lever_id,
                "remote_data": account.remote_data({"/requisition_fields": field}),
                "name": text(field.get("text")),
                "type": _TYPES.get(word(field.get("type"))),
                "remote_type": text(field.get("type")),
                "required": flag(field.get("isRequired")),
                "options": _options(lever_id, field.get("options"), account),
                "subfields": [
                    {
                        "remote_id": text(subfield.get("id")),
                        "name": text(subfield.get("text")),
                        "type": _TYPES.get(word(subfield.get("type"))),
                    }
                    for subfield in objects(field.get("subfields"))
                ],
            }


def _options(field_id: str, listed: Any, account: Account) -> list[FieldOption]:
    options: list[FieldOption] = []
    for option in objects(listed):
        remote_id, name = text(option.get("id")), text(option.get("text"))
        key = remote_id or name
        if key is not None:
            option_id = account.id("requisition_field_option", field_id, key)
            options.append({"id": option_id, "name": name, "remote_id": remote_id})
    return options
