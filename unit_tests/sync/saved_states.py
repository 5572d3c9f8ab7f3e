"""A stream's state, read as a sync reads it and saved again."""

from __future__ import annotations

from typing import Any

from source_lever_unified.streams import STREAMS
from source_lever_unified.streams.base import LeverStream, SnapshotStream
from source_lever_unified.streams.opportunity_list import OpportunityList
from source_lever_unified.streams.posting_list import PostingList
from source_lever_unified.sync.memory import SyncTimes, refuse_unknown
from source_lever_unified.sync.state import SnapshotState, parse_listing_state, parse_state, to_message
from source_lever_unified.unified.account import Account
from unit_tests.sync.simple_streams import NOW

BY_NAME = {stream.name: stream for stream in STREAMS}


def written_again(stream: type[LeverStream], state: dict[str, Any], *, finished: bool) -> dict[str, Any]:
    if issubclass(stream, SnapshotStream):
        return to_message(parse_state(SnapshotState, stream.name, state))
    listing, saved = parse_listing_state(stream.name, state, OpportunityList.filters | PostingList.filters)
    account = Account(synced_at=NOW, stages={stage: {} for stage in saved.get("stages", {}).get("ids", ())})
    memory = stream.memory(saved, account, SyncTimes(NOW, 0))
    if memory is None:
        refuse_unknown(stream.name, saved)
        return to_message(listing)
    return {**to_message(listing), **memory.save(finished=finished)}
