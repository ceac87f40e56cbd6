"""Heel-to-toe walking: each foot put down, against the line and the foot before it."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import numpy.typing as npt

from ..motions.base import Performance, Unit
from .base import Scene, fault, unit

Array = npt.NDArray[Any]

_STOP = 2.0  # seconds
_SHORTEST = 0.15  # seconds that a foot must stay down


def tandem_steps(performance: Performance, scene: Scene) -> list[dict[str, Any]]:
    """Contacts in order; extra ones and those of turning round are not counted as steps."""
    last = float(scene.t[-1])
    units = [u for u in performance.units if min(u.end, last) - u.begin > _SHORTEST]
    out = []
    for number, part in enumerate(performance.parts):
        mine = [u for u in units if u.part == number]
        if not mine:
            continue
        line = _Line(scene, performance, [u for u in mine if not u.kind], part.begin)
        for u in mine:
            i = units.index(u)
            before = units[i - 1] if i else None
            after = units[i + 1] if i + 1 < len(units) else None
            out.append(_step(u, scene, performance, before=before, after=after, line=line))
    return out


class _Line:
    """The line that a pass is walked on.

    Its direction is the median slope between all contacts of the pass, those of the two feet at
    its start included; it goes through the median sideways place of the contacts before the one
    that is measured.
    """

    def __init__(
        self, scene: Scene, performance: Performance, steps: list[Unit], begin: float
    ) -> None:
        self.scene = scene
        at = int(np.argmin(np.abs(scene.t - begin)))
        moved, heading = scene.travel(
            scene.between(begin, min(steps[-1].end, scene.t[-1])) if steps else scene.t >= 0
        )
        if np.hypot(*moved) < 0.2:
            moved = np.array([np.sin(np.radians(heading)), np.cos(np.radians(heading))])
        ahead = moved / np.hypot(*moved)
        first = [] if performance.parts[0].begin < begin else [_foot(scene, s, at) for s in "LR"]
        places = first + [_foot(scene, u.side[0].upper(), _frame(scene, u)) for u in steps]
        self.times = [-1.0] * len(first) + [u.begin for u in steps]
        for _ in range(3):  # turn the axes until the line runs along one of them
            right = np.array([-ahead[1], ahead[0]])
            aside = np.array([p @ right for p in places])
            along = np.array([p @ ahead for p in places])
            pairs = [
                (aside[j] - aside[i]) / (along[j] - along[i])
                for i, j in itertools.combinations(range(len(places)), 2)
                if abs(along[j] - along[i]) > 0.1
            ]
            ahead = ahead + right * (float(np.median(pairs)) if pairs else 0.0)
            ahead = ahead / np.hypot(*ahead)
        self.ahead, self.right = ahead, np.array([-ahead[1], ahead[0]])
        self.aside = np.array([p @ self.right for p in places])

    def offset(self, place: Array, when: float) -> float | None:
        """Metres to the walker's right of the line of the steps before; None for the first two."""
        before = self.aside[np.array(self.times) < when - 1e-6]
        return float(place @ self.right - np.median(before)) if len(before) >= 2 else None


def _frame(scene: Scene, u: Unit) -> int:
    """A frame at which the foot lies flat: in the middle of its stance, 0.4 s into it at most."""
    flat = u.begin + min(0.5 * (min(u.end, scene.t[-1]) - u.begin), 0.4)
    return int(np.argmin(np.abs(scene.t - flat)))


def _foot(scene: Scene, s: str, frame: int) -> Array:
    """The middle between heel and big toe on the floor: x and z, metres."""
    p = scene.points
    middle: Array = (p[f"heel.{s}"][frame] + p[f"big_toe.{s}"][frame]) / 2
    return np.asarray(middle[[0, 2]])


def _step(
    u: Unit,
    scene: Scene,
    performance: Performance,
    *,
    before: Unit | None,
    after: Unit | None,
    line: _Line,
) -> dict[str, Any]:
    s = u.side[0].upper()
    other = "R" if s == "L" else "L"
    last = float(scene.t[-1])
    end = min(u.end, last)
    until = min(after.begin if after else end, last)
    on = scene.between(u.begin, until)
    frame, p = _frame(scene, u), scene.points
    place = _foot(scene, s, frame)
    pause = _pause(performance, scene, u, until)
    # The other foot stood there before this one came down.
    earlier = max(int(np.searchsorted(scene.t, u.begin, side="right")) - 1, 0)
    toe, heel = p[f"big_toe.{other}"][earlier], p[f"heel.{s}"][frame]
    over = np.max([(p[f"wrist.{k}"] - p[f"shoulder.{k}"])[on][:, 1].max() for k in "LR"])
    sway = float(np.abs(scene.measured["trunk_lean_lateral"][on]).max())
    measures = {
        "gap": scene.percent(float((heel - toe)[[0, 2]] @ line.ahead)),
        "trunk_sway": sway,
        "wrist_over_shoulder": float(over) * 100,
    }
    offset = line.offset(place, u.begin)
    if offset is not None:
        measures["line_offset"] = scene.percent(offset)
    if before is not None:
        measures["step_s"] = u.begin - before.begin
    goes_on = after is not None and after.part == u.part
    if goes_on:
        measures["pause_s"] = pause
    counted = not u.kind
    when = (u.begin, u.begin, end)
    more = {"pass": u.part, "turning": u.kind == "turning", "extra": u.kind == "extra"}
    if u.kind == "turning":  # neither a line nor a step of it
        measures = {k: measures[k] for k in ("trunk_sway", "pause_s") if k in measures}
        return unit(u.side, when, measures, {}, u.asked, counted=False, **more)
    faults = {
        "trunk_sway": fault(sway, 10.0, "deg", sway > 10),
        "arms_up": fault(over * 100, 0.0, "cm over the shoulder", over > 0),
    }
    if goes_on or u.kind == "extra":
        extra = u.kind == "extra"
        faults["lost_balance"] = fault(pause, _STOP, "s", pause > _STOP or extra, extra=extra)
    if u.kind != "extra":
        faults["gap"] = fault(measures["gap"], 50.0, "% of foot length", measures["gap"] > 50)
    if offset is not None:
        away = abs(measures["line_offset"])
        faults["off_line"] = fault(away, 20.0, "% of foot length", away > 20)
    if before is not None and not before.kind and not u.kind:
        fast = measures["step_s"] < 0.5
        faults["too_fast"] = fault(measures["step_s"], 0.5, "s", fast)
    return unit(u.side, when, measures, faults, u.asked, counted=counted, **more)


def _pause(performance: Performance, scene: Scene, u: Unit, until: float) -> float:
    """Seconds after the touch-down during which both feet stay on the floor."""
    feet = performance.track.feet
    both = (feet["L"].planted & feet["R"].planted)[scene.between(u.begin, until)]
    seconds = scene.t[scene.between(u.begin, until)]
    lifted = np.flatnonzero(~both)
    end = seconds[lifted[0]] if len(lifted) else seconds[-1]
    return float(end - u.begin)
