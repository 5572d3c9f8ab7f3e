"""Several Lever accounts can share a table: every row says which it is of."""

from __future__ import annotations

from dataclasses import replace

import pytest

from source_lever_unified.streams import STREAMS
from source_lever_unified.streams.base import LeverStream
from unit_tests.lever_objects import ACCOUNT, MAY_3
from unit_tests.streams.samples import SAMPLES, rows_from

each_stream = pytest.mark.parametrize("stream", STREAMS, ids=lambda stream: stream.name)
each_key = pytest.mark.parametrize(("configured", "in_rows"), [("north", "north"), ("", None)])


@each_key
@each_stream
def test_given_the_config_then_every_row_has_its_account_key(
    stream: type[LeverStream], configured: str, in_rows: str | None
) -> None:
    rows = list(rows_from(stream, SAMPLES[stream.endpoint.path], replace(ACCOUNT, key=configured)))

    assert {row["account_key"] for row in rows} == {in_rows}


@each_key
@each_stream
def test_given_the_config_then_a_tombstone_has_its_account_key(
    stream: type[LeverStream], configured: str, in_rows: str | None
) -> None:
    assert stream.bury("gone", MAY_3, replace(ACCOUNT, key=configured))["account_key"] == in_rows
