"""The body of the next pictures is looked for while the last one is still worked on."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from typing import TYPE_CHECKING, Self

from formcheck.pose.types import Pose, PoseEstimator
from formcheck.video.readahead import read_ahead

if TYPE_CHECKING:
    from formcheck.video.frames import Frame, Image

DEPTH = 2
"""Pictures that the body's estimator may be ahead: one to work on, and one so that it never waits
for a picture that took the others long."""

Followed = tuple[str, tuple[float, float, float, float]]


class Ahead:
    """A pose estimator whose first part, the body, can run ahead of what is measured besides.

    What is measured besides needs the body of the same picture and of earlier ones only, and the
    body needs nothing of it: the poses are the same with and without running ahead.

    Args:
        body: estimates the body; closed with this one.
        beside: makes the whole estimator of what stands for `body`, and closes it with itself.
    """

    def __init__(
        self,
        body: PoseEstimator,
        beside: Callable[[PoseEstimator], PoseEstimator] | None = None,
    ) -> None:
        self._body = _Body(body)
        self._whole = beside(self._body) if beside is not None else self._body

    def estimate(self, t: float, image: Image) -> Pose:
        """See `PoseEstimator.estimate`."""
        return self._whole.estimate(t, image)

    def poses(self, frames: Iterable[Frame]) -> Generator[tuple[Frame, Pose]]:
        """Pictures, in order, each with its pose. Close it when leaving before the end."""
        waiting: deque[Frame] = deque()
        try:
            for frame in frames:
                self._body.begin(frame)
                waiting.append(frame)
                if len(waiting) > DEPTH:
                    yield self._next(waiting)
            while waiting:
                yield self._next(waiting)
        finally:
            self._body.forget()

    def _next(self, waiting: deque[Frame]) -> tuple[Frame, Pose]:
        frame = waiting.popleft()
        return frame, self._whole.estimate(frame.t, frame.image)

    def followed(self) -> Followed | None:
        """Who is followed, where the estimator knows."""
        return self._body.followed()

    def describe(self) -> dict[str, str]:
        """See `PoseEstimator.describe`."""
        return self._whole.describe()

    def close(self) -> None:
        """Release the estimators."""
        self._whole.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def poses_of(source: Iterable[Frame], estimator: PoseEstimator) -> Generator[tuple[Frame, Pose]]:
    """Pictures, in order, each with its pose. Close it when leaving before the end.

    They are decoded ahead, and their bodies found ahead where the estimator can do that.

    Args:
        source: for example a `FileSource`; no camera, which would serve old pictures.
        estimator: of poses.
    """
    with closing(read_ahead(source)) as frames:
        if isinstance(estimator, Ahead):
            with closing(estimator.poses(frames)) as posed:
                yield from posed
        else:
            for frame in frames:
                yield frame, estimator.estimate(frame.t, frame.image)


class _Body:
    """Stands for the body's estimator: gives what it has begun with, or asks it now."""

    def __init__(self, inner: PoseEstimator) -> None:
        self._inner = inner
        self._thread = ThreadPoolExecutor(1, "body")
        self._begun = deque[Future[Pose]]()

    def begin(self, frame: Frame) -> None:
        self._begun.append(self._thread.submit(self._inner.estimate, frame.t, frame.image))

    def forget(self) -> None:
        """Drop what was begun with and is not wanted any more; returns when nothing runs."""
        for future in self._begun:
            future.cancel()
        while self._begun:
            future = self._begun.popleft()
            if not future.cancelled():
                future.exception()

    def estimate(self, t: float, image: Image) -> Pose:
        if self._begun:
            return self._begun.popleft().result()
        return self._inner.estimate(t, image)

    def followed(self) -> Followed | None:
        followed = getattr(self._inner, "followed", None)
        return None if followed is None else followed()

    def describe(self) -> dict[str, str]:
        return self._inner.describe()

    def close(self) -> None:
        self.forget()
        self._thread.shutdown()
        self._inner.close()
