from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field
from typing_extensions import TypedDict

from source_lever_unified.unified.values import text


class PersonName(TypedDict):
    first_name: Annotated[
        str | None, Field(description="Derived from full_name: all words but the last, or the only word.")
    ]
    last_name: Annotated[
        str | None, Field(description="Derived from full_name: its last word. Null when it has one word.")
    ]
    full_name: Annotated[str | None, Field(description="The person's name as Lever has it.")]


def person_name(name: Any) -> PersonName:
    full_name = text(name)
    first_name, last_name = split_name(full_name)
    return {"first_name": first_name, "last_name": last_name, "full_name": full_name}


def split_name(full_name: str | None) -> tuple[str | None, str | None]:
    """First and last name out of Lever's single `name`.

    The last word is the last name; a single word is a first name.
    """
    words = full_name.split() if full_name else []
    if len(words) < 2:
        return (words[0] if words else None), None
    return " ".join(words[:-1]), words[-1]
