"""Seated people who lift their toes with the heel on the floor."""

from __future__ import annotations

from typing import Self

import numpy as np

from tests.support.simulate import Script
from tests.support.stick_figure import SIDES

SHANK_SHARE = 0.36


class Seated(Script):
    """A script of somebody on a chair."""

    def toe_lifts(
        self,
        reps: int,
        side: str = "left",
        *,
        lift: float = 20.0,
        up_s: float = 1.0,
        hold_s: float = 0.5,
        down_s: float = 1.0,
        rest_s: float = 1.0,
    ) -> Self:
        """Lift the toes of one foot, or of both, by `lift` degrees, and lower them."""
        each = up_s + hold_s + down_s + rest_s
        working = SIDES if side == "both" else (side,)

        def move(u: np.ndarray) -> dict[str, np.ndarray]:
            v = np.mod(u, each)
            up = np.clip(v / up_s, 0, 1)
            down = np.clip((v - up_s - hold_s) / down_s, 0, 1)
            share = 0.5 - 0.5 * np.cos(np.pi * (up - down))
            pitch = np.radians(lift * share)
            seat = {"pelvis_fwd": -SHANK_SHARE + 0 * u, "drop": SHANK_SHARE + 0 * u}
            # The foot turns on its ball; lifted by so much the heel stays where it was.
            return seat | {
                key: value
                for s in working
                for key, value in (
                    (f"pitch_{s}", -np.degrees(pitch)),
                    (f"up_{s}", self.body.heel_lever * np.sin(pitch)),
                )
            }

        return self._add(reps * each, move)
