"""Shared by the judges: what they look at, and how a fault is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]


@dataclass(frozen=True)
class Scene:
    """The solved body over a clip.

    Attributes:
        t: (F,) seconds.
        points: joints and points of the feet, (F, 3) metres each, by name.
        measured: angles (degrees) and heights (cm), (F,) each, by name.
        foot_cm: length of the bare foot.
    """

    t: Array
    points: dict[str, Array]
    measured: dict[str, Array]
    foot_cm: float

    def between(self, begin: float, end: float) -> Array:
        """The frames from ``begin`` to ``end`` seconds, at least the nearest one, as a mask."""
        on = (self.t >= begin - 1e-9) & (self.t <= end + 1e-9)
        if not on.any():
            on[int(np.argmin(np.abs(self.t - (begin + end) / 2)))] = True
        return on

    def percent(self, metres: Any) -> Any:  # noqa: ANN401 - a number or an array of them
        """Metres as % of foot length."""
        return metres * 1e4 / self.foot_cm

    def travel(self, on: Array) -> tuple[Array, float]:
        """How the pelvis moves over some frames: x and z in metres, and its mean heading."""
        middle = (self.points["hip.L"] + self.points["hip.R"])[on] / 2
        heading = np.unwrap(np.radians(self.measured["pelvis_heading"][on]))
        return (middle[-1] - middle[0])[[0, 2]], float(np.degrees(heading.mean()))

    def turned(self, on: Array) -> float:
        """How far the pelvis turns over some frames, degrees."""
        return float(np.degrees(np.ptp(np.unwrap(np.radians(self.measured["pelvis_heading"][on])))))


def fault(value: float, limit: float, unit: str, faulty: bool, **more: Any) -> dict[str, Any]:  # noqa: ANN401
    """A judged fault as the truth file has it."""
    return {
        "fault": bool(faulty),
        "value": round(float(value), 3),
        "limit": limit,
        "unit": unit,
        **more,
    }


def unit(
    side: str,
    when: tuple[float, float, float],
    measures: dict[str, float],
    faults: dict[str, dict[str, Any]],
    asked: dict[str, float],
    *,
    counted: bool = True,
    **more: Any,  # noqa: ANN401
) -> dict[str, Any]:
    """A judged unit as the truth file has it; ``when`` is its start, peak and end."""
    start, peak, end = (float(x) for x in when)
    return {
        "side": side,
        "counted": counted,
        "start_s": start,
        "peak_s": peak,
        "end_s": end,
        **more,
        "measures": {k: round(float(v), 3) for k, v in measures.items()},
        "faults": faults,
        "asked": asked,
    }
