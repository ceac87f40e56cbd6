"""Which of two feet is the left one: what speaks for it, added up over time and forgotten again."""

from __future__ import annotations

import math

FORGET_S = 4.0
"""Time constant with which what was seen of sides is forgotten."""

ALIKE_S = 0.5
"""What the network says of a foot's side in pictures nearer in time than this is one and the same
opinion, not several."""

BODY_SAYS = math.log(0.95 / 0.05)
"""Log-odds of the body model's left and right, where they may be believed at all."""

MOST = 6.0
"""Greatest log-odds: nothing is surer than 99.8 %."""

STAY = 0.8
"""Log-odds against it that it takes to change left and right: 69 %."""


class Belief:
    """How much speaks for one foot's being a right one. Log-odds, 0 when nothing is known."""

    def __init__(self) -> None:
        self.right = 0.0

    def hear(self, log_odds: float, dt: float) -> None:
        """One opinion.

        Args:
            log_odds: of its being a right one.
            dt: for how long it holds, seconds.
        """
        kept = math.exp(-dt / FORGET_S)
        said = self.right * kept + log_odds * min(1.0, dt / ALIKE_S)
        self.right = max(-MOST, min(MOST, said))

    def doubt(self, share: float) -> None:
        """Keep a share: the foot may have been mixed up with the other one."""
        self.right *= share


class Rows:
    """Which of the two feet that are followed is in which row. Changes only for a reason."""

    def __init__(self) -> None:
        self.swapped = False
        """The first of the feet is the right one."""
        self.certainty = 0.5
        """That the rows are right; 0.5 when unknown."""

    def decide(self, first: float, second: float) -> None:
        """Take the log-odds of both feet's being right ones; 0 for one that is not followed."""
        for_swap = max(-MOST, min(MOST, first - second))
        if for_swap * (1 if self.swapped else -1) < -STAY:
            self.swapped = not self.swapped
        favour = for_swap if self.swapped else -for_swap
        self.certainty = max(0.5, 1 / (1 + math.exp(-favour)))


def log_odds(share: float) -> float:
    """Of a share; limited, for a network is never as sure as it says."""
    share = min(0.98, max(0.02, share))
    return math.log(share / (1 - share))
