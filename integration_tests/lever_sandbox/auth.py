"""Credentials: API keys with permissions per endpoint, and OAuth grants whose refresh tokens rotate."""

from __future__ import annotations

import binascii
import time
from base64 import b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from lever_sandbox.errors import ApiError
from lever_sandbox.jsontypes import Json, dump
from lever_sandbox.rate_limit import TokenBucket
from lever_sandbox.settings import Settings

#: Each has a key that may read everything else: `no-requisition-fields-key` for `requisition_fields`.
LACKED_BY_A_KEY = (
    *("interviews", "offers", "postings", "users", "sources", "requisitions", "requisition_fields", "feedback"),
    *("feedback_templates", "notes", "panels", "referrals", "forms", "resumes", "files", "eeo_responses_pii"),
    "disposition_stages",
)
#: Key -> (denied permissions, may read confidential data). A permission is a resource (`interviews`) or one
#: action of it (`opportunities:deleted`): Lever's admins tick reading one, listing and writing per endpoint.
NAMED_KEYS: dict[str, tuple[tuple[str, ...], bool]] = {
    "sandbox-key": ((), True),
    "plain-key": ((), False),
    "no-application-forms-key": (("postings:apply",), True),
    "no-feeds-key": (("opportunities:deleted", "postings:deleted", "applications:deleted"), True),
    "nothing-key": (("*",), False),
    **{f"no-{resource.replace('_', '-')}-key": ((resource,), True) for resource in LACKED_BY_A_KEY},
}

CLIENT_ID = "sandbox-client"
CLIENT_SECRET = "sandbox-secret"
REFRESH_TOKEN = "sandbox-refresh-token"

READ_SCOPES = tuple(
    f"{resource}:read:admin"
    for resource in (
        "applications",
        "archive_reasons",
        "contact",
        "eeo_responses_pii",
        "feedback",
        "feedback_templates",
        "files",
        "forms",
        "interviews",
        "notes",
        "offers",
        "opportunities",
        "panels",
        "postings",
        "referrals",
        "requisition_fields",
        "requisitions",
        "resumes",
        "sources",
        "stages",
        "tags",
        "users",
        "webhooks",
    )
)
ALL_SCOPES = ("offline_access", *READ_SCOPES, "confidential:access:admin")


@dataclass
class Credential:
    """Whoever is asking, and what they may."""

    name: str
    confidential: bool
    denied: frozenset[str] = frozenset()
    #: OAuth only: resources with a read scope.
    scopes: frozenset[str] | None = None
    bucket: TokenBucket = field(default_factory=TokenBucket)

    def may(self, resource: str, action: str) -> bool:
        if self.scopes is not None:
            # Assumed: the undocumented /disposition_stages goes with the scope for stages.
            scope = "stages" if resource == "disposition_stages" else resource
            return scope in self.scopes
        return not self.denied & {"*", resource, f"{resource}:{action}"}


@dataclass
class Grant:
    """One customer's consent to an OAuth app."""

    client_id: str
    client_secret: str
    refresh_token: str
    scope: str
    credential: Credential
    refreshes: int = 0


class Authority:
    """All credentials of the account, and the token endpoint."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._keys: dict[str, Credential] = {}
        self._grants: list[Grant] = []
        #: Access token -> its grant and when it dies (seconds since the epoch).
        self._access: dict[str, tuple[Grant, float]] = {}
        for key, (denied, confidential) in NAMED_KEYS.items():
            self.set_key(key, denied=denied, confidential=confidential)
        self.add_grant()

    def set_key(self, key: str, *, denied: tuple[str, ...] | list[str] = (), confidential: bool = False) -> None:
        """Add an API key, or change what it may read."""
        self._keys[key] = Credential(f"key {key}", confidential, frozenset(denied))

    def remove_key(self, key: str) -> None:
        del self._keys[key]

    def add_grant(
        self,
        *,
        client_id: str = CLIENT_ID,
        client_secret: str = CLIENT_SECRET,
        refresh_token: str = REFRESH_TOKEN,
        scope: str = " ".join(ALL_SCOPES),
    ) -> None:
        """Add an OAuth grant, or replace the client's. A write scope includes reading."""
        scopes = scope.split()
        readable = frozenset(item.split(":")[0] for item in scopes if item.endswith((":read:admin", ":write:admin")))
        credential = Credential(f"oauth {client_id}", "confidential:access:admin" in scopes, scopes=readable)
        self._grants = [grant for grant in self._grants if grant.client_id != client_id]
        self._grants.append(Grant(client_id, client_secret, refresh_token, scope, credential))

    def expire_access_tokens(self) -> int:
        """Let every access token die now; refresh tokens live on. Returns how many died."""
        count = len(self._access)
        self._access.clear()
        return count

    def revoke(self, client_id: str = CLIENT_ID) -> None:
        """The customer withdraws consent: refresh and access tokens die."""
        self._grants = [grant for grant in self._grants if grant.client_id != client_id]
        self._access = {token: held for token, held in self._access.items() if held[0].client_id != client_id}

    def current_refresh_token(self, client_id: str = CLIENT_ID) -> str:
        return next(grant.refresh_token for grant in self._grants if grant.client_id == client_id)

    def rate_statistics(self) -> Json:
        """Per credential that asked anything: what its bucket permitted and what was used."""
        settings = self._settings
        asked = [held for held in self._credentials() if held.bucket.asked]
        return {held.name: held.bucket.statistics(settings.rps, settings.burst) for held in asked}

    def reset_buckets(self) -> None:
        """Full buckets, empty books."""
        for held in self._credentials():
            held.bucket.reset()

    def _credentials(self) -> list[Credential]:
        return [*self._keys.values(), *(grant.credential for grant in self._grants)]

    def describe(self) -> Json:
        return {
            "keys": {
                key: {"denied": sorted(held.denied), "confidential": held.confidential}
                for key, held in self._keys.items()
            },
            "grants": [
                {
                    "client_id": grant.client_id,
                    "scope": grant.scope,
                    "refreshes": grant.refreshes,
                    "refresh_token": grant.refresh_token,
                }
                for grant in self._grants
            ],
        }

    def identify(self, header: str) -> Credential:
        """The credential behind an `Authorization` header, else 401."""
        kind, _, value = header.partition(" ")
        value = value.strip()
        if kind.lower() == "basic":
            try:
                name, _, _ = b64decode(value, validate=True).decode().partition(":")
            except (binascii.Error, UnicodeDecodeError):
                raise ApiError(401, "The Authorization header is not valid") from None
            # Assumed: whatever stands where the password should be empty is ignored.
            if (credential := self._keys.get(name)) is not None:
                return credential
        elif kind.lower() == "bearer" and (held := self._access.get(value)) is not None:
            grant, dies_at = held
            if time.time() < dies_at:
                return grant.credential
            raise ApiError(401, "The access token expired")
        raise ApiError(401, "Valid credentials are required")

    def token_answer(self, content_type: str, body: bytes) -> tuple[int, bytes]:
        """`POST /oauth/token`: status and body.

        Assumed: Auth0's answers (Lever's tenant is one): 403 `invalid_grant` for a refresh token that is dead
        or was used before, 401 for an unknown client, 400 for anything unreadable. No grace period for a
        reused token.
        """
        if not content_type.startswith("application/x-www-form-urlencoded"):
            return _refusal(400, "invalid_request", "The request must be form encoded")
        form = dict(parse_qsl(body.decode(errors="replace")))
        if form.get("grant_type") != "refresh_token":
            return _refusal(400, "unsupported_grant_type", "Only refresh_token is offered here")
        clients = [grant for grant in self._grants if grant.client_id == form.get("client_id")]
        if not clients or clients[0].client_secret != form.get("client_secret"):
            return _refusal(401, "access_denied", "Unauthorized")
        grant = clients[0]
        if grant.refresh_token != form.get("refresh_token"):
            return _refusal(403, "invalid_grant", "Unknown or invalid refresh token.")
        grant.refreshes += 1
        grant.refresh_token = f"{grant.client_id}-refresh-token-{grant.refreshes}"
        lifetime = self._settings.expires_in
        access_token = _access_token(grant, lifetime)
        self._access[access_token] = (grant, time.time() + lifetime)
        return 200, dump(
            {
                "access_token": access_token,
                "refresh_token": grant.refresh_token,
                "token_type": "Bearer",
                "scope": grant.scope,
                "expires_in": lifetime,
            }
        )


def _access_token(grant: Grant, lifetime: int) -> str:
    """Looks like a JWT (a client may peek), but is only ever compared."""
    header = {"alg": "none", "typ": "JWT"}
    claims = {"sub": grant.client_id, "n": grant.refreshes, "exp": int(time.time() + lifetime)}
    parts = (dump(header), dump(claims), f"signature {grant.refreshes}".encode())
    return ".".join(urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts)


def _refusal(status: int, error: str, description: str) -> tuple[int, bytes]:
    return status, dump({"error": error, "error_description": description})
