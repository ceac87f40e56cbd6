"""Landings of a walk along a line as the foot model sees them: each foot on its own."""

from __future__ import annotations

from formcheck.motion.footholds import Footholds
from formcheck.motion.signals import Moment
from formcheck.motion.steps import Step
from formcheck.motion.tandem_feet import Landing

RESTS_S = 0.4
"""How long a foot has to keep its place to have come down, seconds: nobody walks heel to toe so
fast that they stand for less, and a foot on its way may seem to stand for 0.3 s from the front."""

AGAIN_S = 0.6
"""A foot that was put down on the way to a step leaves again so soon, seconds. Later: the other one
has come down between, and was not seen to."""


class Holds:
    """Takes moments one by one; says which foot has come down."""

    def __init__(self) -> None:
        self._holds = Footholds(rests_s=RESTS_S)
        self._last: Step | None = None

    def push(self, moment: Moment, foot: float) -> Landing | None:
        """Take one moment.

        Args:
            moment: signals.
            foot: length of a foot at this distance, px.
        """
        landed = [f.step for f in self._holds.push(moment, foot) if f.kind == "landed"]
        if not landed:
            return None
        step = landed[-1]
        last, self._last = self._last, step
        again = last is not None and last.side == step.side and step.off - last.down < AGAIN_S
        middle = (step.off + step.down) / 2
        return Landing(step.down, moment.t, middle, again=again, side=step.side)
