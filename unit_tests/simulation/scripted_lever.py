"""Lever, as far as the streams ask it: a function from a request to an answer.

Orders, filters and offset tokens are Lever's own: opportunities come by stage and time of advance, so that they move
between pages while they are listed, and a token is the sort key of the next row.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import quote, unquote

from unit_tests.simulation.account import Account, LeverObject

Query = Mapping[str, Any]
Answer = tuple[int, Any]

NO_SUCH_TOKEN: Answer = (400, {"code": "BadRequestError", "message": "Invalid offset token"})


class ScriptedLever:
    """`page_size`: rows to a page, however many are asked for; a client must not mind."""

    def __init__(self, account: Account, page_size: int) -> None:
        self._account = account
        self._page_size = page_size

    def answer(self, path: str, query: Query) -> Answer:
        account = self._account
        match path.strip("/").split("/"):
            case ["users"]:
                return self._paged(account.users.values(), lambda user: [-user["createdAt"], user["id"]], query)
            case ["stages"]:
                return self._paged(
                    account.stages.values(), lambda stage: [list(account.stages).index(stage["id"])], query
                )
            case ["archive_reasons"]:
                return self._paged(account.reasons.values(), lambda reason: [reason["id"]], query)
            case ["tags"]:
                return self._paged(account.tags.values(), lambda tag: [tag["text"]], query)
            case ["sources"]:
                sources = [{"text": "Job site", "count": len(account.opportunities)}]
                return self._paged(sources, lambda source: [source["text"]], query)
            case ["disposition_stages"]:
                stages = [{**stage, "pipeline": "applicant"} for stage in account.stages.values()]
                return 200, {"data": {"stages": stages, "archiveReasons": list(account.reasons.values())}}
            case [("opportunities" | "applications" | "postings") as kind, "deleted"]:
                gone = [item for item in account.deleted[kind] if _within(item["deletedAt"], query, "deleted")]
                return self._paged(gone, lambda item: [item["deletedAt"], item["id"]], query)
            case ["opportunities"]:
                return self._opportunities(query)
            case ["opportunities", lever_id]:
                opportunity = account.opportunities.get(lever_id)
                return _not_found(path) if opportunity is None else (200, {"data": opportunity})
            case ["opportunities", lever_id, kind] if kind in account.sublists:
                children = account.sublists[kind]
                if lever_id not in children or (kind == "resumes" and not children[lever_id]):
                    # Lever has been seen to answer so where there is no resume.
                    return _not_found(path)
                if kind in ("resumes", "files"):
                    return 200, {"data": list(children[lever_id].values()), "hasNext": False}
                return self._paged(children[lever_id].values(), lambda child: [child["id"]], query)
            case ["postings"]:
                return self._postings(query)
            case ["postings", lever_id]:
                posting = account.postings.get(lever_id)
                return _not_found(path) if posting is None else (200, {"data": posting})
            case ["postings", lever_id, "apply"]:
                return self._form(lever_id)
        return _not_found(path)

    def _opportunities(self, query: Query) -> Answer:
        found = [
            opportunity
            for opportunity in self._account.opportunities.values()
            if _within(opportunity["createdAt"], query, "created")
            and _within(opportunity["updatedAt"], query, "updated")
        ]
        rank = self._account.stage_rank
        return self._paged(found, lambda item: [rank(item), -item["lastAdvancedAt"], item["id"]], query)

    def _postings(self, query: Query) -> Answer:
        state, channel = query.get("state"), query.get("distributionChannel")
        if "updated_at_start" in query and (state or channel):
            return 400, {"code": "BadRequestError", "message": "updated_at cannot be combined"}
        found = []
        for posting in self._account.postings.values():
            channels = posting["distributionChannels"]
            shown = self._account.lists_internal or channels != ["internal"]
            if (
                (state is None or posting["state"] == state)
                and (shown if channel is None else channel in (channels or ()))
                and _within(posting["updatedAt"], query, "updated")
            ):
                found.append(posting)
        return self._paged(found, lambda posting: [-posting["createdAt"], posting["id"]], query)

    def _form(self, posting_id: str) -> Answer:
        if posting_id not in self._account.forms:
            return _not_found(f"postings/{posting_id}")
        fields = [self._account.question(number) for number in self._account.forms[posting_id]]
        form = {"id": posting_id, "customQuestions": [{"id": f"form-{posting_id}", "text": "Form", "fields": fields}]}
        return 200, {"data": form}

    def _paged(self, items: Iterable[LeverObject], key: Callable[[LeverObject], list[Any]], query: Query) -> Answer:
        rows = sorted(items, key=key)
        if query.get("offset") is not None:
            try:
                start = json.loads(unquote(str(query["offset"])))
                rows = [row for row in rows if key(row) >= start]
            except (ValueError, TypeError):
                return NO_SUCH_TOKEN
        size = min(self._page_size, int(query.get("limit", 100)))
        if len(rows) <= size:
            return 200, {"data": rows, "hasNext": False}
        token = quote(json.dumps(key(rows[size]), separators=(",", ":")))
        return 200, {"data": rows[:size], "hasNext": True, "next": token}


def _within(moment: int | None, query: Query, name: str) -> bool:
    """Both bounds are inclusive; what has no such time passes no filter on it."""
    start, end = query.get(f"{name}_at_start"), query.get(f"{name}_at_end")
    if start is None and end is None:
        return True
    return moment is not None and (start is None or moment >= int(start)) and (end is None or moment <= int(end))


def _not_found(path: str) -> Answer:
    return 404, {"code": "ResourceNotFound", "message": f"{path} was not found"}
