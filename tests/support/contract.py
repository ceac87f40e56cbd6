"""What holds of everything that any session says, whatever was in front of the camera."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import fields
from itertools import pairwise
from typing import Any

import jsonschema

from formcheck.exercises.base import Exercise
from formcheck.exercises.events import Cue, RepFinished, SetFinished
from formcheck.exercises.results import Finding, Measure, Rep, Verdict
from formcheck.options import Options
from formcheck.pose.types import Pose
from formcheck.report.assemble import Origin, assemble
from formcheck.report.jsonfile import json_bytes
from formcheck.report.schema import published_schema
from formcheck.session import Session
from formcheck.status import Status
from tests.support.sessions import Ran

_SCHEMA = jsonschema.Draft202012Validator(published_schema())
_SLACK_S = 0.6
"""A moment that shows a finding lies within its repetition, or this near to it."""


def run_and_check(exercise: Exercise, poses: Sequence[Pose], **options: Any) -> Ran:
    """Run a session, and hold everything it says to the contract."""
    session = Session(Options(exercise=exercise.id, **options), exercise)
    events = []
    for number, pose in enumerate(poses):
        events += session.push(pose)
        if number % 7 == 0:
            _check_status(exercise, session.status)
    events += session.finish()
    ran = Ran(session, session.outcome(), events)
    _check_events(ran)
    _check_results(exercise, ran, poses)
    _check_report(ran)
    return ran


def _check_events(ran: Ran) -> None:
    times = [event.t for event in ran.events]
    assert all(map(math.isfinite, times))
    assert times == sorted(times)
    assert len(ran.of(RepFinished)) == len(ran.reps)
    assert len(ran.of(SetFinished)) == len(ran.outcome.sets)
    assert [e.rep.index for e in ran.of(RepFinished)] == [r.index for r in ran.reps]
    for cue in ran.of(Cue):
        assert 1 <= len(cue.text.split()) <= 6


def _check_status(exercise: Exercise, status: Status) -> None:
    assert status.exercise == exercise.title
    for one in fields(status):
        value = getattr(status, one.name)
        if isinstance(value, float) and one.name != "cue_since":
            assert math.isfinite(value), one.name
    assert status.reps >= 0
    assert set(status.not_assessed) <= {check.name for check in exercise.checks}


def _check_results(exercise: Exercise, ran: Ran, poses: Sequence[Pose]) -> None:
    first, last = poses[0].t, poses[-1].t
    assert [rep.index for rep in ran.reps] == list(range(1, len(ran.reps) + 1))
    # A start is worked out from how a rise goes, and may lie a little within what came before.
    assert all(b.start_s > a.start_s - 0.1 for a, b in pairwise(ran.reps))
    units: dict[str, str] = {}
    for rep in ran.reps:
        assert first <= rep.start_s <= rep.peak_s <= rep.end_s <= last
        assert sorted(f.check for f in rep.findings) == sorted(
            check.name for check in exercise.checks
        )
        assert set(rep.measures) == set(exercise.measures)
        _check_measures(rep.measures, units)
        for finding in rep.findings:
            _check_finding(exercise, rep, finding)
    sets: dict[str, str] = {}
    for one in ran.outcome.sets:
        assert first <= one.start_s <= one.end_s <= last
        assert one.ended_by
        own = [rep for rep in ran.reps if rep.set == one.index]
        assert one.reps == sum(rep.counted for rep in own)
        assert one.partial == len(own) - one.reps
        _check_measures(one.measures, sets)
    for stage in ran.outcome.stages:
        assert stage.start_s <= stage.end_s
        _check_measures(stage.measures, {})
    for dropped in ran.outcome.not_counted:
        assert dropped.why
        assert dropped.times >= len(dropped.at_s) >= 1


def _check_measures(measures: dict[str, Measure], units: dict[str, str]) -> None:
    for name, one in measures.items():
        assert one.unit, name
        assert units.setdefault(name, one.unit) == one.unit, name
        assert (one.value is None) == (one.reason is not None), name
        assert one.band is None or one.band > 0, name


def _check_finding(exercise: Exercise, rep: Rep, one: Finding) -> None:
    if one.verdict is Verdict.NOT_ASSESSED:
        assert one.reason, one.check
        return
    of_parts = exercise.check(one.check).of_parts
    assert rep.counted or of_parts, "what is not whole is not judged"
    assert rep.view in exercise.check(one.check).views, one.check
    assert None not in (one.value, one.limit, one.band), one.check
    assert one.unit
    # The way to the limit is at least the error band: what could be either is not told.
    assert one.value is not None
    assert one.limit is not None
    assert one.band is not None
    assert abs(one.value - one.limit) >= one.band - 0.001, one.check
    assert one.at_s is not None
    assert rep.start_s - _SLACK_S <= one.at_s <= rep.end_s + _SLACK_S, one.check


def _check_report(ran: Ran) -> None:
    """The report of it keeps to the published schema."""
    report = assemble(ran.session, Origin(name="simulated"))
    data = json.loads(json_bytes(report))
    assert [e.message for e in _SCHEMA.iter_errors(data)] == []
    assert data["summary"]["reps"] == len(ran.counted)
    assert report.summary.headline
