"""Makes a command hardly wait before it asks again: imported by Python at its start, run by a forked command."""

import time
from typing import SupportsIndex

_sleep = time.sleep


def _doze(seconds: float | SupportsIndex) -> None:
    _sleep(min(float(seconds), 0.01))


time.sleep = _doze
