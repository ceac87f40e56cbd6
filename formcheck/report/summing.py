"""A session in a few figures: what was counted, how large, how often each check failed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from formcheck.exercises.results import Finding, Measure, Rep, SetResult, Side, Stage, Verdict
from formcheck.exercises.summaries import mean_of, symmetry_index
from formcheck.exercises.wording import Wording
from formcheck.report.model import CheckCount, NotAssessed, SideSummary, Summary, Symmetry

if TYPE_CHECKING:
    from formcheck.exercises.base import Outcome
    from formcheck.session import Session

_SECONDS = re.compile(r" for \d+(\.\d+)? s\b")


def summary_of(outcome: Outcome, session: Session) -> Summary:
    """The whole session in a few figures.

    Args:
        outcome: what was found.
        session: whose exercise and options they are.
    """
    reps = outcome.reps
    words = session.exercise.words()
    counted = [r for r in reps if r.counted]
    per_side = {
        side: _side_summary([r for r in reps if r.side is side], words)
        for side in Side
        if any(r.side is side for r in reps)
    }
    return Summary(
        reps=len(counted),
        partial=len(reps) - len(counted),
        sets=len(outcome.sets),
        per_side=per_side,
        checks=_check_counts(outcome, [c.name for c in session.exercise.checks]),
        symmetry=_symmetry(per_side, session.options.affected, words),
        headline=_headline(outcome, session.exercise.title.lower(), words),
        test=outcome.test,
    )


def _headline(outcome: Outcome, title: str, words: Wording) -> str:
    """One sentence for the top of the page, honest about what was not checked."""
    reps = outcome.reps
    counted = [r for r in reps if r.counted]
    partial = len(reps) - len(counted)
    low = f"; {partial} not counted: {words.partial}" if partial else ""
    one, many = _named(title, words)
    if not counted:
        return f"No {one} was counted{low}."
    above = findings_above(outcome.sets, outcome.stages)
    verdicts = {f.verdict for r in counted for f in r.findings if f.check not in above}
    verdicts |= {f.verdict for found in above.values() for f in found}
    faulty = sum(bool(r.faults) for r in counted)
    parts = _parts_with_faults(outcome)
    if faulty:
        found = "with a fault" if len(counted) == 1 else f"{faulty} of them with a fault"
    elif parts:
        found = f"none of them with a fault of its own, but {parts}"
    elif Verdict.OK not in verdicts:
        found = "no check could be made"
    elif Verdict.NOT_ASSESSED in verdicts:
        found = "no fault seen in the checks that could be made"
    else:
        found = "no fault seen"
    if faulty and parts:
        found += f", and {parts}"
    return f"{len(counted)} {one if len(counted) == 1 else many} counted, {found}{low}."


def _parts_with_faults(outcome: Outcome) -> str:
    """Sets and stages that have faults of their own, in words."""
    said = []
    kinds: tuple[tuple[str, Sequence[SetResult | Stage]], ...] = (
        ("stage", outcome.stages),
        ("set", outcome.sets),
    )
    for what, parts in kinds:
        wrong = sum(any(f.verdict is Verdict.FAULT for f in part.findings) for part in parts)
        if wrong:
            said.append(f"{wrong} {what if wrong == 1 else what + 's'} with a fault")
    return " and ".join(said)


def findings_above(sets: Iterable[SetResult], stages: Iterable[Stage]) -> dict[str, list[Finding]]:
    """Findings by the checks that are made on whole sets or stages, not on a repetition."""
    found: dict[str, list[Finding]] = {}
    for findings in (*(s.findings for s in sets), *(s.findings for s in stages)):
        for finding in findings:
            found.setdefault(finding.check, []).append(finding)
    return found


def _named(title: str, words: Wording) -> tuple[str, str]:
    """What was counted, one and many, by the exercise's name where that says more."""
    if title.endswith(words.many):
        return title.removesuffix(words.many) + words.one, title
    if title.endswith(words.one):
        return title, title.removesuffix(words.one) + words.many
    # A repetition of anything is best called by its name.
    own = words.one != Wording().one
    return (words.one, words.many) if own else (title, f"{title}s")


def _sizes(reps: Iterable[Rep], words: Wording) -> tuple[list[float], str]:
    """Sizes of repetitions, in cm where known."""
    chosen = [
        (m.value, m.unit)
        for r in reps
        for m in [_size_of(r, words)]
        if r.counted and m is not None and m.value is not None
    ]
    return [v for v, _ in chosen], chosen[0][1] if chosen else ""


def _size_of(rep: Rep, words: Wording) -> Measure | None:
    cm = rep.measures.get(words.size_cm)
    return cm if cm is not None and cm.value is not None else rep.measures.get(words.size)


def _side_summary(reps: Sequence[Rep], words: Wording) -> SideSummary:
    sizes, unit = _sizes(reps, words)
    periods = mean_of(
        r.measures[words.pace].value for r in reps if r.counted and words.pace in r.measures
    )
    counted = sum(r.counted for r in reps)
    mean = mean_of(sizes)
    return SideSummary(
        reps=counted,
        partial=len(reps) - counted,
        best_size=round(max(sizes), 2) if sizes else None,
        mean_size=round(mean, 2) if mean is not None else None,
        size_unit=unit,
        mean_rep_s=round(periods, 2) if periods is not None else None,
    )


def _symmetry(
    per_side: Mapping[Side, SideSummary], affected: str | None, words: Wording
) -> Symmetry | None:
    """Left against right by mean size, when both sides were done."""
    if Side.LEFT not in per_side or Side.RIGHT not in per_side:
        return None
    left, right = per_side[Side.LEFT].mean_size, per_side[Side.RIGHT].mean_size
    if not left or not right:
        return None
    how = f"{affected} (affected) / other" if affected else "lower / higher"
    return Symmetry(
        index_percent=round(symmetry_index(left, right, affected), 1),
        lower_side=Side.LEFT if left < right else Side.RIGHT,
        basis=f"mean {words.size_title} of the counted {words.many}, 100 × {how} side; "
        "its own error has not been measured yet",
        affected=Side(affected) if affected else None,
    )


def _check_counts(outcome: Outcome, names: Sequence[str]) -> list[CheckCount]:
    counts: dict[str, dict[Verdict, int]] = {n: dict.fromkeys(Verdict, 0) for n in names}
    above = findings_above(outcome.sets, outcome.stages)
    for rep in outcome.reps:
        for finding in rep.findings:
            if finding.check not in above:
                fault = finding.verdict is Verdict.FAULT
                counts[finding.check][finding.verdict] += rep.counted or fault
    for check, found in above.items():
        for finding in found:
            counts.setdefault(check, dict.fromkeys(Verdict, 0))[finding.verdict] += 1
    return [
        CheckCount(
            check=name,
            ok=c[Verdict.OK],
            fault=c[Verdict.FAULT],
            not_assessed=c[Verdict.NOT_ASSESSED],
        )
        for name, c in counts.items()
    ]


def kind_of(reason: str | None) -> str:
    """A reason without its figures: they differ from rep to rep, and stand with the rep."""
    return _SECONDS.sub("", (reason or "").split(":")[0])


def not_assessed_in(outcome: Outcome) -> list[NotAssessed]:
    """Checks that could not be made on counted repetitions, one entry a check and reason."""
    above = findings_above(outcome.sets, outcome.stages)
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for rep in outcome.reps:
        for finding in rep.findings:
            unmade = finding.verdict is Verdict.NOT_ASSESSED and finding.check not in above
            if rep.counted and unmade:
                found[finding.check, kind_of(finding.reason)].append(rep.index)
    return [NotAssessed(check=c, reason=r, reps=i) for (c, r), i in found.items()]
