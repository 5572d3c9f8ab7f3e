from __future__ import annotations

from collections.abc import Mapping

_CONFIDENTIAL: Mapping[str | None, bool] = {"confidential": True, "non-confidential": False}


def is_confidential(confidentiality: str | None) -> bool | None:
    """None when Lever does not say."""
    return _CONFIDENTIAL.get(confidentiality)
