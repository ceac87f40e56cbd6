"""The pose model for tests, and the folders beside the checkout that some of them need."""

from __future__ import annotations

from pathlib import Path

import pytest

from formcheck.errors import MissingError
from formcheck.pose.bundle import pose_model

SHARED = Path(__file__).parents[3] / "shared"


def model_or_skip() -> Path:
    """The pose model, fetched on first need; skips the test where that cannot be."""
    try:
        return pose_model()
    except MissingError as error:
        pytest.skip(f"no pose model: {error}")


def clip_or_skip(name: str) -> Path:
    """A clip of ../shared/clips; skips the test where that folder is not beside the checkout."""
    path = SHARED / "clips" / name
    if not path.is_file():
        pytest.skip(f"no ../shared/clips/{name} beside the checkout")
    return path
