"""People who walk step by step: on their toes, or heel to toe along a line."""

from __future__ import annotations

from typing import Any, Self

import numpy as np

from tests.support.simulate import Script
from tests.support.stick_figure import SIDES, SIGN


class Walker(Script):
    """A script of somebody who walks the way they face, one foot after the other."""

    def change(self, seconds: float = 1.0, **to: float) -> Self:
        """Go over to other values of some channels."""
        was = {name: self._base[name] for name in to}

        def move(u: np.ndarray) -> dict[str, np.ndarray]:
            share = 0.5 - 0.5 * np.cos(np.pi * np.clip(u / seconds, 0, 1))
            return {name: was[name] + share * (value - was[name]) for name, value in to.items()}

        return self._add(seconds, move, **to)

    def tiptoe(self, heel_m: float, seconds: float = 1.0) -> Self:
        """Bring the heels to a height, or down again."""
        pitch = float(self.body.pitch_for(heel_m))
        return self.change(seconds, **{f"pitch_{s}": pitch for s in SIDES})

    def heel_to_toe(self) -> Self:
        """Stand with the left foot in front of the right one, on one line."""
        self._base |= {f"side_{s}": -SIGN[s] * 0.05 * self.body.stature for s in SIDES}
        self._base |= {"fwd_left": self.body.foot / 2, "fwd_right": -self.body.foot / 2}
        return self

    def steps(
        self,
        count: int,
        *,
        step_m: float = 0.30,
        step_s: float = 0.7,
        still_s: float = 0.2,
        clearance_m: float = 0.06,
        aside_m: float = 0.0,
        first: str = "left",
        sinks_m: float = 0.0,
        turn: float = 0.0,
        sway: float = 0.0,
        knee: float | None = None,
        **steady: float,
    ) -> Self:
        """Walk so many steps, on the toes or on the soles as the feet are.

        Args:
            count: steps.
            step_m: how far the swinging foot lands in front of the other.
            step_s: from one step to the next; still_s of it both feet stand.
            clearance_m: how high the swinging foot is lifted.
            aside_m: every third step lands so far beside the line.
            first: the foot that steps first.
            sinks_m: how far the heels sink in the middle of every third stance.
            turn: toe-out of both feet, degrees.
            sway: lean of the trunk towards the standing foot, degrees.
            knee: flexion of the legs, degrees.
            steady: further channels, and what they are while walking.
        """
        seconds = count * step_s
        yaw = np.radians(self._base["yaw"])
        x, away = self._base["x"], self._base["away"]
        order = SIDES if first == "left" else SIDES[::-1]
        held = {s: self._base[f"pitch_{s}"] for s in SIDES}
        line = {s: self._base[f"side_{s}"] for s in SIDES}
        foot = {s: self._base[f"fwd_{s}"] for s in SIDES}
        plans: dict[str, list[tuple[float, float, float, float]]] = {s: [] for s in SIDES}
        places = dict(foot)
        aside: dict[str, list[tuple[float, float]]] = {s: [(0.0, 0.0)] for s in SIDES}
        for number in range(count):
            side, other = order[number % 2], order[1 - number % 2]
            off, down = number * step_s + still_s, (number + 1) * step_s
            plans[side].append((off, down, places[side], places[other] + step_m))
            places[side] = places[other] + step_m
            beside = aside_m if aside_m and number % 3 == 2 else 0.0
            aside[side] += [(off, aside[side][-1][1]), (down, beside)]
        length = sum(places.values()) / 2

        def move(u: np.ndarray) -> dict[str, np.ndarray]:
            where = {s: _place(u, foot[s], plans[s]) for s in SIDES}
            body = (where["left"][0] + where["right"][0]) / 2
            # The body goes on evenly, as in a walk; it does not jump from foot to foot.
            body = np.convolve(np.pad(body, 15, mode="edge"), np.ones(31) / 31, "valid")
            result: dict[str, np.ndarray] = {
                "x": x - body * np.sin(yaw),
                "away": away - body * np.cos(yaw),
                **{k: v + 0 * u for k, v in steady.items()},
            }
            if knee is not None:
                result["knee"] = knee + 0 * u
            swings = {s: where[s][1] for s in SIDES}
            for s in SIDES:
                height = self.body.heel_lever * np.sin(np.radians(held[s]))
                height -= sinks_m * np.sin(np.pi * _stance(u, plans[s], seconds))
                result[f"pitch_{s}"] = self.body.pitch_for(np.maximum(height, 0.0))
                result[f"up_{s}"] = clearance_m * np.sin(np.pi * swings[s])
                result[f"fwd_{s}"] = where[s][0] - body
                at, value = zip(*aside[s], strict=True)
                result[f"side_{s}"] = line[s] + np.interp(u, at, value)
                result[f"turn_{s}"] = turn + 0 * u
            if sway:
                towards = np.sin(np.pi * swings["right"]) - np.sin(np.pi * swings["left"])
                result["lean_side"] = sway * towards
            return result

        after: dict[str, Any] = {
            "x": x - length * np.sin(yaw),
            "away": away - length * np.cos(yaw),
            **{f"fwd_{s}": places[s] - length for s in SIDES},
        }
        return self._add(seconds, move, **after)


def _place(
    u: np.ndarray, start: float, plan: list[tuple[float, float, float, float]]
) -> tuple[np.ndarray, np.ndarray]:
    """Where a foot is along the way, and how far through a swing (0 while it stands)."""
    at, swing = np.full_like(u, start), np.zeros_like(u)
    for off, down, begin, end in plan:
        share = np.clip((u - off) / (down - off), 0.0, 1.0)
        at = np.where(u >= off, begin + (end - begin) * (0.5 - 0.5 * np.cos(np.pi * share)), at)
        swing = np.where((u >= off) & (u < down), share, swing)
    return at, swing


def _stance(
    u: np.ndarray, plan: list[tuple[float, float, float, float]], seconds: float
) -> np.ndarray:
    """How far through every third stance a foot is; 0 otherwise."""
    downs = [0.0, *(down for _, down, _, _ in plan)]
    offs = [*(off for off, _, _, _ in plan), seconds]
    share = np.zeros_like(u)
    for number, (down, off) in enumerate(zip(downs, offs, strict=True)):
        if off > down and number % 3 == 2:
            share = np.where((u >= down) & (u < off), (u - down) / (off - down), share)
    return share
