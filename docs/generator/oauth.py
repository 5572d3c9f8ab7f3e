"""`docs/oauth.md`: how to get tokens, and which scopes the streams need."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import yaml

from docs.generator.markdown import bullets, page, paragraph, table
from docs.generator.requests import requests_of
from source_lever_unified.streams import STREAMS
from source_lever_unified.streams.base import ChildStream, LeverStream, OpportunityStream, PostingStream

METADATA = Path(__file__).parent.parent.parent / "metadata.yaml"

REFRESH = "offline_access"
CONFIDENTIAL = "confidential:access:admin"
MOST_SCOPES = 20
"""What StackOne's guide for Lever says an app may have. Lever itself names no number."""

_STEPS = (
    "Lever registers the app. Ask its support for a client ID and a client secret; tell it your redirect address, and "
    "whether the app is for production or for the sandbox. They are registered apart.",
    "A Super Admin of the Lever account opens the address below in a browser and agrees.",
    "Lever redirects to your address with a `code`. Exchange it for tokens: `POST` to "
    "`https://auth.lever.co/oauth/token` (sandbox: `https://sandbox-lever.auth0.com/oauth/token`) with the form fields "
    "`grant_type=authorization_code`, `client_id`, `client_secret`, `code` and `redirect_uri`.",
    "Put `client_id`, `client_secret` and the `refresh_token` of the answer into the config, with "
    '`"auth_type": "Client"`. The connector does the rest, and hands each new refresh token back to Airbyte.',
)

_ADDRESS = """\
```text
https://auth.lever.co/authorize
  ?client_id=...
  &redirect_uri=...
  &response_type=code
  &state=...                                  any text; comes back
  &audience=https://api.lever.co/v1/          with the slash at the end; sandbox: https://api.sandbox.lever.co/v1/
  &scope=offline_access opportunities:read:admin ...
```"""

_TROUBLES = (
    f"The consent page lists nothing but `{REFRESH}`: the `audience` or the scopes are missing or mistyped.",
    f"The answer holds no `refresh_token`: `{REFRESH}` was not among the scopes.",
    "A refresh token ends after a year, or when it is not used for 90 days: then somebody has to agree again. So has "
    "somebody when you add scopes.",
)


def oauth() -> str:
    return page(
        "# OAuth and its scopes",
        paragraph(
            "An [API key](integrations/sources/lever-unified.md#set-up-lever-unified) is simpler, and enough for your "
            "own account. OAuth is for who reads the accounts of others."
        ),
        "## Getting tokens",
        "\n".join(f"{number}. {step}" for number, step in enumerate(_STEPS, start=1)),
        "The address, in one line and with its values URL-encoded (sandbox: `https://sandbox-lever.auth0.com/authorize`):",
        _ADDRESS,
        bullets(_TROUBLES),
        "## Scopes",
        paragraph(
            f"Besides these: `{REFRESH}`, always, and `{CONFIDENTIAL}` if `include_confidential` is on. A stream that "
            "*lacks something* is read all the same; [streams.md](streams.md) says at each what it lacks."
        ),
        table(("Scope", "Without it, not read", "Without it, lack something"), map(_row, scopes())),
        "## When an app may not have them all",
        *_leaving_out(),
    )


def scopes() -> list[str]:
    """All that the streams ask for, those first without which least is lost: streams that most want count first."""
    suggested = yaml.safe_load(METADATA.read_text())["data"]["suggestedStreams"]["streams"]

    def cost(scope: str) -> tuple[int, int, int]:
        lost, poorer = not_read(scope), lacking(scope)
        return len({*lost, *poorer}.intersection(suggested)), len(lost), len(poorer)

    return sorted({request.endpoint.scope: None for stream in STREAMS for request in requests_of(stream)}, key=cost)


def not_read(scope: str) -> list[str]:
    return [stream.name for stream in STREAMS if scope in _required(stream)]


def lacking(scope: str) -> list[str]:
    return [stream.name for stream in STREAMS if scope in _useful(stream) - _required(stream)]


def _required(stream: type[LeverStream]) -> set[str]:
    return {request.endpoint.scope for request in requests_of(stream) if request.required}


def _useful(stream: type[LeverStream]) -> set[str]:
    """What a stream asks for because its rows have something of it; that an estimate is made of the list of sources
    does not count.
    """
    endpoints = [need.small_list.endpoint for need in stream.needs]
    if issubclass(stream, ChildStream):
        endpoints += stream.endpoints()
    if issubclass(stream, (OpportunityStream, PostingStream)) and stream.deletions is not None:
        endpoints.append(stream.deletions)
    if issubclass(stream, PostingStream) and stream.also_named_by is not None:
        endpoints.append(stream.also_named_by.small_list.endpoint)
    return {endpoint.scope for endpoint in endpoints}


def _row(scope: str) -> tuple[str, str, str]:
    return f"`{scope}`", _names(not_read(scope)), _names(lacking(scope))


def _names(streams: Sequence[str]) -> str:
    return ", ".join(f"`{name}`" for name in streams)


def _leaving_out() -> Iterator[str]:
    all_of_them = scopes()
    needed = len(all_of_them) + 1
    yield paragraph(
        f"All streams together take {len(all_of_them)} scopes and `{REFRESH}`: {needed}, with confidential data "
        f"{needed + 1}. A guide of another integrator (StackOne) says that Lever gives an app at most {MOST_SCOPES}; "
        "Lever's own documentation names no number. If yours is limited, leave out the scopes of streams that you do "
        "not select. If you want as much as possible, leave out from the top of the table, which begins with those "
        "that cost least:"
    )
    yield bullets(
        f"{case}: {', '.join(f'`{scope}`' for scope in all_of_them[: count - MOST_SCOPES])}"
        for case, count in (("without confidential data", needed), ("with it", needed + 1))
        if count > MOST_SCOPES
    )
    yield paragraph(
        "Then deselect the streams that the second column names. The connection test warns of what is missing. Do not "
        "leave out `applications:read:admin` on the strength of this table alone: whether Lever shows applications in "
        "the list of opportunities without it, we do not know."
    )
