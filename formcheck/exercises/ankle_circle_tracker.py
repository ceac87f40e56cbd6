"""Follows ankle circles through time: circles, sets, directions, cues, status."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from formcheck.exercises.ankle_circle import (
    AnkleCircleLimits,
    circle_findings,
    circle_measures,
)
from formcheck.exercises.ankle_circle_passing import in_passing, leads_in, reach_of
from formcheck.exercises.base import Exercise, Outcome, Tracker, measure, not_assessed
from formcheck.exercises.drawings import ClockTrace
from formcheck.exercises.drop_log import DropLog
from formcheck.exercises.events import (
    Cue,
    Event,
    RepDropped,
    RepFinished,
    RepStarted,
    SetFinished,
    SetStarted,
)
from formcheck.exercises.results import Finding, Measure, NotCounted, Rep, SetResult, Side
from formcheck.exercises.sets import OpenSet, SetKeeper
from formcheck.exercises.summaries import mean_of, own_best
from formcheck.motion.bands import Seen
from formcheck.motion.circle_measures import CircleMeasures, measure_circle
from formcheck.motion.circle_watch import GAP_S, QUIET, CircleWatch, Found
from formcheck.motion.filters import prepare
from formcheck.motion.signals import SIDES, Moment
from formcheck.motion.track import Track
from formcheck.motion.view import BACK_VIEWS, View
from formcheck.options import Options
from formcheck.status import Status

PAUSE_S = 0.45
"""Between two circles of opposite directions: a stop for this long begins a new set [ours]."""

LEAST_PART = 120.0
"""Degrees from which a part of a circle is listed [ours]; less is getting into position."""

Way = Literal["clockwise", "counter-clockwise", ""]

BOTH_WAYS: tuple[Way, Way] = ("clockwise", "counter-clockwise")

CLEARLY_ROUND = 0.45
STILL_ANKLE = 0.3
"""Roundness from which, and travel of the ankle (foot lengths) up to which, a direction is told
from behind, where a chair, the other leg or the heel hide most of the foot [ours]."""

OTHER_WAY: dict[str, Way] = {
    "clockwise": "counter-clockwise",
    "counter-clockwise": "clockwise",
    "": "",
}


@dataclass(slots=True)
class Entry:
    """One circle of a set, or a part of one."""

    index: int
    measures: CircleMeasures
    side: str
    view: View
    yaw: float
    counted: bool
    gap: str
    votes: bool  # for the direction of its set: a way back does not
    reach: float  # larger range as it was seen, degrees

    @property
    def seen(self) -> Seen:
        """How it was seen, for the error bands."""
        return Seen(self.view, self.side, self.measures.interval_s)


class AnkleCircleTracker(Tracker):
    """See `Tracker`. Made by `AnkleCircle.tracker`."""

    def __init__(
        self, exercise: Exercise, options: Options, limits: AnkleCircleLimits, track: Track
    ) -> None:
        prepare()
        self._exercise = exercise
        self._options = options
        self._limits = limits
        self._track = track
        given = options.given_side
        self._given_side = given.value if given and given.value in SIDES else None
        self._watch = CircleWatch(self._given_side)
        self._sets: SetKeeper[Entry] = SetKeeper(limits.set_pause, limits.set_away, options.reps)
        self._pending: Entry | None = None  # against the set: a mistake, or the next set's first
        self._count = 0
        self._open = False
        self._cue = Cue(-math.inf, "")
        self._last_faults: tuple[Finding, ...] = ()
        self._next_up = ""
        self._dropped = DropLog()
        self._flow_seen = False
        self._feet_at = math.nan  # when feet were first seen

    # The flow

    def push(self, moment: Moment) -> list[Event]:
        """Take one moment."""
        t = moment.t
        events: list[Event] = []
        found = self._watch.push(moment)
        self._flow_seen = self._flow_seen or math.isfinite(moment["flow_s"])
        if moment.whole and not math.isfinite(self._feet_at):
            self._feet_at = t
        if self._watch.why:
            events += self._forget(t, self._watch.why)
        events += self._accept_all(t, found)
        moving = self._watch.moving(t)
        events += self._opened(t, moving=moving)
        if math.isfinite(self._watch.paths.foot_px) and moment.why_not != "nobody seen":
            self._sets.seen(t, active=moving)
        if self._pending is not None and t - self._pending.measures.end > self._limits.set_pause:
            events += self._settle(t, belongs=True)
        why = self._sets.overdue(t)
        return events + (self._close(t, why) if why else [])

    def _opened(self, t: float, *, moving: bool) -> list[Event]:
        """A foot began to move, or came to rest."""
        if moving == self._open:
            return []
        self._open = moving
        return [RepStarted(t, t) if moving else RepDropped(t, "at rest")]

    def _accept_all(self, t: float, found: list[Found]) -> list[Event]:
        """Turns that became known together; a part may begin a set only with a whole one."""
        known = self._sets.current is not None
        known = known or any(abs(one.turn.turned) >= self._limits.whole for one in found)
        if len(found) > 1:  # of a beginning
            turns = [one.turn for one in found]
            while found and leads_in(found[0].turn, turns):
                found = found[1:]
        return [event for one in found if known for event in self._accept(t, one)]

    def _accept(self, t: float, found: Found) -> list[Event]:
        """A turn is over: judge it, put it in its set, say so."""
        turn = found.turn
        counted = abs(turn.turned) >= self._limits.whole
        if not counted and abs(turn.turned) < LEAST_PART:
            return []
        window = self._track.window(turn.start, turn.end)
        m = measure_circle(turn, window, found.side)
        if in_passing(m, turn, self._sizes(), self._limits):
            return []
        side = found.side
        if not turn.planar and self._given_side is None:
            side = "unknown"  # from the side the body model mixes up the legs
        if m.planar and window.view in BACK_VIEWS:
            clear = m.round >= CLEARLY_ROUND and m.ankle_travel <= STILL_ANKLE
            m = replace(m, flat=m.flat or not clear)
        gap = f"not seen for {m.gap_s:.1f} s within this circle" if m.gap_s > GAP_S / 2 else ""
        votes = counted or not turn.way_back
        entry = Entry(0, m, side, window.view, window.yaw, counted, gap, votes, reach_of(turn))
        return self._place(t, entry)

    def _sizes(self) -> list[float]:
        """Of the whole circles of this set, or of the last one before its first."""
        latest = self._sets.current or (self._sets.sets[-1] if self._sets.sets else None)
        return [e.reach for e in latest.reps if e.counted] if latest else []

    # Sets and directions

    def _place(self, t: float, entry: Entry) -> list[Event]:
        """Find out which set a circle belongs to."""
        events: list[Event] = []
        current = self._sets.current
        if current is not None and {current.side.value, entry.side} == set(SIDES):
            events += self._settle(t, belongs=True) + self._close(t, "the other foot")
            current = None
        if current is None or not self._against(current, entry):
            events += self._settle(t, belongs=True)
            return events + self._add(t, entry)
        if self._pending is not None:  # the second in a row: the way has changed
            events += self._settle(t, belongs=False)
            return events + self._add(t, entry)
        if not entry.counted:
            return events + self._add(t, entry)
        if entry.measures.start - current.end > PAUSE_S:
            events += self._close(t, "the other direction")
            return events + self._add(t, entry)
        self._pending = entry
        return events

    def _against(self, current: OpenSet[Entry], entry: Entry) -> bool:
        """Whether a circle goes the other way than its set."""
        way = entry.measures.direction
        return bool(way) and way == OTHER_WAY[direction_of(current)]

    def _settle(self, t: float, *, belongs: bool) -> list[Event]:
        """Decide on a circle that went the other way.

        Args:
            t: now, seconds.
            belongs: it was a mistake in the current set, rather than the first of the next.
        """
        entry, self._pending = self._pending, None
        if entry is None:
            return []
        events = [] if belongs else self._close(t, "the other direction")
        return events + self._add(t, entry)

    def _add(self, t: float, entry: Entry) -> list[Event]:
        """Put a circle into the current set, opening one when needed."""
        self._count += 1
        entry.index = self._count
        fresh = self._sets.current is None
        opened = self._sets.add(entry, entry.measures.start, entry.measures.end)
        events: list[Event] = []
        if fresh:
            opened.side = Side(entry.side)
            events.append(SetStarted(t, opened.index))
        elif opened.side is Side.UNKNOWN:
            opened.side = Side(entry.side)
        rep = self._rep(opened, entry, live=True)
        self._last_faults = tuple(rep.faults)
        events.append(RepFinished(t, rep))
        if self._open:
            events.append(RepStarted(t, entry.measures.end))
        events += self._say(t, rep)
        if self._sets.full(counted_in(opened)):
            events += self._close(t, "the prescribed circles were done")
        return events

    def _say(self, t: float, rep: Rep) -> list[Event]:
        if not rep.faults:
            return []
        check = self._exercise.check(rep.faults[0].check)
        self._cue = Cue(t, check.cue, check.name)
        return [self._cue]

    def _close(self, t: float, why: str) -> list[Event]:
        closed = self._sets.close(why)
        if closed is None:
            return []
        self._next_up = _next_up(closed, [direction_of(s) for s in self._sets.sets])
        return [SetFinished(t, set_result(closed))]

    def _forget(self, t: float, why: str) -> list[Event]:
        if why in QUIET:
            return []
        self._dropped.add(why, t)
        return []

    def finish(self, t: float) -> list[Event]:
        """The input is over."""
        events: list[Event] = []
        events += self._accept_all(t, self._watch.finish(t))
        events += self._settle(t, belongs=True)
        return events + self._close(t, "the end of the recording")

    def restart(self) -> None:
        """Begin the current set anew."""
        self._pending = None
        if self._sets.current is not None:
            self._count -= len(self._sets.current.reps)
        self._sets.discard()
        self._last_faults = ()

    def switch_side(self) -> None:
        """End the set; a given side becomes the other one."""
        self._settle(0.0, belongs=True)
        self._close(0.0, "switched to the other foot")
        if self._given_side is not None:
            self._given_side = "right" if self._given_side == "left" else "left"
            self._watch.give(self._given_side)

    # What it says

    def outcome(self) -> Outcome:
        """Everything, with comparisons over whole sets made anew."""
        reps = [self._rep(one, entry, live=False) for one in self._sets.sets for entry in one.reps]
        dropped = [*self._dropped.not_counted]
        if math.isfinite(self._feet_at) and not self._flow_seen:
            why = "this recording holds no optical flow of the feet, without which none is seen"
            dropped.append(NotCounted(why=why, times=1, at_s=[round(self._feet_at, 3)]))
        return Outcome(
            reps=tuple(reps),
            sets=tuple(set_result(one) for one in self._sets.sets),
            not_counted=tuple(dropped),
        )

    def status(self, moment: Moment) -> Status:
        """What is known right now."""
        current = self._sets.current
        shown = current or (self._sets.sets[-1] if self._sets.sets else None)
        resting = current is None and bool(self._sets.sets)
        seen = math.isfinite(moment["flow_s"]) or self._watch.moving(moment.t)
        phase = "position" if moment.why_not == "nobody seen" or not self._flow_seen else "ready"
        if seen and self._open:
            phase = "circle"
        elif resting:
            phase = "rest"
        trace = self._trace(current)
        return Status(
            t=moment.t,
            exercise=self._exercise.title,
            phase=phase,
            reps=counted_in(shown),
            partial=len(shown.reps) - counted_in(shown) if shown else 0,
            target_reps=self._options.reps,
            set_index=len(self._sets.sets),
            side=Side(self._given_side) if self._given_side else _side_of(shown),
            view=moment.view,
            cue=self._cue.shown(moment.t),
            cue_since=self._cue.t,
            cue_kind="fault",
            tempo_s=current.reps[-1].measures.seconds if current and current.reps else None,
            set_elapsed_s=moment.t - current.start if current else 0.0,
            next_up=self._next_up if resting else "",
            last_faults=self._last_faults,
            not_assessed=tuple(c.name for c in self._exercise.checks if moment.view not in c.views),
            drawings=(trace,) if trace else (),
        )

    def _trace(self, current: OpenSet[Entry] | None) -> ClockTrace | None:
        """The clock with the path of the turn under way."""
        side = self._watch.side
        if not side:
            return None
        wanted = direction_of(current) or _next_direction(
            [direction_of(s) for s in self._sets.sets]
        )
        points = self._watch.trace(side)
        if points is None:
            return ClockTrace(points=(), reach=30.0, wanted=wanted, known=self._watch.planar)
        finder = self._watch.finder(side)
        half = finder.clock.half if finder.clock else (25.0, 25.0)
        last = points[-96:]
        return ClockTrace(
            points=tuple((round(float(x), 1), round(float(y), 1)) for x, y in last),
            reach=max(5.0, 1.15 * max(half)),
            turned=round(finder.turned, 1),
            wanted=wanted,
        )

    # Making results

    def _rep(self, of: OpenSet[Entry], entry: Entry, *, live: bool) -> Rep:
        m = entry.measures
        best = self._own_best(of, live=live)
        way = direction_of(of)
        findings = circle_findings(m, entry.seen, self._limits, best=best, set_direction=way)
        if entry.gap:
            findings = [not_assessed(f.check, entry.gap) for f in findings]
        return Rep(
            index=entry.index,
            set=of.index,
            side=Side(entry.side),
            side_given=self._given_side is not None,
            direction=m.direction or "not assessed",
            counted=entry.counted,
            start_s=round(m.start, 3),
            peak_s=round((m.start + m.end) / 2, 3),
            end_s=round(m.end, 3),
            view=entry.view,
            yaw_deg=round(entry.yaw, 1),
            measures=circle_measures(m, entry.seen, best),
            findings=findings,
            drawing=_drawing(m, way),
        )

    def _own_best(self, of: OpenSet[Entry], *, live: bool) -> float | None:
        """Median of the three largest: so far while exercising, of the whole set in the report."""
        sizes = [e.measures.size for e in of.reps if e.counted and not e.gap]
        if live and len(sizes) < self._limits.own_best_from_rep:
            return None
        return own_best(sizes)


def direction_of(of: OpenSet[Entry] | None) -> Way:
    """The direction in which most circles of a set set out; '' where none could be told.

    Where as many go each way it is the first one's.
    """
    ways = [e.measures.direction for e in of.reps if e.votes] if of else []
    known: list[Way] = [w for one in ways for w in BOTH_WAYS if one == w]
    return max(known, key=known.count) if known else ""


def counted_in(of: OpenSet[Entry] | None) -> int:
    """Counted circles of a set; 0 of none."""
    return sum(e.counted for e in of.reps) if of else 0


def set_result(of: OpenSet[Entry]) -> SetResult:
    """A set with its figures."""
    counted = [e for e in of.reps if e.counted]
    whole = [e for e in counted if not e.gap]
    few = "no circles"
    return SetResult(
        index=of.index,
        side=_side_of(of),
        start_s=round(of.start, 3),
        end_s=round(of.end, 3),
        reps=len(counted),
        partial=len(of.reps) - len(counted),
        ended_by=of.ended_by,
        measures={
            "rep_s": _mean(whole, "circle_time", [e.measures.seconds for e in whole], "s", few),
            "plantar_dorsi_range": _mean(
                whole, "circle_pointed", [e.measures.pointed for e in whole], "deg", few
            ),
            "side_range": _mean(
                whole,
                "circle_aside",
                [e.measures.aside for e in whole],
                "deg",
                "needs a front or oblique view",
            ),
        },
    )


def _mean(entries: list[Entry], band: str, values: list[float], unit: str, few: str) -> Measure:
    """Mean of what was measured, with the widest error band: errors are shared, not averaged."""
    bands = [e.seen.band(band) for e in entries]
    known = [b for b in bands if b is not None]
    widest = max(known) if known and len(known) == len(bands) else None
    return measure(mean_of(values), unit, widest, few)


def _side_of(of: OpenSet[Entry] | None) -> Side:
    return of.side if of else Side.UNKNOWN


def _drawing(m: CircleMeasures, wanted: Way) -> ClockTrace | None:
    if not len(m.trace):
        return None
    return ClockTrace(
        points=tuple((round(float(x), 1), round(float(y), 1)) for x, y in m.trace),
        reach=max(5.0, 1.15 * float(abs(m.trace).max())),
        sectors=m.sectors,
        turned=round(m.turned, 1),
        wanted=wanted,
    )


def _next_direction(done: Sequence[Way]) -> Way:
    """Clockwise first, then the other way."""
    return OTHER_WAY[done[-1]] if done and done[-1] else "clockwise"


def _next_up(closed: OpenSet[Entry], done: Sequence[Way]) -> str:
    """What comes next after a set, in words."""
    if len(done) >= 2 and set(done[-2:]) == set(BOTH_WAYS) and closed.side.value in SIDES:
        other = "right" if closed.side is Side.LEFT else "left"
        return f"Rest, then the {other} foot"
    way = _next_direction(done)
    return f"Now {way}" if done and done[-1] else "Rest, then the next set"
