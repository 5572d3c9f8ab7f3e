"""Reads a drawing back from its SVG."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree import ElementTree

from reporting.canvas import Canvas

SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Mark:
    x: float
    y: float
    width: float
    height: float
    color: str
    tip: str


class Drawn:
    def __init__(self, canvas: Canvas) -> None:
        self._root = ElementTree.fromstring(canvas.svg("key", "Title", "Description"))
        _, _, self.width, self.height = map(float, self._root.attrib["viewBox"].split())

    @property
    def marks(self) -> list[Mark]:
        return [
            Mark(
                float(mark.attrib["x"]),
                float(mark.attrib["y"]),
                float(mark.attrib["width"]),
                float(mark.attrib["height"]),
                mark.attrib["fill"],
                mark.findtext(f"{SVG}title") or "",
            )
            for mark in self._root.iter(f"{SVG}rect")
            if mark.get("class") == "mark"
        ]

    @property
    def texts(self) -> list[str]:
        return [text.text or "" for text in self._root.iter(f"{SVG}text")]
