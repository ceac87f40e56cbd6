"""Judges one raise of a set: its findings and measures, as they are told."""

from __future__ import annotations

import math

from formcheck.exercises.base import Exercise, not_assessed
from formcheck.exercises.feet_alone import without_body
from formcheck.exercises.heel_raise import HeelRaiseLimits
from formcheck.exercises.heel_raise_checks import heel_raise_findings, low_raise, too_fast
from formcheck.exercises.heel_raise_results import Entry, measures_of
from formcheck.exercises.results import Finding, Rep, Side
from formcheck.exercises.sets import OpenSet
from formcheck.exercises.summaries import own_best
from formcheck.motion.scale import FOOT_TO_STATURE
from formcheck.options import Options


class RaiseJudge:
    """Judges raises.

    Args:
        exercise: heel raises, with their checks.
        options: what was prescribed and given.
        limits: of the checks.
    """

    def __init__(self, exercise: Exercise, options: Options, limits: HeelRaiseLimits) -> None:
        self._exercise = exercise
        self._options = options
        self._limits = limits

    @property
    def foot_cm(self) -> float:
        """Foot length in cm; NaN when neither it nor the height was given."""
        if self._options.foot_length_cm:
            return self._options.foot_length_cm
        height = self._options.height_cm
        return height * FOOT_TO_STATURE if height else math.nan

    def rep(self, of: OpenSet[Entry], entry: Entry, *, live: bool) -> Rep:
        """A raise as it is told.

        Args:
            of: its set.
            entry: the raise.
            live: compared with what was done so far, not with the whole set.
        """
        m = entry.measures
        best = self._own_best(of, entry, live=live)
        findings = [
            low_raise(m, entry.seen, best, self._limits),
            self.pace(entry),
            *heel_raise_findings(m, entry.seen, self._options, self._limits),
        ]
        if entry.feet_only:
            findings = without_body(findings, self._exercise.checks)
        if not entry.counted:
            findings = [not_assessed(f.check, "partial: not a whole raise") for f in findings]
        elif entry.gap:
            findings = [not_assessed(f.check, entry.gap) for f in findings]
        return Rep(
            index=entry.index,
            set=of.index,
            side=Side(entry.side),
            side_given=self._options.given_side is not None,
            counted=entry.counted,
            start_s=round(m.start, 3),
            peak_s=round(m.peak, 3),
            end_s=round(m.end, 3),
            view=entry.view,
            yaw_deg=round(entry.yaw, 1),
            measures=measures_of(entry, best, self.foot_cm),
            findings=findings,
            by_feet=m.by_feet,
        )

    def _own_best(self, of: OpenSet[Entry], entry: Entry, *, live: bool) -> float | None:
        """Median of the three best: so far while exercising, of the whole set in the report."""
        lifts = [e.measures.lift for e in of.reps if e.counted and not (e.gap or e.feet_only)]
        if live and len(lifts) < self._limits.own_best_from_rep:
            return None
        return own_best(lifts)

    def pace(self, entry: Entry) -> Finding:
        """Whether it was too fast, or off the beat."""
        return too_fast(
            entry.measures,
            entry.seen,
            self._limits,
            period_s=entry.period_s,
            test_mode=self._options.mode == "test",
        )
