"""The endpoints under `/v1`: which there are, who may read them, and what they answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from lever_sandbox.account import Account
from lever_sandbox.answers import (
    NEWEST_FIRST,
    Call,
    Endpoint,
    by_id,
    check_words,
    confidentiality,
    no_confidential_access,
    paged,
    single,
)
from lever_sandbox.child_endpoints import ChildEndpoints, opportunity_row
from lever_sandbox.eeo_endpoints import EeoEndpoints
from lever_sandbox.errors import ApiError, bad_request, forbidden, not_found
from lever_sandbox.expansion import Expander, check_expand, contact_of
from lever_sandbox.forms import PERSONAL_INFORMATION, PROFILE_URLS
from lever_sandbox.jsontypes import Json, dump
from lever_sandbox.opportunity_list import MAIN_ORDER, OpportunityList
from lever_sandbox.opportunity_row import OpportunityRow
from lever_sandbox.paging import LIST_HEAD, Order, envelope, list_tail, page_bounds
from lever_sandbox.postings import STATES, PostingRow
from lever_sandbox.query import within
from lever_sandbox.requisition_endpoints import RequisitionEndpoints
from lever_sandbox.settings import Settings

CHANNELS = ("public", "internal")
ROOT = "/v1"

#: Recorded orders.
BY_TEXT_AND_ID = Order(key=lambda item: (item["text"], item["id"]), descending=(False, False))
BY_TEXT = Order(key=lambda item: (item["text"].casefold(), item["text"]), descending=(False, False))
BY_RANK = Order(key=lambda item: (item["rank"], item["id"]), descending=(False, False))
#: No stable rule was seen for archive reasons: here the order they were made in.
BY_POSITION = Order(key=lambda item: (item["position"], item["id"]), descending=(False, False))
#: Assumed: deletion feeds run from the oldest deletion to the newest.
BY_DELETION = Order(key=lambda item: (item["deletedAt"], item["id"]), descending=(False, False))


Item = TypeVar("Item")


class Api:
    """Answers requests from the account. Every method returns the body of a 200 or raises an ApiError."""

    def __init__(self, account: Account, settings: Settings) -> None:
        self._account = account
        self._settings = settings
        self._opportunities = OpportunityList(account, settings)
        self._derived: dict[str, tuple[int, Any]] = {}
        self._routes = {tuple(endpoint.template[1:].split("/")): endpoint for endpoint in self._endpoints()}

    def _endpoints(self) -> list[Endpoint]:
        return [
            Endpoint("/opportunities", "opportunities", "list", self._list_opportunities),
            Endpoint("/opportunities/deleted", "opportunities", "deleted", self._list_deleted_opportunities),
            Endpoint("/opportunities/:id", "opportunities", "read", self._read_opportunity),
            Endpoint("/applications/deleted", "applications", "deleted", self._list_deleted_applications),
            Endpoint("/postings", "postings", "list", self._list_postings),
            Endpoint("/postings/deleted", "postings", "deleted", self._list_deleted_postings),
            Endpoint("/postings/:id", "postings", "read", self._read_posting),
            Endpoint("/postings/:id/apply", "postings", "apply", self._read_form),
            Endpoint("/stages", "stages", "list", self._list_stages),
            Endpoint("/stages/:id", "stages", "read", self._read_stage),
            Endpoint("/disposition_stages", "disposition_stages", "list", self._read_disposition_stages),
            Endpoint("/archive_reasons", "archive_reasons", "list", self._list_archive_reasons),
            Endpoint("/archive_reasons/:id", "archive_reasons", "read", self._read_archive_reason),
            Endpoint("/tags", "tags", "list", self._list_tags),
            Endpoint("/sources", "sources", "list", self._list_sources),
            Endpoint("/users", "users", "list", self._list_users),
            Endpoint("/users/:id", "users", "read", self._read_user),
            *ChildEndpoints(self._account, self._settings).endpoints(),
            *EeoEndpoints(self._account, self._settings).endpoints(),
            *RequisitionEndpoints(self._account, self._settings).endpoints(),
            Endpoint("/contacts/:id", "contact", "read", self._read_contact),
            Endpoint("/webhooks", "webhooks", "list", self._list_webhooks),
            Endpoint("/feedback_templates", "feedback_templates", "list", self._list_feedback_templates),
            Endpoint("/feedback_templates/:id", "feedback_templates", "read", self._read_feedback_template),
        ]

    def route(self, path: str) -> tuple[Endpoint, tuple[str, ...]] | None:
        """The endpoint for a path below the root, and the ids in it."""
        parts = tuple(path.strip("/").split("/"))
        if parts[0] == "candidates":
            # Deprecated since 2020, still served: a candidate's id is the opportunity's.
            parts = ("opportunities", *parts[1:])
        for ids_at in ((), (1,), (1, 3)):
            if ids_at and ids_at[-1] >= len(parts):
                break
            template = tuple(":id" if position in ids_at else part for position, part in enumerate(parts))
            if (endpoint := self._routes.get(template)) is not None:
                return endpoint, tuple(parts[position] for position in ids_at)
        return None

    def answer(self, endpoint: Endpoint, call: Call) -> bytes:
        if not call.credential.may(endpoint.resource, endpoint.action):
            raise forbidden(f"This API key is not permitted to {endpoint.action} {endpoint.resource}")
        with self._account.lock:
            return endpoint.answer(call)

    # Opportunities --------------------------------------------------------------------------------

    def _list_opportunities(self, call: Call) -> bytes:
        query = call.query
        wanted_confidentiality = confidentiality(call)
        expand = query.many("expand")
        include = query.many("include")
        check_expand("opportunities", expand)
        keys, rows = self._opportunities.select(query, wanted_confidentiality)
        start, end = page_bounds(keys, MAIN_ORDER, query.limit(), query.one("offset"))
        page = rows[start:end]
        next_key = keys[end] if end < len(keys) else None
        if include or (expand and expand != ["applications"]):
            items = [dump(self._expanded_opportunity(row, expand, include)) for row in page]
            return envelope(items, next_key, MAIN_ORDER)
        # The two ways clients list: one join of stored pieces, no serialising, no copy between.
        pieces = [LIST_HEAD]
        for row in page:
            pieces += (row.head, row.application if expand else row.application_reference, row.tail, b",")
        if page:
            pieces.pop()
        pieces.append(list_tail(next_key, MAIN_ORDER))
        return b"".join(pieces)

    def _read_opportunity(self, call: Call) -> bytes:
        row = opportunity_row(self._account, call)
        expand = call.query.many("expand")
        check_expand("opportunities", expand)
        return single(self._expanded_opportunity(row, expand, call.query.many("include")))

    def _expanded_opportunity(self, row: OpportunityRow, expand: list[str], include: list[str]) -> Json:
        body = row.body()
        if include:
            body = _included(body, [*include, *expand])
        return Expander(self._account, row).expand("opportunities", body, expand)

    # Deletion feeds -------------------------------------------------------------------------------

    def _list_deleted_opportunities(self, call: Call) -> bytes:
        return self._feed(self._account.deleted_opportunities, call)

    def _list_deleted_postings(self, call: Call) -> bytes:
        return self._feed(self._account.deleted_postings, call)

    def _list_deleted_applications(self, call: Call) -> bytes:
        if self._settings.applications_feed_needs_bounds:
            # Assumed: one client library marks both as required.
            for name in ("deleted_at_start", "deleted_at_end"):
                if not call.query.has(name):
                    raise bad_request(f"Missing required parameter: {name}")
        return self._feed(self._account.deleted_applications, call)

    def _feed(self, records: list[Json], call: Call) -> bytes:
        span = call.query.span("deleted_at")
        items = [item for item in records if within(item["deletedAt"], span)]
        return paged(items, BY_DELETION, call.query, show=self._shape_deletion)

    def _shape_deletion(self, item: Json) -> Json:
        match self._settings.deleted_feed:
            case "full":
                return item
            case "ids":
                return {"id": item["id"]}
            case _:
                kept = ("id", "deletedAt", "deletedBy", "opportunityId", "postingId")
                return {key: item[key] for key in kept if key in item}

    # Postings -------------------------------------------------------------------------------------

    def _list_postings(self, call: Call) -> bytes:
        query = call.query
        wanted_confidentiality = confidentiality(call)
        updated = query.span("updated_at")
        by_update = updated != (None, None)
        if by_update:
            allowed = {"updated_at_start", "updated_at_end", "confidentiality", "limit", "offset"}
            # Documented rule. Assumed: the status, and that it includes `expand` and `include`.
            if others := sorted(query.names - allowed):
                raise bad_request(f"updated_at cannot be combined with {', '.join(others)}")
        states, channels = query.many("state"), query.many("distributionChannel")
        check_words("state", states, STATES)
        check_words("distributionChannel", channels, CHANNELS)
        expand, include = query.many("expand"), query.many("include")
        check_expand("postings", expand)
        wanted = {name: set(query.many(name)) for name in ("team", "department", "location", "commitment", "level")}
        tags = set(query.many("tag"))

        def fits(row: PostingRow) -> bool:
            body = row.body
            if wanted_confidentiality != "all" and row.confidential != (wanted_confidentiality == "confidential"):
                return False
            if states and body["state"] not in states:
                return False
            if not self._channel_shows(row, channels, by_update):
                return False
            if tags and tags.isdisjoint(body["tags"]):
                return False
            if any(values and body["categories"][name] not in values for name, values in wanted.items()):
                return False
            return within(body["updatedAt"], updated)

        rows = [row for row in self._postings_in_order() if fits(row)]
        keys = [NEWEST_FIRST.key(row.body) for row in rows]
        start, end = page_bounds(keys, NEWEST_FIRST, query.limit(), query.one("offset"))
        page = rows[start:end]
        if expand or include:
            expander = Expander(self._account)
            items = []
            for row in page:
                body = _included(row.body, [*include, *expand]) if include else dict(row.body)
                items.append(dump(expander.expand("postings", body, expand)))
        else:
            items = [dump(row.body) for row in page]
        return envelope(items, keys[end] if end < len(keys) else None, NEWEST_FIRST)

    def _channel_shows(self, row: PostingRow, channels: list[str], by_update: bool) -> bool:
        """The visibility rule of published postings; its reach is unclear, hence the switches."""
        if not channels:
            shown = (
                self._settings.updated_shows_internal_only
                if by_update
                else self._settings.unfiltered_shows_internal_only
            )
            return shown or not row.internal_only
        own = row.body["distributionChannels"]
        if own is None:
            return not self._settings.channel_filter_hides_unpublished
        return not set(own).isdisjoint(channels)

    def _postings_in_order(self) -> list[PostingRow]:
        return self._derive(
            "postings",
            lambda: sorted(self._account.postings.values(), key=lambda row: NEWEST_FIRST.key(row.body)),
        )

    def _posting(self, call: Call) -> PostingRow:
        row = self._account.postings.get(call.ids[0])
        if row is None:
            raise not_found("postings", call.ids[0])
        if row.confidential and not call.credential.confidential:
            # Assumed: 403, as for opportunities.
            raise no_confidential_access()
        return row

    def _read_posting(self, call: Call) -> bytes:
        row = self._posting(call)
        expand, include = call.query.many("expand"), call.query.many("include")
        check_expand("postings", expand)
        body = _included(row.body, [*include, *expand]) if include else dict(row.body)
        return single(Expander(self._account).expand("postings", body, expand))

    def _read_form(self, call: Call) -> bytes:
        row = self._posting(call)
        call.query.word("distribution", ("external", "internal"))
        call.query.one("location")
        if row.apply_status == 404:
            raise not_found("postings", row.id)
        if row.apply_status != 200:
            raise ApiError(row.apply_status, "This posting has no application form")
        form: Json = {"id": row.id, "text": row.body["text"], "customQuestions": row.custom_questions}
        if row.eeo is not None:
            # The key is absent, not null, when EEO is off.
            form["eeoQuestions"] = row.eeo
        form["personalInformation"] = PERSONAL_INFORMATION
        form["urls"] = PROFILE_URLS
        form["consentDisclosures"] = None
        return single(form)

    # Small lists ----------------------------------------------------------------------------------

    def _list_stages(self, call: Call) -> bytes:
        return paged(self._account.company.stages, BY_RANK, call.query, show=_public_stage)

    def _read_stage(self, call: Call) -> bytes:
        return single(_public_stage(by_id("stages", self._account.company.stages, call.ids[0])))

    def _read_disposition_stages(self, call: Call) -> bytes:  # noqa: ARG002 - takes no parameters
        reasons = self._account.company.archive_reasons
        # Recorded: null here where /archive_reasons says `non-hired`.
        shown = [{**reason, "type": "hired" if reason["type"] == "hired" else None} for reason in reasons]
        return single({"stages": self._account.company.stages, "archiveReasons": shown})

    def _list_archive_reasons(self, call: Call) -> bytes:
        kind = call.query.word("type", ("hired", "non-hired"))
        reasons = [
            {**reason, "position": position}
            for position, reason in enumerate(self._account.company.archive_reasons)
            if kind in (None, reason["type"])
        ]
        return paged(reasons, BY_POSITION, call.query, show=_without_position)

    def _read_archive_reason(self, call: Call) -> bytes:
        return single(by_id("archive_reasons", self._account.company.archive_reasons, call.ids[0]))

    def _list_tags(self, call: Call) -> bytes:
        return paged(self._account.tag_list(), BY_TEXT, call.query)

    def _list_sources(self, call: Call) -> bytes:
        sources = self._derive("sources", self._account.source_list)
        return paged(sources, BY_TEXT, call.query)

    def _list_users(self, call: Call) -> bytes:
        query = call.query
        everybody = query.flag("includeDeactivated")
        email, directory = query.one("email"), query.one("external_directory_id")
        roles = query.many("accessRole")
        users = [
            user
            for user in self._account.company.users
            if (everybody or user["deactivatedAt"] is None)
            and email in (None, user["email"])
            and directory in (None, user["externalDirectoryId"])
            and (not roles or user["accessRole"] in roles)
        ]
        return paged(users, NEWEST_FIRST, query)

    def _read_user(self, call: Call) -> bytes:
        return single(by_id("users", self._account.company.users, call.ids[0]))

    def _read_contact(self, call: Call) -> bytes:
        identifier = call.ids[0]
        rows = self._account.by_contact.get(identifier)
        if not rows:
            raise not_found("contacts", identifier)
        return single(contact_of(self._account.rows[rows[0]]))

    def _list_webhooks(self, call: Call) -> bytes:  # noqa: ARG002 - takes no parameters
        # Recorded: no hasNext.
        return single(self._account.company.webhooks)

    def _list_feedback_templates(self, call: Call) -> bytes:
        return paged(self._account.company.feedback_templates, BY_TEXT_AND_ID, call.query)

    def _read_feedback_template(self, call: Call) -> bytes:
        return single(by_id("feedback_templates", self._account.company.feedback_templates, call.ids[0]))

    # Shared ---------------------------------------------------------------------------------------

    def _derive(self, name: str, build: Callable[[], Item]) -> Item:
        """`build()`, remembered until the account changes."""
        held = self._derived.get(name)
        if held is None or held[0] != self._account.version:
            held = (self._account.version, build())
            self._derived[name] = held
        value: Item = held[1]
        return value


def _included(body: Json, names: list[str]) -> Json:
    """Documented: `include` leaves only the named fields. Assumed: `id` always comes along."""
    return {key: value for key, value in body.items() if key == "id" or key in names}


def _public_stage(stage: Json) -> Json:
    return {"id": stage["id"], "text": stage["text"]}


def _without_position(reason: Json) -> Json:
    return {key: value for key, value in reason.items() if key != "position"}
