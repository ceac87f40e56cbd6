"""Follows repeated rises on to the toes: candidates, gaps, moving about, sets. Knows no limits."""

from __future__ import annotations

import math
from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, replace

from formcheck.exercises.base import Tracker
from formcheck.exercises.drop_log import DropLog
from formcheck.exercises.events import (
    Event,
    PhaseChanged,
    RepDropped,
    RepStarted,
)
from formcheck.exercises.results import NotCounted
from formcheck.motion.feet_only_raise import LEAPT, QUICKEST_S
from formcheck.motion.filters import prepare
from formcheck.motion.geometry import NAN
from formcheck.motion.heels import Stood, heel_curves
from formcheck.motion.moving import Moving
from formcheck.motion.planted import (
    SEEN_SHARE,
    SHORTEST_S,
    back_to_rest,
    why_elsewhere,
    why_knees,
    why_not_a_raise,
)
from formcheck.motion.planted_height import Eased
from formcheck.motion.raise_begun import heels_lifted
from formcheck.motion.raise_heels import NOT_SEEN, HeelDid, what_heels_did
from formcheck.motion.raise_measures import RaiseMeasures, measure_raise
from formcheck.motion.raise_side import working_side
from formcheck.motion.rises import Rise, RiseDetector, RiseRules
from formcheck.motion.signals import Moment
from formcheck.motion.track import Track, Window

SHORT_GAP_S = 0.5
"""Unseen for longer while standing: the floor is looked for afresh, so that no rise is invented."""

LONG_GAP_S = 1.0
"""Unseen for longer within a rise: the candidate is given up."""

LOOK_S = 0.5
"""How often somebody in the middle of a rise is asked whether they still stand where it began."""

KNEES_S = 3.0
"""From when on it is asked whether only the knees straightened, seconds: whoever got up stays up,
and of half a raise the knees' noise tells too little."""

CLEARLY = 2.5
"""Times its own error that the height by the feet alone has to change for a rise to begin."""

TOO_FAINT = "the feet went up and down by less than their points are off here"

SMOOTH_S = 0.08
"""Time constant with which that height is smoothed before, seconds; measures are not."""

MARGIN_S = 0.5
"""Seconds kept on both sides of a rise, so that the filter has something to run in on."""


@dataclass(frozen=True, slots=True)
class Raise:
    """One accepted rise with everything known of it."""

    rise: Rise
    measures: RaiseMeasures
    window: Window
    side: str
    foot_length: float


class RaiseTracker(Tracker):
    """Base of exercises that are repeated rises on to the toes.

    Args:
        track: the recent past of all signals.
        start: heel lift at which a candidate opens, share of foot length.
        longest_s: a rise open for longer is a change of level, seconds.
        given_side: 'left', 'right', 'both' or None to find it.
    """

    def __init__(
        self, track: Track, *, start: float, longest_s: float, given_side: str | None
    ) -> None:
        prepare()
        self._track = track
        self._detector = RiseDetector(RiseRules(start=start, longest_s=longest_s))
        self._moving = Moving()
        self._smooth = Eased(SMOOTH_S)
        self._faint = RiseDetector(RiseRules(start=start, longest_s=longest_s))
        self._given_side = given_side
        self._last_whole = NAN
        self._feet_only = False
        self._phase = ""
        self._look_at = -math.inf
        self._foot_length = NAN
        self._dropped = DropLog()
        self._stood = NAN  # when the first of several rises in one began

    # What an exercise adds

    @abstractmethod
    def accept(self, t: float, found: Raise) -> list[Event]:
        """A rise was accepted at time `t`."""

    @abstractmethod
    def tick(self, t: float, *, seen: bool, active: bool) -> list[Event]:
        """Time passes: sets may end."""

    # The flow

    def push(self, moment: Moment) -> list[Event]:
        """Take one moment."""
        t = moment.t
        events: list[Event] = []
        foot = moment["foot_length"]
        if not moment.whole or not math.isfinite(foot):
            events += self._unseen(t)
            return events + self.tick(t, seen=False, active=False)
        events += self._after_gap(t) + self._after_change(moment)
        self._last_whole = t
        self._foot_length = foot
        if self._moving.push(moment):
            events += self._drop(t, self._moving.why)
            self._begin_afresh()
        else:
            events += self._detect(moment, foot)
        events += self.tick(t, seen=True, active=self._detector.is_open)
        if (phase := self.phase) != self._phase:
            self._phase = phase
            events.append(PhaseChanged(t, self._phase))
        return events

    @property
    def phase(self) -> str:
        """floor, rise, top or lower."""
        return self._detector.phase.value

    @property
    def lift(self) -> float:
        """Current heel lift, share of foot length; NaN when unknown."""
        return self._detector.height / (SEEN_SHARE * self._foot_length)

    def _detect(self, moment: Moment, foot: float) -> list[Event]:
        body = moment["body_height"]
        was_open, since = self._detector.is_open, self._detector.rising_since
        unit = SEEN_SHARE * foot
        if moment.feet_only:
            body = self._smooth.push(moment.t, body)
            unit = max(unit, CLEARLY * moment["height_error"] / self._detector.rules.start)
        rise = self._detector.push(moment.t, body, unit)
        events: list[Event] = self._look_closer(moment, body, foot) if moment.feet_only else []
        if rise is not None:
            events += self._finish_rise(moment.t, rise)
        elif was_open and not self._detector.is_open:
            events += self._forget(moment.t, "stayed on another level")
        elif self._detector.is_open:
            events += self._look(moment.t, foot)
        if self._detector.is_open and self._detector.rising_since != since:
            events.append(RepStarted(moment.t, self._detector.rising_since))
        return events

    def _look_closer(self, moment: Moment, body: float, foot: float) -> list[Event]:
        """What would be a rise, were the feet seen better, is not counted without a word."""
        rise = self._faint.push(moment.t, body, SEEN_SHARE * foot)
        if rise is None or self._detector.is_open or rise.end - rise.start < SHORTEST_S:
            return []
        faint = rise.height < CLEARLY * moment["height_error"]
        return self._forget(moment.t, TOO_FAINT) if faint else []

    def _look(self, t: float, foot: float) -> list[Event]:
        """Give up a rise whose floor is no longer the floor it began on."""
        since = self._detector.rising_since
        if t < self._look_at or t - since < 2 * LOOK_S:
            return []
        self._look_at = t + LOOK_S
        window = self._track.window(since, t)
        heels: Mapping[str, HeelDid] = NOT_SEEN
        if self._detector.below_rest or t - since > KNEES_S:  # nobody else asks for them
            heels = self._heels(since, t, Stood(self._stood if self._in_one else since), foot)
        if self._detector.below_rest:
            self._ask_rest(window, heels)
        if why := why_elsewhere(window, foot):
            self._begin_afresh()
        elif t - since > KNEES_S and (why := why_knees(window, foot, heels)):
            self._detector.stay()
            self._stood = NAN
        return self._forget(t, why) if why else []

    def _finish_rise(self, t: float, rise: Rise) -> list[Event]:
        window = self._track.window(rise.start - MARGIN_S, t)
        inner = window.between(rise.start, rise.end)
        foot = self._foot_length
        stood = self._stood if self._in_one else rise.start
        self._stood = stood if rise.at_valley else NAN
        heels = self._heels(rise.start, rise.end, Stood.round_of(rise, stood), foot)
        if back_to_rest(rise, foot) and self._ask_rest(inner, heels):
            rise = replace(rise, over_rest=math.inf)
        why_not = why_not_a_raise(inner, rise, foot, heels)
        if why_not:
            return self._forget(t, why_not)
        side = self._given_side or working_side(inner, foot, heels)
        measures = measure_raise(window, rise, foot, side, heels)
        if inner.feet_only and measures.rise_s < QUICKEST_S:
            return self._forget(t, LEAPT)
        return self.accept(t, Raise(rise, measures, inner, side, foot))

    def _ask_rest(self, window: Window, heels: Mapping[str, HeelDid]) -> bool:
        """Whether heels lifted the body back to its rest: that was the hold of a raise, then."""
        held = self._detector.rest_in_doubt and heels_lifted(window, self._foot_length, heels)
        if held:
            self._detector.rested_on_toes()
        return held

    def _begin_afresh(self) -> None:
        """Forget the floor, and the rise that is open."""
        self._detector.reset()
        self._faint.reset()
        self._stood = NAN

    @property
    def _in_one(self) -> bool:
        """Whether the open rise began before the heels were down."""
        return math.isfinite(self._stood)

    def _heels(self, start: float, end: float, stood: Stood, foot: float) -> dict[str, HeelDid]:
        """What the heels did, as the foot model saw it, from start to end, seconds."""
        window = self._track.window(stood.start - MARGIN_S, end + MARGIN_S)
        if window.feet_only:  # then they are the body that rises
            return {}
        curves = heel_curves(window, foot, stood)
        return what_heels_did(window.between(start, end), curves, SEEN_SHARE * foot)

    def _unseen(self, t: float) -> list[Event]:
        """Nothing usable at this moment; give up a rise that has been unseen for too long."""
        if self._detector.is_open and t - self._last_whole > LONG_GAP_S:
            events = self._drop(t, "lost from sight")
            self._begin_afresh()
            return events
        return []

    def _after_gap(self, t: float) -> list[Event]:
        """Seen again: after a gap the old floor proves nothing."""
        gap = t - self._last_whole
        limit = LONG_GAP_S if self._detector.is_open else SHORT_GAP_S
        if not gap > limit:
            return []
        events = self._drop(t, "lost from sight")
        self._begin_afresh()
        self._moving.reset()
        return events

    def _after_change(self, moment: Moment) -> list[Event]:
        """From the feet alone to a body, or back: heights of the one say nothing of the other."""
        changed, self._feet_only = moment.feet_only is not self._feet_only, moment.feet_only
        if not changed or not math.isfinite(self._last_whole):
            return []
        events = self._drop(moment.t, "more or less of the body came into the picture")
        self._begin_afresh()
        self._moving.reset()
        return events

    def _drop(self, t: float, why: str) -> list[Event]:
        """Give up the open candidate, if any."""
        return self._forget(t, why) if self._detector.is_open else []

    def _forget(self, t: float, why: str) -> list[Event]:
        self._dropped.add(why, t)
        return [RepDropped(t, why)]

    @property
    def not_counted(self) -> tuple[NotCounted, ...]:
        """Candidates that were no raise after all, by the reason, the most frequent first."""
        return self._dropped.not_counted

    def finish(self, t: float) -> list[Event]:
        """The input is over: a rise that is all but down counts, one cut in the middle does not."""
        if not self._detector.is_open:
            return []
        rise = self._detector.flush()
        return self._forget(t, "cut off by the end") if rise is None else self._finish_rise(t, rise)
