"""The true repetitions of a clip: measured on its frames where it has them, else as given."""

from __future__ import annotations

from formcheck.exercises.base import Limits
from formcheck.exercises.heel_raise import HeelRaiseLimits
from formcheck.validate.raise_truth import has_curves, true_raises
from formcheck.validate.truth import SPLIT_CHECKS, GivenRep, Truth
from formcheck.validate.units import SIDE_VIEWS, TrueFault, TrueRep


def true_reps(truth: Truth, limits: Limits) -> list[TrueRep]:
    """Every repetition that a truth file lists, in order of time.

    Args:
        truth: of the exercise whose limits are given.
        limits: those that the checks use.
    """
    if isinstance(limits, HeelRaiseLimits) and has_curves(truth):
        return true_raises(truth, limits)
    return [_as_given(rep, truth) for rep in truth.ordered]


def _as_given(rep: GivenRep, truth: Truth) -> TrueRep:
    return TrueRep(
        side=rep.side,
        counted=rep.counted,
        moment=rep.moment,
        start=rep.start_s,
        peak=rep.peak_s,
        end=rep.end_s,
        view=truth.view,
        measures={name: v for name, v in rep.measures.items() if v is not None},
        faults=_faults(rep, truth) if rep.counted else {},
    )


def _faults(rep: GivenRep, truth: Truth) -> dict[str, TrueFault]:
    """As given; of a check in two directions, the one that the view shows."""
    given = {name: TrueFault(fault=f.fault) for name, f in rep.faults.items()}
    for half, whole in SPLIT_CHECKS.items():
        sideways = given.pop(half, None)
        if sideways is not None and truth.view not in SIDE_VIEWS:
            given[whole] = sideways
    return given
