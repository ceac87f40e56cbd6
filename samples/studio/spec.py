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

_PASSER = {"way", "at", "heading", "person", "wear"}


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
    blur: int = 1  # pictures averaged into a frame; odd, so that the middle one is its own time
    shutter: float = 0.5  # share of a frame's time that the shutter is open, for blur
    shake: float = 0.0  # of a camera held in a hand; 1 is usual, 0 stands on a tripod
    mirror: bool = False
    doorway: str = ""  # "behind": an open door in the wall; "through": the camera looks through one
    passer: dict[str, Any] = field(default_factory=dict)  # way, at, heading, person, wear
    exposure_drift: float | None = None
    tags: list[str] = field(default_factory=list)  # words for splitting figures by
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
    for bad, why in _wrong(row):
        if bad:
            raise SpecError(f"{where}: {why}")
    if "size" in row:
        row = {**row, "size": tuple(row["size"])}
    return ClipSpec(**row)


def _wrong(row: dict[str, Any]) -> list[tuple[bool, str]]:
    """What may be wrong with how a clip is filmed, and whether it is."""
    passer, doorway = row.get("passer", {}), row.get("doorway", "")
    strange = sorted(set(passer) - _PASSER)
    blur = row.get("blur", 1)
    return [
        (row.get("framing", "whole") not in ("whole", "legs"), "'framing' is 'whole' or 'legs'"),
        (
            not isinstance(blur, int) or blur < 1 or blur % 2 == 0,
            "'blur' must be an odd number of pictures, 1 for none",
        ),
        (not 0 < row.get("shutter", 0.5) <= 1, "'shutter' must be over 0 and at most 1"),
        (row.get("shake", 0.0) < 0, "'shake' must not be negative"),
        (doorway not in ("", "behind", "through"), "'doorway' is 'behind' or 'through'"),
        (
            bool(row.get("mirror")) and doorway == "behind",
            "a mirror and a doorway cannot share a wall; leave one out",
        ),
        (bool(strange), f"unknown setting of 'passer': {', '.join(strange)}"),
        (
            bool(passer) and passer.get("way") not in ("behind", "before"),
            "'passer' needs a 'way': 'behind' or 'before'",
        ),
        (
            bool(passer) and passer.get("heading", "left") not in ("left", "right"),
            "a passer's 'heading' is 'left' or 'right'",
        ),
    ]
