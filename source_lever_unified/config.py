"""The connector's configuration: one pydantic model that validates it and yields the Airbyte spec."""

from __future__ import annotations

import re
from datetime import datetime, timezone
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

import orjson
from airbyte_cdk.models import FailureType
from airbyte_cdk.utils import AirbyteTracedException
from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from source_lever_unified import troubles
from source_lever_unified.sync.child_reads import COMPLETE, ChildReads

# Lever fills a token bucket of 20 at 10 per second; more than 20 can only end in 429s.
MAX_REQUESTS_PER_SECOND = 20
MIN_REQUESTS_PER_SECOND = 0.1
"""A page in ten seconds. With less, a sync would look as if it hung."""

LOOPBACK_HOSTS = frozenset({"127.0.0.1", "::1", "localhost"})

_URL_TEXT = re.compile(r"[^\s\x00-\x1f\x7f\\?#]+")
"""No query, no fragment, no white space; a backslash is a slash to some."""
_HOST = re.compile(r"[\w.:-]+")
_HEADER_TEXT = re.compile(r"[\x20-\x7e\xa0-\xff]+")
_URL_PATTERN = r"^$|^https?://\S+$"

_UNLIMITED_LOOKBACK_MINUTES = 50 * 365 * 24 * 60
"""Nothing in Lever is as old; beyond that, times would leave what a date can be."""


def fits_into_a_header(text: str) -> bool:
    """HTTP's headers hold Latin-1 without control characters. A line end in one would begin another."""
    return _HEADER_TEXT.fullmatch(text) is not None


def _header_text(text: str) -> str:
    if text and not fits_into_a_header(text):
        raise PydanticCustomError(
            "header", "holds characters that cannot be sent, such as line ends or typographic signs: paste it again"
        )
    return text


Secret = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(_header_text)]


def _shown(title: str, description: str, order: int, **extra: Any) -> dict[str, Any]:
    return {"title": title, "description": description, "json_schema_extra": {"order": order, **extra}}


def _null_is_blank(value: Any) -> Any:
    return "" if value is None else value


def _text_or_blank(value: Any) -> str:
    return value if isinstance(value, str) and value.isascii() else ""


class _Section(BaseModel):
    # Airbyte may add keys of its own, and a config written for source-lever-hiring may hold more than we know.
    model_config = ConfigDict(extra="ignore", frozen=True, json_schema_extra={"additionalProperties": True})


class ApiKeyCredentials(_Section):
    model_config = ConfigDict(title="API key")

    auth_type: Literal["Api Key"] = Field("Api Key", json_schema_extra={"order": 0})
    api_key: Secret = Field(
        **_shown(
            "API key",
            "A Lever API key. A Super Admin creates it in Lever under Settings > Integrations and API > API "
            "Credentials and ticks the endpoints it may read, which cannot be changed later.",
            1,
            airbyte_secret=True,
        )
    )


class OAuthCredentials(_Section):
    model_config = ConfigDict(title="OAuth")

    auth_type: Literal["Client"] = Field("Client", json_schema_extra={"order": 0})
    client_id: Secret = Field(**_shown("Client ID", "Client ID of your registered Lever app.", 1, airbyte_secret=True))
    client_secret: Secret = Field(
        **_shown("Client secret", "Client secret of your registered Lever app.", 2, airbyte_secret=True)
    )
    refresh_token: Secret = Field(
        **_shown(
            "Refresh token",
            "Lever replaces it at every use; the connector hands the new one back to Airbyte at once.",
            3,
            airbyte_secret=True,
        )
    )
    access_token: Annotated[str, BeforeValidator(_null_is_blank), AfterValidator(_header_text)] = Field(
        "",
        **_shown("Access token", "Filled in by the connector; valid for one hour.", 4, airbyte_secret=True),
    )
    # Whatever it is: what is no date only means that the access token is renewed.
    token_expiry_date: Annotated[str, BeforeValidator(_text_or_blank)] = Field(
        "",
        **_shown(
            "Token expiry date",
            "When the access token expires. Filled in by the connector.",
            5,
            format="date-time",
        ),
    )


def _with_auth_type(credentials: Any) -> Any:
    """Name the kind of credentials where a hand-written config left it out."""
    if isinstance(credentials, dict) and "auth_type" not in credentials:
        kind = "Api Key" if "api_key" in credentials else "Client"
        return {"auth_type": kind, **credentials}
    return credentials


def _blank_is_absent(value: Any) -> Any:
    """Airbyte's form sends an empty text for an optional field that was cleared."""
    return None if value == "" else value


def _utc_when_naive(value: Any) -> Any:
    """A date-time without an offset is UTC, as everything else in Lever and in our records."""
    if not isinstance(value, str):
        return value
    try:
        moment = datetime.fromisoformat(value.strip().replace("Z", "+00:00"))
    except ValueError:
        return value
    return moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)


def _is_root(url: str) -> bool:
    """Whether paths can be put behind `url`, and requests be sent there."""
    if not _URL_TEXT.fullmatch(url):
        return False
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        parts.port  # noqa: B018 - raises if it is none
        host.encode("idna")
    except ValueError:
        return False
    if not host or "@" in parts.netloc or not _HOST.fullmatch(host):
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK_HOSTS)


class Config(_Section):
    model_config = ConfigDict(title="Lever Unified")

    credentials: Annotated[
        ApiKeyCredentials | OAuthCredentials,
        Field(
            discriminator="auth_type",
            **_shown("Authentication", "How the connector signs in to Lever.", 0),
        ),
        BeforeValidator(_with_auth_type),
    ]
    environment: Literal["Production", "Sandbox"] = Field(
        "Production",
        **_shown(
            "Environment",
            "Production, or Lever's sandbox. Keys of one do not work in the other.",
            1,
        ),
    )
    start_date: Annotated[AwareDatetime | None, BeforeValidator(_utc_when_naive), BeforeValidator(_blank_is_absent)] = (
        Field(
            None,
            **_shown(
                "Start date",
                "Only opportunities and postings created or updated since then. Without it, everything.",
                2,
                examples=["2024-01-01T00:00:00Z"],
                pattern=r"^$|^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})?)?$",
                pattern_descriptor="YYYY-MM-DDTHH:mm:ssZ",
            ),
        )
    )
    include_confidential: Annotated[bool, Field(strict=True)] = Field(
        False,
        **_shown(
            "Include confidential data",
            "Also read confidential opportunities and postings. The key needs Lever's permission for that.",
            3,
        ),
    )
    include_remote_data: Annotated[bool, Field(strict=True)] = Field(
        True,
        **_shown(
            "Include remote data",
            "Fill `remote_data` with the objects as Lever sent them. Switch off to keep less personal data.",
            4,
        ),
    )
    account_key: str = Field(
        "",
        **_shown(
            "Account key",
            "Any text that tells this Lever account from your others: it is mixed into every unified id, so "
            "that several accounts can share one table. Changing it changes every id.",
            5,
            examples=["acme-us"],
        ),
    )
    requests_per_second: Annotated[float, Field(strict=True, ge=MIN_REQUESTS_PER_SECOND, allow_inf_nan=False)] = Field(
        10,
        **_shown(
            "Requests per second",
            "The budget of this connector, at least 0.1. Lever allows 10 a second per key: take less when other tools "
            "use the same key.",
            6,
            examples=[10, 5],
        ),
    )
    num_workers: Annotated[int, Field(strict=True, ge=1, le=40)] = Field(
        10, **_shown("Concurrent requests", "How many requests may be under way at once.", 7)
    )
    lookback_minutes: Annotated[int, Field(strict=True, ge=0)] = Field(
        10,
        **_shown(
            "Lookback in minutes",
            "How far each incremental sync reaches back behind the start of the one before.",
            8,
        ),
    )
    child_reads: ChildReads = Field(
        COMPLETE,
        **_shown(
            "Reads below candidates",
            "Interviews, feedback, offers, notes, forms and documents cost a request per candidate each. `complete` "
            "asks for all of them. `skip_untouched` leaves out candidates nobody did anything with, `skip_unlikely` "
            "also those that by Lever's own record should have none. The documentation says what can be missed.",
            9,
        ),
    )
    reread_days: Annotated[int, Field(strict=True, ge=0, le=365)] = Field(
        0,
        **_shown(
            "Read everything again within days",
            "Some changes leave no sign in Lever: an old note edited, a file removed. With 30, each day a thirtieth of "
            "all candidates is read again with everything below them. 0 switches it off.",
            10,
            examples=[30],
        ),
    )
    include_eeo_responses: Annotated[bool, Field(strict=True)] = Field(
        False,
        **_shown(
            "Include EEO responses",
            "Offer the stream eeo_responses: what applicants answered about gender, race, veteran status and "
            "disability, each with the person. Sensitive by law in many places. The key needs the permission for it.",
            11,
        ),
    )
    max_file_mebibytes: Annotated[int, Field(strict=True, ge=1, le=1024)] = Field(
        50,
        **_shown(
            "Largest file in MiB",
            "Where a connection includes the files of `attachments`, larger ones come without their content.",
            12,
            examples=[50],
        ),
    )
    api_url: str | None = Field(
        None,
        **_shown(
            "API URL",
            "Overrides the root of Lever's API, for example for accounts hosted in the EU. https only, except for "
            "a loopback host.",
            13,
            airbyte_hidden=True,
            examples=["https://api.eu.lever.co/v1"],
            pattern=_URL_PATTERN,
        ),
    )
    auth_url: str | None = Field(
        None,
        **_shown(
            "OAuth URL",
            "Overrides the root of Lever's OAuth server; the token endpoint is this + /oauth/token.",
            14,
            airbyte_hidden=True,
            examples=["https://auth.lever.co"],
            pattern=_URL_PATTERN,
        ),
    )

    @field_validator("api_url", "auth_url")
    @classmethod
    def _https_or_loopback(cls, value: str | None, info: ValidationInfo) -> str | None:
        if not value:
            return None
        if _is_root(value):
            return value.rstrip("/")
        raise PydanticCustomError(
            "url",
            "must be an https:// address such as {example}, without user, query or fragment (http:// is allowed for a "
            "loopback host only)",
            {"example": "https://api.lever.co/v1" if info.field_name == "api_url" else "https://auth.lever.co"},
        )

    @model_validator(mode="after")
    def _within_levers_burst(self) -> Config:
        if self.requests_per_second > MAX_REQUESTS_PER_SECOND and not self.is_loopback:
            raise PydanticCustomError(
                "requests_per_second",
                "`requests_per_second` must be at most {limit}: Lever refuses more than that",
                {"limit": MAX_REQUESTS_PER_SECOND},
            )
        return self

    @property
    def is_loopback(self) -> bool:
        return self.api_url is not None and urlsplit(self.api_url).hostname in LOOPBACK_HOSTS

    @property
    def api_root(self) -> str:
        host = "api.lever.co" if self.environment == "Production" else "api.sandbox.lever.co"
        return self.api_url or f"https://{host}/v1"

    @property
    def token_endpoint(self) -> str:
        host = "auth.lever.co" if self.environment == "Production" else "sandbox-lever.auth0.com"
        return f"{self.auth_url or f'https://{host}'}/oauth/token"

    @property
    def app_url(self) -> str:
        """Root of the pages a person opens in Lever."""
        host = "hire.lever.co" if self.environment == "Production" else "hire.sandbox.lever.co"
        return f"https://{host}"

    @property
    def start_ms(self) -> int | None:
        """`start_date` in milliseconds since the epoch, as Lever's filters take it."""
        return None if self.start_date is None else int(self.start_date.timestamp() * 1000)

    @property
    def lookback_ms(self) -> int:
        return min(self.lookback_minutes, _UNLIMITED_LOOKBACK_MINUTES) * 60_000


def parse_config(raw: Any) -> Config:
    """Validate a raw config.

    Raises:
        AirbyteTracedException: a config error with one sentence per wrong property. It never repeats the value, which
            may be a secret.
    """
    try:
        config = Config.model_validate(raw)
    except ValidationError as invalid:
        sentences = " ".join(
            _sentence(error["loc"], error["msg"], error["type"])
            for error in invalid.errors(include_url=False, include_context=False, include_input=False)
        )
        raise _config_error(sentences) from None
    if not _can_be_handed_back(raw):
        odd = [f"`{name}`" for name in Config.model_fields if not _can_be_handed_back(raw.get(name))]
        raise _config_error(
            f"{', '.join(odd) or 'The config'} holds what cannot be handed back to Airbyte as JSON: something nested "
            "too deeply, a number beyond 64 bits or half a character."
        )
    return config


def _can_be_handed_back(value: Any) -> bool:
    """New tokens are handed back in the whole config, also in what nothing here looks at."""
    try:
        orjson.dumps(value)
    except TypeError:
        return False
    return True


def _config_error(sentences: str) -> AirbyteTracedException:
    return AirbyteTracedException(
        message=troubles.WRONG_CONFIG(sentences=sentences),
        internal_message=sentences,
        failure_type=FailureType.config_error,
    )


_AUTH_TYPES = 'must be "Api Key" or "Client"'


def _sentence(location: tuple[int | str, ...], message: str, kind: str) -> str:
    # Pydantic puts the chosen kind of credentials into the path; the user's config has no such level.
    path = [str(part) for part in location if part not in ("Api Key", "Client")]
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        return f"`credentials.auth_type` {_AUTH_TYPES}."
    if not path:
        return f"{message}." if kind == "requests_per_second" else "The config must be a JSON object."
    said = {
        "missing": "is missing",
        "string_too_short": "must not be empty",
        "model_attributes_type": "must be an object",
    }.get(kind, message if kind in ("url", "header") else f"is wrong: {message[0].lower()}{message[1:]}")
    return f"`{'.'.join(path)}` {said}."
