"""Steps as well as they can be told: from the foot model where it sees both feet, else the body's.

Both ways always watch; who listens hears one of them at a time.
"""

from __future__ import annotations

from collections import deque

from formcheck.motion.fine import SIDES
from formcheck.motion.footholds import Footholds
from formcheck.motion.geometry import NAN
from formcheck.motion.signals import Moment
from formcheck.motion.steps import Footfall, Step, StepDetector

WATCHED_S = 1.0
"""How much of the past decides whether the foot model sees both feet, seconds."""

SEES, LOSES = 0.85, 0.6
"""Share of the moments in which it has to see both feet to be listened to, and under which it no
longer is."""


class BothFeetSeen:
    """Whether the foot model sees both feet, most of the time. Causal."""

    def __init__(self) -> None:
        self._seen: deque[tuple[float, bool]] = deque()
        self.yes = False

    def push(self, moment: Moment) -> bool:
        """Take one moment."""
        both = all(moment[f"fine_ball_x_{side}"] == moment[f"fine_ball_x_{side}"] for side in SIDES)
        self._seen.append((moment.t, both))
        while self._seen[0][0] < moment.t - WATCHED_S:
            self._seen.popleft()
        share = sum(seen for _, seen in self._seen) / len(self._seen)
        self.yes = share >= (LOSES if self.yes else SEES)
        return self.yes


class Footsteps:
    """`StepDetector` and `Footholds` in one; see there.

    Args:
        body: finds steps where the foot model does not see both feet.

    Attributes:
        foot_length: px, at the distance where the person is.
        with_feet: whether it is the foot model that is listened to now.
    """

    def __init__(self, body: StepDetector) -> None:
        self._body, self._feet = body, Footholds()
        self._both = BothFeetSeen()
        self._since = NAN  # when the one that is listened to took over, seconds
        self.with_feet = False

    @property
    def foot_length(self) -> float:
        """Px, at the distance where the person is."""
        return self._body.foot_length

    @property
    def _heard(self) -> StepDetector | Footholds:
        return self._feet if self.with_feet else self._body

    @property
    def planted(self) -> dict[str, Step]:
        """The feet that stand now, of those that have been put down."""
        return {s: step for s, step in self._heard.planted.items() if self._new(step)}

    @property
    def swinging(self) -> str:
        """The foot on its way, 'left' or 'right'; '' when none is."""
        return self._heard.swinging

    def push(self, moment: Moment) -> list[Footfall]:
        """Take one moment."""
        body = self._body.push(moment)
        feet = self._feet.push(moment, self._body.foot_length)
        found = feet if self.with_feet else body
        found = [fall for fall in found if self._new(fall.step)]
        if self._both.push(moment) is self.with_feet:
            return found
        # The steps under way are over for one; what the other one knows of them is left out.
        found += [fall for fall in self._heard.stand(moment.t) if self._new(fall.step)]
        self.with_feet, self._since = not self.with_feet, moment.t
        return found

    def finish(self) -> list[Footfall]:
        """The input is over, or is not followed any further."""
        body, feet = self._body.finish(), self._feet.finish()
        return [fall for fall in (feet if self.with_feet else body) if self._new(fall.step)]

    def stand(self, t: float) -> list[Footfall]:
        """Nobody walks any more: the steps of the feet that stand are over at `t` (seconds)."""
        body, feet = self._body.stand(t), self._feet.stand(t)
        return [fall for fall in (feet if self.with_feet else body) if self._new(fall.step)]

    def _new(self, step: Step) -> bool:
        return not step.down < self._since
