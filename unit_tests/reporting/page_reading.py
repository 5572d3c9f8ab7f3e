"""Reads a page back: its figures, with their texts and the rows of their tables."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

FIGURE = re.compile(r'<figure class="([^"]*)" id="([^"]*)">(.*?)</figure>', re.DOTALL)
HEADLINE = re.compile(r'<p class="headline">(.*?)</p>')
ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
CELL = re.compile(r"<t[hd][^>]*>(.*?)</t[hd]>", re.DOTALL)


class Figure:
    def __init__(self, kind: str, html: str) -> None:
        self.is_missing = "missing" in kind
        self.html = html

    @property
    def headline(self) -> str:
        found = HEADLINE.search(self.html)
        assert found is not None
        return unescape(found[1])

    @property
    def rows(self) -> list[list[str]]:
        """Of its table, below the head."""
        return [[unescape(cell) for cell in CELL.findall(row)] for row in ROW.findall(self.html)][1:]


def figures_of(page: str) -> dict[str, Figure]:
    return {key: Figure(kind, html) for kind, key, html in FIGURE.findall(page)}


class Elements(HTMLParser):
    """What a browser would make of a page: its elements by name, and all ids."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.ids: list[str] = []
        self.attributes: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        for name, value in attrs:
            self.attributes.add(name)
            if name == "id" and value is not None:
                self.ids.append(value)
