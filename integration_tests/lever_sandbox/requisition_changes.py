"""Changes to requisitions and to the fields an account has defined for them."""

from __future__ import annotations

from copy import deepcopy

from lever_sandbox.identifiers import new_id
from lever_sandbox.jsontypes import Json
from lever_sandbox.store import Store, UnknownObjectError

#: Documented: what moves `requisition.updatedAt`. Hires, postings, offers and approvals do not.
_BUMPING = frozenset(
    (
        *("backfill", "compensationBand", "confidentiality", "customFields", "department", "employmentStatus"),
        *("headcountTotal", "hiringManager", "internalNotes", "location", "name", "owner", "requisitionCode"),
        *("status", "team", "timeToFillEndAt", "timeToFillStartAt"),
    )
)


class RequisitionChanges(Store):
    def find_requisitions(
        self,
        *,
        status: str | None = None,
        confidential: bool | None = False,
        has_postings: bool | None = None,
        limit: int | None = None,
    ) -> list[str]:
        """Ids of requisitions that fit; `None` means either way."""
        wanted = (
            (confidential, lambda item: item["confidentiality"] == "confidential"),
            (has_postings, lambda item: bool(item["postings"])),
        )
        with self.lock:
            found = [
                item["id"]
                for item in self.requisitions
                if status in (None, item["status"])
                and all(value is None or test(item) == value for value, test in wanted)
            ]
        return found[:limit]

    def requisition(self, requisition_id: str) -> Json:
        """A copy of the requisition as the API shows it."""
        with self.lock:
            return deepcopy(self._requisition(requisition_id))

    def create_requisition(
        self,
        *,
        name: str = "New requisition",
        code: str | None = None,
        status: str = "open",
        posting_id: str | None = None,
        confidential: bool = False,
        created_at: int | None = None,
    ) -> str:
        """A requisition for one job, for `posting_id` if given. Returns its id."""
        with self.lock:
            identifier = new_id(self.rng)
            at = self.now
            user = self.company.users[0]["id"]
            self.requisitions.append(
                {
                    "id": identifier,
                    "createdAt": at if created_at is None else created_at,
                    "confidentiality": "confidential" if confidential else "non-confidential",
                    "status": status,
                    "name": name,
                    "requisitionCode": code or f"NEW-{identifier[:8]}",
                    "headcountTotal": 1,
                    "headcountHired": 0,
                    "headcountInfinite": False,
                    "backfill": False,
                    "creator": user,
                    "owner": user,
                    "hiringManager": None,
                    "internalNotes": "",
                    "compensationBand": None,
                    "approval": {"steps": []},
                    "employmentStatus": None,
                    "location": None,
                    "team": None,
                    "department": None,
                    "postings": [],
                    "offerIds": [],
                    "timeToFillStartAt": None,
                    "timeToFillEndAt": None,
                    "updatedAt": at,
                    "customFields": {},
                    "closedAt": None,
                }
            )
            if posting_id is not None:
                self.link_requisition(identifier, posting_id)
            self.version += 1
            return identifier

    def update_requisition(self, requisition_id: str, changes: Json) -> None:
        """Overwrite attributes as the API shows them; `updatedAt` moves when one of them moves it."""
        with self.lock:
            item = self._requisition(requisition_id)
            item.update(changes)
            if _BUMPING & set(changes):
                item["updatedAt"] = self.now
            self.version += 1

    def set_requisition_confidential(self, requisition_id: str, confidential: bool = True) -> None:
        word = "confidential" if confidential else "non-confidential"
        self.update_requisition(requisition_id, {"confidentiality": word})

    def close_requisition(self, requisition_id: str) -> None:
        self.update_requisition(requisition_id, {"status": "closed", "closedAt": self.now})

    def delete_requisition(self, requisition_id: str) -> None:
        """Gone from the list: Lever has no feed of deleted requisitions. Postings go on naming its code."""
        with self.lock:
            self.requisitions.remove(self._requisition(requisition_id))
            self.version += 1

    def link_requisition(self, requisition_id: str, posting_id: str) -> None:
        """The posting fills the requisition. Documented: that leaves `requisition.updatedAt` alone."""
        with self.lock:
            item, posting = self._requisition(requisition_id), self._posting(posting_id)
            if posting_id not in item["postings"]:
                item["postings"].append(posting_id)
                posting.body["requisitionCodes"].append(item["requisitionCode"])
            self.version += 1

    def unlink_requisition(self, requisition_id: str, posting_id: str) -> None:
        with self.lock:
            item, posting = self._requisition(requisition_id), self._posting(posting_id)
            if posting_id not in item["postings"]:
                raise UnknownObjectError("posting of the requisition", posting_id)
            item["postings"].remove(posting_id)
            posting.body["requisitionCodes"].remove(item["requisitionCode"])
            self.version += 1

    def add_requisition_field(self, field_id: str, *, text: str = "New field", type: str = "text") -> None:
        with self.lock:
            self.company.requisition_fields.append({"id": field_id, "text": text, "type": type, "isRequired": False})
            self.version += 1

    def change_requisition_field(self, field_id: str, changes: Json) -> None:
        with self.lock:
            self._requisition_field(field_id).update(changes)
            self.version += 1

    def remove_requisition_field(self, field_id: str) -> None:
        """Requisitions keep their values."""
        with self.lock:
            self.company.requisition_fields.remove(self._requisition_field(field_id))
            self.version += 1

    def _requisition(self, requisition_id: str) -> Json:
        for item in self.requisitions:
            if item["id"] == requisition_id:
                return item
        raise UnknownObjectError("requisition", requisition_id)

    def _requisition_field(self, field_id: str) -> Json:
        for field in self.company.requisition_fields:
            if field["id"] == field_id:
                return field
        raise UnknownObjectError("requisition field", field_id)
