"""The usual way to read Lever: pages of 50, then a request per opportunity for each sub-list, one after another."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

import requests

SUBLISTS = ("applications", "interviews", "offers")


def read(api_url: str, opportunities: int) -> int:
    """Read so many opportunities and what hangs on them; returns how many there were."""
    with requests.Session() as session:
        session.auth = ("sandbox-key", "")
        found = 0
        for opportunity in islice(_items(session, f"{api_url}/opportunities"), opportunities):
            found += 1
            for name in SUBLISTS:
                for _ in _items(session, f"{api_url}/opportunities/{opportunity['id']}/{name}"):
                    pass
    return found


def _items(session: requests.Session, url: str) -> Iterator[dict[str, Any]]:
    params: dict[str, str] = {"limit": "50"}
    while True:
        response = session.get(url, params=params, timeout=60)
        response.raise_for_status()
        page = response.json()
        yield from page["data"]
        if not page.get("hasNext"):
            return
        params["offset"] = page["next"]
