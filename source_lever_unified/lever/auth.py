"""Sign-in: an API key as HTTP Basic user, or OAuth with a refresh token that Lever replaces at every use."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

import requests
from airbyte_cdk.models import FailureType
from airbyte_cdk.sources.streams.http.requests_native_auth import (
    BasicHttpAuthenticator,
    SingleUseRefreshTokenOauth2Authenticator,
)
from airbyte_cdk.utils import AirbyteTracedException
from requests.auth import AuthBase

from source_lever_unified.config import ApiKeyCredentials, Config


class LeverOAuth(SingleUseRefreshTokenOauth2Authenticator):
    """Refreshes under a lock, before expiry and on a 401, and tells Airbyte the new tokens before using them."""

    def __init__(self, raw_config: MutableMapping[str, Any], token_endpoint: str) -> None:
        super().__init__(
            connector_config=raw_config,
            token_refresh_endpoint=token_endpoint,
            # Lever signs in through Auth0, which answers 403 to a dead refresh token; 400 is OAuth's own.
            refresh_token_error_status_codes=(400, 401, 403),
            refresh_token_error_key="error",
            refresh_token_error_values=("invalid_grant", "invalid_request", "access_denied"),
        )

    def refresh_access_token(self) -> Any:
        try:
            return super().refresh_access_token()
        except AirbyteTracedException as error:
            if error.failure_type == FailureType.config_error:
                raise _re_authenticate() from error
            raise
        except requests.HTTPError as error:
            if error.response is not None and 400 <= error.response.status_code < 500:
                raise _re_authenticate() from error
            raise


def _re_authenticate() -> AirbyteTracedException:
    message = (
        "Lever does not accept the refresh token any more: it was used elsewhere, revoked, or not used for 90 days. "
        "Re-authenticate the connection in the source's settings."
    )
    return AirbyteTracedException(message=message, internal_message=message, failure_type=FailureType.config_error)


def authenticator(config: Config, raw_config: MutableMapping[str, Any]) -> AuthBase:
    """`raw_config` is where rotated tokens are written before Airbyte gets it back as a control message."""
    if isinstance(config.credentials, ApiKeyCredentials):
        return BasicHttpAuthenticator(username=config.credentials.api_key, password="")
    return LeverOAuth(raw_config, config.token_endpoint)
