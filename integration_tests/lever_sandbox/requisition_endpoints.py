"""`/requisitions` and `/requisition_fields`: a feature that can be off."""

from __future__ import annotations

from lever_sandbox.account import Account
from lever_sandbox.answers import Call, Endpoint, by_id, confidentiality, no_confidential_access, paged, single
from lever_sandbox.errors import ApiError, forbidden
from lever_sandbox.expansion import Expander, check_expand
from lever_sandbox.jsontypes import Json
from lever_sandbox.paging import Descending, Order
from lever_sandbox.query import within
from lever_sandbox.settings import Settings

#: Recorded.
BY_ID_DESCENDING = Order(key=lambda item: (Descending(item["id"]),), descending=(True,))


class RequisitionEndpoints:
    def __init__(self, account: Account, settings: Settings) -> None:
        self._account = account
        self._settings = settings

    def endpoints(self) -> list[Endpoint]:
        return [
            Endpoint("/requisitions", "requisitions", "list", self._list),
            Endpoint("/requisitions/:id", "requisitions", "read", self._read),
            Endpoint("/requisition_fields", "requisition_fields", "list", self._list_fields),
            Endpoint("/requisition_fields/:id", "requisition_fields", "read", self._read_field),
        ]

    def _list(self, call: Call) -> bytes:
        """Documented: no filter by `updatedAt`; a client that sends one gets the whole list."""
        query = call.query
        wanted = confidentiality(call)
        created, status, code = query.span("created_at"), query.many("status"), query.many("requisition_code")
        expand = query.many("expand")
        check_expand("requisitions", expand)
        items = [
            dict(item)
            for item in self._requisitions()
            if wanted in ("all", item["confidentiality"])
            and within(item["createdAt"], created)
            and (not status or item["status"] in status)
            and (not code or item["requisitionCode"] in code)
        ]
        if expand:
            expander = Expander(self._account)
            items = [expander.expand("requisitions", item, expand) for item in items]
        return paged(items, BY_ID_DESCENDING, query)

    def _read(self, call: Call) -> bytes:
        item = by_id("requisitions", self._requisitions(), call.ids[0])
        if item["confidentiality"] == "confidential" and not call.credential.confidential:
            # Assumed: 403, as for opportunities.
            raise no_confidential_access()
        expand = call.query.many("expand")
        check_expand("requisitions", expand)
        return single(Expander(self._account).expand("requisitions", dict(item), expand))

    def _list_fields(self, call: Call) -> bytes:
        required, kinds = call.query.flag("isRequired"), call.query.many("type")
        fields = [
            field
            for field in self._fields()
            if required in (None, field["isRequired"]) and (not kinds or field["type"] in kinds)
        ]
        # Recorded: no hasNext.
        return single(fields)

    def _read_field(self, call: Call) -> bytes:
        return single(by_id("requisition_fields", self._fields(), call.ids[0]))

    def _requisitions(self) -> list[Json]:
        return self._account.requisitions if self._is_on() else []

    def _fields(self) -> list[Json]:
        return self._account.company.requisition_fields if self._is_on() else []

    def _is_on(self) -> bool:
        """Nobody knows what accounts without the feature get."""
        match self._settings.requisitions_feature:
            case "forbidden":
                raise forbidden("Requisitions are not enabled for this account")
            case "missing":
                raise ApiError(404, "The requested resource was not found")
            case feature:
                return feature == "on"
