"""From a spec to a clip and its truth."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from . import truth
from .blur import average
from .figures import Pose
from .handheld import project
from .record import record
from .render import Drawn, Renderer
from .spec import ClipSpec
from .take import Take, prepare
from .video import ClipWriter

Array = npt.NDArray[Any]


def render_clip(
    spec: ClipSpec, out: Path, progress: Callable[[int, int], None] | None = None
) -> Path:
    """Render a clip to ``out/NAME.mp4`` with ``NAME.json`` beside it; returns the truth's path.

    The truth is written last, so that a clip with its truth is complete.
    """
    take = prepare(spec)
    out.mkdir(parents=True, exist_ok=True)
    video = out / f"{spec.name}.mp4"
    hidden = _film(take, video, progress)
    path = out / f"{spec.name}.json"
    path.write_text(json.dumps(record(take, video.name, hidden), separators=(",", ":")))
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


def _film(take: Take, video: Path, progress: Callable[[int, int], None] | None) -> Array:
    """Write the video; returns which points are hidden in which frame, (F, points) bool."""
    spec, film, t = take.spec, take.film, take.t
    hidden = np.zeros((len(t), len(take.points)), bool)
    seen = [project(take.cameras, p) for p in take.points.values()]
    names = list(take.points)
    poses = take.poses()
    writer = ClipWriter(video, spec.size, spec.fps, film.crf, spec.preset)
    with Renderer(take.place, take.cameras[0]) as renderer:
        renderer.add(take.layers, take.person, take.pattern)
        if take.passer:
            renderer.add(take.passer.layers, take.passer.person, take.passer.pattern)
        middle = spec.blur // 2
        gains = film.gains * _auto_exposure(renderer, poses[0][middle], take.look["light"])
        for i in range(len(t)):
            drawn = _expose(renderer, take, poses[i], i, tuple(gains[i]))
            own = drawn[middle]
            for j, name in enumerate(names):
                px, far = seen[j]
                hidden[i, j] = truth.occluded(name, px[i], far[i], own)
            rgb = average([d.rgb for d in drawn])
            writer.write(film.grain(rgb), float(t[i]))
            if progress:
                progress(i + 1, len(t))
    writer.close()
    return hidden


def _expose(
    renderer: Renderer,
    take: Take,
    poses: list[list[Pose]],
    frame: int,
    gain: tuple[float, float, float],
) -> list[Drawn]:
    """The pictures that are averaged into a frame."""
    out = []
    moves = take.work.hand is not None
    for t, everybody in zip(take.moments()[frame], poses, strict=True):
        if moves:
            # Where pictures are averaged, the room need not be smooth in each.
            renderer.look(take.work.at(float(t)), 2 if len(poses) == 1 else 1)
        out.append(renderer.draw(everybody, gain))
    return out


def _auto_exposure(renderer: Renderer, everybody: list[Pose], light: str) -> float:
    """The gain that a phone would choose: the picture's mean near a mid grey."""
    wanted = {"dim": 0.36, "lamp": 0.46, "backlight": 0.56}.get(light, 0.60)
    gain = 1.0
    for _ in range(3):
        rgb = renderer.draw(everybody, (gain,) * 3).rgb / 255.0
        # Before a dark wall, do not burn out what is light.
        step = min(wanted / max(rgb.mean(), 0.02), 0.88 / max(np.percentile(rgb, 93), 0.02))
        gain *= float(np.clip(step**1.6, 0.4, 2.5))
    return gain
