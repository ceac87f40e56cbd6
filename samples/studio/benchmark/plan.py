"""The plan of a half: every clip's spec, and the faults asked for in it."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ..spec import ClipSpec
from . import ankle_circle, distractors, hard, heel_to_toe, legs, legs_walks, toe_walk
from . import heel_raise as hr
from .looks import Dealer
from .table import ELSEWHERE, SIDES, VIEWS, Asked, Fault, Group

#: Seed and size of each half.
HALVES = {"dev": (20_411, 0.3), "test": (79_190, 1.0)}
_MOST_FAULTS = 4  # on one repetition


@dataclass
class Clip:
    """A clip in the making."""

    name: str
    view: str
    side: str
    group: str
    tempo: tuple[float, float, float, float]
    reps: list[dict[str, float]]
    options: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Plan:
    """A half's clips and the units that they ask for."""

    half: str
    specs: tuple[ClipSpec, ...]
    asked: tuple[Asked, ...]


def plan(half: str) -> Plan:
    """Work out a half; the same every time.

    Raises:
        KeyError: there is no such half.
    """
    seed, share = HALVES[half]
    specs: list[ClipSpec] = []
    asked: list[Asked] = []
    for i, view in enumerate(VIEWS):
        # A generator for each exercise and view: changing one leaves the others as they are.
        rng = np.random.default_rng([seed, 1, i])
        dealer = Dealer(half, np.random.default_rng([seed, 2, i]))
        clips = _heel_raises(half, view, share, rng)
        asked += _units(clips)
        specs += [_spec(c, seed, rng, dealer) for c in clips]
    rng = np.random.default_rng([seed, 3])
    dealer = Dealer(half, np.random.default_rng([seed, 4]))
    for i, motion in enumerate(distractors.clips(share)):
        specs.append(
            ClipSpec(
                name=f"{half}-none-{motion}-{i:03}",
                motion=motion,
                seed=seed,
                seconds=distractors.SECONDS,
                options=distractors.KINDS[motion](rng),
                **dealer.look(VIEWS[int(rng.integers(len(VIEWS)))], cheap=True),
            )
        )
    specs += hard.clips(half, seed, Dealer(half, np.random.default_rng([seed, 5])))
    for exercise in (toe_walk, ankle_circle, heel_to_toe):
        more, units = exercise.clips(half, seed, share)
        specs += more
        asked += units
    specs += legs.clips(half, seed)
    specs += legs_walks.clips(half, seed)
    return Plan(half, tuple(specs), tuple(asked))


def _heel_raises(half: str, view: str, share: float, rng: np.random.Generator) -> list[Clip]:
    """The clips of one view, with faults dealt to their repetitions."""
    legs = itertools.cycle(hr.LEGS.get(view, hr.ANY_LEGS))
    clips: list[Clip] = []
    for name, group in hr.GROUPS.items():
        for _ in range(math.ceil((group.clips + group.more.get(view, 0)) * share)):
            title = f"{half}-raise-{view}-{len(clips):02}"
            clips.append(_clip(title, view, next(legs), (name, group), rng))
    for fault in hr.FAULTS:
        n = fault.units(share) if view in fault.views else 0
        if not n and fault.elsewhere and any(c.side in fault.sides for c in clips):
            n = math.ceil(ELSEWHERE * share)
        _deal(fault, fault.spread(n, rng), clips, rng)
    for clip in clips:
        if clip.group == "plain" and rng.random() < 0.12:  # one that stays too low to count
            free = [r for r in clip.reps if not r]
            if free:
                free[0]["partial"] = round(float(rng.uniform(0.07, 0.11)), 3)
    if view in SIDES:
        clips += _one_leg(half, view, share, len(clips), rng)
    return clips


def _one_leg(
    half: str, view: str, share: float, first: int, rng: np.random.Generator
) -> list[Clip]:
    """One leg from the side: a bent knee is prescribed, and a few of every fault are asked for."""
    clips = []
    n = math.ceil(hr.ONE_LEG.clips * share)
    for i, angle in enumerate(rng.permutation(np.linspace(*hr.BENT_KNEE, n))):
        title = f"{half}-raise-{view}-{first + i:02}"
        clips.append(_clip(title, view, ("left", "right")[i % 2], (hr.ONE, hr.ONE_LEG), rng))
        clips[-1].options["bent_knee"] = round(float(angle), 2)
    for fault in hr.FAULTS:
        if not fault.groups:
            _deal(fault, fault.spread(math.ceil(2 * ELSEWHERE * share), rng), clips, rng)
    return clips


def _clip(
    title: str, view: str, side: str, kind: tuple[str, Group], rng: np.random.Generator
) -> Clip:
    name, group = kind
    tempo = tuple(
        round(float(rng.uniform(*part)), 3)
        for part in (group.rise, group.hold, group.lower, group.rest)
    )
    reps: list[dict[str, float]] = [{} for _ in range(group.reps)]
    return Clip(f"{title}-{side}-{name}", view, side, name, tempo, reps, dict(group.options))  # type: ignore[arg-type]


def _deal(
    fault: Fault, strengths: list[float], clips: list[Clip], rng: np.random.Generator
) -> None:
    """Put each strength on a repetition that may have it: those with the fewest faults first.

    Raises:
        ValueError: there are too few repetitions for it.
    """
    slots = [
        (clip, rep)
        for clip in clips
        if clip.side in fault.sides and clip.group in (fault.groups or _faulty())
        for rep in (clip.reps if fault.last else clip.reps[:-1])
    ]
    order = [slots[i] for i in rng.permutation(len(slots))]
    order.sort(key=lambda s: len(s[1]))
    used: dict[str, int] = {}
    queue = list(strengths)
    for clip, rep in order:
        if not queue:
            return
        room = len(clip.reps) - fault.spare - used.get(clip.name, 0)
        if room > 0 and len(rep) < _MOST_FAULTS:
            rep[fault.kind] = queue.pop()
            used[clip.name] = used.get(clip.name, 0) + 1
    if queue:
        raise ValueError(f"{fault.kind}: {len(queue)} units find no repetition")


def _faulty() -> tuple[str, ...]:
    return (*(name for name, group in hr.GROUPS.items() if not group.clean), hr.ONE)


def _units(clips: list[Clip]) -> list[Asked]:
    faults = {f.kind: f for f in hr.FAULTS}
    out = []
    for clip in clips:
        for rep in clip.reps:
            for kind, strength in rep.items():
                if kind in faults:
                    f = faults[kind]
                    out.append(
                        Asked(f.check, clip.view, clip.side, strength, f.is_clear(strength),
                              clip.view in f.views)
                    )  # fmt: skip
            if "bent_knee" in clip.options:
                angle = clip.options["bent_knee"]
                out.append(Asked("knee_locked", clip.view, clip.side, angle, angle < 3, True))
    return out


def _spec(clip: Clip, seed: int, rng: np.random.Generator, dealer: Dealer) -> ClipSpec:
    lowest = min((r["low_raise"] for r in clip.reps if "low_raise" in r), default=1.0)
    # The lowest raise still counts, well over 15 % of the foot's length.
    peak = max(float(rng.uniform(0.32, 0.45)), 0.185 / lowest)
    start = round(float(rng.uniform(1.1, 1.7)), 2)
    # A chair between camera and person hides the feet, which is no whole body in the picture.
    chair = {"front": 0.0, "oblique": 0.3}.get(clip.view, 0.5)
    support = "chair" if rng.random() < chair else str(rng.choice(["hips", "none"]))
    faults = [
        {"kind": kind, "reps": [i + 1], "strength": strength}
        for i, rep in enumerate(clip.reps)
        for kind, strength in rep.items()
    ]
    return ClipSpec(
        name=clip.name,
        motion="heel-raise",
        seed=seed,
        seconds=seconds(clip, start),
        options={
            "side": clip.side,
            "reps": len(clip.reps),
            "tempo": list(clip.tempo),
            "peak": round(peak, 3),
            "vary": 0.03,
            "start": start,
            "support": support,
            "faults": faults,
            **clip.options,
        },
        **dealer.look(clip.view),
    )


def seconds(clip: Clip, start: float) -> float:
    """Length of a clip: all its repetitions and a moment after them."""
    total = start
    for i, rep in enumerate(clip.reps):
        rise, hold, lower, rest = clip.tempo
        hold = rep.get("no_hold", hold)
        lower = rise / rep["dropped_heel"] if "dropped_heel" in rep else lower
        if rep.get("heel_not_down") and i + 1 < len(clip.reps):
            rest = 0.0
        total += rep.get("too_fast", rise + hold + lower + rest)
    return round(max(total * 1.02 + (1.2 if clip.side == "both" else 1.5), 8.0), 2)
