"""A fake of Lever's Data API to run a client against: real HTTP on loopback, deterministic data, faults.

    with Sandbox(opportunities=300, seed=7) as sandbox:
        requests.get(f"{sandbox.api_url}/opportunities", auth=("sandbox-key", ""))

API keys: `sandbox-key` may read everything, confidential records included; `plain-key` everything else;
`no-interviews-key`, `no-offers-key`, `no-feeds-key`, ... (`NAMED_KEYS`) lack what they are named for; `nothing-key` is
valid and may read nothing. OAuth: client `sandbox-client`, secret `sandbox-secret`, first refresh token
`sandbox-refresh-token`. See README.md.
"""

from lever_sandbox.account import Account
from lever_sandbox.auth import CLIENT_ID, CLIENT_SECRET, NAMED_KEYS, REFRESH_TOKEN
from lever_sandbox.sandbox import Sandbox
from lever_sandbox.settings import Settings
from lever_sandbox.truth import STREAMS

__all__ = [
    "CLIENT_ID",
    "CLIENT_SECRET",
    "NAMED_KEYS",
    "REFRESH_TOKEN",
    "STREAMS",
    "Account",
    "Sandbox",
    "Settings",
]
