"""`docs/sql`: a view of each stream with the rows that are still true; those that few have in a file of their own."""

from __future__ import annotations

from source_lever_unified.streams import STREAMS
from source_lever_unified.streams.base import LeverStream

_HEAD = """\
-- Written by `python -m docs.generator`. Change that, not this file.
--
-- One view per stream with the rows that are true now. What the rule is: docs/deletions-and-current-rows.md.
--
-- Expects the tables of all streams, but those for which one has to opt in, as a destination with "append + deduped"
-- writes them: one row per id, the one with the newest changed_at. Run it in their schema, or put the schema before
-- every name. No functions and no types: this is meant to run on any SQL database. Where `create or replace view` is
-- unknown, drop the views first.
"""


_OPT_IN_HEAD = """\
-- Written by `python -m docs.generator`. Change that, not this file.
--
-- The views of streams that are offered only to those who ask for them in the config. Run it after current_views.sql.
"""


def opt_in_views() -> str:
    return "\n".join(
        [_OPT_IN_HEAD]
        + [
            f"-- Only with `{stream.opt_in}`: rows that never change, true while their row of "
            f"{stream.belongs_to.stream} is, however old they are.\n\n{_belonging(stream)}\n"
            for stream in STREAMS
            if stream.belongs_to is not None
        ]
    )


def current_views() -> str:
    """A view stands below those it reads."""
    written = [
        stream
        for stream in STREAMS
        if stream.hangs_on is None and stream.named_by is None and stream.belongs_to is None
    ]
    blocks = ["-- Rows of their own: true until deleted.", *map(_own, written)]
    for parent in written:
        children = [one for one in STREAMS if one.hangs_on is not None and one.hangs_on.stream == parent.name]
        if children:
            blocks.append(
                f"-- True while the row of {parent.name} that they hang on is true, and they are as new as it."
            )
            blocks += map(_hanging, children)
            written += children
    blocks.append("-- Rows that stay when nothing names them any more. Current are those that a current row names.")
    blocks += [_named(stream) for stream in STREAMS if stream.named_by is not None]
    return "\n".join([_HEAD, *(f"{block}\n" for block in blocks)])


def _own(stream: type[LeverStream]) -> str:
    return f"{_opening(stream)}\nselect * from {stream.name} where remote_deleted_at is null;"


def _hanging(stream: type[LeverStream]) -> str:
    assert stream.hangs_on is not None
    return (
        f"{_opening(stream)}\nselect child.*\nfrom {stream.name} child\n"
        f"join current_{stream.hangs_on.stream} parent on parent.id = child.{stream.hangs_on.field}\n"
        "where child.remote_deleted_at is null and child.changed_at >= parent.changed_at;"
    )


def _belonging(stream: type[LeverStream]) -> str:
    assert stream.belongs_to is not None
    return (
        f"{_opening(stream)}\nselect *\nfrom {stream.name}\nwhere remote_deleted_at is null\n"
        f"    and {stream.belongs_to.field} in (select id from current_{stream.belongs_to.stream});"
    )


def _named(stream: type[LeverStream]) -> str:
    assert stream.named_by is not None
    return (
        f"{_opening(stream)}\nselect *\nfrom {stream.name}\nwhere remote_deleted_at is null\n"
        f"    and id in (select {stream.named_by.field} from current_{stream.named_by.stream});"
    )


def _opening(stream: type[LeverStream]) -> str:
    return f"create or replace view current_{stream.name} as"
