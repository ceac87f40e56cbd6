"""The true repetitions and stages of a clip: measured on its frames, else as given."""

from __future__ import annotations

from dataclasses import replace

from formcheck.exercises.base import Limits
from formcheck.exercises.heel_raise import HeelRaiseLimits
from formcheck.exercises.results import Side, View
from formcheck.validate.raise_faults import true_faults
from formcheck.validate.raise_truth import has_curves, true_raises
from formcheck.validate.truth import SPLIT_CHECKS, GivenFault, GivenRep, GivenStage, Truth
from formcheck.validate.units import SIDE_VIEWS, Anchor, TrueFault, TrueRep
from formcheck.validate.views import mean_view

_SAME_S = 0.002

STAGE_MEASURES = {"on_toes_s": "seconds", "foot_progression": "mean_angle"}
"""Measures of a stage as truth files name them, and as the report does."""


def true_reps(truth: Truth, limits: Limits) -> list[TrueRep]:
    """Every repetition that a truth file lists, in order of time.

    Args:
        truth: of the exercise whose limits are given.
        limits: those that the checks use.
    """
    if isinstance(limits, HeelRaiseLimits) and has_curves(truth):
        return true_raises(truth, limits)
    return [_as_given(rep, truth) for rep in truth.ordered]


def as_feet_measured(rep: TrueRep, truth: Truth, limits: Limits) -> TrueRep:
    """The same repetition, borderline by the error bands of what the foot model had a part in."""
    if not (isinstance(limits, HeelRaiseLimits) and has_curves(truth) and rep.counted):
        return rep
    return replace(rep, faults=true_faults(rep, truth.prescription, limits, feet=True))


def true_stages(truth: Truth) -> list[TrueRep]:
    """Every stage that a truth file lists, in its order; none of them counts as a repetition."""
    return [
        TrueRep(
            side=Side.BOTH,
            counted=False,
            moment=(stage.start_s + stage.end_s) / 2,
            start=stage.start_s,
            peak=None,
            end=stage.end_s,
            view=_view(truth, stage.start_s, stage.end_s),
            measures={STAGE_MEASURES.get(n, n): value for n, value in _known(stage).items()},
            # How long a stage had to be is nothing where no stages were prescribed.
            faults={n: _fault(f) for n, f in stage.faults.items() if truth.prescription.stages},
            stage=stage.name,
            anchor=Anchor.MIDDLE,
        )
        for stage in truth.stages
    ]


def _as_given(rep: GivenRep, truth: Truth) -> TrueRep:
    view = _view(truth, rep.start_s, rep.end_s)
    return TrueRep(
        side=rep.side,
        counted=rep.counted,
        moment=rep.moment,
        start=rep.start_s,
        peak=rep.peak_s,
        end=rep.end_s,
        view=view,
        measures=_measures(rep, truth),
        faults=_faults(rep, view),
        stage=rep.stage,
        direction=rep.direction,
        anchor=_anchor(rep),
    )


def _view(truth: Truth, start: float | None, end: float | None) -> View | None:
    """From where it was filmed: the person may turn within the clip."""
    if start is None or end is None:
        return truth.view
    yaws = (f.yaw_deg for f in truth.frames if start <= f.t <= end and f.yaw_deg is not None)
    return mean_view(yaws) or truth.view


def _anchor(rep: GivenRep) -> Anchor:
    if rep.start_s is None or rep.end_s is None:
        return Anchor.PEAK
    if abs(rep.moment - rep.start_s) < _SAME_S:
        return Anchor.START
    middle = (rep.start_s + rep.end_s) / 2
    return Anchor.MIDDLE if abs(rep.moment - middle) < _SAME_S else Anchor.PEAK


def _measures(rep: GivenRep, truth: Truth) -> dict[str, float]:
    measures = _known(rep)
    foot = truth.person.foot_length_cm
    if (height := measures.get("wrist_over_shoulder")) is not None and foot:
        measures["wrist_height"] = 100 * height / foot  # cm in the file, % of the foot in reports
    small = rep.faults.get("small_circle")
    if small is not None and small.value is not None:
        measures["own_best"] = small.value  # the share of the set's best stands with the fault
    return measures


def _known(judged: GivenRep | GivenStage) -> dict[str, float]:
    return {name: value for name, value in judged.measures.items() if value is not None}


def _fault(given: GivenFault) -> TrueFault:
    return TrueFault(fault=given.fault, value=given.value, parts=given.parts)


def _faults(rep: GivenRep, view: View | None) -> dict[str, TrueFault]:
    """As given; of a check in two directions, the one that the view shows."""
    given = {name: _fault(fault) for name, fault in rep.faults.items()}
    for half, whole in SPLIT_CHECKS.items():
        sideways = given.pop(half, None)
        if sideways is not None and view not in SIDE_VIEWS:
            given[whole] = sideways
    return given
