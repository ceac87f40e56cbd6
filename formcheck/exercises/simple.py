"""Base for exercises in which one thing leaves its rest, peaks and comes back, again and again.

Such an exercise says which signal that is, what is measured of a repetition, and what is checked.
How repetitions are found, what a gap in sight does, sets, cues and the status are the same for all
of them and live here. See docs/adding-an-exercise.md.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from formcheck.exercises.base import Exercise, Limits, Tracker, limit
from formcheck.exercises.results import Finding, Measure, Side
from formcheck.motion.bands import Seen
from formcheck.motion.scale import STRAIGHT_KNEE_DEG
from formcheck.motion.signals import Moment
from formcheck.motion.track import Track, Window
from formcheck.motion.view import View
from formcheck.options import Options


class SimpleLimits(Limits):
    """Limits that every simple exercise has; a subclass gives the first two in its own unit."""

    start: float
    counted: float
    set_pause: float = limit(15, "Rest after which a set is over", "s", top=600)
    set_away: float = limit(10, "Time out of the picture after which a set is over", "s", top=600)


@dataclass(frozen=True, slots=True)
class Movement:
    """One repetition: the signal rose from its rest and came back.

    Attributes:
        start, peak, end: seconds.
        height: of the peak over the rest, in the signal's unit.
        rise_s, hold_s, lower_s: seconds below, over and again below 0.9 of the height.
        gap_s: longest time unseen within it, seconds.
        side: the working side.
        window: all signals during it.
    """

    start: float
    peak: float
    end: float
    height: float
    rise_s: float
    hold_s: float
    lower_s: float
    gap_s: float
    side: Side
    window: Window

    @property
    def view(self) -> View:
        """Where the camera stood."""
        return self.window.view

    @property
    def seen(self) -> Seen:
        """How it was seen, for error bands."""
        t = self.window.t
        usual = float(t[-1] - t[0]) / max(1, len(t) - 1)
        # Bands 'of one leg' are for who stands on one: their body is drawn where the other leg is.
        return Seen(self.view, interval_s=usual, yaw=self.window.yaw)


class SimpleExercise(Exercise):
    """An exercise of one signal that rises and falls; `limits_type` is a `SimpleLimits`."""

    unit: ClassVar[str]
    takes: ClassVar[frozenset[str]] = frozenset({"side", "reps", "hold_s"})

    @abstractmethod
    def signal(self, now: Moment) -> float:
        """What rises and falls, in `unit`; NaN where it cannot be seen from here."""

    def in_position(self, now: Moment) -> bool:
        """Whether the person is where it is done, e.g. seated. Leaving that ends what is open."""
        return True

    @abstractmethod
    def measure(self, rep: Movement) -> dict[str, Measure]:
        """Every measure of a repetition, by its name in `measures`."""

    @abstractmethod
    def judge(self, rep: Movement, options: Options, limits: Limits) -> Iterable[Finding]:
        """Every check of a repetition. Where the view cannot support one, it is not used."""

    def side_of(self, window: Window) -> Side:
        """Which side works: from the side the one that faces the camera, else unknown."""
        view = window.view
        return Side(view.value) if view in (View.LEFT, View.RIGHT) else Side.UNKNOWN

    def tracker(self, options: Options, limits: Limits, track: Track) -> Tracker:
        """A fresh tracker; see `Exercise.tracker`."""
        from formcheck.exercises.simple_tracker import SimpleTracker

        assert isinstance(limits, SimpleLimits)
        return SimpleTracker(self, options, limits, track)


def is_seated(now: Moment) -> bool:
    """Whether neither leg is straight, as of somebody on a chair."""
    return now["straighter_knee"] >= STRAIGHT_KNEE_DEG
