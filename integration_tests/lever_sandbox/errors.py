"""Lever's error answers: always `{"code", "message"}`.

Only `ResourceNotFound` and `BadRequestError` are known from Lever. Assumed: the `code` words of 401, 403, 429
and 5xx; clients must branch on the status.
"""

from __future__ import annotations

from lever_sandbox.jsontypes import dump

CODES = {
    400: "BadRequestError",
    401: "Unauthorized",
    403: "Forbidden",
    404: "ResourceNotFound",
    422: "UnprocessableEntity",
    429: "TooManyRequests",
    500: "InternalServerError",
    503: "ServiceUnavailable",
}


class ApiError(Exception):
    """An answer other than 200."""

    def __init__(self, status: int, message: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.headers = headers or {}


def error_body(status: int, message: str) -> bytes:
    return dump({"code": CODES.get(status, "Error"), "message": message})


def bad_request(message: str) -> ApiError:
    return ApiError(400, message)


def not_found(collection: str, identifier: str) -> ApiError:
    return ApiError(404, f"{collection} {identifier} was not found")


def forbidden(message: str) -> ApiError:
    return ApiError(403, message)
