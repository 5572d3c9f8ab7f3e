"""What can go wrong with Lever, sorted by how one recovers.

    LeverError
    ├── AccessError          config: a new key, permission or sign-in is needed
    │   ├── Unauthorized     401, or a refused sign-in: the credentials are not valid
    │   └── Forbidden        403: valid credentials without the right to this endpoint
    ├── WrongAddress         config: nobody can be asked there, or who answers says to ask elsewhere
    ├── NotFound             404: deleted meanwhile, or the endpoint does not exist for this account
    ├── Missing              404 for every parent asked, although the parents exist
    ├── Undeliverable        a file that Lever does not hand out, however often it is asked for
    ├── BadRequest           400: Lever does not understand the request
    │   └── InvalidOffset    400: Lever does not know the offset token
    ├── Unavailable          transient: retries are used up
    └── Unintelligible       system: an answer that cannot be read, again and again

Lever's error bodies carry a `code`, but its values for 401, 403, 429 and 5xx are not documented: the status decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import requests
from airbyte_cdk.models import FailureType
from airbyte_cdk.utils import AirbyteTracedException

from source_lever_unified import troubles
from source_lever_unified.lever.endpoint import Endpoint


class LeverError(AirbyteTracedException):
    """Base of all. `endpoint` is the path without ids; `message` is for the person who set the connector up."""

    failure = FailureType.system_error

    def __init__(self, endpoint: str, message: str) -> None:
        super().__init__(message=message, internal_message=message, failure_type=self.failure)
        self.endpoint = endpoint


class AccessError(LeverError):
    failure = FailureType.config_error


class Unauthorized(AccessError):
    pass


class Forbidden(AccessError):
    pass


class WrongAddress(LeverError):
    failure = FailureType.config_error


class NotFound(LeverError):
    pass


class Missing(LeverError):
    pass


class Undeliverable(LeverError):
    """`reason`: in words that fit behind a number of files."""

    def __init__(self, endpoint: str, reason: str) -> None:
        super().__init__(endpoint, f"{endpoint}: {reason}.")
        self.reason = reason


class BadRequest(LeverError):
    pass


class InvalidOffset(BadRequest):
    pass


class Unavailable(LeverError):
    failure = FailureType.transient_error


class Unintelligible(LeverError):
    pass


def forbidden(endpoint: Endpoint, params: Mapping[str, Any]) -> Forbidden:
    path, permission, scope = endpoint.path, endpoint.permission, endpoint.scope
    if params.get("confidentiality") == "all":
        return Forbidden(path, troubles.CONFIDENTIAL_REFUSED(path=path, permission=permission, scope=scope))
    return Forbidden(path, troubles.FORBIDDEN(path=path, permission=permission, scope=scope))


def unusable_address(path: str, setting: str = "`api_url`") -> WrongAddress:
    return WrongAddress(path, troubles.UNUSABLE_ADDRESS(path=path, setting=setting))


def redirected(path: str, response: requests.Response, settings: str) -> WrongAddress:
    """`settings`: where to look for what is wrong. Only the host is named: the rest of an address may be secret."""
    try:
        host = urlsplit(response.headers.get("Location", "")).hostname
    except ValueError:
        host = None
    place = host or "another path of the same host"
    return WrongAddress(
        path, troubles.REDIRECTED(path=path, place=place, status=response.status_code, settings=settings)
    )


def refusal(endpoint: Endpoint, response: requests.Response, body: Any, params: Mapping[str, Any]) -> LeverError:
    """The error of an answer that will not be another one when it is asked for again. `body`: None if not JSON."""
    path = endpoint.path
    said = body.get("message") if isinstance(body, dict) else None
    if response.is_redirect:
        return redirected(path, response, "`environment` and, if set, `api_url`")
    match response.status_code:
        case HTTPStatus.UNAUTHORIZED:
            return Unauthorized(path, troubles.WRONG_KEY())
        case HTTPStatus.FORBIDDEN:
            return forbidden(endpoint, params)
        case HTTPStatus.NOT_FOUND:
            return NotFound(path, troubles.NOT_FOUND(path=path))
        case HTTPStatus.BAD_REQUEST if isinstance(said, str) and "invalid offset" in said.lower():
            return InvalidOffset(path, troubles.INVALID_OFFSET(path=path))
        case HTTPStatus.BAD_REQUEST:
            return BadRequest(path, troubles.BAD_REQUEST(path=path))
        case status:
            return Unintelligible(path, troubles.UNDOCUMENTED_STATUS(path=path, status=status))
