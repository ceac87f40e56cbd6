"""Drawing and encoding beside inference."""

from __future__ import annotations

import queue
import threading
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType
    from typing import Self

    from formcheck.video.frames import FrameSink, Image

    Draw: TypeAlias = Callable[[Image], Image]
    _Job: TypeAlias = tuple[float, Image, Draw | None]


class BackgroundSink:
    """A frame sink that draws on and hands over each picture in another thread, in order.

    At most `depth` pictures wait, then `write` blocks: memory is bounded. What goes wrong in the
    thread is raised by the next `write`, or by `close` if there is none.

    Args:
        sink: Where the pictures go; used by the thread only, and closed by `close`.
        depth: How many pictures may wait, at least 1.
    """

    def __init__(self, sink: FrameSink, depth: int = 4) -> None:
        self._sink = sink
        self._jobs: queue.Queue[_Job | None] = queue.Queue(max(depth, 1))
        self._error: BaseException | None = None
        self._raised = False
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="frame sink", daemon=True)
        self._thread.start()

    def write(self, t: float, image: Image, draw: Draw | None = None) -> None:
        """Queue one picture.

        Args:
            t: Its time, seconds.
            image: Shape (H, W, 3), uint8, BGR. It belongs to the sink from now on.
            draw: Called with the image in the thread; what it returns is written. It may draw
                in place.
        """
        if self._closed:
            raise ValueError("write to a closed BackgroundSink")
        self._surface()
        self._jobs.put((t, image, draw))

    def close(self) -> None:
        """Finish all that waits, close the inner sink, and raise what has gone wrong."""
        if not self._closed:
            self._closed = True
            self._jobs.put(None)
            self._thread.join()
            try:
                self._sink.close()
            finally:
                self._surface()
        self._surface()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            self.close()
        except Exception:
            # What is already on its way out is the cause, this only its consequence.
            if error is None:
                raise

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            # After an error the queue is still emptied, so that no writer waits forever.
            if self._error is None:
                t, image, draw = job
                try:
                    self._sink.write(t, image if draw is None else draw(image))
                except BaseException as caught:
                    self._error = caught

    def _surface(self) -> None:
        if self._error is not None and not self._raised:
            self._raised = True
            raise self._error
