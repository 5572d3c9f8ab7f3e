"""The control interface under `/_control`: what `Sandbox` offers in Python, for another process over HTTP."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl

from lever_sandbox.account import Account
from lever_sandbox.auth import Authority
from lever_sandbox.faults import KINDS, Faults
from lever_sandbox.hooks import Hooks
from lever_sandbox.jsontypes import Json
from lever_sandbox.request_log import RequestLog
from lever_sandbox.settings import Settings
from lever_sandbox.store import UnknownObjectError

CONTROL_ROOT = "/_control"

#: Methods of Account that can be called by name: those that change it, then those that only look.
OPERATIONS = (
    "create_opportunity",
    "move_stage",
    "add_tag",
    "remove_tag",
    "archive",
    "unarchive",
    "anonymize",
    "touch_opportunity",
    "edit_opportunity",
    "edit_application",
    "edit_contact",
    "merge_contacts",
    "delete_opportunity",
    "delete_application",
    "add_interview",
    "reschedule_interview",
    "cancel_interview",
    "delete_interview",
    "add_interviewer",
    "remove_interviewer",
    "add_offer",
    "set_offer_status",
    "delete_offer",
    "add_note",
    "add_comment",
    "edit_note",
    "delete_note",
    "add_feedback",
    "complete_feedback",
    "edit_feedback",
    "delete_feedback",
    "add_feedback_template",
    "change_feedback_template",
    "deactivate_feedback_template",
    "answer_invitation",
    "edit_panel",
    "cancel_panel",
    "add_resume",
    "change_resume",
    "delete_resume",
    "add_file",
    "change_file",
    "delete_file",
    "add_profile_form",
    "edit_profile_form",
    "delete_profile_form",
    "add_referral",
    "delete_referral",
    "answer_eeo",
    "remove_eeo",
    "create_posting",
    "update_posting",
    "close_posting",
    "set_posting_state",
    "delete_posting",
    "set_hiring_manager",
    "set_posting_owner",
    "add_question",
    "change_question",
    "remove_question",
    "set_eeo",
    "create_requisition",
    "update_requisition",
    "set_requisition_confidential",
    "close_requisition",
    "delete_requisition",
    "link_requisition",
    "unlink_requisition",
    "add_requisition_field",
    "change_requisition_field",
    "remove_requisition_field",
    "add_source",
    "remove_source",
    "add_user",
    "rename_user",
    "deactivate_user",
    "remove_user",
    "add_account_tag",
    "remove_account_tag",
    "rename_account_tag",
    "add_stage",
    "rename_stage",
    "remove_stage",
    "add_archive_reason",
    "rename_archive_reason",
    "remove_archive_reason",
    "find_opportunities",
    "find_postings",
    "find_requisitions",
    "requisition",
    "sources_listed",
    "opportunity",
    "application",
    "interviews",
    "offers",
    "children",
    "posting",
    "questions",
    "users",
    "tags",
    "stages",
    "archive_reasons",
)

Handler = Callable[[Json, dict[str, str]], Any]


class ControlError(Exception):
    """The control request makes no sense: 400 with this message."""


class Control:
    """Routes control requests. Answers are JSON objects; errors are `{"error": "..."}`."""

    def __init__(
        self,
        account: Account,
        settings: Settings,
        authority: Authority,
        faults: Faults,
        hooks: Hooks,
        requests: RequestLog,
    ) -> None:
        self._account = account
        self._settings = settings
        self._authority = authority
        self._faults = faults
        self._hooks = hooks
        self._requests = requests
        self._handlers: dict[tuple[str, str], Handler] = {
            ("GET", ""): self._describe,
            ("GET", "/counts"): self._counts,
            ("GET", "/clock"): self._clock,
            ("POST", "/clock"): self._set_clock,
            ("GET", "/settings"): lambda _body, _query: settings.as_json(),
            ("POST", "/settings"): self._set_settings,
            ("GET", "/credentials"): lambda _body, _query: authority.describe(),
            ("POST", "/credentials"): self._set_key,
            ("POST", "/oauth/grants"): self._add_grant,
            ("POST", "/oauth/expire"): lambda _body, _query: {"expired": authority.expire_access_tokens()},
            ("POST", "/oauth/revoke"): self._revoke,
            ("GET", "/faults"): lambda _body, _query: {"faults": faults.describe()},
            ("POST", "/faults"): self._add_fault,
            ("DELETE", "/faults"): lambda _body, _query: faults.clear(),
            ("GET", "/hooks"): lambda _body, _query: {"hooks": hooks.describe()},
            ("POST", "/hooks"): self._add_hook,
            ("DELETE", "/hooks"): lambda _body, _query: hooks.clear(),
            ("GET", "/requests"): self._request_summary,
            ("POST", "/requests/reset"): self._reset_requests,
        }

    def answer(self, method: str, path: str, query: str, body: bytes) -> tuple[int, Any]:
        rest = path[len(CONTROL_ROOT) :].rstrip("/")
        parameters = dict(parse_qsl(query))
        try:
            arguments = _arguments(body)
            if rest.startswith("/account/") and method == "POST":
                return 200, {"result": self._operation(rest.removeprefix("/account/"), arguments)()}
            if rest.startswith("/keys/") and method == "GET":
                return 200, self._keys(rest.removeprefix("/keys/"), parameters)
            handler = self._handlers.get((method, rest))
            if handler is None:
                return 404, {"error": f"no {method} {path} here; GET {CONTROL_ROOT} lists what there is"}
            result = handler(arguments, parameters)
        except (ControlError, UnknownObjectError, ValueError) as error:
            return 400, {"error": str(error.args[0]) if error.args else str(error)}
        return 200, {"done": True} if result is None else result

    def _operation(self, name: str, arguments: Json) -> Callable[[], Any]:
        """The account's method, its arguments checked now: a hook must not fail later for a misspelt name."""
        if name not in OPERATIONS:
            raise ControlError(f"unknown operation {name!r}; known: {', '.join(OPERATIONS)}")
        method = getattr(self._account, name)
        try:
            bound = inspect.signature(method).bind(**arguments)
        except TypeError as error:
            raise ControlError(f"{name}{inspect.signature(method)}: {error}") from None
        return lambda: method(*bound.args, **bound.kwargs)

    def _describe(self, _body: Json, _query: dict[str, str]) -> Json:
        return {
            "routes": [f"{method} {CONTROL_ROOT}{rest}" for method, rest in self._handlers]
            + [f"POST {CONTROL_ROOT}/account/OPERATION", f"GET {CONTROL_ROOT}/keys/STREAM"],
            "operations": {name: str(inspect.signature(getattr(self._account, name))) for name in OPERATIONS},
            "faults": KINDS,
        }

    def _counts(self, _body: Json, query: dict[str, str]) -> Json:
        streams = query["streams"].split(",") if "streams" in query else None
        return self._account.expected_counts(_truth(query, "confidential"), streams)

    def _keys(self, stream: str, query: dict[str, str]) -> Json:
        keys = self._account.expected_keys(stream, _truth(query, "confidential"))
        return {"keys": sorted((list(key) for key in keys), key=str)}

    def _clock(self, _body: Json, _query: dict[str, str]) -> Json:
        return {"now": self._account.now}

    def _set_clock(self, body: Json, _query: dict[str, str]) -> Json:
        """`{"now": ms | null}` stops or restarts the clock, `{"advance_ms": ms}` moves it on."""
        _only(body, "now", "advance_ms")
        if "now" in body:
            self._account.now = body["now"]
        if "advance_ms" in body:
            self._account.advance(body["advance_ms"])
        return {"now": self._account.now}

    def _set_settings(self, body: Json, _query: dict[str, str]) -> Json:
        self._settings.update(body)
        return self._settings.as_json()

    def _set_key(self, body: Json, _query: dict[str, str]) -> Json:
        _only(body, "key", "denied", "confidential", needed="key")
        self._authority.set_key(
            body["key"], denied=body.get("denied", ()), confidential=body.get("confidential", False)
        )
        return self._authority.describe()

    def _add_grant(self, body: Json, _query: dict[str, str]) -> Json:
        _only(body, "client_id", "client_secret", "refresh_token", "scope")
        self._authority.add_grant(**body)
        return self._authority.describe()

    def _revoke(self, body: Json, _query: dict[str, str]) -> None:
        _only(body, "client_id")
        self._authority.revoke(**body)

    def _add_fault(self, body: Json, _query: dict[str, str]) -> Json:
        try:
            return self._faults.add(**body).describe()
        except TypeError as error:
            raise ControlError(str(error)) from None

    def _add_hook(self, body: Json, _query: dict[str, str]) -> Json:
        _only(body, "path", "nth", "repeat", "operation", "arguments", needed="operation")
        action = self._operation(body["operation"], body.get("arguments", {}))
        self._hooks.before(
            body.get("path", ""),
            action,
            nth=body.get("nth", 1),
            repeat=body.get("repeat", False),
            label=body["operation"],
        )
        return {"hooks": self._hooks.describe()}

    def _request_summary(self, _body: Json, query: dict[str, str]) -> Json:
        arrivals = query.get("arrivals") != "false"
        return {
            **self._requests.summary(arrivals=arrivals),
            "rate": self._authority.rate_statistics(),
        }

    def _reset_requests(self, _body: Json, _query: dict[str, str]) -> None:
        self._requests.reset()
        self._authority.reset_buckets()


def _arguments(body: bytes) -> Json:
    if not body:
        return {}
    try:
        arguments = json.loads(body)
    except ValueError:
        raise ControlError("the body is not JSON") from None
    if not isinstance(arguments, dict):
        raise ControlError("the body must be a JSON object")
    return arguments


def _only(body: Json, *allowed: str, needed: str | None = None) -> None:
    if unknown := set(body) - set(allowed):
        raise ControlError(f"unknown: {', '.join(sorted(unknown))}; known: {', '.join(allowed)}")
    if needed is not None and needed not in body:
        raise ControlError(f"{needed} is needed")


def _truth(query: dict[str, str], name: str) -> bool:
    return query.get(name, "false").lower() in ("true", "1", "yes")
