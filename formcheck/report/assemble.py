"""Puts a report together from what a session found and what is known about where it came from."""

from __future__ import annotations

import math
import platform
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from formcheck import __version__
from formcheck.exercises.base import Limits
from formcheck.motion.bands import basis
from formcheck.report.model import (
    Curve,
    LimitUsed,
    Person,
    Provenance,
    Report,
    SourceSummary,
)
from formcheck.report.notes import notes_on
from formcheck.report.summing import not_assessed_in, summary_of

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
    source, person = _source(session, origin), _person(session, origin)
    return Report(
        exercise=exercise.id,
        exercise_title=exercise.title,
        wording=exercise.words(),
        recorded_at=origin.recorded_at,
        created_at=datetime.now().astimezone().isoformat(timespec="seconds"),
        label=options.label,
        source=source,
        person=person,
        prescription=_prescription(session),
        summary=summary_of(outcome, session),
        sets=list(outcome.sets),
        stages=list(outcome.stages),
        reps=list(outcome.reps),
        not_assessed=not_assessed_in(outcome),
        not_counted=list(outcome.not_counted),
        curve=curve,
        check_texts={c.name: c.text for c in exercise.checks},
        measure_texts={**exercise.set_measures, **exercise.measures},
        warnings=[
            *origin.warnings,
            *notes_on(
                source,
                exercise,
                person.feet_only_share,
                _leaves_share(session),
                sum(rep.counted for rep in outcome.reps),
            ),
        ],
        complete=origin.complete,
        provenance=_provenance(session, origin),
    )


def _source(session: Session, origin: Origin) -> SourceSummary:
    duration = session.last_t - session.first_t if session.frames else 0.0
    watched = duration - session.paused_s or duration
    return SourceSummary(
        name=origin.name,
        kind=origin.kind,
        width=origin.width,
        height=origin.height,
        duration_s=round(duration, 3),
        frames=session.frames,
        fps=round((session.frames - 1) / watched, 3) if watched > 0 else None,
        codec=origin.codec,
        rotation_deg=origin.rotation_deg,
    )


def _leaves_share(session: Session) -> float:
    return session.foot_leaves / session.feet_only if session.feet_only else 0.0


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
        feet_only_share=round(session.feet_only / session.frames, 4) if session.frames else None,
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
        foot_model=origin.estimator.get("feet", "off"),
        foot_model_sha256=origin.estimator.get("feet_sha256", ""),
        foot_finder_sha256=origin.estimator.get("feet_finder_sha256", ""),
        foot_check_sha256=origin.estimator.get("feet_check_sha256", ""),
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
