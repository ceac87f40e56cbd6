"""What happens to a picture after its pose is known; runs beside inference, in another thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from formcheck.overlay.face_blur import FaceBlur
from formcheck.overlay.overlay import Overlay
from formcheck.overlay.skeleton import Skeleton
from formcheck.pipeline.observer import Seen
from formcheck.report.evidence import EvidenceKeeper
from formcheck.status import Status

if TYPE_CHECKING:
    from formcheck.video.frames import Image


class Painter:
    """Keeps evidence of pictures and draws on them what the session knew at that moment.

    Args:
        keeper: takes the report's pictures.
        overlay: draws; nothing is drawn without one.
        blur_faces: make faces unrecognisable in both.
    """

    def __init__(
        self, keeper: EvidenceKeeper, overlay: Overlay | None, *, blur_faces: bool = False
    ) -> None:
        self._keeper = keeper
        self._overlay = overlay
        self._blur = Overlay(parts=[FaceBlur()]) if blur_faces else None

    def paint(self, seen: Seen, image: Image) -> Image:
        """Take one picture, (H, W, 3) uint8 BGR, for good: it is drawn on, and to be written."""
        if self._blur:
            image = self._blur.render(image, seen.pose, seen.status, spare=True)
        self._keeper.frame(seen.pose.t, image, seen.pose)
        for event in seen.events:
            self._keeper.handle(event)
        if self._overlay is None:
            return image
        return self._overlay.render(image, seen.pose, seen.status, spare=True)


def evidence_keeper() -> EvidenceKeeper:
    """A keeper whose pictures show the skeleton as the overlay draws it."""
    skeleton = Overlay(parts=[Skeleton()])
    status = Status()
    return EvidenceKeeper(draw=lambda image, pose: skeleton.render(image, pose, status))


class Nowhere:
    """A sink for pictures that nobody wants."""

    def write(self, t: float, image: Image) -> None:
        """Drop it."""

    def close(self) -> None:
        """Nothing to close."""
