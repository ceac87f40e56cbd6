"""Which of two feet is the left one: what speaks for it, added up over time and forgotten again."""

from __future__ import annotations

import math

FORGET_S = 15.0
"""Time constant with which what was seen of sides is forgotten, seconds: a foot that is followed
stays the same foot, so long as it was not mixed up unnoticed."""

ALIKE_S = 0.5
"""What is seen in pictures nearer in time than this is one and the same fact, not several."""

LOOKS_S = 2.0
"""Time constant of the mean of what the network says of one foot's side, seconds."""

LOOKS_COUNT = 1.5
"""So often that mean counts: a foot looks alike in all pictures, and where the network errs,
it errs on. Added up over time, 59 % became 98 %."""

BODY_SAYS = math.log(0.95 / 0.05)
"""Log-odds of the body model's left and right, where they may be believed at all."""

MOST = 6.0
"""Greatest log-odds: nothing is surer than 99.8 %."""

STAY, SETTLED = 0.8, 2.2
"""Log-odds against it that it takes to change left and right: 69 %; and 90 % once they were known
by the same 69 %: feet that are followed without a break keep their names."""

KNOWN = math.log(0.95 / 0.05)
"""Log-odds from which on the network is told which foot it looks at. What it said itself does not
count here: it would be told what it thinks."""


class Belief:
    """How much speaks for one foot's being a right one. Log-odds, 0 when nothing is known."""

    def __init__(self) -> None:
        self._known = 0.0
        self._looks = 0.0

    @property
    def right(self) -> float:
        """Log-odds of its being a right one, from all."""
        return self._known + LOOKS_COUNT * self._looks

    @property
    def told(self) -> float:
        """Log-odds of the same, without what the network says of how it looks."""
        return self._known

    def look(self, share: float, dt: float) -> None:
        """What the network says: share of right, in a picture `dt` seconds after the last."""
        share = min(0.98, max(0.02, share))  # never as sure as it says
        said = math.log(share / (1 - share))
        self._looks += (said - self._looks) * (1 - math.exp(-dt / LOOKS_S))

    def hear(self, log_odds: float, dt: float) -> None:
        """Something else.

        Args:
            log_odds: of its being a right one.
            dt: for how long it holds, seconds.
        """
        kept = math.exp(-dt / FORGET_S)
        said = self._known * kept + log_odds * min(1.0, dt / ALIKE_S)
        self._known = max(-MOST, min(MOST, said))

    def doubt(self, share: float) -> None:
        """Keep a share: the foot may have been mixed up with the other one."""
        self._known *= share
        self._looks *= share


def side_of_first(favour: float, swapped: bool) -> int:
    """Which foot the first of two is known to be: 1 a right one, -1 a left one, 0 unknown.

    Args:
        favour: log-odds of its being the right one (`Belief.told`), less those of the second.
        swapped: whether the first is held to be the right one, from all that is known.
    """
    if abs(favour) < KNOWN or (favour > 0) != swapped:
        return 0
    return 1 if favour > 0 else -1


class Rows:
    """Which of the two feet that are followed is in which row. Changes only for a reason."""

    def __init__(self) -> None:
        self.swapped = False
        """The first of the feet is the right one."""
        self.certainty = 0.5
        """That the rows are right; 0.5 when unknown."""
        self._settled = False

    def decide(self, first: float, second: float) -> None:
        """Take the log-odds of both feet's being right ones; 0 for one that is not followed."""
        for_swap = max(-MOST, min(MOST, first - second))
        favour = for_swap if self.swapped else -for_swap
        if favour < -(SETTLED if self._settled else STAY):
            self.swapped = not self.swapped
            favour = -favour
        # Nothing is known of feet that are followed anew.
        self._settled = (self._settled or favour > STAY) and for_swap != 0
        self.certainty = max(0.5, 1 / (1 + math.exp(-favour)))
