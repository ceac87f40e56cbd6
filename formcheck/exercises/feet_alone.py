"""What was done with only the feet in the picture: what of it is told, and why the rest is not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from formcheck.exercises.base import Check, measure, not_assessed
from formcheck.exercises.results import Finding, Measure
from formcheck.motion.feet_only import WHY
from formcheck.motion.signals import Moment


def without_body(
    findings: Iterable[Finding], checks: Iterable[Check], why: str = WHY
) -> list[Finding]:
    """Findings of what was done with only the feet in the picture.

    Args:
        findings: as if everything had been seen.
        checks: of the exercise.
        why: those that need more than the feet are not assessed.
    """
    need = {check.name for check in checks if check.body}
    return [not_assessed(f.check, why) if f.check in need else f for f in findings]


def nothing_measured(measures: Mapping[str, Measure], why: str) -> dict[str, Measure]:
    """The same measures without a value, for that reason."""
    return {name: measure(None, one.unit, reason=why) for name, one in measures.items()}


def not_now(checks: Iterable[Check], moment: Moment) -> tuple[str, ...]:
    """The checks that cannot be made of what is done now, for the view or for want of a body."""
    alone = moment.feet_only
    return tuple(c.name for c in checks if moment.view not in c.views or (alone and c.body))
