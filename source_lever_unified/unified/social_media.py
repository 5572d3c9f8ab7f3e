from __future__ import annotations

import re
from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

_LINK = re.compile(r"(?:https?://)?(?:[^/?#\s@]+\.)?([\w-]+\.\w+)(?::\d+)?(?:/([^?#\s]*))?", re.IGNORECASE)

_FIRST = re.compile(r"@?([^/]+)")
_HOSTS = {
    "linkedin.com": ("LINKEDIN", re.compile(r"(?:in|pub)/([^/]+)")),
    "github.com": ("GITHUB", _FIRST),
    "gitlab.com": ("GITLAB", _FIRST),
    "twitter.com": ("TWITTER", _FIRST),
    "x.com": ("TWITTER", _FIRST),
    "facebook.com": ("FACEBOOK", re.compile(r"(?!profile\.php|people/)([^/]+)")),
    "instagram.com": ("INSTAGRAM", _FIRST),
    "youtube.com": ("YOUTUBE", re.compile(r"(?:@|user/|c/)([^/]+)")),
    "xing.com": ("XING", re.compile(r"profile/([^/]+)")),
    "medium.com": ("MEDIUM", re.compile(r"@([^/]+)")),
    "stackoverflow.com": ("STACK_OVERFLOW", re.compile(r"users/\d+/([^/]+)")),
    "dribbble.com": ("DRIBBBLE", _FIRST),
    "behance.net": ("BEHANCE", _FIRST),
    "kaggle.com": ("KAGGLE", _FIRST),
}


class SocialMedia(TypedDict):
    link: Annotated[str | None, Field(description="The link as the candidate gave it.")]
    type: Annotated[
        str | None,
        Field(
            description="Which network, derived from the host: LINKEDIN, GITHUB, GITLAB, TWITTER, FACEBOOK, "
            "INSTAGRAM, YOUTUBE, XING, MEDIUM, STACK_OVERFLOW, DRIBBBLE, BEHANCE, KAGGLE. Null for any "
            "other host."
        ),
    ]
    username: Annotated[str | None, Field(description="Account name on a known network, derived from the link's path.")]


def social_media(link: str) -> SocialMedia:
    """Lever has bare links, often without a scheme, sometimes no links at all but remarks."""
    parts = _LINK.match(link.strip())
    network = parts and _HOSTS.get(parts[1].lower())
    if not parts or not network:
        return {"link": link, "type": None, "username": None}
    username = network[1].match(parts[2] or "")
    return {"link": link, "type": network[0], "username": username and username[1]}
