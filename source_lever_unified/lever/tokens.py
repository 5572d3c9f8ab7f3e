"""The token endpoint of Lever's OAuth server, an Auth0 tenant: a refresh token for an access token and the next one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import requests

from source_lever_unified import troubles
from source_lever_unified.config import fits_into_a_header
from source_lever_unified.lever.body import parsed
from source_lever_unified.lever.errors import LeverError, Unauthorized, Unavailable, redirected, unusable_address
from source_lever_unified.lever.transport import TIMEOUTS, StayingSession, WholeAnswers

LONGEST_SECONDS = 3600
"""How long Lever's access tokens live. One that lives longer is only replaced early."""

_OF_THE_CLIENT = frozenset({"invalid_client", "unauthorized_client"})
_OF_THE_GRANT = frozenset(
    {
        "access_denied",
        "consent_required",
        "interaction_required",
        "invalid_grant",
        "invalid_request",
        "invalid_scope",
        "login_required",
        "mfa_required",
        "unsupported_grant_type",
    }
)
_SETTINGS = "`environment` and, if set, `auth_url`"


@dataclass(frozen=True)
class Tokens:
    """What an answer holds of them, each empty if it is not there or cannot be one."""

    access: str
    refresh: str
    expires_in: float


class TokensDelayed(Exception):
    """Why there are no tokens this time; another time there may be some."""


class TokenEndpoint:
    def __init__(self, url: str) -> None:
        self._url = url
        parts = urlsplit(url)
        self._path = parts.path
        self.name = f"{parts.netloc}{parts.path}"

    def exchange(self, form: Mapping[str, Any]) -> Tokens:
        """The tokens for a refresh token.

        Raises:
            LeverError: a refusal that stays one.
            TokensDelayed: anything that may pass, which is everything but an error in OAuth's own words.
        """
        with StayingSession() as session:
            session.mount("https://", WholeAnswers())
            session.mount("http://", WholeAnswers())
            try:
                response = session.post(self._url, data=form, timeout=TIMEOUTS)
            except requests.RequestException as failure:
                if isinstance(failure, ValueError):  # it cannot be sent at all
                    raise unusable_address(self.name, "`auth_url`") from None
                raise TokensDelayed(f"no whole answer ({type(failure).__name__})") from None
        if response.is_redirect:
            raise redirected(self.name, response, _SETTINGS)
        status = response.status_code
        if status == HTTPStatus.TOO_MANY_REQUESTS or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise TokensDelayed(f"HTTP {status}")
        try:
            body = parsed(response.content)
        except ValueError:
            raise TokensDelayed(f"HTTP {status} with an answer that is not JSON") from None
        if not isinstance(body, dict):
            raise TokensDelayed(f"HTTP {status} with an answer that is not OAuth's")
        tokens = Tokens(
            _token(body.get("access_token")), _token(body.get("refresh_token")), _seconds(body.get("expires_in"))
        )
        if tokens.access or tokens.refresh:
            return tokens
        raise self._refusal(status, body.get("error"))

    def unavailable(self, delayed: TokensDelayed) -> Unavailable:
        return Unavailable(
            self._path, troubles.TOKEN_UNAVAILABLE(address=self.name, reason=delayed, settings=_SETTINGS)
        )

    def _refusal(self, status: int, error: Any) -> LeverError | TokensDelayed:
        if not isinstance(error, str):
            error = None
        # Auth0 answers 401 `access_denied` to a wrong client secret.
        if error in _OF_THE_CLIENT or (error == "access_denied" and status == HTTPStatus.UNAUTHORIZED):
            return Unauthorized(self._path, troubles.UNKNOWN_APP(error=error))
        if error in _OF_THE_GRANT:
            return Unauthorized(self._path, troubles.GRANT_REFUSED(error=error))
        return TokensDelayed(f"HTTP {status} with an answer that holds no token")


def _token(value: Any) -> str:
    return value if isinstance(value, str) and fits_into_a_header(value) else ""


def _seconds(value: Any) -> float:
    try:
        seconds = 0.0 if isinstance(value, bool) else float(value)
    except (ValueError, TypeError, OverflowError):
        return LONGEST_SECONDS
    # One that has expired at once would be replaced for every request; if that is true, a 401 will say so.
    return min(seconds, LONGEST_SECONDS) if seconds >= 1 else LONGEST_SECONDS
