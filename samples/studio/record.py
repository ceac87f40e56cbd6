"""A clip's truth file."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import numpy.typing as npt

from . import judge, truth
from .camera import Camera
from .handheld import project
from .passer import Passer
from .take import Take

Array = npt.NDArray[Any]


def record(take: Take, clip: str, hidden: Array) -> dict[str, Any]:
    """Everything that is true in a clip, ready for JSON (TRUTH.md)."""
    spec, done, cameras = take.spec, take.done, take.cameras
    view, yaw = truth.clip_view(take.measured, take.points, cameras)
    units, stages = _judged(take)
    return {
        "schema": truth.SCHEMA,
        "clip": clip,
        "exercise": done.exercise,
        "motion": spec.motion,
        "side": done.side,
        "prescription": done.prescription,
        "view": view,
        "yaw_deg": round(yaw, 1),
        "framing": spec.framing,
        "tags": list(spec.tags),
        "fps": spec.fps,
        "size": list(spec.size),
        "counted": sum(u["counted"] for u in units),
        "partial": sum(not u["counted"] for u in units),
        "reps": [
            {k: round(v, 3) if isinstance(v, float) else v for k, v in u.items()} for u in units
        ],
        **({"stages": stages} if stages else {}),
        "person": _person(take),
        "camera": _camera(take),
        "place": _place(take),
        "passer": _passer(take.passer, take) if take.passer else None,
        "seed": spec.seed,
        "spec": dataclasses.asdict(spec),
        "frames": truth.frames(done.track, take.points, take.measured, cameras, hidden),
    }


def _length(take: Take) -> float:
    """Of the bare foot, cm."""
    return take.feet["L"].length * 100


def _judged(take: Take) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """What is to be counted, and the stages that it is in."""
    scene = judge.Scene(take.t, take.points, take.measured, _length(take))
    return judge.judge(take.done, scene)


def _person(take: Take) -> dict[str, Any]:
    feet = take.feet
    shoe = (feet["L"].big_tip[2] - feet["L"].heel[2]) * 100
    return {
        **dataclasses.asdict(take.person),
        "build": take.person.build,
        "foot_length_cm": round(_length(take), 2),
        "outer_foot_length_cm": round(shoe, 2),
    }


def _camera(take: Take) -> dict[str, Any]:
    """Where it stands, or in a hand: about which place it moves."""
    at = take.work.camera
    return {
        **truth.camera(at),
        "focal_px": round(at.focal, 1),
        "px_per_m": round(_scale(at, take.points), 1),
        "shake": take.spec.shake,
        "blur_s": round(take.spec.shutter / take.spec.fps, 4) if take.spec.blur > 1 else 0.0,
    }


def _scale(camera: Camera, points: dict[str, Array]) -> float:
    """Pixels per metre at the feet in the middle of the clip."""
    i = len(points["ball.L"]) // 2
    distance = camera.project((points["ball.L"][i] + points["ball.R"][i]) / 2)[1]
    return float(camera.focal / distance)


def _place(take: Take) -> dict[str, Any]:
    film, glass = take.film, take.place.mirror
    mirror = glass and {
        "centre_m": [round(float(x), 3) for x in glass.centre],
        "normal": [round(float(x), 4) for x in glass.normal],
        "size_m": [round(2 * x, 3) for x in glass.half],
    }
    return {
        **take.look,
        "noise": round(film.noise, 2),
        "crf": film.crf,
        "exposure_drift": round(film.drift, 3),
        "mirror": mirror,
        "doorway": take.spec.doorway or None,
    }


def _passer(passer: Passer, take: Take) -> dict[str, Any]:
    """Who walks past, when they are in the picture, and when over the followed person."""
    w, h = take.spec.size
    theirs = _outline(passer.points, take.cameras)
    own = _outline(take.points, take.cameras)
    picture = np.broadcast_to([0.0, 0.0, w, h], own.shape)
    return {
        "way": passer.way,
        "heading": passer.heading,
        "seen_s": _span(take.t, _meet(theirs, picture)),
        "crosses_s": _span(take.t, _meet(theirs, own)),
        "person": dataclasses.asdict(passer.person),
    }


def _outline(points: dict[str, Array], cameras: list[Camera]) -> Array:
    """Box (F, 4) round the points in the picture: x0, y0, x1, y1."""
    xy = np.stack([project(cameras, p)[0] for p in points.values()])
    return np.concatenate([xy.min(0), xy.max(0)], -1)


def _meet(a: Array, b: Array) -> Array:
    """Whether boxes (F, 4) overlap, (F,)."""
    return np.asarray(
        (a[:, 0] < b[:, 2]) & (b[:, 0] < a[:, 2]) & (a[:, 1] < b[:, 3]) & (b[:, 1] < a[:, 3])
    )


def _span(t: Array, on: Array) -> list[float] | None:
    """From when to when, seconds; nothing if never."""
    if not on.any():
        return None
    return [round(float(t[on][0]), 2), round(float(t[on][-1]), 2)]
