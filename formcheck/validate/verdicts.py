"""What was said of one check on one repetition or stage, against what is true."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from formcheck.exercises.base import Exercise
from formcheck.exercises.results import Finding, Rep, Stage, Verdict, View
from formcheck.validate.units import FaultUnit, TrueFault, TruePart


@dataclass(frozen=True, slots=True)
class Judge:
    """Compares the findings of one clip.

    Attributes:
        exercise: whose checks they are.
        said: all findings of the clip with an error band, by check: what is borderline hangs on
            the bands that the program used, also for a repetition that it did not find.
        foot_cm: the person's foot length, where it is known.
    """

    exercise: Exercise
    said: Mapping[str, Sequence[Finding]]
    foot_cm: float | None = None

    def faults(
        self, true: Mapping[str, TrueFault], found: Rep | Stage | None, view: View | None
    ) -> tuple[FaultUnit, ...]:
        """Every check whose truth is known.

        Args:
            true: by check.
            found: what was found; None when it was not.
            view: from where it was filmed; where nobody says, every check counts as possible.
        """
        return tuple(self._fault(name, fault, found, view) for name, fault in true.items())

    def _fault(
        self, name: str, true: TrueFault, found: Rep | Stage | None, view: View | None
    ) -> FaultUnit:
        allows = view is None or view in self.exercise.check(name).views
        finding = _finding(found, name)
        if true.parts:
            true = replace(true, borderline=self._borderline(name, true, finding))
        if found is None:
            return FaultUnit(name, true, None, view_allows=allows)
        if finding is None:
            return FaultUnit(name, true, Verdict.NOT_ASSESSED, allows, reason="not in the report")
        return FaultUnit(
            name, true, finding.verdict, allows, value=finding.value, reason=finding.reason or ""
        )

    def _borderline(self, name: str, true: TrueFault, finding: Finding | None) -> bool:
        """Whether a part lies within a band of its limit, and no other is clearly beyond."""
        others = self.said.get(name, ())
        several = len(true.parts) > 1
        near, over = False, False
        for part in true.parts:
            own = self._widths(part, [finding] if finding else [], several=several)
            width = max(own or self._widths(part, others, several=several), default=0.0)
            off = abs(part.value - part.limit)
            near = near or off < width
            # Which side of its limit is wrong is known of the only part of a fault.
            over = over or (true.fault and not several and off >= width)
        return near and not over

    def _widths(self, part: TruePart, findings: Sequence[Finding], *, several: bool) -> list[float]:
        """Error bands in the part's unit; of a check with several limits, those in its unit."""
        widths = []
        for finding in findings:
            if finding.band is None:
                continue
            if _plain(finding.unit) == _plain(part.unit):
                widths.append(finding.band)
            elif not several and finding.limit and part.limit:
                widths.append(finding.band * abs(part.limit / finding.limit))
            elif not several and self.foot_cm and "foot length" in finding.unit:
                widths.append(finding.band * self.foot_cm / 100)
        return widths


def said(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """Findings with an error band, by check."""
    result: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.band is not None:
            result.setdefault(finding.check, []).append(finding)
    return result


def _finding(found: Rep | Stage | None, check: str) -> Finding | None:
    if found is None:
        return None
    return next((f for f in found.findings if f.check == check), None)


def _plain(unit: str) -> str:
    """A unit without the little words in which two may differ."""
    return " ".join(word for word in unit.lower().split() if word not in ("of", "own", "the"))
