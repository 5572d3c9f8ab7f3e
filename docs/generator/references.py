"""What the ids in the rows point to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, get_args, get_origin

from typing_extensions import get_type_hints, is_typeddict

from source_lever_unified.streams import STREAMS
from source_lever_unified.unified.row import NamedReference, Ref


@dataclass(frozen=True)
class Reference:
    """A field of unified ids. `always`: every row that is not deleted has one."""

    stream: str
    path: str
    target: str
    always: bool = False

    @property
    def is_list(self) -> bool:
        """Whether one row may point to several."""
        return self.path.endswith("_ids") or "[]" in self.path


def id_fields(row: type, prefix: str = "") -> Iterator[tuple[str, Ref | None]]:
    """Path and mark of each field of a row that names another row or looks as if it did."""
    for name, hint in get_type_hints(row, include_extras=True).items():
        path = prefix + name
        mark = next((note for note in _notes(hint) if isinstance(note, Ref)), None)
        nested = next((part for part in _parts(hint) if is_typeddict(part)), None)
        if nested is not None:
            inner = f"{path}[]" if any(get_origin(part) is list for part in _parts(hint)) else path
            if nested is NamedReference:
                yield f"{inner}.id", mark
            else:
                yield from id_fields(nested, f"{inner}.")
        elif name.endswith(("_id", "_ids")) and not name.endswith("remote_id"):
            yield path, mark


def _notes(hint: Any) -> tuple[Any, ...]:
    return get_args(hint)[1:] if get_origin(hint) is Annotated else ()


def _parts(hint: Any) -> Iterator[Any]:
    """A type and all types in it: `list[X] | None` holds `list[X]`, X and None."""
    yield hint
    for inner in get_args(hint):
        yield from _parts(inner)


_MARKED = [(stream.name, path, mark) for stream in STREAMS for path, mark in id_fields(stream.row)]

REFERENCES = tuple(
    Reference(stream, path, mark.stream, mark.always)
    for stream, path, mark in _MARKED
    if mark is not None and mark.stream is not None
)

LEADING_NOWHERE = frozenset(
    f"{stream}.{path}" for stream, path, mark in _MARKED if mark is not None and mark.stream is None
)
"""Fields of ids that no stream has rows for, `stream.path`."""

UNMARKED = [f"{stream}.{path}" for stream, path, mark in _MARKED if mark is None]
"""Fields that look like references, and nobody has said to what."""

EXCEPTIONS: Mapping[str, str] = {
    "users": "A user whom Lever does not list, not even among the deactivated: removed people stay owner, hiring "
    "manager, interviewer or organizer of old records.",
    "application_stages": "A stage that was removed from the pipeline: stage changes and archived candidates keep it.",
    "rejection_reasons": "An archive reason that was removed: applications keep it.",
    "jobs": "A posting that was deleted, whose applications stay; one that is confidential while "
    "`include_confidential` is off; or, with a `start_date`, one that nobody touched since.",
    "contacts": "`users.linked_contact_ids` may name a contact whose opportunities this API key may not see, or that "
    "has none any more.",
    "requisitions": "A requisition that was deleted, or is confidential while `include_confidential` is off: offers "
    "and applications of hires keep it.",
    "departments": "A department or team that only requisitions name, when the API key may not read these.",
    "offices": "A location that only requisitions name, when the API key may not read these.",
    "sources": "A source that Lever does not list.",
    "tags": "A tag that Lever put on by itself and does not list.",
    "interview_panels": "A panel that was deleted after the interview or the feedback form was read last.",
    "interviews": "`scorecards.interview_id` and `interview_panels` keep an interview that was deleted.",
    "scorecards": "`interviews.scorecard_ids` is as of the last read of the interview: the form may have been deleted "
    "since. `scorecards.interview_id` is the truth.",
    "scorecard_templates": "A template that was deactivated: Lever lists active ones only, and interviews and feedback "
    "keep it.",
    "referrals": "`applications.referral_id` is as of the last read of the application: the form may have been deleted "
    "since.",
    "offers": "`applications.offer_id` is as of the last read of the application: the offer may have been deleted "
    "since. `offers.application_id` is the truth.",
}
"""By the stream that lacks the row: why an id may lead nowhere although nothing was missed."""
