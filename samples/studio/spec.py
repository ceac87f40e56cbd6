"""Clip specs: a few lines of TOML a clip, with defaults shared by a file."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

VIEWS = {
    "front": 0.0, "left": 90.0, "right": -90.0, "back": 180.0,
    "oblique-front-left": 45.0, "oblique-front-right": -45.0,
    "oblique-back-left": 135.0, "oblique-back-right": -135.0,
}  # fmt: skip


class SpecError(ValueError):
    """A spec file that cannot be used; the message says where and why."""


@dataclass(frozen=True)
class ClipSpec:
    """One clip. Anything left out is drawn from the seed."""

    name: str
    motion: str
    seed: int = 0
    view: str = "front"
    yaw: float | None = None  # degrees; overrides the view's own
    seconds: float = 0.0  # 0: as long as the motion needs
    fps: float = 30.0
    variable_fps: bool = False
    size: tuple[int, int] = (640, 480)
    framing: str = "whole"  # or "legs"
    distance: float = 0.0  # metres; 0 fits the framing
    height: float | None = None  # of the camera, metres
    tilt: float | None = None  # degrees
    fov: float | None = None
    person: str | None = None  # of the cast; else drawn
    wear: dict[str, Any] = field(default_factory=dict)
    floor: str | None = None
    wall: str | None = None
    light: str | None = None
    clutter: int | None = None
    noise: float | None = None  # grey levels
    crf: int | None = None
    preset: str = "medium"  # of x264
    blur: int = 1  # sub-frames averaged; more than 1 is refused so far
    exposure_drift: float | None = None
    options: dict[str, Any] = field(default_factory=dict)  # of the motion


def load_specs(path: Path) -> list[ClipSpec]:
    """Clips of a TOML file: ``[defaults]`` and ``[[clip]]`` tables.

    Raises:
        SpecError: the file is not valid, with the clip and field named.
    """
    try:
        data = tomllib.loads(path.read_text())
    except tomllib.TOMLDecodeError as error:
        raise SpecError(f"{path.name}: {error}") from error
    defaults = data.get("defaults", {})
    specs = [
        _clip({**defaults, **row}, f"{path.name}, clip {i + 1}")
        for i, row in enumerate(data.get("clip", []))
    ]
    names = [s.name for s in specs]
    for name in names:
        if names.count(name) > 1:
            raise SpecError(f"{path.name}: two clips are called {name!r}")
    return specs


def _clip(row: dict[str, Any], where: str) -> ClipSpec:
    known = set(ClipSpec.__dataclass_fields__)
    for key in row:
        if key not in known:
            raise SpecError(f"{where}: unknown field {key!r}; motion settings belong in 'options'")
    for key in ("name", "motion"):
        if key not in row:
            raise SpecError(f"{where}: {key!r} is missing")
    if row.get("yaw") is None and row.get("view", "front") not in VIEWS:
        raise SpecError(f"{where}: unknown view {row['view']!r}; there are: {', '.join(VIEWS)}")
    if row.get("blur", 1) != 1:
        raise SpecError(f"{where}: motion blur cannot be rendered yet; 'blur' must be 1")
    if "size" in row:
        row = {**row, "size": tuple(row["size"])}
    return ClipSpec(**row)
