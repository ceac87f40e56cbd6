"""Motion blur: the body between two frames, and pictures averaged over the shutter's time."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.interpolate import PchipInterpolator

from .pose import FootTrack, PoseTrack

Array = npt.NDArray[Any]

_LINEAR = (np.arange(256) / 255.0).astype(np.float32) ** np.float32(2.2)


def shutter_times(t: Array, parts: int, open_s: float) -> Array:
    """Times (F, parts) at which the picture of each frame is taken; the middle one is its own."""
    at = (np.arange(parts) + 0.5) / parts - 0.5
    return t[:, None] + at * open_s


def average(pictures: Sequence[Array]) -> Array:
    """The mean of uint8 pictures, as light adds up."""
    if len(pictures) == 1:
        return pictures[0]
    total = np.zeros(pictures[0].shape, np.float32)
    for picture in pictures:
        total += _LINEAR[picture]
    mean = (total / len(pictures)) ** np.float32(1 / 2.2)
    return np.asarray(np.round(mean * 255), np.uint8)


def between(track: PoseTrack, t: Array) -> PoseTrack:
    """A track at other times: smoothly between its frames, at its ends as they are."""

    def part(value: Any) -> Any:  # noqa: ANN401 - the fields of a track
        if isinstance(value, FootTrack):
            return FootTrack(**{f.name: part(getattr(value, f.name))
                                for f in dataclasses.fields(value)})  # fmt: skip
        if isinstance(value, dict):
            return {k: part(v) for k, v in value.items()}
        if isinstance(value, np.ndarray) and len(value) == len(track.t):
            return _resample(track.t, value, t)
        return value

    fields = {f.name: part(getattr(track, f.name)) for f in dataclasses.fields(track)}
    return PoseTrack(**{**fields, "t": t})


def _resample(was: Array, values: Array, t: Array) -> Array:
    inside = np.clip(t, was[0], was[-1])
    if values.dtype.kind != "f" or np.isnan(values).any():
        right = np.clip(np.searchsorted(was, inside), 1, len(was) - 1)
        nearer = inside - was[right - 1] < was[right] - inside
        return values[np.where(nearer, right - 1, right)]
    # Monotone between frames: a planted foot stays where it is.
    return np.asarray(PchipInterpolator(was, values, axis=0)(inside))
