"""Sign-in: an API key as HTTP Basic user, or OAuth with a refresh token that Lever replaces at every use."""

from __future__ import annotations

import logging
import random
import time
from collections.abc import MutableMapping
from datetime import timedelta
from typing import Any

from airbyte_cdk.models import FailureType
from airbyte_cdk.sources.streams.http.requests_native_auth import (
    BasicHttpAuthenticator,
    SingleUseRefreshTokenOauth2Authenticator,
)
from airbyte_cdk.utils.airbyte_secrets_utils import add_to_secrets
from airbyte_cdk.utils.datetime_helpers import AirbyteDateTime, ab_datetime_now
from requests.auth import AuthBase

from source_lever_unified import troubles
from source_lever_unified.config import ApiKeyCredentials, Config
from source_lever_unified.lever.errors import LeverError
from source_lever_unified.lever.tokens import TokenEndpoint, TokensDelayed

MAX_RETRIES = 3
MAX_RETRY_SECONDS = 120
FAILURE_HOLDS_SECONDS = 60.0


class LeverOAuth(SingleUseRefreshTokenOauth2Authenticator):
    """Refreshes under a lock, before expiry and on a 401, and tells Airbyte the new tokens before using them."""

    def __init__(
        self,
        raw_config: MutableMapping[str, Any],
        token_endpoint: str,
        logger: logging.Logger,
        *,
        max_retries: int = MAX_RETRIES,
    ) -> None:
        self._endpoint = TokenEndpoint(token_endpoint)
        self._logger = logger
        self._max_retries = min(max_retries, MAX_RETRIES)
        self._failed: tuple[LeverError, float] | None = None
        super().__init__(connector_config=raw_config, token_refresh_endpoint=token_endpoint)

    @property
    def failure(self) -> LeverError | None:
        """Why the last refresh failed, as long as another would fail as well.

        All workers wait for one refresh. If each tried it again after the first had failed, the last would wait for as
        many times as there are workers.
        """
        if self._failed is None:
            return None
        error, at = self._failed
        if error.failure_type == FailureType.transient_error and time.monotonic() - at > FAILURE_HOLDS_SECONDS:
            return None
        return type(error)(error.endpoint, str(error.message))  # each thread raises its own

    def token_has_expired(self) -> bool:
        return not self.access_token or super().token_has_expired()

    def get_token_expiry_date(self) -> AirbyteDateTime:
        """When the access token expires; what cannot be read has expired."""
        try:
            return super().get_token_expiry_date()
        except (ValueError, TypeError, OverflowError, OSError):
            return ab_datetime_now() - timedelta(days=1)

    def refresh_access_token(self) -> tuple[str, AirbyteDateTime, str | None]:  # type: ignore[override] # as its base
        """A new access token, when it expires, and the refresh token that takes the place of the one used up.

        Raises:
            LeverError: the sign-in is refused, or the token endpoint cannot be used for now.
        """
        if (failure := self.failure) is not None:
            raise failure
        self._failed = None
        try:
            return self._refreshed()
        except LeverError as error:
            self._failed = (error, time.monotonic())
            raise

    def _refreshed(self) -> tuple[str, AirbyteDateTime, str | None]:
        give_up_at = time.monotonic() + MAX_RETRY_SECONDS
        attempt = 1
        while True:
            try:
                tokens = self._endpoint.exchange(self.build_refresh_request_body())
                add_to_secrets(tokens.refresh)
                add_to_secrets(tokens.access)
                if tokens.access:
                    expires_at = ab_datetime_now() + timedelta(seconds=tokens.expires_in)
                    return tokens.access, expires_at, tokens.refresh or None
                if tokens.refresh:
                    # The one that was sent is used up, whatever else is missing.
                    self.set_refresh_token(tokens.refresh)
                    self._emit_control_message()
                raise TokensDelayed("its answer holds no access token")
            except TokensDelayed as delayed:
                if attempt > self._max_retries or time.monotonic() > give_up_at:
                    raise self._endpoint.unavailable(delayed) from None
                seconds = random.uniform(0.5, 1.0) * 2.0**attempt
                self._logger.warning(
                    troubles.ASKING_AGAIN(
                        path=self._endpoint.name,
                        reason=delayed,
                        attempt=attempt,
                        attempts=self._max_retries + 1,
                        seconds=seconds,
                    )
                )
            time.sleep(seconds)
            attempt += 1


def authenticator(
    config: Config, raw_config: MutableMapping[str, Any], logger: logging.Logger, *, max_retries: int
) -> AuthBase:
    """`raw_config` is where rotated tokens are written before Airbyte gets it back as a control message."""
    if isinstance(config.credentials, ApiKeyCredentials):
        return BasicHttpAuthenticator(username=config.credentials.api_key, password="")
    return LeverOAuth(raw_config, config.token_endpoint, logger, max_retries=max_retries)
