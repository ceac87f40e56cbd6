"""The shaders: GLSL files beside this module, with ``#include`` of one another."""

from __future__ import annotations

import re
from pathlib import Path

_FOLDER = Path(__file__).parent / "glsl"


def load(name: str) -> str:
    """A shader's source, ready to compile."""
    return "#version 330\n" + _include(name)


def _include(name: str) -> str:
    text = (_FOLDER / f"{name}.glsl").read_text()
    return re.sub(r"^#include (\w+)$", lambda m: _include(m[1]), text, flags=re.MULTILINE)
