from __future__ import annotations

import re
from functools import lru_cache
from typing import Annotated, Any, Literal

from pydantic import Field
from typing_extensions import TypedDict

from source_lever_unified.lever.body import LeverObject


class IntegrationField(TypedDict):
    id: Annotated[str, Field(description="Identifies the field within Lever: the same as key.")]
    key: Annotated[str, Field(description="Lever's name of the field.")]
    type: Annotated[
        Literal["DEFAULT", "CUSTOM"],
        Field(description="DEFAULT for a field every Lever account has, CUSTOM for one this account defined."),
    ]
    value: Annotated[Any, Field(description="Lever's value, unchanged: any JSON. Ids in it are Lever's, times are ms.")]
    label: Annotated[str | None, Field(description="The field's name for people.")]


def integration_fields(lever: LeverObject, carried: frozenset[str]) -> list[IntegrationField]:
    """The fields of a Lever object that no unified field carries, even those Lever has yet to add."""
    return [
        {"id": key, "key": key, "type": "DEFAULT", "value": lever[key], "label": label}
        for key, label in _left_over(tuple(lever), carried)
    ]


# One account's objects have a handful of shapes.
@lru_cache(maxsize=256)
def _left_over(keys: tuple[str, ...], carried: frozenset[str]) -> list[tuple[str, str]]:
    return [(key, _label(key)) for key in keys if key not in carried]


def _label(key: str) -> str:
    """`snoozedUntil` reads as "Snoozed until"."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", key)
    return words[:1].upper() + words[1:].lower()
