"""Several clips at a time, each in a process of its own; the order of the results stays."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.synchronize import Event
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


class WorkerDiedError(Exception):
    """The process that worked on this ended without an answer."""


class StoppedError(Exception):
    """The answer is not wanted any more."""


def in_processes(
    work: Callable[[Item], Result], items: Sequence[Item], jobs: int
) -> Iterator[tuple[Item, Result | Exception]]:
    """Do some work on every item, in several processes; yields each as soon as it is done.

    An item whose process dies is tried once more, alone: what killed it may have been another one.

    Args:
        work: a function of a module, so that a process can find it; what it raises is yielded.
        items: what to work on, each at most once.
        jobs: how many processes.
    """
    undone: list[Item] = []
    yield from _pool(work, items, jobs, undone)
    for item in undone:
        died: list[Item] = []
        yield from _pool(work, [item], 1, died)
        if died:
            yield item, WorkerDiedError("the process that looked at it died")


def _pool(
    work: Callable[[Item], Result], items: Sequence[Item], jobs: int, undone: list[Item]
) -> Iterator[tuple[Item, Result | Exception]]:
    """As `in_processes`; what a process that died left undone goes into `undone`."""
    context = multiprocessing.get_context("spawn")  # MediaPipe's threads do not survive a fork
    stopped = context.Event()
    workers = max(1, min(jobs, len(items)))
    pool = ProcessPoolExecutor(workers, context, initializer=_begin, initargs=(stopped,))
    try:
        waiting: dict[Future[Result], Item] = {pool.submit(work, item): item for item in items}
        for future in as_completed(waiting):
            item, error = waiting[future], future.exception()
            if isinstance(error, BrokenProcessPool):
                undone.append(item)
            elif isinstance(error, Exception):
                yield item, error
            else:
                yield item, future.result()
    except BaseException:
        stopped.set()
        pool.shutdown(cancel_futures=True)
        raise
    pool.shutdown()


def stop_if_asked() -> None:
    """To be called now and then by work that takes long.

    Raises:
        StoppedError: the first process wants no answer any more.
    """
    if _stopped is not None and _stopped.is_set():
        raise StoppedError


_stopped: Event | None = None
"""In a process that works: set when its answer is not wanted any more."""


def _begin(stopped: Event) -> None:
    """Ctrl-C goes to every process of a terminal, but it is for the first one to answer it."""
    global _stopped  # noqa: PLW0603 - the only way into a process of a pool
    _stopped = stopped
    signal.signal(signal.SIGINT, signal.SIG_IGN)
