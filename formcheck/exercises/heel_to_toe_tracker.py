"""Follows a heel-to-toe walk through time: steps, walks along a line, sets, cues, status."""

from __future__ import annotations

import math

from formcheck.exercises.base import Exercise, Outcome, Tracker
from formcheck.exercises.drawings import StepMap
from formcheck.exercises.drop_log import DropLog
from formcheck.exercises.events import (
    Cue,
    Event,
    PhaseChanged,
    RepDropped,
    RepFinished,
    RepStarted,
    SetFinished,
    SetStarted,
)
from formcheck.exercises.feet_alone import not_now
from formcheck.exercises.heel_to_toe import HeelToToeLimits
from formcheck.exercises.heel_to_toe_alone import WalksAlone
from formcheck.exercises.heel_to_toe_checks import ACROSS, NO_LINE
from formcheck.exercises.heel_to_toe_results import rep_of, set_result, step_map
from formcheck.exercises.heel_to_toe_walk import Step
from formcheck.exercises.heel_to_toe_walks import Walks
from formcheck.exercises.results import Finding, Rep, SetResult, Side
from formcheck.exercises.sets import OpenSet, SetKeeper
from formcheck.motion.signals import Moment
from formcheck.motion.track import Track
from formcheck.options import Options
from formcheck.status import Status

LIVE_LINE_FROM = 4
"""Feet before a step from which its place beside the line is told while walking; the report draws
the line through the whole walk."""

FIRST_CUES = ("lost_balance", "off_line", "gap", "trunk_sway", "arms_up", "too_fast")
"""What to tell first of a step with several faults."""


class HeelToToeTracker(Tracker):
    """See `Tracker`. Made by `HeelToToe.tracker`.

    A step is over, and announced, when the next foot comes down: what the body did meanwhile, and
    how long it stood, belongs to it. It is shown and counted as soon as its foot stands.
    """

    def __init__(
        self, exercise: Exercise, options: Options, limits: HeelToToeLimits, track: Track
    ) -> None:
        self._exercise = exercise
        self._options = options
        self._limits = limits
        self._track = track
        self._walks = Walks(track, limits, self)
        self._alone = WalksAlone(track, limits, self)
        self._sets: SetKeeper[Step] = SetKeeper(limits.set_pause, limits.set_away, options.reps)
        self._count = 0
        self._cue = Cue(-math.inf, "")
        self._phase = ""
        self._last_faults: tuple[Finding, ...] = ()
        self._map: StepMap | None = None
        self._told: dict[int, Rep] = {}  # by index, as they were announced; of this set
        self._dropped = DropLog()

    # The flow

    def push(self, moment: Moment) -> list[Event]:
        """Take one moment."""
        t = moment.t
        events: list[Event] = []
        if moment.whole:
            if moment.feet_only:
                events += [*self._walks.end(t), *self._alone.push(moment)]
            else:
                events += [*self._alone.end(t), *self._walks.push(moment)]
            self._sets.seen(t, active=False)
        why = self._sets.overdue(t)
        if why:
            events += [*self._end_walks(t), *self._close(t, why)]
        if self.phase != self._phase:
            self._phase = self.phase
            events.append(PhaseChanged(t, self._phase))
        return events

    @property
    def phase(self) -> str:
        """walk, or ready."""
        walks = self._walks.walk, self._alone.walk
        return "walk" if any(walk.accepted for walk in walks) else "ready"

    def finish(self, t: float) -> list[Event]:
        """The input is over."""
        return [*self._end_walks(t), *self._close(t, "the end of the recording")]

    def _end_walks(self, t: float) -> list[Event]:
        return [*self._walks.end(t), *self._alone.end(t)]

    def restart(self) -> None:
        """Begin the current set anew."""
        current = self._sets.current
        if current is not None:
            self._count -= len(current.reps)
            self._told.clear()
        self._sets.discard()
        self._begin_anew()
        self._map = None
        self._last_faults = ()

    def _begin_anew(self) -> None:
        """What comes now is no part of the walk so far."""
        self._walks.begin_anew()
        self._alone.begin_anew()

    def take(self, t: float, step: Step) -> list[Event]:
        """Put a step into its set."""
        events: list[Event] = []
        if self._sets.current is None:
            events.append(SetStarted(t, len(self._sets.sets) + 1))
        self._dropped.take_back(step.down)
        self._count += 1
        step.index = self._count
        self._sets.add(step, step.down, t).side = Side.BOTH
        self._draw()
        return [*events, RepStarted(t, step.down)]

    def tell(self, t: float, step: Step) -> list[Event]:
        """A step is over; nothing while the walk may still turn out to be another one."""
        of = self._sets.current
        if not step.index or of is None:
            return []
        rep = self._told[step.index] = self._rep(step, of, live=True)
        self._last_faults = tuple(rep.faults)
        self._draw()
        events: list[Event] = [RepFinished(t, rep)]
        faults = {finding.check for finding in rep.faults}
        check = next((name for name in FIRST_CUES if name in faults), "")
        if check and not (check == self._cue.check and self._cue.shown(t)):
            self._cue = Cue(t, self._exercise.check(check).cue, check)
            events.append(self._cue)
        if self._sets.full(_done(of)):
            events += self._close(t, "the prescribed steps were done")
            self._begin_anew()
        return events

    def take_back(self, t: float, step: Step, why: str) -> list[Event]:
        """A step that was counted was none after all."""
        step.walk.contacts.remove(step)
        of = self._sets.current
        if of is not None and of.reps and of.reps[-1] is step:
            of.reps.pop()
            self._count -= 1
        return self.drop(t, step.down, why)

    def drop(self, t: float, at: float, why: str) -> list[Event]:
        """What was seen at a time is none of this exercise."""
        self._dropped.add(why, at)
        return [RepDropped(t, why)]

    def _close(self, t: float, why: str) -> list[Event]:
        closed = self._sets.close(why)
        self._told.clear()
        return [SetFinished(t, self._set(closed))] if closed is not None else []

    # What it says

    def outcome(self) -> Outcome:
        """Everything, with each line drawn through the whole of its walk."""
        return Outcome(
            reps=tuple(
                self._rep(step, one, live=False) for one in self._sets.sets for step in one.reps
            ),
            sets=tuple(self._set(one) for one in self._sets.sets),
            not_counted=self._dropped.not_counted,
        )

    def _rep(self, step: Step, of: OpenSet[Step], *, live: bool) -> Rep:
        self._place(step, live=live)
        return rep_of(step, of, self._limits)

    def _place(self, step: Step, *, live: bool) -> None:
        """Hold a step against its line, and against the foot before it."""
        walk, m = step.walk, step.measures
        if step.extra or walk.lone:
            return
        told = not live or walk.steps.index(step) + len(walk.stood) >= LIVE_LINE_FROM
        m.offset = walk.offset(step) if told else None
        m.no_line = ACROSS if walk.runs_across else NO_LINE
        m.gap = walk.gap(step)

    def _set(self, of: OpenSet[Step]) -> SetResult:
        for step in of.reps:
            self._place(step, live=False)
        return set_result(of, self._limits)

    def _draw(self) -> None:
        """The last line from above, as far as it is known."""
        current = self._sets.current
        if current is None or current.reps[-1].walk.lone:
            self._map = None
            return
        mine = [step for step in current.reps if step.walk is current.reps[-1].walk]
        reps = [self._told.get(s.index) or self._rep(s, current, live=True) for s in mine]
        self._map = step_map(mine, reps, self._limits)

    def status(self, moment: Moment) -> Status:
        """What is known right now."""
        current = self._sets.current
        shown = current or (self._sets.sets[-1] if self._sets.sets else None)
        steps = [step for step in shown.reps if not step.extra] if shown else []
        resting = current is None and bool(self._sets.sets)
        phase = self.phase if moment.whole else "position"
        return Status(
            t=moment.t,
            exercise=self._exercise.title,
            phase="rest" if resting and phase == "ready" else phase,
            reps=len(steps),
            partial=len(shown.reps) - len(steps) if shown else 0,
            target_reps=self._options.reps,
            set_index=len(self._sets.sets),
            side=Side.BOTH if steps else Side.UNKNOWN,
            view=moment.view,
            cue=self._cue.shown(moment.t),
            cue_since=self._cue.t,
            cue_kind="fault",
            tempo_s=steps[-1].measures.step_s if steps and current else None,
            set_elapsed_s=moment.t - current.start if current else 0.0,
            next_up="Rest, then the next walk" if resting else "",
            last_faults=self._last_faults,
            not_assessed=not_now(self._exercise.checks, moment),
            drawings=(self._map,) if self._map is not None else (),
        )


def _done(of: OpenSet[Step]) -> int:
    """Steps that are over."""
    return sum(math.isfinite(step.until) and not step.extra for step in of.reps)
