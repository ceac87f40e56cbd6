"""How to run, apart from what was prescribed: where to, what to write, which model."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class UseFeet(StrEnum):
    """Whether our own foot model looks at the feet; `auto`: where its weights are installed."""

    AUTO = "auto"
    ON = "on"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class RunSettings:
    """Settings shared by analyze, live and score.

    Attributes:
        out: folder that gets a folder per source.
        overwrite: put results where earlier ones lie.
        video: write the annotated video.
        blur_faces: make faces unrecognisable in everything that is written.
        person: who to follow: 'auto', 'left', 'right' or a number counted from the left.
        pose_model: an official `.task` bundle instead of the built one.
        feet: whether the foot model looks, or what it saw is used.
    """

    out: Path
    overwrite: bool = False
    video: bool = True
    blur_faces: bool = False
    person: str = "auto"
    pose_model: Path | None = None
    feet: UseFeet = UseFeet.AUTO
