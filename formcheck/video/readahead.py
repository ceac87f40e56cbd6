"""Decoding beside inference: an iterable read in a thread, a few items ahead."""

from __future__ import annotations

import queue
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

Item = TypeVar("Item")

# How soon the thread notices that nobody wants more.
_POLL_S = 0.05


@dataclass(frozen=True)
class _End:
    """The last thing in the queue, with what ended the reading."""

    error: BaseException | None


def read_ahead(source: Iterable[Item], depth: int = 4) -> Generator[Item, None, None]:
    """Iterate a source in another thread, at most `depth` items ahead.

    The thread starts with the first item asked for. It ends, and is waited for, when the
    consumer stops early, so the source may be closed after that. An exception of the source is
    raised here, after the items before it. For files; on a camera this would serve old frames.

    Args:
        source: For example a `FileSource`.
        depth: How many items may wait, at least 1. Memory is bounded by it.
    """
    waiting: queue.Queue[Item | _End] = queue.Queue(max(depth, 1))
    stop = threading.Event()
    thread = threading.Thread(
        target=_fill, args=(source, waiting, stop), name="read-ahead", daemon=True
    )
    thread.start()
    try:
        while True:
            item = waiting.get()
            if isinstance(item, _End):
                if item.error is not None:
                    raise item.error
                return
            yield item
    finally:
        stop.set()
        thread.join()


def _fill(source: Iterable[Item], waiting: queue.Queue[Item | _End], stop: threading.Event) -> None:
    error: BaseException | None = None
    try:
        for item in source:
            if not _put(item, waiting, stop):
                return
    except BaseException as caught:  # raised in the consumer's thread
        error = caught
    _put(_End(error), waiting, stop)


def _put(item: Item | _End, waiting: queue.Queue[Item | _End], stop: threading.Event) -> bool:
    """Wait for room; False when nobody wants more."""
    while not stop.is_set():
        try:
            waiting.put(item, timeout=_POLL_S)
        except queue.Full:
            continue
        return True
    return False
