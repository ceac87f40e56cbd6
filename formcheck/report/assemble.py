"""Puts a report together from what a session found and what is known about where it came from."""

from __future__ import annotations

import math
import platform
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from formcheck import __version__
from formcheck.exercises.base import Limits
from formcheck.exercises.results import Measure, Rep, SetResult, Side, Verdict
from formcheck.exercises.summaries import mean_of, symmetry_index
from formcheck.exercises.wording import Wording
from formcheck.motion.bands import basis
from formcheck.report.model import (
    CheckCount,
    Curve,
    LimitUsed,
    NotAssessed,
    Person,
    Provenance,
    Report,
    SideSummary,
    SourceSummary,
    Summary,
    Symmetry,
)

if TYPE_CHECKING:
    from formcheck.session import Session


SourceKind = Literal["file", "camera", "url", "paced-file", "recording"]


@dataclass(slots=True)
class Origin:
    """Where poses came from; everything that a session cannot know. Saved with a recording.

    Attributes:
        name, kind, width, height, codec, rotation_deg: of the source.
        recorded_at: ISO 8601, None when unknown.
        followed, followed_box: who was followed, as the estimator says.
        estimator: name, version and hash of what estimated the poses.
        warnings: sentences about the input.
        complete: false when it was cut short.
        scored_from: 'video', 'live' or 'recording'.
    """

    name: str
    kind: SourceKind = "file"
    width: int = 0
    height: int = 0
    codec: str | None = None
    rotation_deg: int = 0
    recorded_at: str | None = None
    followed: str = ""
    followed_box: tuple[float, float, float, float] | None = None
    estimator: dict[str, str] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    complete: bool = True
    scored_from: str = "video"


def assemble(session: Session, origin: Origin, curve: Curve | None = None) -> Report:
    """The report of a finished session.

    Args:
        session: after `finish`.
        origin: where its poses came from.
        curve: the main signal over time.
    """
    outcome = session.outcome()
    exercise, options = session.exercise, session.options
    duration = session.last_t - session.first_t if session.frames else 0.0
    return Report(
        exercise=exercise.id,
        exercise_title=exercise.title,
        wording=exercise.words(),
        recorded_at=origin.recorded_at,
        created_at=datetime.now().astimezone().isoformat(timespec="seconds"),
        label=options.label,
        source=SourceSummary(
            name=origin.name,
            kind=origin.kind,
            width=origin.width,
            height=origin.height,
            duration_s=round(duration, 3),
            frames=session.frames,
            fps=round((session.frames - 1) / duration, 3) if duration > 0 else None,
            codec=origin.codec,
            rotation_deg=origin.rotation_deg,
        ),
        person=_person(session, origin),
        prescription=_prescription(session),
        summary=_summary(outcome.reps, outcome.sets, session, outcome.test),
        sets=list(outcome.sets),
        stages=list(outcome.stages),
        reps=list(outcome.reps),
        not_assessed=_not_assessed(outcome.reps),
        not_counted=list(outcome.not_counted),
        curve=curve,
        check_texts={c.name: c.text for c in exercise.checks},
        measure_texts=dict(exercise.measures),
        warnings=list(origin.warnings),
        complete=origin.complete,
        provenance=_provenance(session, origin),
    )


def _person(session: Session, origin: Origin) -> Person:
    options, scale = session.options, session.scale
    watched = sum(session.view_seconds.values())
    shares = {v: round(s / watched, 3) for v, s in session.view_seconds.items() if watched > 0}
    foot_cm = scale.foot_cm
    return Person(
        followed=origin.followed or "the only person in the picture",
        followed_box=origin.followed_box,
        people_seen=session.people_seen,
        found_share=round(session.found / session.frames, 4) if session.frames else None,
        feet_share=round(session.whole / session.frames, 4) if session.frames else None,
        height_cm=options.height_cm,
        foot_length_cm=round(foot_cm, 1) if math.isfinite(foot_cm) else None,
        foot_length_source=scale.source,
        view_shares=shares,
    )


def _prescription(session: Session) -> dict[str, Any]:
    """What was asked for; nothing that was left open."""
    given = session.options.model_dump(exclude_none=True, exclude={"exercise", "label", "limits"})
    return {k: v for k, v in given.items() if v not in ("auto", False)}


def _provenance(session: Session, origin: Origin) -> Provenance:
    return Provenance(
        formcheck=__version__,
        mediapipe=origin.estimator.get("mediapipe", ""),
        opencv=origin.estimator.get("opencv", ""),
        python=platform.python_version(),
        pose_model=origin.estimator.get("model", ""),
        pose_model_sha256=origin.estimator.get("model_sha256", ""),
        bands=basis(),
        limits=limits_used(session.limits),
        scored_from=origin.scored_from,
    )


def limits_used(limits: Limits) -> list[LimitUsed]:
    """Every limit in force, with its unit, its source and whether it was changed."""
    used = []
    for name, info in type(limits).model_fields.items():
        extra = info.json_schema_extra
        facts: Mapping[str, Any] = extra if isinstance(extra, dict) else {}
        value = getattr(limits, name)
        used.append(
            LimitUsed(
                name=name,
                text=info.description or "",
                value=value,
                default=info.default,
                unit=str(facts.get("unit", "")),
                source=str(facts.get("source", "")),
                changed=value != info.default,
            )
        )
    return used


def _summary(
    reps: Sequence[Rep],
    sets: Sequence[SetResult],
    session: Session,
    test: dict[str, Any] | None,
) -> Summary:
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
        sets=len(sets),
        per_side=per_side,
        checks=_check_counts(reps, [c.name for c in session.exercise.checks]),
        symmetry=_symmetry(per_side, session.options.affected, words),
        headline=_headline(reps, session.exercise.title.lower(), words),
        test=test,
    )


def _headline(reps: Sequence[Rep], title: str, words: Wording) -> str:
    """One sentence for the top of the page, honest about what was not checked."""
    counted = [r for r in reps if r.counted]
    partial = len(reps) - len(counted)
    low = f"; {partial} more {'was' if partial == 1 else 'were'} {words.partial}" if partial else ""
    one, many = _named(title, words)
    if not counted:
        return f"No {one} was counted{low.replace(' more', '')}."
    verdicts = {f.verdict for r in counted for f in r.findings}
    faulty = sum(bool(r.faults) for r in counted)
    if faulty:
        found = "with a fault" if len(counted) == 1 else f"{faulty} of them with a fault"
    elif Verdict.OK not in verdicts:
        found = "no check could be made"
    elif Verdict.NOT_ASSESSED in verdicts:
        found = "no fault seen in the checks that could be made"
    else:
        found = "no fault seen"
    return f"{len(counted)} {one if len(counted) == 1 else many} counted, {found}{low}."


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


def _check_counts(reps: Sequence[Rep], names: Sequence[str]) -> list[CheckCount]:
    counts: dict[str, dict[Verdict, int]] = {n: dict.fromkeys(Verdict, 0) for n in names}
    for rep in reps:
        for finding in rep.findings:
            counts[finding.check][finding.verdict] += rep.counted
    return [
        CheckCount(
            check=name,
            ok=c[Verdict.OK],
            fault=c[Verdict.FAULT],
            not_assessed=c[Verdict.NOT_ASSESSED],
        )
        for name, c in counts.items()
    ]


def _not_assessed(reps: Sequence[Rep]) -> list[NotAssessed]:
    """Checks that could not be made on counted repetitions, one entry a check and reason."""
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for rep in reps:
        for finding in rep.findings:
            if rep.counted and finding.verdict is Verdict.NOT_ASSESSED:
                # The figures of a reason differ from rep to rep; they stand with the rep.
                reason = (finding.reason or "").split(":")[0]
                found[finding.check, reason].append(rep.index)
    return [NotAssessed(check=c, reason=r, reps=i) for (c, r), i in found.items()]
