"""From numbers to places on an axis."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

_STEPS = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True)
class Scale:
    """From zero to the highest value, over `length` pixels."""

    highest: float
    ticks: Sequence[float]
    length: float

    def __call__(self, value: float) -> float:
        return self.length * value / self.highest


def scale(highest: float, length: float, *, pixels_per_tick: float, whole: bool = False) -> Scale:
    """With ticks at round numbers; `whole` where half of a thing means nothing."""
    wanted = max(1, int(length / pixels_per_tick))
    # Less than that is nothing: floats lose their digits there.
    highest = highest if highest > 1e-9 else 1
    step = _step(highest / wanted)
    if whole:
        step = max(1, math.ceil(step))
    highest = max(highest, step)
    return Scale(highest, [step * index for index in range(math.floor(round(highest / step, 6)) + 1)], length)


def _step(least: float) -> float:
    power = 10.0 ** math.floor(math.log10(least))
    return next(step * power for step in _STEPS if step * power >= least * 0.999999)


def tick_label(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,g}"
