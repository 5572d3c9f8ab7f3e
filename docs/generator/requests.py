"""What syncs of one stream alone ask of Lever."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from source_lever_unified.lever.endpoint import Endpoint
from source_lever_unified.streams.base import (
    LeverStream,
    OpportunityChild,
    OpportunityStream,
    PostingForm,
    PostingStream,
    SnapshotStream,
    WindowedStream,
)
from source_lever_unified.streams.small_lists import SOURCES, SmallList


@dataclass(frozen=True)
class Request:
    """`params`: those that tell it from other requests. `required`: without an answer the stream cannot be read."""

    endpoint: Endpoint
    params: Mapping[str, str] = field(default_factory=dict)
    required: bool = False

    def __str__(self) -> str:
        return f"{self.endpoint.path}?{urlencode(self.params)}" if self.params else self.endpoint.path


def requests_of(stream: type[LeverStream]) -> Iterator[Request]:
    if issubclass(stream, SnapshotStream):
        yield _whole(stream.source, required=True)
    if issubclass(stream, WindowedStream):
        yield Request(stream.endpoint, required=True)
    if issubclass(stream, (OpportunityStream, OpportunityChild)):
        yield Request(OpportunityStream.endpoint, {"expand": "applications"}, required=True)
        # Lever counts opportunities nowhere but per source: a first sync asks once, to tell how long it will take.
        yield _whole(SOURCES)
    if issubclass(stream, (PostingStream, PostingForm)):
        yield Request(PostingStream.endpoint, required=True)
        yield Request(PostingStream.endpoint, {"state": "published", "distributionChannel": "internal"}, required=True)
    if issubclass(stream, (OpportunityChild, PostingForm)):
        for endpoint in stream.endpoints():
            yield Request(endpoint, required=not stream.needs_one_of)
    for need in stream.needs:
        yield _whole(need.small_list, required=need.required)
    if issubclass(stream, PostingStream) and stream.also_named_by is not None:
        yield _whole(stream.also_named_by.small_list)
    if issubclass(stream, (OpportunityStream, PostingStream)) and stream.deletions is not None:
        yield Request(stream.deletions)


def _whole(small_list: SmallList, *, required: bool = False) -> Request:
    return Request(small_list.endpoint, small_list.params, required)
