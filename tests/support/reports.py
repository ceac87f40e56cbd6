"""Realistic reports for tests and for looking at: what a real session would hand out.

Every factory is exact and repeatable; nothing here comes from a real person.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from formcheck.exercises.results import Measure, Rep, SetResult, Side, Verdict, View
from formcheck.exercises.wording import Wording
from formcheck.report.model import (
    CheckCount,
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
from tests.support.reps import CHECK_TEXTS, MEASURE_TEXTS, UNIT, curve_of, rep

RAISES = Wording.of_rises(
    ("peak_heel_lift", "peak_heel_lift_cm", "rep_s", "rise_s", "hold_s", "lower_s")
)


def sets_of(reps: Sequence[Rep]) -> list[SetResult]:
    """The sets that these repetitions make."""
    result = []
    for index in sorted({r.set for r in reps}):
        own = [r for r in reps if r.set == index]
        heights = [v for r in own if r.counted and (v := r.measures["peak_heel_lift"].value)]
        loss = 100 * (1 - heights[-1] / heights[0]) if len(heights) > 5 else None
        result.append(
            SetResult(
                index=index,
                side=own[0].side,
                start_s=own[0].start_s,
                end_s=own[-1].end_s,
                reps=sum(r.counted for r in own),
                partial=sum(not r.counted for r in own),
                ended_by="10 s without a repetition",
                measures={
                    "best_height": Measure(value=max(heights, default=None), unit=UNIT, band=6.0),
                    "mean_height": Measure(
                        value=sum(heights) / len(heights) if heights else None, unit=UNIT, band=6.0
                    ),
                    "height_loss": Measure(
                        value=loss, unit="%", band=4.0,
                        reason=None if loss is not None else "fewer than 6 repetitions",
                    ),
                },
            )
        )  # fmt: skip
    return result


def report_of(reps: Sequence[Rep], duration_s: float, **changes: Any) -> Report:
    """A whole report made of repetitions, consistent in all its figures."""
    counted = [r for r in reps if r.counted]
    sides = {
        side: [r for r in reps if r.side is side] for side in dict.fromkeys(r.side for r in reps)
    }
    faults = sum(len(r.faults) for r in reps)
    things = changes["wording"].many if "wording" in changes else "heel raises"
    fields: dict[str, Any] = {
        "exercise": "heel-raise",
        "exercise_title": "Heel raise, both feet",
        "wording": RAISES,
        "recorded_at": "2025-03-04T09:12:30+01:00",
        "created_at": "2025-03-04T10:02:11+01:00",
        "label": "Session 3, morning",
        "source": SourceSummary(
            name="IMG_2041.mov", kind="file", width=1280, height=720, duration_s=duration_s,
            frames=int(duration_s * 30), fps=29.97, codec="h264",
        ),
        "person": Person(
            followed="the only person in the picture", followed_box=(0.35, 0.1, 0.6, 0.97),
            people_seen=1, found_share=0.998, feet_share=0.991, height_cm=171.0,
            foot_length_cm=26.0, foot_length_source="15.2 % of the given height",
            view_shares={View.LEFT: 1.0},
        ),
        "prescription": {"reps": 12, "side": "both", "bent_knee": False, "hold_s": None},
        "summary": Summary(
            reps=len(counted), partial=len(reps) - len(counted), sets=len({r.set for r in reps}),
            per_side={side: _side_summary(own) for side, own in sides.items()},
            checks=_counts(reps),
            headline=f"{len(counted)} {things} counted, {faults or 'no'} faults found.",
        ),
        "sets": changes["sets"] if "sets" in changes else sets_of(reps),
        "reps": list(reps),
        "not_assessed": _not_assessed(reps),
        "curve": changes["curve"] if "curve" in changes else curve_of(reps, duration_s),
        "check_texts": CHECK_TEXTS,
        "measure_texts": MEASURE_TEXTS,
        "provenance": provenance(),
    }  # fmt: skip
    return Report(**{**fields, **changes})


def _side_summary(reps: Sequence[Rep]) -> SideSummary:
    heights = [
        v
        for r in reps
        if r.counted
        and "peak_heel_lift" in r.measures
        and (v := r.measures["peak_heel_lift"].value)
    ]
    lengths = [r.end_s - r.start_s for r in reps if r.counted]
    return SideSummary(
        reps=sum(r.counted for r in reps),
        partial=sum(not r.counted for r in reps),
        best_size=max(heights, default=None),
        mean_size=sum(heights) / len(heights) if heights else None,
        size_unit=UNIT,
        mean_rep_s=sum(lengths) / len(lengths) if lengths else None,
    )


def _counts(reps: Sequence[Rep]) -> list[CheckCount]:
    names = dict.fromkeys(f.check for r in reps for f in r.findings)
    found = [(f.check, f.verdict) for r in reps for f in r.findings]
    return [
        CheckCount(
            check=name,
            ok=found.count((name, Verdict.OK)),
            fault=found.count((name, Verdict.FAULT)),
            not_assessed=found.count((name, Verdict.NOT_ASSESSED)),
        )
        for name in names
    ]


def _not_assessed(reps: Sequence[Rep]) -> list[NotAssessed]:
    groups: dict[tuple[str, str], list[int]] = {}
    for one in reps:
        for finding in one.findings:
            if finding.verdict is Verdict.NOT_ASSESSED:
                groups.setdefault((finding.check, finding.reason or ""), []).append(one.index)
    return [NotAssessed(check=c, reason=r, reps=indices) for (c, r), indices in groups.items()]


def provenance(**changes: Any) -> Provenance:
    """What made the report, with one limit changed."""
    limits = [
        LimitUsed(name="low_raise_share", value=70, default=70, unit="% of best", source="ours"),
        LimitUsed(name="min_rep_s", value=1.6, default=1.6, unit="s", source="ours"),
        LimitUsed(name="knee_range_deg", value=15, default=15, unit="deg",
                  source="published: mean 2.2°, worst 21.6°"),
        LimitUsed(name="trunk_lean_deg", value=15, default=12, unit="deg", source="ours",
                  changed=True),
    ]  # fmt: skip
    fields: dict[str, Any] = {
        "formcheck": "0.1.0",
        "mediapipe": "1.2.2",
        "opencv": "5.0.0",
        "python": "3.11.7",
        "pose_model": "pose_landmark_full (0.10.21)",
        "pose_model_sha256": "e9a5c5cb17f736fafd4c2ec1da3b3d331d6edbe8a0d32395855aeb2cdfd64b9f",
        "bands": "provisional: measured on rendered people; real video is harder than that",
        "limits": limits,
    }
    return Provenance(**{**fields, **changes})


def both_feet() -> Report:
    """Twelve raises on both feet and one that stayed too low; two faults, one gap."""
    reps = []
    t = 4.0
    for i in range(1, 14):
        fast = i == 9
        times = (0.62, 0.1, 0.4) if fast else (1.0 + 0.02 * i, 0.5, 1.25 - 0.01 * i)
        reps.append(
            rep(
                i, round(t, 2), times=times,
                height=12.0 if i == 5 else 36.0 if i == 12 else 66.0 - 0.9 * i,
                counted=i != 5,
                faults=("too_fast",) if fast else ("low_raise",) if i == 12 else (),
                unseen={"knee_pumping": "the knee was hidden"} if i in (3, 4) else None,
            )
        )  # fmt: skip
        t = reps[-1].end_s + 0.9
    duration = t + 7.0
    gap = (reps[-1].end_s + 1.5, reps[-1].end_s + 4.2)
    return report_of(reps, duration, curve=curve_of(reps, duration, gaps=[gap]))


def left_and_right() -> Report:
    """A set on each leg, the right one lower."""
    reps = []
    t = 3.0
    for i in range(1, 21):
        side = Side.LEFT if i <= 10 else Side.RIGHT
        faults = [
            *(["knee_pumping"] if i in (14, 15, 18) else []),
            *(["low_raise"] if i in (18, 20) else []),
        ]
        height = (64.0 if side is Side.LEFT else 51.0) - 0.8 * (i % 10)
        reps.append(
            rep(
                i, round(t, 2), side=side, set_index=1 if i <= 10 else 2, faults=faults,
                height=30.0 if "low_raise" in faults else height,
                times=(1.1, 0.3 + 0.02 * (i % 7), 1.3),
            )
        )  # fmt: skip
        t = reps[-1].end_s + (22.0 if i == 10 else 0.8)
    base = report_of(reps, t + 4.0, exercise_title="Heel raise, one foot")
    symmetry = Symmetry(
        index_percent=78.4, lower_side=Side.RIGHT,
        basis="mean peak heel lift of the counted repetitions, 10 left and 10 right",
    )  # fmt: skip
    summary = base.summary.model_copy(
        update={
            "symmetry": symmetry,
            "headline": "10 raises on each leg; the right heel rose to 78 % of the left's height.",
        }
    )
    return base.model_copy(update={"summary": summary})


def nothing_assessed() -> Report:
    """Raises that can be counted, on which no check could be made."""
    unseen = dict.fromkeys(CHECK_TEXTS, "the feet were outside the picture")
    reps = [
        rep(i, 2.0 + 3.5 * i, height=None, side=Side.UNKNOWN, view=View.UNKNOWN, unseen=unseen)
        for i in range(1, 7)
    ]
    return report_of(
        reps, 30.0, curve=None, label=None, recorded_at=None,
        warnings=["The feet were in the picture in only 12 % of the frames."],
    )  # fmt: skip


def no_reps() -> Report:
    """Somebody stood there and did nothing."""
    return report_of([], 12.0)


def cut_short() -> Report:
    """A file that was damaged after 20 seconds."""
    reps = [rep(i, 1.0 + 3.6 * i) for i in range(1, 6)]
    return report_of(
        reps, 20.4, complete=False,
        warnings=["The file is damaged after 0:20; everything before that was analysed."],
    )  # fmt: skip


def many_reps(count: int = 400) -> Report:
    """A very long session."""
    kinds = ("low_raise", "too_fast", "knee_pumping", "trunk_lean")
    reps = [
        rep(
            i, 2.0 + 3.6 * i, set_index=1 + (i - 1) // 40, height=60.0 - (i % 40) / 4,
            faults=(kinds[i // 5 % 4],) if i % 5 == 0 else (),
        )
        for i in range(1, count + 1)
    ]  # fmt: skip
    return report_of(reps, reps[-1].end_s + 5.0)


HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>&amp;"


def hostile() -> Report:
    """Markup and formulas wherever a person can put text."""
    text = f'=HYPERLINK("http://example.org","x"){HOSTILE}'
    base = both_feet()
    return base.model_copy(
        update={
            "label": text,
            "exercise_title": HOSTILE,
            "source": base.source.model_copy(update={"name": f"{HOSTILE}\udcff.mp4"}),
            "warnings": [HOSTILE],
            "check_texts": dict.fromkeys(CHECK_TEXTS, f"{HOSTILE}: {HOSTILE}"),
            "measure_texts": {"peak_heel_lift": HOSTILE},
            "prescription": {"note": HOSTILE},
            "summary": base.summary.model_copy(update={"headline": HOSTILE}),
            "provenance": provenance(bands=HOSTILE, pose_model=HOSTILE),
        }
    )


ALL = {
    "both_feet": both_feet,
    "left_and_right": left_and_right,
    "nothing_assessed": nothing_assessed,
    "no_reps": no_reps,
    "cut_short": cut_short,
    "many_reps": many_reps,
    "hostile": hostile,
}
