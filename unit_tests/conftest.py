from __future__ import annotations

import logging
import time
from typing import Any

import pytest
from hypothesis import settings

# How long an example takes says how busy the machine is, not whether it is right.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

API = "http://127.0.0.1:1/v1"


@pytest.fixture
def raw_config() -> dict[str, Any]:
    return {"credentials": {"auth_type": "Api Key", "api_key": "secret-key"}, "api_url": API}


@pytest.fixture
def logger() -> logging.Logger:
    return logging.getLogger("airbyte.source-lever-unified-tests")


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that were waited, without waiting."""
    seconds: list[float] = []
    # The CDK's retry library sleeps for zero seconds beside the real wait.
    monkeypatch.setattr(time, "sleep", lambda wait: seconds.append(wait) if wait else None)
    return seconds
