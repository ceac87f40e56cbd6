"""What the table of an exercise holds: faults with the range of their strength, kinds of clips."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np

#: Cells of the plan. Left and right of the person mirror one another, and so does what an oblique
#: view can show: their clips take turns.
FRONTAL = ("front", "back")
SIDES = ("side",)
OBLIQUE = ("oblique",)
VIEWS = (*FRONTAL, *SIDES, *OBLIQUE)

#: Units that must be plainly faulty in each cell of the test half, and how many are planned, so
#: that a few may turn out nearer to the limit than was asked for.
ENOUGH, WANTED = 20, 23
#: Units of a fault in each view that cannot show it: nothing may be said of it there.
ELSEWHERE = 6


@dataclass(frozen=True)
class Fault:
    """A fault and how strong it is asked for, in the motion's own measure of strength.

    Attributes:
        kind: the motion's name for it.
        check: its name in EXERCISES.md.
        none: strength at which nothing is wrong.
        twice: strength at which the value is as far over the limit as the limit is from nothing.
        clear: strength from which on the fault is plain: over the limit by an error band.
        views: those in which it can be seen.
        groups: kinds of clips that may have it; all when empty.
        signed: whether it goes both ways.
        most: largest strength that means anything; what is drawn beyond is cut to it.
        sides: of the working leg that may have it.
        spare: so many repetitions of a clip stay without it.
        last: whether the last repetition of a clip may have it.
        elsewhere: whether a few are asked for in other views.
        wanted: plainly faulty units of it that are planned in each cell of the test half.
        alone: other faults that the same unit cannot have.
    """

    kind: str
    check: str
    none: float
    twice: float
    clear: float
    views: tuple[str, ...] = VIEWS
    groups: tuple[str, ...] = ()
    signed: bool = False
    most: float = math.inf
    sides: tuple[str, ...] = ("both", "left", "right")
    spare: int = 0
    last: bool = True
    elsewhere: bool = False
    wanted: int = WANTED
    alone: tuple[str, ...] = ()

    @property
    def share(self) -> float:
        """The share of evenly spread strengths that is plainly a fault."""
        return abs(self.twice - self.clear) / abs(self.twice - self.none)

    def units(self, share: float) -> int:
        """How many units a cell asks for, in a half that is ``share`` of the whole size."""
        return math.ceil(self.wanted * share / self.share)

    def is_clear(self, strength: float) -> bool:
        """Whether a strength is plainly a fault."""
        return (abs(strength) - self.clear) * (self.twice - self.none) >= 0

    def spread(self, n: int, rng: np.random.Generator) -> list[float]:
        """``n`` strengths, one from each nth part of the way from none to twice the limit."""
        at = (np.arange(n) + rng.uniform(0, 1, n)) / max(n, 1)
        strengths = np.minimum(self.none + (self.twice - self.none) * at, self.most)
        if self.signed:
            strengths *= np.resize([1, 1, -1, -1], n)
        return [round(float(s), 3) for s in rng.permutation(strengths)]


@dataclass(frozen=True)
class Group:
    """A kind of clip.

    Attributes:
        clips: how many in each view of the whole size.
        reps: repetitions in each.
        rise, hold, lower, rest: seconds, from–to.
        options: of the motion, the same in each.
        clean: no fault is asked for.
        more: further clips in some views.
    """

    clips: int
    reps: int
    rise: tuple[float, float] = (1.1, 1.35)
    hold: tuple[float, float] = (0.1, 0.4)
    lower: tuple[float, float] = (1.1, 1.35)
    rest: tuple[float, float] = (0.2, 0.4)
    options: dict[str, float] = field(default_factory=dict)
    clean: bool = False
    more: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Asked:
    """A fault asked for on one repetition of a clip: what the plan's cells count."""

    check: str
    view: str
    side: str
    strength: float
    clear: bool
    seen: bool  # whether the view can show it
    exercise: str = "heel-raise"
