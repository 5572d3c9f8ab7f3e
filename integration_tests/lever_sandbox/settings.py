"""What can be switched while the sandbox runs: limits, latency, behaviours that nobody has seen for sure."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any

#: The settings that are words, and which words.
WORDS = {
    "deleted_feed": ("plain", "full", "ids"),
    "requisitions_feature": ("on", "forbidden", "missing", "empty"),
    "forms_envelope": ("list", "object", "bare"),
    "eeo_envelope": ("list", "nested"),
    "eeo_filter": ("applied", "responded"),
    "eeo_paging": ("honoured", "refused", "ignored"),
}


@dataclass
class Settings:
    """Change through `Sandbox.settings` or `POST /_control/settings`."""

    #: Requests per second and credential; None switches the limit off. Lever's documented values are 10 and
    #: 20.
    rps: float | None = None
    burst: float = 20
    #: Added to every API answer, without holding up other connections.
    latency_ms: float = 0
    #: Seconds in a `Retry-After` header of 429 answers; None sends none, as documented.
    retry_after: float | None = None
    #: Seconds an OAuth access token lives.
    expires_in: int = 3600
    #: Does a plain list of postings hold published ones whose only channel is internal? The docs leave it
    #: open.
    unfiltered_shows_internal_only: bool = False
    #: The same with `updated_at_*`, which cannot be combined with `distributionChannel`.
    updated_shows_internal_only: bool = True
    #: Does `distributionChannel` leave out postings in other states, whose channels are null?
    channel_filter_hides_unpublished: bool = True
    #: Items of the deletion feeds: `plain` (id, deletedAt, deletedBy, ids of relatives), `full` (with the
    #: record's usual fields where known), `ids` (only the id, all that a client can rely on).
    deleted_feed: str = "plain"
    #: One client library treats both bounds of /applications/deleted as required.
    applications_feed_needs_bounds: bool = True
    #: What accounts without requisitions answer: 403, 404, or empty lists.
    requisitions_feature: str = "on"
    #: Do `updated_at_*` filters of /opportunities yield rows whose `updatedAt` is null?
    updated_filter_yields_nulls: bool = False
    #: Whether interview lists hold canceled interviews is not proven.
    hide_canceled_interviews: bool = False
    #: An API bug that one client met: 404 instead of an empty list.
    resumes_empty_404: bool = False
    #: Lever's documentation shows a bare array, with numbers as strings.
    files_bare_array: bool = False
    file_numbers_as_strings: bool = False
    #: One client sends `limit` to resumes, another was refused.
    documents_accept_limit: bool = False
    #: A download may lead somewhere else first.
    downloads_redirect: bool = False
    #: The same for profile forms, where it shows a single object.
    forms_envelope: str = "list"
    form_numbers_as_strings: bool = False
    #: Do API keys see secret notes (one did) and secret profile forms?
    secret_notes_shown: bool = True
    secret_forms_shown: bool = True
    #: For how long lists hold deleted feedback, notes and profile forms is not known.
    deleted_children_listed: bool = True
    #: Answers of invited people: only the two words that were recorded, or all that calendars have?
    all_responses: bool = False
    #: EEO responses were recorded in a plain list, and documented inside an object, with numbers as strings.
    eeo_envelope: str = "list"
    eeo_numbers_as_strings: bool = False
    #: What `created_at_*` of EEO responses filters: when somebody applied, or when they answered.
    eeo_filter: str = "applied"
    #: `limit` and `offset` of EEO responses: honoured, refused (400), or ignored, without `hasNext`.
    eeo_paging: str = "honoured"
    #: The widest window of EEO responses in ms; wider ones are a 400.
    eeo_longest_window: int | None = None

    def update(self, changes: dict[str, Any]) -> None:
        """Set some attributes. Raises ValueError for an unknown name or a value that cannot be meant."""
        known = {item.name for item in fields(self)}
        for name, value in changes.items():
            if name not in known:
                raise ValueError(f"unknown setting {name!r}; known: {', '.join(sorted(known))}")
            if name in WORDS and value not in WORDS[name]:
                raise ValueError(f"{name} must be one of {', '.join(WORDS[name])}")
            if isinstance(getattr(self, name), bool) and not isinstance(value, bool):
                raise ValueError(f"{name} must be true or false")
            setattr(self, name, value)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)
