"""What a catalog may ask for."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from airbyte_cdk.models import (
    AirbyteStream,
    ConfiguredAirbyteCatalog,
    ConfiguredAirbyteStream,
    DestinationSyncMode,
    FailureType,
    SyncMode,
)
from airbyte_cdk.utils import AirbyteTracedException

from source_lever_unified.streams.reading import read_catalog


def catalog(*names: str) -> ConfiguredAirbyteCatalog:
    return ConfiguredAirbyteCatalog(
        streams=[
            ConfiguredAirbyteStream(
                stream=AirbyteStream(name=name, json_schema={}, supported_sync_modes=[SyncMode.full_refresh]),
                sync_mode=SyncMode.full_refresh,
                destination_sync_mode=DestinationSyncMode.append,
            )
            for name in names
        ]
    )


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        (("tags", "tags"), "The catalog names the stream tags more than once"),
        (("tag",), "The catalog asks for a stream `tag`, which this connector does not have"),
    ],
)
def test_given_a_catalog_that_cannot_be_read_then_it_is_a_config_error_that_names_the_stream(
    names: tuple[str, ...], sentence: str, raw_config: dict[str, Any], logger: logging.Logger
) -> None:
    with pytest.raises(AirbyteTracedException, match=sentence) as caught:
        list(read_catalog(logger, raw_config, catalog(*names)))

    assert caught.value.failure_type == FailureType.config_error
