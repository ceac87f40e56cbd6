"""The pose recordings of real people beside the checkout; tests skip where they are not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from formcheck.pose.recording import Recording

FOLDER = Path(__file__).parents[3] / "shared" / "recordings"
NAMES = (
    "heel_raise_both_turning",
    "seated_foot_lift",
    "squats_side_lowres",
    "walk_side_barefoot",
)


def recording(name: str) -> Recording:
    """One of them; skips the test where they are not."""
    path = FOLDER / f"{name}.npz"
    if not path.exists():
        pytest.skip("the recordings of real people are not beside this checkout")
    return Recording(path)


def truth(name: str) -> dict[str, Any]:
    """What was counted by eye."""
    path = FOLDER / "truth.json"
    if not path.exists():
        pytest.skip("the recordings of real people are not beside this checkout")
    return dict(json.loads(path.read_text(encoding="utf-8"))[name])
