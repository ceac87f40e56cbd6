"""Follows ankle circles through time: circles, sets, directions, cues, status."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from formcheck.exercises.ankle_circle import AnkleCircleLimits
from formcheck.exercises.ankle_circle_checks import told_of
from formcheck.exercises.ankle_circle_passing import in_passing, leads_in, size_of
from formcheck.exercises.ankle_circle_results import drawing_of, set_result, side_of, trace_of
from formcheck.exercises.ankle_circle_sets import (
    Change,
    CircleSet,
    CircleSets,
    Entry,
    counted_in,
    next_up,
)
from formcheck.exercises.base import Exercise, Outcome, Tracker
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
from formcheck.exercises.feet_alone import not_now
from formcheck.exercises.results import Finding, NotCounted, Rep, Side
from formcheck.exercises.summaries import own_best
from formcheck.motion.circle_measures import (
    measure_circle,
    seen_from_behind,
    seen_obliquely,
    why_but_counted,
)
from formcheck.motion.circle_path import seen_as_one
from formcheck.motion.circle_watch import GAP_S, QUIET, CircleWatch, Found
from formcheck.motion.filters import prepare
from formcheck.motion.foot_axis import axis_error
from formcheck.motion.signals import SIDES, Moment
from formcheck.motion.track import Track
from formcheck.motion.view import BACK_VIEWS, View
from formcheck.options import Options
from formcheck.status import Status

LEAST_PART = 120.0
"""Degrees from which a part of a circle is listed [ours]; less is getting into position."""

LATELY_S = 1.0
"""For so long no path is drawn after circles could only be counted: it would come and go [ours]."""


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
        self._sets = CircleSets(limits.set_pause, limits.set_away, options.reps)
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
            self._sets.keeper.seen(t, active=moving)
        waits = self._sets.waits_since()
        if waits is not None and t - waits > self._limits.set_pause:
            events += self._tell(t, self._sets.settle())
        why = self._sets.keeper.overdue(t)
        return events + (self._tell(t, self._sets.close(why)) if why else [])

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
        if in_passing(m, turn, self._before(), self._limits):
            return []
        side = found.side
        by_count = why_but_counted(window)
        unsure = not turn.planar or bool(by_count)  # from the side the body model mixes up the legs
        unsure = unsure or seen_as_one(turn.path, self._watch.beside(turn, side))
        if self._given_side is None and unsure:
            side = "unknown"
        if window.view in BACK_VIEWS:
            m = seen_from_behind(m, axis_error(window, found.side))
        elif window.view is View.OBLIQUE_FRONT:
            m = seen_obliquely(m)
        if window.by_motion:
            m = replace(m, untold=by_count)
        gap = f"not seen for {m.gap_s:.1f} s within this circle" if m.gap_s > GAP_S / 2 else ""
        votes = counted or not turn.way_back
        size = size_of(turn)
        entry = Entry(0, m, side, window.view, window.yaw, counted, gap, votes, size, by_count)
        return self._tell(t, self._sets.place(entry))

    def _before(self) -> list[Entry]:
        """The whole circles of this set, or of the last one before its first."""
        latest = self._sets.current or (self._sets.sets[-1] if self._sets.sets else None)
        return [e for e in latest.reps if e.counted] if latest else []

    # Sets

    def _tell(self, t: float, changes: Sequence[Change]) -> list[Event]:
        """What became of the sets."""
        events: list[Event] = []
        for change in changes:
            if change.kind == "begun":
                events.append(SetStarted(t, change.of.index))
            elif change.kind == "ended":
                ways = [self._sets.way(one) for one in self._sets.sets if one.ended_by]
                self._next_up = next_up(change.of, ways)
                events.append(SetFinished(t, set_result(change.of)))
            elif change.entry is not None:
                events += self._added(t, change.of, change.entry)
        return events

    def _added(self, t: float, of: CircleSet, entry: Entry) -> list[Event]:
        """A circle has found its set: judge it."""
        self._count += 1
        entry.index = self._count
        rep = self._rep(of, entry, live=True)
        self._last_faults = tuple(rep.faults)
        events: list[Event] = [RepFinished(t, rep)]
        if self._open:
            events.append(RepStarted(t, entry.measures.end))
        return events + self._say(t, rep)

    def _say(self, t: float, rep: Rep) -> list[Event]:
        if not rep.faults:
            return []
        check = self._exercise.check(rep.faults[0].check)
        self._cue = Cue(t, check.cue, check.name)
        return [self._cue]

    def _forget(self, t: float, why: str) -> list[Event]:
        if why in QUIET:
            return []
        self._dropped.add(why, t)
        return []

    def finish(self, t: float) -> list[Event]:
        """The input is over."""
        events: list[Event] = []
        events += self._accept_all(t, self._watch.finish(t))
        return events + self._tell(t, self._sets.close("the end of the recording"))

    def restart(self) -> None:
        """Begin the current set anew."""
        self._count -= self._sets.discard()
        self._last_faults = ()

    def switch_side(self) -> None:
        """End the set; a given side becomes the other one."""
        self._tell(0.0, self._sets.close("switched to the other foot"))
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
        lately = self._track.window(moment.t - LATELY_S, moment.t)
        trace = trace_of(self._watch, self._sets, counted_only=bool(why_but_counted(lately)))
        return Status(
            t=moment.t,
            exercise=self._exercise.title,
            phase=phase,
            reps=counted_in(shown),
            partial=len(shown.reps) - counted_in(shown) if shown else 0,
            target_reps=self._options.reps,
            set_index=len(self._sets.sets),
            side=Side(self._given_side) if self._given_side else side_of(shown),
            view=moment.view,
            cue=self._cue.shown(moment.t),
            cue_since=self._cue.t,
            cue_kind="fault",
            tempo_s=current.reps[-1].measures.seconds if current and current.reps else None,
            set_elapsed_s=moment.t - current.start if current else 0.0,
            next_up=self._next_up if resting else "",
            last_faults=self._last_faults,
            not_assessed=not_now(self._exercise.checks, moment),
            drawings=(trace,) if trace else (),
        )

    # Making results

    def _rep(self, of: CircleSet, entry: Entry, *, live: bool) -> Rep:
        m = entry.measures
        best = self._own_best(of, live=live)
        way = self._sets.way(of)
        measures, findings = told_of(
            entry, self._limits, best=best, set_direction=self._sets.sure_way(of)
        )
        return Rep(
            index=entry.index,
            set=of.index,
            side=Side(entry.side),
            side_given=self._given_side is not None,
            direction=(m.direction if not entry.by_count else "") or "not assessed",
            counted=entry.counted,
            start_s=round(m.start, 3),
            peak_s=round((m.start + m.end) / 2, 3),
            end_s=round(m.end, 3),
            view=entry.view,
            yaw_deg=round(entry.yaw, 1),
            measures=measures,
            findings=findings,
            drawing=None if entry.by_count else drawing_of(m, way),
        )

    def _own_best(self, of: CircleSet, *, live: bool) -> float | None:
        """Median of the three largest: so far while exercising, of the whole set in the report."""
        sizes = [e.measures.size for e in of.reps if e.counted and not (e.gap or e.by_count)]
        if live and len(sizes) < self._limits.own_best_from_rep:
            return None
        return own_best(sizes)
