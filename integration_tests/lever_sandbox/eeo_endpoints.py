"""`/eeo/responses/pii`: answers per application, by default those of the last week."""

from __future__ import annotations

from lever_sandbox.account import Account
from lever_sandbox.answers import Call, Endpoint, paged
from lever_sandbox.clock import DAY
from lever_sandbox.errors import bad_request
from lever_sandbox.expansion import Expander, check_expand
from lever_sandbox.jsontypes import Json, dump, load
from lever_sandbox.paging import Order
from lever_sandbox.query import within
from lever_sandbox.settings import Settings

#: Recorded, three rows.
LATEST_APPLICATION_FIRST = Order(key=lambda item: (-item["appliedAt"], item["id"]), descending=(True, False))
#: Documented of both EEO endpoints.
DEFAULT_WINDOW = 7 * DAY


class EeoEndpoints:
    def __init__(self, account: Account, settings: Settings) -> None:
        self._account = account
        self._settings = settings
        self._remembered: tuple[int, list[Json]] = (-1, [])

    def endpoints(self) -> list[Endpoint]:
        return [Endpoint("/eeo/responses/pii", "eeo_responses_pii", "list", self._list)]

    def _list(self, call: Call) -> bytes:
        """No `confidentiality`. Assumed: a key without access to confidential data does not see those applications."""
        settings, query = self._settings, call.query
        if settings.eeo_paging == "refused" and (query.has("limit") or query.has("offset")):
            raise bad_request("pagination is not supported for this endpoint")
        start, end = query.span("created_at")
        end = self._account.now if end is None else end
        start = end - DEFAULT_WINDOW if start is None else start
        if settings.eeo_longest_window is not None and end - start > settings.eeo_longest_window:
            raise bad_request("The window is too wide")
        # Nobody knows whether the filter means the application or the answer.
        filtered = {"applied": "appliedAt", "responded": "eeoSurveyRespondedAt"}[settings.eeo_filter]
        expand = query.many("expand")
        check_expand("eeo", expand)
        items = [
            item["response"]
            for item in self._responses()
            if within(item["response"][filtered], (start, end))
            and (call.credential.confidential or not item["confidential"])
        ]
        if expand:
            expander = Expander(self._account)
            items = [expander.expand("eeo", dict(item), expand) for item in items]
        if settings.eeo_paging == "ignored":
            query.limit()
            return self._wrapped(b'{"data":' + dump(sorted(items, key=LATEST_APPLICATION_FIRST.key)) + b"}")
        return self._wrapped(paged(items, LATEST_APPLICATION_FIRST, query))

    def _wrapped(self, body: bytes) -> bytes:
        settings = self._settings
        if settings.eeo_envelope == "list" and not settings.eeo_numbers_as_strings:
            return body
        answer = load(body)
        if settings.eeo_numbers_as_strings:
            for item in answer["data"]:
                for name in ("appliedAt", "eeoSurveyRespondedAt"):
                    item[name] = str(item[name])
        if settings.eeo_envelope == "nested":
            # As Lever's documentation shows it.
            answer["data"] = {"eeoResponses": answer["data"]}
        return dump(answer)

    def _responses(self) -> list[Json]:
        version = self._account.version
        if self._remembered[0] != version:
            self._remembered = (version, list(self._account.eeo_responses()))
        return self._remembered[1]
