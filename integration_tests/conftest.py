from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from connector import Connector, ConnectTo, config_for
from lever_sandbox import Sandbox


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    """A small account of its own for every test."""
    with Sandbox(opportunities=210, seed=7) as running:
        yield running


@pytest.fixture
def connect_to(tmp_path: Path) -> ConnectTo:
    """A connector for a sandbox; keyword arguments go into the config."""

    def connect(sandbox: Sandbox, *, key: str = "sandbox-key", impatient: bool = False, **settings: Any) -> Connector:
        return Connector(tmp_path, config_for(sandbox, key=key, **settings), impatient=impatient)

    return connect


@pytest.fixture
def exact(sandbox: Sandbox, connect_to: ConnectTo) -> Connector:
    """A connector without lookback, so that a sync says exactly what happened since the one before."""
    return connect_to(sandbox, lookback_minutes=0)


@pytest.fixture
def connector(sandbox: Sandbox, connect_to: ConnectTo) -> Connector:
    return connect_to(sandbox)
