"""Turning pictures upright as the container's display matrix says."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import cv2
from av.video.reformatter import VideoReformatter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from av.video.frame import VideoFrame

    from formcheck.video.frames import Image

_CLOCKWISE = {
    (1, 0, 0, 1): 0,
    (0, 1, -1, 0): 90,
    (-1, 0, 0, -1): 180,
    (0, -1, 1, 0): 270,
}
_FIXED_POINT_ONE = 1 << 16


@dataclass(frozen=True, slots=True)
class Orientation:
    """How to make a stored picture upright: mirror it if asked, then turn it.

    Attributes:
        clockwise_deg: 0, 90, 180 or 270.
        mirrored: Swap left and right first.
    """

    clockwise_deg: int = 0
    mirrored: bool = False

    def size(self, width: int, height: int) -> tuple[int, int]:
        """Width and height in pixels after turning."""
        return (height, width) if self.clockwise_deg in {90, 270} else (width, height)

    def apply(self, image: Image) -> Image:
        """Turn an image of shape (H, W, 3) upright."""
        if self.clockwise_deg == 0 and not self.mirrored:
            return image
        turned = cv2.flip(image, 1) if self.mirrored else image
        codes = {
            90: cv2.ROTATE_90_CLOCKWISE,
            180: cv2.ROTATE_180,
            270: cv2.ROTATE_90_COUNTERCLOCKWISE,
        }
        if self.clockwise_deg:
            turned = cv2.rotate(turned, codes[self.clockwise_deg])
        return turned  # type: ignore[return-value]


def orientation_of(frame: VideoFrame) -> Orientation:
    """Read a decoded frame's display matrix; a slanted or senseless one counts as none."""
    # In PyAV a frame and its side data hold each other until the garbage collector comes by; a
    # thumbnail has the same side data and may wait for that, a 4K frame had better not.
    frame = VideoReformatter().reformat(frame, width=16, height=16, format="gray")
    try:
        # PyAV types this mapping by one of its many keys only.
        sides = cast("Mapping[str, Any]", frame.side_data)
        raw = bytes(sides["DISPLAYMATRIX"]) if "DISPLAYMATRIX" in sides else None
    except ValueError:
        # PyAV refuses the lot if one entry is of a kind newer than itself; mirroring is lost.
        clockwise = -frame.rotation % 360
        return Orientation(clockwise if clockwise in _CLOCKWISE.values() else 0)
    return orientation_of_matrix(raw) if raw else Orientation()


def orientation_of_matrix(raw: bytes) -> Orientation:
    """Interpret FFmpeg's display matrix: nine 32-bit integers, the first five of interest."""
    a, b, _, c, d = struct.unpack_from("=5i", raw)
    corner = tuple(round(v / _FIXED_POINT_ONE) for v in (a, b, c, d))
    if corner in _CLOCKWISE:
        return Orientation(_CLOCKWISE[corner])
    unmirrored = (-corner[0], -corner[1], corner[2], corner[3])
    if unmirrored in _CLOCKWISE:
        return Orientation(_CLOCKWISE[unmirrored], mirrored=True)
    return Orientation()
