from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.videos import make_video

GIVEN = {
    "exercise": "heel-raise",
    "reps": [{"side": "left", "start_s": 0.2, "peak_s": 0.7, "end_s": 1.2}],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One clip of two seconds and a truth that a clinician could have written."""
    make_video(tmp_path / "anna.mp4", times=[i / 10 for i in range(20)], rate=10, size=(64, 48))
    (tmp_path / "anna.json").write_text(json.dumps(GIVEN))
    return tmp_path


@pytest.fixture
def put(folder: Path):
    """Writes that truth with changes; a value of None takes a field out."""

    def write(**changes):
        truth = {k: v for k, v in {**GIVEN, **changes}.items() if v is not None}
        (folder / "anna.json").write_text(json.dumps(truth))
        return folder

    return write
