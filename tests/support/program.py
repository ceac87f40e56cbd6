"""Runs the command line: within this process where that will do, else in one of its own."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from formcheck.cli import main
from tests.support.patience import LIMIT_S, wait_for

Found = TypeVar("Found")


@dataclass(frozen=True)
class Done:
    """How a run of the program ended."""

    code: int
    out: str
    err: str

    @property
    def said(self) -> str:
        """All that it said, on one line."""
        return " ".join((self.out + " " + self.err).split())


def cli(*words: object) -> Done:
    """Run the program with these words, in this process."""
    out, err = io.StringIO(), io.StringIO()
    before = sys.argv
    sys.argv = ["formcheck", *map(str, words)]
    code: object = None
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            main()
    except SystemExit as end:
        code = end.code
    finally:
        sys.argv = before
    return Done(code if isinstance(code, int) else int(code is not None), *_texts(out, err))


def _texts(*streams: io.StringIO) -> tuple[str, ...]:
    return tuple(stream.getvalue() for stream in streams)


def environment(**changes: str | None) -> dict[str, str]:
    """This process's environment as a user would have it, changed; None takes a variable out.

    What formcheck set in this process for its own privacy is undone first.
    """
    from formcheck.privacy import original_environment

    path = os.pathsep.join(p for p in sys.path if p)
    wanted: dict[str, str | None] = {**original_environment(), "PYTHONPATH": path, **changes}
    return {k: v for k, v in wanted.items() if v is not None}


def command(*words: object) -> list[str]:
    """The program with these words, for a process of its own."""
    return [sys.executable, "-m", "formcheck", *map(str, words)]


def program(
    *words: object,
    env: Mapping[str, str] | None = None,
    before: tuple[str, ...] = (),
    cwd: Path | None = None,
) -> Done:
    """Run the program in a process of its own, with `before` put in front of the command."""
    done = subprocess.run(
        [*before, *command(*words)],
        env=dict(env) if env is not None else environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=LIMIT_S,
        cwd=cwd,
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)


@contextlib.contextmanager
def running(*words: object, env: Mapping[str, str] | None = None) -> Iterator[Running]:
    """The program in a process of its own, while it runs; it is gone when the block is left."""
    process = subprocess.Popen(
        command(*words),
        env=dict(env) if env is not None else environment(PYTHONUNBUFFERED="1"),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    # Who listens to it waits for its words without end: it must not hang without end.
    watch = threading.Timer(LIMIT_S, process.kill)
    watch.daemon = True
    watch.start()
    try:
        yield Running(process)
    finally:
        watch.cancel()
        if process.poll() is None:
            process.kill()
        process.communicate()


class Running:
    """The program while it runs."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self._heard = ""

    def hear(self, words: str) -> None:
        """Read what it prints until these words come."""
        assert self.process.stdout is not None
        while words not in self._heard:
            line = self.process.stdout.readline()
            if not line:
                raise AssertionError(f"{words!r} never came: {self.end()}")
            self._heard += line

    def wait_for(self, find: Callable[[], Found | None], every_s: float = 0.05) -> Found:
        """What `find` gives as soon as that is not None, while the program runs."""

        def found() -> Found | None:
            assert self.process.poll() is None, self.end()
            return find()

        return wait_for(found, every_s)

    def signal(self, number: int) -> None:
        """Send it a signal."""
        self.process.send_signal(number)

    def end(self) -> Done:
        """Wait for its end."""
        out, err = self.process.communicate(timeout=LIMIT_S)
        return Done(self.process.returncode, self._heard + out, err)
