"""An endpoint of Lever's: where it is, what a key needs for it, and in what form it answers."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote


@dataclass(frozen=True)
class Endpoint:
    """`path` is the endpoint as Lever documents it, `:id` in it the id of the parent.

    `permission` is what an admin ticks when making a key, `scope` what an OAuth app asks for, `docs` Lever's page.
    `key`: what every item of the list carries, or the object. `paged`: takes `limit` and `offset` and says `hasNext`;
    an endpoint that is not takes neither. `loose`: Lever documents another envelope than it is known to send, so that a
    bare array and an object instead of a list of one are taken as well. `single`: `data` is an object and no list.
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

    @property
    def has_parent(self) -> bool:
        return ":id" in self.path

    def url(self, parent_id: str | None) -> str:
        """The path below the API's root, with the parent's id in it.

        Raises:
            ValueError: there is no id for `:id`, or one that would lead to another path.
        """
        if not self.has_parent:
            return self.path
        # Every client resolves dots in a path, also encoded ones, and an empty segment would be the list.
        if parent_id is None or parent_id in ("", ".", ".."):
            raise ValueError(f"{self.path} needs the id of its parent")
        return self.path.replace(":id", quote(parent_id, safe="", errors="replace"))
