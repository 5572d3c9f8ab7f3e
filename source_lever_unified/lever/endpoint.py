"""An endpoint of Lever's: where it is, what a key needs for it, and in what form it answers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import quote


@dataclass(frozen=True)
class Endpoint:
    """`path` is the endpoint as Lever documents it, with `:id` for the id of the parent, `:item` for that of a child.

    `permission` is what an admin ticks when making a key, `scope` what an OAuth app asks for, `docs` Lever's page.
    `key`: what every item of the list carries, or the object. `paged`: takes `limit` and `offset` and says `hasNext`;
    an endpoint that is not takes neither. `loose`: Lever documents another envelope than it is known to send, so that a
    bare array and an object instead of a list of one are taken as well. `single`: `data` is an object and no list.
    `inside`: Lever documents the list one level deeper, under this key, and is known to send it in its place; both are
    taken. `limited`: takes `limit`. `silent_at_the_end`: its last page may lack `hasNext`.
    `none_is_404`: some accounts are said to be answered 404 instead of an empty list.
    """

    path: str
    permission: str
    scope: str
    docs: str = ""
    key: str = "id"
    paged: bool = True
    loose: bool = False
    single: bool = False
    none_is_404: bool = False
    inside: str = ""
    limited: bool = True
    silent_at_the_end: bool = False

    def __hash__(self) -> int:
        # The generated one hashes all fields each time, and sets of endpoints are made for every opportunity.
        return hash(self.path)

    @property
    def has_parent(self) -> bool:
        return ":id" in self.path

    @property
    def download(self) -> Endpoint:
        """Where the content of an item of this list is."""
        return replace(self, path=f"{self.path}/:item/download")

    def url(self, parent_id: str | None, item_id: str | None = None) -> str:
        """The path below the API's root, with the ids in it.

        Raises:
            ValueError: there is no id for `:id` or `:item`, or one that would lead to another path.
        """
        path = self.path
        for name, what, lever_id in ((":id", "parent", parent_id), (":item", "item", item_id)):
            if name not in path:
                continue
            # Every client resolves dots in a path, also encoded ones, and an empty segment would be the list.
            if lever_id is None or lever_id in ("", ".", ".."):
                raise ValueError(f"{self.path} needs the id of its {what}")
            path = path.replace(name, quote(lever_id, safe="", errors="replace"))
        return path
