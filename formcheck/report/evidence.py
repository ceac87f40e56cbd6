"""`EvidenceKeeper`: small pictures of the moments that a report shows, in flat memory.

The pictures of the open repetition are kept as small JPEGs; when it finishes, those that show a
fault (and its top) go to a folder on disk and the rest is forgotten.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from formcheck.exercises.events import Event, RepDropped, RepFinished, RepStarted
from formcheck.exercises.results import Rep
from formcheck.pose.types import Pose
from formcheck.report.pictures import PEAK, Evidence, Picture
from formcheck.report.snapshots import Draw, Image, encode, frame_followed, known, shot

_EVERY_OPEN_S = 0.125
_EVERY_IDLE_S = 0.25
_BEFORE_S = 1.5
"""Kept while no repetition is open: one is announced only after it began."""
_MOST_BUFFERED = 96
_MOST_PER_CHECK = 256
_FAR_S = 1.0
"""A picture further than this from its moment shows something else."""


@dataclass(frozen=True, slots=True)
class _Shot:
    t: float
    jpeg: bytes


class EvidenceKeeper:
    """Keeps the pictures of one session. Use it from one thread, or one call at a time.

    Call `frame` for every frame, then `handle` for the events of that frame; at the end take
    `evidence` and, once the report is written, `close`.
    """

    def __init__(self, draw: Draw | None = None) -> None:
        """Start with nothing kept.

        Args:
            draw: draws the skeleton on a small picture and gives the picture back; the pose it
                gets is in that picture's pixels. It may draw in place. Nothing is drawn without.
        """
        self._draw = draw or (lambda image, _: image)
        self._buffer: list[_Shot] = []
        self._every_s = _EVERY_OPEN_S
        self._last_t = -np.inf
        self._open = 0
        self._files = 0
        self._folder: Path | None = None
        self._kept: dict[str, list[tuple[int, Picture]]] = {}
        self._stride: dict[str, int] = {}
        self._seen: dict[str, int] = {}
        self._followed: Picture | None = None

    def frame(self, t: float, image: Image, pose: Pose) -> None:
        """Look at a frame; only a few are kept, and never the image itself.

        Args:
            t: seconds.
            image: (H, W, 3) uint8, BGR; it is not changed.
            pose: what was found in it.
        """
        if self._followed is None and known(pose):
            self._followed = Picture(t, frame_followed(image, pose))
        every = self._every_s if self._open else _EVERY_IDLE_S
        if t - self._last_t < every - 1e-6:
            return
        self._last_t = t
        self._buffer.append(_Shot(t, self._shoot(image, pose)))
        if not self._open:
            self._forget(before=t - _BEFORE_S)
        elif len(self._buffer) > _MOST_BUFFERED:
            # A very long repetition: half as many pictures, twice as far apart.
            self._buffer = self._buffer[::2]
            self._every_s *= 2

    def handle(self, event: Event) -> None:
        """Take notice of what the session says."""
        if isinstance(event, RepStarted):
            # Two, where the next repetition begins before the last is announced.
            self._open = min(2, self._open + 1)
            self._every_s = _EVERY_OPEN_S
        elif isinstance(event, RepDropped):
            self._open = max(0, self._open - 1)
            if not self._open:
                self._forget(before=event.t - _BEFORE_S)
        elif isinstance(event, RepFinished):
            self._keep(event.rep)
            self._open = max(0, self._open - 1)
            self._forget(before=min(event.rep.end_s, event.t - _BEFORE_S))

    def pictures(self) -> dict[tuple[int, str], Picture]:
        """The pictures kept, by repetition and check (`PEAK`: the top of the repetition)."""
        return {(i, check): picture for check, kept in self._kept.items() for i, picture in kept}

    def evidence(self) -> Evidence:
        """All that the page needs; the files stay until `close`."""
        return Evidence(moments=self.pictures(), followed=self._followed)

    def close(self) -> None:
        """Remove the pictures from the disk."""
        self._buffer.clear()
        self._kept.clear()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _shoot(self, image: Image, pose: Pose) -> bytes:
        return encode(shot(image, pose, self._draw))

    def _forget(self, *, before: float) -> None:
        self._buffer = [shot for shot in self._buffer if shot.t >= before]

    def _keep(self, rep: Rep) -> None:
        moments = {PEAK: rep.peak_s}
        for finding in rep.faults:
            moments[finding.check] = rep.peak_s if finding.at_s is None else finding.at_s
        written: dict[float, Path] = {}
        for check, at_s in moments.items():
            if not self._buffer or not self._wanted(check):
                continue
            shot = min(self._buffer, key=lambda s: abs(s.t - at_s))
            if abs(shot.t - at_s) > max(_FAR_S, self._every_s):
                continue
            if shot.t not in written:
                path = self._spool(shot.jpeg)
                if path is None:
                    return
                written[shot.t] = path
            self._kept.setdefault(check, []).append((rep.index, Picture(shot.t, written[shot.t])))
            self._thin(check)

    def _wanted(self, check: str) -> bool:
        """Whether this one is among every first, second, fourth … that is still kept."""
        number = self._seen.get(check, 0)
        self._seen[check] = number + 1
        return number % self._stride.get(check, 1) == 0

    def _thin(self, check: str) -> None:
        """Let go of every second picture of a check when there are too many for any page."""
        kept = self._kept[check]
        if len(kept) <= _MOST_PER_CHECK:
            return
        self._kept[check] = kept[::2]
        self._stride[check] = 2 * self._stride.get(check, 1)
        still = {p.jpeg for pictures in self._kept.values() for _, p in pictures}
        for _, picture in kept[1::2]:
            if isinstance(picture.jpeg, Path) and picture.jpeg not in still:
                picture.jpeg.unlink(missing_ok=True)

    def _spool(self, jpeg: bytes) -> Path | None:
        """Write a picture to the disk; without room there, the report goes without pictures."""
        with contextlib.suppress(OSError):
            if self._folder is None:
                self._folder = Path(tempfile.mkdtemp(prefix="formcheck-pictures-"))
            self._files += 1
            path = self._folder / f"{self._files}.jpg"
            path.write_bytes(jpeg)
            return path
        return None
