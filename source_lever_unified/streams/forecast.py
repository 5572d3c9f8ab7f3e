"""What the children of an account's opportunities cost, in requests and hours, by how they are read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import get_args

from source_lever_unified.lever.body import LeverObject
from source_lever_unified.lever.endpoint import Endpoint
from source_lever_unified.sync.child_reads import ChildReads
from source_lever_unified.sync.economy import Omission
from source_lever_unified.unified.account import Account
from source_lever_unified.unified.likelihood import Signs, signs
from source_lever_unified.unified.opportunity import read_opportunity


def expected_opportunities(sources: Iterable[LeverObject]) -> int:
    """Roughly how many there are: Lever counts them nowhere but per source, and most have one source."""
    counts = [source.get("count") for source in sources]
    return sum(count for count in counts if isinstance(count, int))


def forecast(
    opportunities: int,
    seen: Sequence[LeverObject],
    account: Account,
    omissions: Mapping[Endpoint, Omission],
    mode: ChildReads,
    per_second: float,
) -> str:
    """A sentence or two. `seen`: some of the opportunities, by which the savings are judged."""
    found = [signs(opportunity, account) for lever in seen if (opportunity := read_opportunity(lever, account))]
    kinds = "1 kind" if len(omissions) == 1 else f"{len(omissions)} kinds"

    def cost(by: ChildReads) -> str:
        requests = opportunities * sum(_share_read(omission, by, found) for omission in omissions.values())
        return f"`{by}` about {requests:,.0f} requests, {requests / per_second / 3600:.1f} h"

    modes: Sequence[ChildReads] = get_args(ChildReads)
    return (
        f"There are about {opportunities:,} opportunities with {kinds} of children, each a request per opportunity "
        f"when it is first read. `child_reads` is `{mode}`. At {per_second:g} requests a second, by the "
        f"{len(found):,} opportunities looked at: {'; '.join(map(cost, modes))}."
    )


def _share_read(omission: Omission, mode: ChildReads, found: Sequence[Signs]) -> float:
    sign = omission.by(mode)
    if sign is None or not found:
        return 1.0
    return sum(not sign(one) for one in found) / len(found)
