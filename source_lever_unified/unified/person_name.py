from __future__ import annotations


def split_name(full_name: str | None) -> tuple[str | None, str | None]:
    """First and last name out of Lever's single `name`.

    The last word is the last name; a single word is a first name.
    """
    words = full_name.split() if full_name else []
    if len(words) < 2:
        return (words[0] if words else None), None
    return " ".join(words[:-1]), words[-1]
