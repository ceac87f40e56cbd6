"""What flows through the video room: frames, where they come from, where they go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType
    from typing import Self

    import numpy as np
    from numpy.typing import NDArray

    Image: TypeAlias = NDArray[np.uint8]

SourceKind = Literal["file", "camera", "url", "paced-file"]


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture.

    Attributes:
        t: When it was taken, in seconds: since the container's start for a file, since the
            first picture for a camera. Strictly increasing within a source.
        image: Shape (H, W, 3), uint8, BGR, upright and full size. The receiver owns it and may
            draw on it.
        index: Its number in the source, from 0. A live source counts pictures that nobody
            took, so a jump shows how many were dropped.
    """

    t: float
    image: Image
    index: int


@dataclass(frozen=True)
class SourceInfo:
    """What is known about a source when it has been opened.

    Attributes:
        name: For display; never holds credentials.
        kind: Which source it is.
        path: The file, if there is one.
        width: Of the delivered images, pixels, after rotation.
        height: Of the delivered images, pixels, after rotation.
        fps: Frames a second, nominal or average; None when untrustworthy.
        duration_s: Length in seconds; None when unknown.
        frame_estimate: About how many frames to expect, for a progress bar; None when unknown.
        codec: Short name such as `h264`; None when unknown.
        rotation_deg: Clockwise turn that was applied to make the picture upright:
            0, 90, 180 or 270.
        live: Frames that are not taken in time are lost.
    """

    name: str
    kind: SourceKind
    path: str | None
    width: int
    height: int
    fps: float | None
    duration_s: float | None
    frame_estimate: int | None
    codec: str | None
    rotation_deg: int
    live: bool


@runtime_checkable
class FrameSource(Protocol):
    """Anything frames come from. Opened when constructed, iterated once, then closed."""

    @property
    def info(self) -> SourceInfo:
        """What is known since opening."""
        ...

    @property
    def warnings(self) -> list[str]:
        """Sentences for the user; filled while reading."""
        ...

    def __iter__(self) -> Iterator[Frame]: ...

    def close(self) -> None:
        """Let go of the file or device. May be called twice."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...


@runtime_checkable
class LiveFrameSource(FrameSource, Protocol):
    """A source that runs on whether or not anybody looks."""

    @property
    def dropped(self) -> int:
        """How many pictures came and went without being taken."""
        ...

    def elapsed(self) -> float:
        """Seconds on the time axis of `Frame.t` now: `elapsed() - frame.t` is a frame's age."""
        ...


@runtime_checkable
class FrameSink(Protocol):
    """Anything frames go to."""

    def write(self, t: float, image: Image) -> None:
        """Take one picture: `t` in seconds, image (H, W, 3) uint8 BGR."""
        ...

    def close(self) -> None:
        """Finish. May be called twice."""
        ...
