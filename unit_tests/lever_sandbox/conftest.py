"""A fresh sandbox per test, and a plain client for it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "integration_tests"))

from lever_sandbox import Sandbox
from unit_tests.lever_sandbox.lever_client import NOW, Lever


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(opportunities=160, seed=7, now=NOW) as running:
        yield running


@pytest.fixture
def lever(sandbox: Sandbox) -> Iterator[Lever]:
    with requests.Session() as session:
        yield Lever(sandbox, session)
