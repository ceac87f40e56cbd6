"""The page's facts: what was looked at, who was followed, what made the report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from formcheck.exercises.results import Side
from formcheck.exercises.wording import Wording
from formcheck.motion.feet_only import WHY as ONLY_FEET
from formcheck.report import words
from formcheck.report.model import LimitUsed, Report

Pairs = list[tuple[str, str]]

_KINDS = {
    "file": "video file",
    "camera": "camera, live",
    "url": "network camera, live",
    "paced-file": "video file, played as a camera",
    "recording": "saved landmarks, without pictures",
}
_NOT_PRESCRIBED = {"exercise", "label", "person", "limits", "height_cm", "foot_length_cm"}


@dataclass(frozen=True, slots=True)
class LimitRow:
    """One limit in force."""

    title: str
    value: str
    default: str
    source: str
    changed: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """Pairs of name and value, and the limits in force."""

    top: Pairs
    test: Pairs
    source: Pairs
    person: Pairs
    software: Pairs
    limits: list[LimitRow]


def facts_of(report: Report) -> Facts:
    """Put the report's facts in words."""
    source, person, made = report.source, report.person, report.provenance
    prescribed = prescription(report.prescription, report.wording)
    top = [
        ("Recorded", words.when(report.recorded_at)),
        ("Source", source.name),
        ("Length", f"{words.length(source.duration_s)} analysed"),
        *([("Prescribed", prescribed)] if prescribed else []),
        *([("Limits changed", changed)] if (changed := limits_changed(made.limits)) else []),
    ]
    fps = f", {words.number(source.fps)} frames/s" if source.fps else ""
    turned = f", turned by {source.rotation_deg}°" if source.rotation_deg else ""
    views = sorted(person.view_shares.items(), key=lambda item: -item[1])
    return Facts(
        top=top,
        test=_test(report.summary.test or {}, report.wording),
        source=[
            ("Source", f"{source.name} ({_KINDS[source.kind]})"),
            ("Picture", f"{source.width} × {source.height} px{fps}{turned}"),
            ("Coding", source.codec or "not known"),
            ("Analysed", f"{source.frames} frames, {words.clock(source.duration_s, tenths=True)}"),
            ("Scored from", made.scored_from),
        ],
        person=[
            ("Followed", person.followed),
            ("People seen at once", str(person.people_seen)),
            ("Person in the picture", _share(person.found_share)),
            ("Feet in the picture", _share(person.feet_share)),
            *_only_feet(report),
            ("Seen", words.joined(f"{words.view(v)} ({_share(s)})" for v, s in views if s > 0)
             or "not known"),
            ("Height", words.quantity(person.height_cm, "cm") if person.height_cm else "not given"),
            ("Foot length", _foot(report)),
        ],
        software=[
            ("formcheck", made.formcheck),
            ("Pose model", made.pose_model or "not known"),
            ("Model sha256", made.pose_model_sha256 or "not known"),
            ("Foot model", made.foot_model),
            *([("Foot model sha256", made.foot_model_sha256)] if made.foot_model_sha256 else []),
            *_finders(report),
            ("Libraries", words.joined(
                f"{name} {version}" for name, version in
                (("MediaPipe", made.mediapipe), ("OpenCV", made.opencv), ("Python", made.python))
                if version) or "not known"),
            ("Error bands", made.bands),
            ("Report made", words.when(report.created_at)),
        ],
        limits=[_limit(limit) for limit in made.limits],
    )  # fmt: skip


def _finders(report: Report) -> Pairs:
    """The networks that looked for feet without a body, where any were seen so."""
    made = report.provenance
    if not report.person.feet_only_share:
        return []
    hashes = (("finder", made.foot_finder_sha256), ("check", made.foot_check_sha256))
    return [(f"Foot {name} sha256", value) for name, value in hashes if value]


def _only_feet(report: Report) -> Pairs:
    """How long only the feet were seen, and what the whole body would show besides."""
    if not report.person.feet_only_share:
        return []
    missing = [words.plain(n.check).lower() for n in report.not_assessed if n.reason == ONLY_FEET]
    more = f"; with the whole body in the picture also {words.joined(missing)}" if missing else ""
    return [("Only the feet in the picture", _share(report.person.feet_only_share) + more)]


def _test(test: dict[str, Any], wording: Wording) -> Pairs:
    """A test in words: a line a set; anything else that a test says, as it stands."""
    pairs: Pairs = []
    for key, value in test.items():
        if key == "tests":
            pairs += [_one_test(one, wording) for one in value]
        elif key == "beat_s":
            pairs.append(("Beat", f"a {wording.one} every {_value(value)} s"))
        else:
            pairs.append((words.plain(key), _value(value)))
    return pairs


def _one_test(test: dict[str, Any], wording: Wording) -> tuple[str, str]:
    prompts = words.joined(
        f"at {words.clock(p['t_s'], tenths=True)} ({wording.short} {p['rep']}: {p['why']})"
        for p in test["prompts"]
    )
    parts = [
        wording.count(test["reps"]),
        f"prompted {prompts}" if prompts else "no prompt",
        f"ended: {test['stopped_by']}",
    ]
    side = "side not known" if test["side"] == "unknown" else words.side(Side(test["side"]))
    return f"Set {test['set']}, {side}", "; ".join(parts)


def prescription(given: dict[str, Any], wording: Wording) -> str:
    """What was prescribed, in one line; what was not prescribed is not mentioned."""
    parts: list[str] = []
    for key, value in given.items():
        if (
            key in _NOT_PRESCRIBED
            or value is None
            or value is False
            or value in ("auto", "", {}, [], ())
        ):
            continue
        if key == "reps":
            parts.append(wording.count(value) if isinstance(value, int) else str(value))
        elif key == "hold_s":
            parts.append(f"hold {_value(value)} s")
        elif key == "side":
            parts.append("both feet" if value == "both" else f"{value} side")
        elif key == "affected":
            parts.append(f"affected side {value}")
        elif key == "mode":
            parts += {"set": [], "test": [wording.test]}.get(str(value), [str(value)])
        elif key == "stages_s":
            parts.append(f"stages of {_value(value)} s")
        elif value is True:
            parts.append(words.plain(key).lower())
        else:
            parts.append(f"{words.plain(key).lower()}: {_value(value)}")
    return ", ".join(parts)


def limits_changed(limits: Iterable[LimitUsed]) -> str:
    """The limits that differ from the defaults, in one line; '' when none does."""
    rows = [_limit(limit) for limit in limits if limit.changed]
    return "; ".join(f"{row.title}: {row.value} (default {row.default})" for row in rows)


def _foot(report: Report) -> str:
    person = report.person
    if person.foot_length_cm is None:
        return person.foot_length_source or "not known, so nothing is given in cm"
    source = f" ({person.foot_length_source})" if person.foot_length_source else ""
    return words.quantity(person.foot_length_cm, "cm") + source


def _limit(limit: LimitUsed) -> LimitRow:
    unit = f" {words.unit_words(limit.unit)}" if limit.unit else ""
    unit = unit.lstrip() if unit == " °" else unit
    return LimitRow(
        title=limit.text or words.plain(limit.name),
        value=_value(limit.value) + unit,
        default=_value(limit.default) + unit,
        source=limit.source,
        changed=limit.changed,
    )


def _share(share: float | None) -> str:
    if share is None:
        return "not known"
    percent = 100 * share
    # Never say 100 % of what was not seen throughout, nor 0 % of what was seen.
    if 99.5 <= percent < 100 or 0 < percent < 0.5:
        return f"{'over 99' if percent > 50 else 'under 1'} % of the time"
    return f"{percent:.0f} % of the time"


def _value(value: object) -> str:
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, list | tuple):
        return ", ".join(map(_value, value))
    if isinstance(value, dict):
        return ", ".join(f"{k}: {_value(v)}" for k, v in value.items())
    return str(value)
