from __future__ import annotations

import pytest

from source_lever_unified.unified.social_media import social_media


@pytest.mark.parametrize(
    ("link", "network", "username"),
    [
        ("https://www.linkedin.com/in/ana-cruz/", "LINKEDIN", "ana-cruz"),
        ("linkedin.com/in/ana-cruz?trk=x", "LINKEDIN", "ana-cruz"),
        ("https://es.linkedin.com/pub/ana/1/2/3", "LINKEDIN", "ana"),
        ("https://www.linkedin.com/company/bluebird", "LINKEDIN", None),
        ("HTTPS://GitHub.com/anacruz", "GITHUB", "anacruz"),
        ("github.com", "GITHUB", None),
        ("https://x.com/@ana", "TWITTER", "ana"),
        ("http://twitter.com/ana#top", "TWITTER", "ana"),
        ("https://www.youtube.com/@ana", "YOUTUBE", "ana"),
        ("https://www.youtube.com/watch?v=1", "YOUTUBE", None),
        ("https://www.facebook.com/profile.php?id=1", "FACEBOOK", None),
        ("https://stackoverflow.com/users/17/ana", "STACK_OVERFLOW", "ana"),
        ("https://medium.com/@ana/story", "MEDIUM", "ana"),
        (" https://www.xing.com/profile/Ana_Cruz ", "XING", "Ana_Cruz"),
        ("https://example.org/github.com/ana", None, None),
        ("https://notlinkedin.com/in/ana", None, None),
        ("https://[broken", None, None),
        ("call me", None, None),
    ],
)
def test_known_hosts_give_a_network_and_a_name(link: str, network: str | None, username: str | None) -> None:
    assert social_media(link) == {"link": link, "type": network, "username": username}
