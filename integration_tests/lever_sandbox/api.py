"""The endpoints under `/v1`: which there are, who may read them, and what they answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

from lever_sandbox import children
from lever_sandbox.account import Account
from lever_sandbox.auth import Credential
from lever_sandbox.errors import ApiError, bad_request, forbidden, not_found
from lever_sandbox.expansion import Expander, check_expand, contact_of
from lever_sandbox.forms import PERSONAL_INFORMATION, PROFILE_URLS
from lever_sandbox.jsontypes import Json, dump
from lever_sandbox.opportunity_list import MAIN_ORDER, OpportunityList
from lever_sandbox.opportunity_row import OpportunityRow
from lever_sandbox.paging import LIST_HEAD, Descending, Order, envelope, list_tail, page_bounds
from lever_sandbox.postings import STATES, PostingRow
from lever_sandbox.query import Query, within
from lever_sandbox.settings import Settings

CONFIDENTIALITIES = ("non-confidential", "confidential", "all")
CHANNELS = ("public", "internal")
ROOT = "/v1"

#: Recorded orders. Assumed: the tokens of lists other than /opportunities, /postings and /feedback_templates.
NEWEST_FIRST = Order(key=lambda item: (-item["createdAt"], item["id"]), descending=(True, False))
OLDEST_FIRST = Order(key=lambda item: (item["createdAt"], item["id"]), descending=(False, False))
BY_TEXT_AND_ID = Order(key=lambda item: (item["text"], item["id"]), descending=(False, False))
BY_TEXT = Order(key=lambda item: (item["text"].casefold(), item["text"]), descending=(False, False))
BY_RANK = Order(key=lambda item: (item["rank"], item["id"]), descending=(False, False))
#: No stable rule was seen for archive reasons: here the order they were made in.
BY_POSITION = Order(key=lambda item: (item["position"], item["id"]), descending=(False, False))
#: Assumed: deletion feeds run from the oldest deletion to the newest.
BY_DELETION = Order(key=lambda item: (item["deletedAt"], item["id"]), descending=(False, False))
BY_ID_DESCENDING = Order(key=lambda item: (Descending(item["id"]),), descending=(True,))


@dataclass
class Call:
    """One request, with its credential checked."""

    query: Query
    ids: tuple[str, ...]
    credential: Credential


class Endpoint(NamedTuple):
    template: str
    resource: str
    action: str
    answer: Callable[[Call], bytes]


Item = TypeVar("Item")


class Api:
    """Answers requests from the account. Every method returns the body of a 200 or raises an ApiError."""

    def __init__(self, account: Account, settings: Settings) -> None:
        self._account = account
        self._settings = settings
        self._opportunities = OpportunityList(account)
        self._derived: dict[str, tuple[int, Any]] = {}
        self._routes = {tuple(endpoint.template[1:].split("/")): endpoint for endpoint in self._endpoints()}

    def _endpoints(self) -> list[Endpoint]:
        one = "/opportunities/:id"
        return [
            Endpoint("/opportunities", "opportunities", "list", self._list_opportunities),
            Endpoint("/opportunities/deleted", "opportunities", "deleted", self._list_deleted_opportunities),
            Endpoint(one, "opportunities", "read", self._read_opportunity),
            Endpoint("/applications/deleted", "applications", "deleted", self._list_deleted_applications),
            Endpoint(f"{one}/applications", "applications", "list", self._child(self._application_children)),
            Endpoint(f"{one}/applications/:id", "applications", "read", self._child(self._application_children)),
            Endpoint(f"{one}/interviews", "interviews", "list", self._list_interviews),
            Endpoint(f"{one}/interviews/:id", "interviews", "read", self._child(self._interview_children)),
            Endpoint(f"{one}/offers", "offers", "list", self._list_offers),
            Endpoint(f"{one}/panels", "panels", "list", self._child(self._panel_children)),
            Endpoint(f"{one}/panels/:id", "panels", "read", self._child(self._panel_children)),
            Endpoint(f"{one}/feedback", "feedback", "list", self._child(self._feedback_children)),
            Endpoint(f"{one}/feedback/:id", "feedback", "read", self._child(self._feedback_children)),
            Endpoint(f"{one}/notes", "notes", "list", self._child(self._note_children)),
            Endpoint(f"{one}/notes/:id", "notes", "read", self._child(self._note_children)),
            Endpoint(f"{one}/referrals", "referrals", "list", self._child(self._referral_children)),
            Endpoint(f"{one}/referrals/:id", "referrals", "read", self._child(self._referral_children)),
            Endpoint(f"{one}/forms", "forms", "list", self._child(self._form_children)),
            Endpoint(f"{one}/forms/:id", "forms", "read", self._child(self._form_children)),
            Endpoint(f"{one}/resumes", "resumes", "list", self._list_resumes),
            Endpoint(f"{one}/files", "files", "list", self._list_files),
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
            Endpoint("/requisitions", "requisitions", "list", self._list_requisitions),
            Endpoint("/requisitions/:id", "requisitions", "read", self._read_requisition),
            Endpoint("/requisition_fields", "requisition_fields", "list", self._list_requisition_fields),
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
        confidentiality = self._confidentiality(call)
        expand = query.many("expand")
        include = query.many("include")
        check_expand("opportunities", expand)
        keys, rows = self._opportunities.select(query, confidentiality)
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
        row = self._row(call)
        expand = call.query.many("expand")
        check_expand("opportunities", expand)
        return _single(self._expanded_opportunity(row, expand, call.query.many("include")))

    def _expanded_opportunity(self, row: OpportunityRow, expand: list[str], include: list[str]) -> Json:
        body = row.body()
        if include:
            body = _included(body, [*include, *expand])
        return Expander(self._account, row).expand("opportunities", body, expand)

    def _row(self, call: Call) -> OpportunityRow:
        identifier = call.ids[0]
        row = self._account.rows.get(identifier)
        if row is None:
            raise not_found("opportunities", identifier)
        if row.confidential and not call.credential.confidential:
            # Assumed: 403, for the opportunity and everything below it.
            raise forbidden("This API key is not permitted to access confidential data")
        return row

    # Children of an opportunity -------------------------------------------------------------------

    def _child(self, read: Callable[[OpportunityRow], tuple[str, list[Json]]]) -> Callable[[Call], bytes]:
        """The list or, when the path ends with an id, the single read of a kind of child."""

        def answer(call: Call) -> bytes:
            row = self._row(call)
            family, items = read(row)
            expand = call.query.many("expand")
            check_expand(family, expand)
            if expand:
                expander = Expander(self._account, row, children.feedback(self._account, row))
                items = [expander.expand(family, item, expand) for item in items]
            if len(call.ids) == 1:
                return self._paged(items, OLDEST_FIRST, call.query)
            for item in items:
                if item["id"] == call.ids[1]:
                    return _single(item)
            raise not_found(family, call.ids[1])

        return answer

    def _application_children(self, row: OpportunityRow) -> tuple[str, list[Json]]:
        application = row.application_body()
        return "applications", [application] if application else []

    def _interview_children(self, row: OpportunityRow) -> tuple[str, list[Json]]:
        items = row.interview_bodies()
        if self._settings.hide_canceled_interviews:
            items = [item for item in items if item["canceledAt"] is None]
        return "interviews", items

    def _offer_children(self, row: OpportunityRow) -> tuple[str, list[Json]]:
        return "offers", row.offer_bodies()

    def _panel_children(self, row: OpportunityRow) -> tuple[str, list[Json]]:
        return "panels", children.panels(row)

    def _feedback_children(self, row: OpportunityRow) -> tuple[str, list[Json]]:
        return "feedback", children.feedback(self._account, row)

    def _note_children(self, row: OpportunityRow) -> tuple[str, list[Json]]:
        return "notes", children.notes(self._account, row)

    def _referral_children(self, row: OpportunityRow) -> tuple[str, list[Json]]:
        return "referrals", children.referrals(row)

    def _form_children(self, row: OpportunityRow) -> tuple[str, list[Json]]:
        return "forms", children.profile_forms(self._account, row)

    def _list_interviews(self, call: Call) -> bytes:
        row = self._row(call)
        if self._settings.hide_canceled_interviews or not self._fits_as_stored(row.interviews, call):
            return self._child(self._interview_children)(call)
        return envelope(row.interviews, None, OLDEST_FIRST)

    def _list_offers(self, call: Call) -> bytes:
        row = self._row(call)
        if not self._fits_as_stored(row.offers, call):
            return self._child(self._offer_children)(call)
        return envelope(row.offers, None, OLDEST_FIRST)

    @staticmethod
    def _fits_as_stored(items: tuple[bytes, ...], call: Call) -> bool:
        """The common case of a child list: none or one, wanted whole. It needs no parsing."""
        call.query.limit()
        return len(items) <= 1 and call.query.one("offset") is None and not call.query.many("expand")

    def _list_resumes(self, call: Call) -> bytes:
        row = self._row(call)
        self._refuse_paging(call)
        span = call.query.span("uploaded_at")
        items = [item for item in children.resumes(row) if within(item["file"]["uploadedAt"], span)]
        if not items and self._settings.resumes_empty_404:
            raise not_found("resumes", row.id)
        return envelope(map(dump, items), None, OLDEST_FIRST)

    def _list_files(self, call: Call) -> bytes:
        row = self._row(call)
        self._refuse_paging(call)
        span = call.query.span("uploaded_at")
        items = [item for item in children.files(row, self._settings) if within(int(item["uploadedAt"]), span)]
        if self._settings.files_bare_array:
            return dump(items)
        return envelope(map(dump, items), None, OLDEST_FIRST)

    @staticmethod
    def _refuse_paging(call: Call) -> None:
        if call.query.has("limit") or call.query.has("offset"):
            raise bad_request("pagination is not supported for this endpoint")

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
        return self._paged(items, BY_DELETION, call.query, show=self._shape_deletion)

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
        confidentiality = self._confidentiality(call)
        updated = query.span("updated_at")
        by_update = updated != (None, None)
        if by_update:
            allowed = {"updated_at_start", "updated_at_end", "confidentiality", "limit", "offset"}
            # Documented rule. Assumed: the status, and that it includes `expand` and `include`.
            if others := sorted(query.names - allowed):
                raise bad_request(f"updated_at cannot be combined with {', '.join(others)}")
        states, channels = query.many("state"), query.many("distributionChannel")
        _check_words("state", states, STATES)
        _check_words("distributionChannel", channels, CHANNELS)
        expand, include = query.many("expand"), query.many("include")
        check_expand("postings", expand)
        wanted = {name: set(query.many(name)) for name in ("team", "department", "location", "commitment", "level")}
        tags = set(query.many("tag"))

        def fits(row: PostingRow) -> bool:
            body = row.body
            if confidentiality != "all" and row.confidential != (confidentiality == "confidential"):
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
            raise forbidden("This API key is not permitted to access confidential data")
        return row

    def _read_posting(self, call: Call) -> bytes:
        row = self._posting(call)
        expand, include = call.query.many("expand"), call.query.many("include")
        check_expand("postings", expand)
        body = _included(row.body, [*include, *expand]) if include else dict(row.body)
        return _single(Expander(self._account).expand("postings", body, expand))

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
        return _single(form)

    # Small lists ----------------------------------------------------------------------------------

    def _list_stages(self, call: Call) -> bytes:
        return self._paged(self._account.company.stages, BY_RANK, call.query, show=_public_stage)

    def _read_stage(self, call: Call) -> bytes:
        return _single(_public_stage(_by_id("stages", self._account.company.stages, call.ids[0])))

    def _read_disposition_stages(self, call: Call) -> bytes:  # noqa: ARG002 - takes no parameters
        reasons = self._account.company.archive_reasons
        # Recorded: null here where /archive_reasons says `non-hired`.
        shown = [{**reason, "type": "hired" if reason["type"] == "hired" else None} for reason in reasons]
        return _single({"stages": self._account.company.stages, "archiveReasons": shown})

    def _list_archive_reasons(self, call: Call) -> bytes:
        kind = call.query.word("type", ("hired", "non-hired"))
        reasons = [
            {**reason, "position": position}
            for position, reason in enumerate(self._account.company.archive_reasons)
            if kind in (None, reason["type"])
        ]
        return self._paged(reasons, BY_POSITION, call.query, show=_without_position)

    def _read_archive_reason(self, call: Call) -> bytes:
        return _single(_by_id("archive_reasons", self._account.company.archive_reasons, call.ids[0]))

    def _list_tags(self, call: Call) -> bytes:
        return self._paged(self._account.tag_list(), BY_TEXT, call.query)

    def _list_sources(self, call: Call) -> bytes:
        sources = self._derive("sources", self._account.source_list)
        return self._paged(sources, BY_TEXT, call.query)

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
        return self._paged(users, NEWEST_FIRST, query)

    def _read_user(self, call: Call) -> bytes:
        return _single(_by_id("users", self._account.company.users, call.ids[0]))

    def _list_requisitions(self, call: Call) -> bytes:
        query = call.query
        confidentiality = self._confidentiality(call)
        created, status, code = query.span("created_at"), query.many("status"), query.many("requisition_code")
        expand = query.many("expand")
        check_expand("requisitions", expand)
        items = [
            dict(item)
            for item in self._account.requisitions
            if confidentiality in ("all", item["confidentiality"])
            and within(item["createdAt"], created)
            and (not status or item["status"] in status)
            and (not code or item["requisitionCode"] in code)
        ]
        if expand:
            expander = Expander(self._account)
            items = [expander.expand("requisitions", item, expand) for item in items]
        return self._paged(items, BY_ID_DESCENDING, query)

    def _read_requisition(self, call: Call) -> bytes:
        return _single(_by_id("requisitions", self._account.requisitions, call.ids[0]))

    def _list_requisition_fields(self, call: Call) -> bytes:  # noqa: ARG002 - takes no parameters
        # Recorded: no hasNext.
        return _single(self._account.company.requisition_fields)

    def _read_contact(self, call: Call) -> bytes:
        identifier = call.ids[0]
        rows = self._account.by_contact.get(identifier)
        if not rows:
            raise not_found("contacts", identifier)
        return _single(contact_of(self._account.rows[rows[0]]))

    def _list_webhooks(self, call: Call) -> bytes:  # noqa: ARG002 - takes no parameters
        # Recorded: no hasNext.
        return _single(self._account.company.webhooks)

    def _list_feedback_templates(self, call: Call) -> bytes:
        return self._paged(self._account.company.feedback_templates, BY_TEXT_AND_ID, call.query)

    def _read_feedback_template(self, call: Call) -> bytes:
        return _single(_by_id("feedback_templates", self._account.company.feedback_templates, call.ids[0]))

    # Shared ---------------------------------------------------------------------------------------

    def _confidentiality(self, call: Call) -> str:
        value = call.query.word("confidentiality", CONFIDENTIALITIES) or "non-confidential"
        if value != "non-confidential" and not call.credential.confidential:
            # Documented: "an access error". Assumed: 403.
            raise forbidden("This API key is not permitted to access confidential data")
        return value

    def _paged(
        self, items: Sequence[Json], order: Order, query: Query, show: Callable[[Json], Json] | None = None
    ) -> bytes:
        ordered = sorted(items, key=order.key)
        keys = [order.key(item) for item in ordered]
        start, end = page_bounds(keys, order, query.limit(), query.one("offset"))
        page = [dump(show(item) if show else item) for item in ordered[start:end]]
        return envelope(page, keys[end] if end < len(keys) else None, order)

    def _derive(self, name: str, build: Callable[[], Item]) -> Item:
        """`build()`, remembered until the account changes."""
        held = self._derived.get(name)
        if held is None or held[0] != self._account.version:
            held = (self._account.version, build())
            self._derived[name] = held
        value: Item = held[1]
        return value


def _single(value: object) -> bytes:
    return b'{"data":' + dump(value) + b"}"


def _by_id(collection: str, items: Iterable[Json], identifier: str) -> Json:
    for item in items:
        if item["id"] == identifier:
            return item
    raise not_found(collection, identifier)


def _included(body: Json, names: list[str]) -> Json:
    """Documented: `include` leaves only the named fields. Assumed: `id` always comes along."""
    return {key: value for key, value in body.items() if key == "id" or key in names}


def _check_words(name: str, values: Iterable[str], allowed: tuple[str, ...]) -> None:
    for value in values:
        if value not in allowed:
            raise bad_request(f"{name} must be one of {', '.join(allowed)}")


def _public_stage(stage: Json) -> Json:
    return {"id": stage["id"], "text": stage["text"]}


def _without_position(reason: Json) -> Json:
    return {key: value for key, value in reason.items() if key != "position"}
