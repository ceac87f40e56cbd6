"""From a spec to a clip and its truth."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from . import judge, truth
from .body import SIDES, make_body
from .camera import Camera, place_camera
from .clothes import dress
from .feet import foot_shape
from .motions import perform
from .motions.base import draw_actor
from .people import Person, draw_person, find_person
from .pose import Skeleton
from .render import Renderer
from .scene import FLOORS, WALLS, Place, chair, make_room
from .solve import solve
from .spec import VIEWS, ClipSpec
from .video import ClipWriter, Grain

Array = npt.NDArray[Any]


def render_clip(
    spec: ClipSpec, out: Path, progress: Callable[[int, int], None] | None = None
) -> Path:
    """Render a clip to ``out/NAME.mp4`` with ``NAME.json`` beside it; returns the truth's path.

    The truth is written last, so that a clip with its truth is complete.
    """
    seed = int.from_bytes(hashlib.sha256(f"{spec.name}/{spec.seed}".encode()).digest()[:8], "big")
    # Apart, so that changing one thing (the room, say) leaves the rest as it was.
    who, how, where, lens, film = (np.random.default_rng([seed, i]) for i in range(5))
    person = find_person(spec.person, **spec.wear) if spec.person else draw_person(who, **spec.wear)
    body = make_body(person)
    layers, feet = dress(body, {s: foot_shape(body, s) for s in SIDES})
    actor = draw_actor(body, feet, how)
    t = _times(spec, how)
    done = perform(spec.motion, actor, t, how, **spec.options)
    skeleton = solve(body, feet, done.track)
    points = truth.joints(body, feet, skeleton)
    measured = truth.angles(feet, done.track, points)
    camera = _camera(spec, lens, person, points)
    place, look = _room(spec, where, camera, points)
    for at, yaw in done.chairs:
        chair(place, at, yaw, ("wood", (0.36, 0.21, 0.11), (0.24, 0.13, 0.07)))
    drift = spec.exposure_drift if spec.exposure_drift is not None else float(film.uniform(0, 0.06))
    noise = spec.noise if spec.noise is not None else float(film.uniform(0.8, 3.5))
    crf = spec.crf if spec.crf is not None else int(film.integers(20, 28))
    grain = Grain(spec.size, noise, film)
    gains = _exposure(t, drift, film)

    out.mkdir(parents=True, exist_ok=True)
    video = out / f"{spec.name}.mp4"
    names = list(points)
    hidden = np.zeros((len(t), len(names)), bool)
    px = {n: camera.project(points[n]) for n in names}
    writer = ClipWriter(video, spec.size, spec.fps, crf, spec.preset)
    with Renderer(place, camera) as renderer:
        renderer.add(layers, person, int(who.choice([0, 0, 1, 2])))
        gains *= _auto_exposure(renderer, skeleton, look["light"])
        for i in range(len(t)):
            drawn = renderer.draw(skeleton, i, gain=tuple(gains[i]))
            for j, n in enumerate(names):
                hidden[i, j] = truth.occluded(
                    n, px[n][0][i], px[n][1][i], drawn, renderer.place_distance
                )
            writer.write(grain(drawn.rgb), float(t[i]))
            if progress:
                progress(i + 1, len(t))
    writer.close()

    view, yaw = truth.clip_view(done.track, measured, points, camera)
    length = feet["L"].length * 100
    judged = judge.heel_raises if done.exercise == "heel-raise" else judge.plain_units
    units = judged(done, t, measured, length)
    data = {
        "schema": truth.SCHEMA,
        "clip": video.name,
        "exercise": done.exercise,
        "motion": spec.motion,
        "side": done.side,
        "prescription": done.prescription,
        "view": view,
        "yaw_deg": round(yaw, 1),
        "framing": spec.framing,
        "fps": spec.fps,
        "size": list(spec.size),
        "counted": sum(u["counted"] for u in units),
        "partial": sum(not u["counted"] for u in units),
        "reps": [
            {k: round(v, 3) if isinstance(v, float) else v for k, v in u.items()} for u in units
        ],
        "person": _person(person, feet, length),
        "camera": {
            "position_m": [round(float(x), 3) for x in camera.position],
            "target_m": [round(float(x), 3) for x in camera.target],
            "tilt_deg": round(camera.roll, 2),
            "focal_px": round(camera.focal, 1),
            "px_per_m": round(_scale(camera, points), 1),
        },
        "place": {**look, "noise": round(noise, 2), "crf": crf, "exposure_drift": round(drift, 3)},
        "seed": spec.seed,
        "spec": dataclasses.asdict(spec),
        "frames": truth.frames(done.track, points, measured, camera, hidden),
    }
    path = out / f"{spec.name}.json"
    path.write_text(json.dumps(data, separators=(",", ":")))
    return path


def is_complete(spec: ClipSpec, out: Path) -> bool:
    """Whether this very spec has been rendered there already."""
    path = out / f"{spec.name}.json"
    if not path.exists() or not (out / f"{spec.name}.mp4").exists():
        return False
    try:
        stored = json.loads(path.read_text())["spec"]
        # A field that came later has its default in what was rendered before.
        return ClipSpec(**{**stored, "size": tuple(stored["size"])}) == spec
    except (ValueError, KeyError, TypeError):
        return False


def _times(spec: ClipSpec, rng: np.random.Generator) -> Array:
    seconds = spec.seconds or _needed(spec)
    n = round(seconds * spec.fps)
    t = np.arange(n) / spec.fps
    if spec.variable_fps:
        # Phones stretch frames in poor light and drop some.
        gaps = rng.choice([1.0, 1.0, 1.0, 2.0], n) * rng.uniform(0.85, 1.2, n) / spec.fps
        t = np.cumsum(gaps) - gaps[0]
        t = t[t < seconds]
    return t


def _needed(spec: ClipSpec) -> float:
    if spec.motion != "heel-raise":
        return 9.0
    o = spec.options
    return float(
        o.get("start", 1.0) + o.get("reps", 5) * sum(o.get("tempo", (1.25, 0.5, 1.35, 0.4))) + 1.2
    )


def _exposure(t: Array, drift: float, rng: np.random.Generator) -> Array:
    f, p = rng.uniform(0.03, 0.15), rng.uniform(0, 6.28)
    level = 1 + drift * np.sin(2 * np.pi * f * t + p)
    tint = 1 + drift * 0.3 * np.sin(2 * np.pi * f * 0.7 * t[:, None] + rng.uniform(0, 6.28, 3))
    return level[:, None] * tint


def _auto_exposure(renderer: Renderer, skeleton: Skeleton, light: str) -> float:
    """The gain that a phone would choose: the picture's mean near a mid grey."""
    wanted = {"dim": 0.36, "lamp": 0.46, "backlight": 0.56}.get(light, 0.60)
    gain = 1.0
    for _ in range(3):
        rgb = renderer.draw(skeleton, 0, gain=(gain,) * 3).rgb / 255.0
        # Before a dark wall, do not burn out what is light.
        step = min(wanted / max(rgb.mean(), 0.02), 0.88 / max(np.percentile(rgb, 93), 0.02))
        gain *= float(np.clip(step**1.6, 0.4, 2.5))
    return gain


def _camera(
    spec: ClipSpec, rng: np.random.Generator, person: Person, points: dict[str, Array]
) -> Camera:
    yaw = spec.yaw if spec.yaw is not None else VIEWS[spec.view] + float(rng.uniform(-8, 8))
    tall = person.height_cm / 100
    legs = spec.framing == "legs"
    height = (
        spec.height
        if spec.height is not None
        else float(rng.uniform(0.25, 0.6) if legs else rng.uniform(0.55, 1.45))
    )
    tilt = spec.tilt if spec.tilt is not None else float(np.clip(rng.normal(0, 1.2), -4, 4))
    fov = spec.fov if spec.fov is not None else float(rng.uniform(42, 56))
    feet = np.concatenate([points["ball.L"], points["ball.R"]])
    middle = points["hip.L"].mean(0) * 0.5 + points["hip.R"].mean(0) * 0.5
    centre = np.array([middle[0], 0, middle[2]])
    spread = float(np.ptp(feet[:, [0, 2]], axis=0).max())
    top = 0.34 * tall if legs else tall * 1.04 + 0.06

    def stand(distance: float) -> Camera:
        return place_camera(
            yaw=yaw,
            distance=distance,
            height=height,
            roll=tilt,
            fov=fov,
            size=spec.size,
            low=-0.04,
            high=top,
            centre=centre,
        )

    camera = stand(spec.distance)
    if spec.distance <= 0 and spread > 0.8:  # who walks about needs room
        near = float(np.linalg.norm((camera.position - centre)[[0, 2]]))
        camera = stand(min(near + spread * 0.5, 4.2))
    return camera


def _room(
    spec: ClipSpec, rng: np.random.Generator, camera: Camera, points: dict[str, Array]
) -> tuple[Place, dict[str, Any]]:
    look = {
        "floor": spec.floor or str(rng.choice(list(FLOORS))),
        "wall": spec.wall or str(rng.choice(list(WALLS))),
        "light": spec.light
        or str(rng.choice(["day", "day", "soft", "soft", "lamp", "dim", "backlight"])),
        "clutter": spec.clutter if spec.clutter is not None else int(rng.integers(0, 5)),
    }
    off = camera.position - camera.target
    yaw = float(np.degrees(np.arctan2(off[0], off[2])))
    path = np.concatenate([points["ball.L"], points["ball.R"]])
    return make_room(rng, camera_yaw=yaw, path=path, **look), look


def _scale(camera: Camera, points: dict[str, Array]) -> float:
    """Pixels per metre at the feet in the middle of the clip."""
    i = len(points["ball.L"]) // 2
    distance = camera.project((points["ball.L"][i] + points["ball.R"][i]) / 2)[1]
    return float(camera.focal / distance)


def _person(person: Person, feet: dict[str, Any], length: float) -> dict[str, Any]:
    data = dataclasses.asdict(person)
    shoe = (feet["L"].big_tip[2] - feet["L"].heel[2]) * 100
    return {
        **data,
        "build": person.build,
        "foot_length_cm": round(length, 2),
        "outer_foot_length_cm": round(shoe, 2),
    }
