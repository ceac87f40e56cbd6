"""Reports of exercises that count circles or steps, as a real session would hand them out."""

from __future__ import annotations

import math
from typing import Any

from formcheck.exercises.drawings import ClockTrace, StepMap, StepMark
from formcheck.exercises.results import (
    Finding,
    Measure,
    Rep,
    SetResult,
    Side,
    Stage,
    Verdict,
    View,
)
from formcheck.exercises.wording import Wording
from formcheck.report.model import Report
from tests.support.reports import report_of

CIRCLES = Wording(
    one="circle", many="circles", short="circle", partial="not a whole turn",
    size="range", size_title="range", pace="duration_s", columns=("turned", "roundness"),
)  # fmt: skip
STEPS = Wording(
    one="step", many="steps", short="step", partial="not whole", pace="step_s",
    columns=("offset",), figures=("steps_in_a_row",),
)  # fmt: skip
TOES = Wording(
    one="step", many="steps", short="step", partial="not whole",
    columns=("heel_lift", "direction"),
)  # fmt: skip


def finding(check: str, verdict: Verdict, **more: Any) -> Finding:
    """A finding with a reason where it needs one."""
    if verdict is Verdict.NOT_ASSESSED:
        more.setdefault("reason", "needs a side view")
    return Finding(check=check, verdict=verdict, **more)


def circle(
    i: int,
    *,
    set_index: int = 1,
    side: Side = Side.LEFT,
    clockwise: bool = True,
    known: bool = True,
    turned: float = 355.0,
    wide: float = 0.8,
    fault: str = "",
) -> Rep:
    """One ankle circle."""
    way = 1 if clockwise else -1
    angles = [math.radians(turned) * k / 70 for k in range(71)]
    points = tuple(
        (round(way * 14 * wide * math.sin(a), 2), round(18 * math.cos(a), 2)) for a in angles
    )
    start = 3.0 + 2.4 * i + 20 * (set_index - 1)
    whole = turned >= 300
    checks = ("partial_circle", "small_circle", "flat_circle", "direction_change", "leg_moving")
    findings = [
        finding(
            c,
            Verdict.FAULT if c == fault else Verdict.OK if known else Verdict.NOT_ASSESSED,
            value=210.0 if c == fault else None,
            limit=300.0 if c == fault else None,
            unit="deg" if c == fault else "",
        )
        for c in checks
    ]
    return Rep(
        index=i, set=set_index, side=side, counted=whole, start_s=round(start, 2),
        peak_s=round(start + 1.1, 2), end_s=round(start + 2.2, 2), view=View.FRONT,
        measures={
            "range": Measure(value=36.0 * wide, unit="deg", band=4.0),
            "turned": Measure(value=turned * way if known else None, unit="deg", band=15.0,
                              reason=None if known else "a side view flattens the circle"),
            "roundness": Measure(value=wide, unit="", band=0.1),
            "duration_s": Measure(value=2.2, unit="s", band=0.1),
        },
        findings=findings,
        drawing=ClockTrace(
            points=points, reach=24.0, sectors=tuple(k < turned / 30 for k in range(12)),
            turned=way * turned, known=known,
        ),
    )  # fmt: skip


def circles() -> Report:
    """Two sets, one each way; one circle not whole, some flat, the direction of two not known."""
    reps = [
        circle(
            i, set_index=1 + (i > 8), side=Side.LEFT if i <= 8 else Side.RIGHT,
            clockwise=i <= 8, known=i not in (12, 13), turned=210.0 if i == 5 else 355.0,
            wide=0.3 if i in (7, 11) else 0.85,
            fault="partial_circle" if i == 5 else "flat_circle" if i in (7, 11) else "",
        )
        for i in range(1, 17)
    ]  # fmt: skip
    sets = [
        SetResult(
            index=n, side=own[0].side, start_s=own[0].start_s, end_s=own[-1].end_s,
            reps=sum(r.counted for r in own), partial=sum(not r.counted for r in own),
            measures={"mean_range": Measure(value=31.0, unit="deg", band=4.0),
                      "mean_roundness": Measure(value=None, unit="", reason="seen from the side")},
        )
        for n in (1, 2) for own in [[r for r in reps if r.set == n]]
    ]  # fmt: skip
    return report_of(
        reps, 70.0, exercise="ankle-circle", exercise_title="Ankle circles", wording=CIRCLES,
        sets=sets, curve=None, prescription={"reps": 8},
        check_texts={"partial_circle": "The foot stopped or turned back before a whole circle.",
                     "flat_circle": "The circle was flat."},
        measure_texts={"range": "Range of the circle", "roundness": "Roundness"},
    )  # fmt: skip


def step(i: int, *, stage: str | None, fault: str, start: float, checks: tuple[str, ...]) -> Rep:
    """One step."""
    findings = [
        finding(c, Verdict.FAULT if c == fault else Verdict.OK if k < 3 else Verdict.NOT_ASSESSED)
        for k, c in enumerate(checks)
    ]
    return Rep(
        index=i, set=1, stage=stage, side=Side.LEFT if i % 2 else Side.RIGHT,
        start_s=round(start, 2),
        peak_s=round(start + 0.4, 2), end_s=round(start + 0.9, 2), view=View.FRONT,
        measures={
            "offset": Measure(value=10 * math.sin(i), unit="% foot length", band=5.0),
            "step_s": Measure(value=0.9, unit="s", band=0.1),
            "heel_lift": Measure(value=None, unit="% foot length", reason="needs a side view"),
            "direction": Measure(value=8.0 + math.sin(i), unit="deg", band=4.0),
        },
        findings=findings,
    )  # fmt: skip


def tandem(count: int = 20) -> Report:
    """A heel-to-toe walk with one step beside the line."""
    checks = ("off_line", "trunk_sway", "arms_up", "gap")
    wrong = {7: "off_line", 15: "trunk_sway"}
    reps = [
        step(i, stage=None, fault=wrong.get(i, ""), start=2.0 + i, checks=checks)
        for i in range(1, count + 1)
    ]
    marks = tuple(
        StepMark(
            number=r.index, side=r.side.value, along=1.04 * r.index,
            across=0.45 if r.index == 7 else 0.1 * math.sin(r.index),
            fault=wrong.get(r.index, ""),
        )
        for r in reps
    )  # fmt: skip
    one = SetResult(
        index=1, start_s=3.0, end_s=3.0 + count, reps=count, partial=0,
        measures={"steps_in_a_row": Measure(value=8, unit=""),
                  "cadence": Measure(value=62.0, unit="steps/min", band=3.0)},
        drawing=StepMap(steps=marks, tolerance=0.2, in_a_row=5),
    )  # fmt: skip
    return report_of(
        reps, 30.0, exercise="heel-to-toe", exercise_title="Heel-to-toe walk", wording=STEPS,
        sets=[one], curve=None, prescription={"reps": 20}, check_texts={}, measure_texts={},
    )  # fmt: skip


def toe_walk(count: int = 100) -> Report:
    """Toe walking in three stages, with many steps."""
    checks = ("wrong_direction", "trunk_sway", "knees_bent", "heel_drop")
    names = ("straight", "out", "in")
    reps = [
        step(
            i, stage=names[min(2, (i - 1) * 3 // count)], start=1.0 + 0.6 * i,
            fault="wrong_direction" if i % 17 == 0 else "", checks=checks,
        )
        for i in range(1, count + 1)
    ]  # fmt: skip
    stages = []
    for n, name in enumerate(names):
        own = [r for r in reps if r.stage == name]
        short = n == 2
        stages.append(Stage(
            name=name, start_s=own[0].start_s, end_s=own[-1].end_s,
            measures={"on_toes": Measure(value=19.6 - 4 * short, unit="s", band=0.5),
                      "steps": Measure(value=len(own), unit=""),
                      "cadence": Measure(value=None, unit="steps/min", reason="too few steps")},
            findings=[finding("stage_short", Verdict.FAULT if short else Verdict.OK, value=15.6,
                              limit=18.0, unit="s", detail="15.6 of 20 s on the toes")],
        ))  # fmt: skip
    marks = tuple(
        StepMark(number=r.index, side=r.side.value, along=0.0, turn=12.0, fault="") for r in reps
    )
    one = SetResult(
        index=1, start_s=1.0, end_s=62.0, reps=count, partial=0,
        measures={"on_toes": Measure(value=56.0, unit="s", band=1.0)},
        drawing=StepMap(steps=marks),
    )  # fmt: skip
    return report_of(
        reps, 64.0, exercise="toe-walk", exercise_title="Toe walking", wording=TOES,
        sets=[one], stages=stages, curve=None, prescription={"stages_s": [20.0, 20.0, 20.0]},
        check_texts={}, measure_texts={},
    )  # fmt: skip


MORE = {"circles": circles, "tandem": tandem, "toe_walk": toe_walk}
