"""Peak memory of an analysis, measured in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from formcheck.errors import FormcheckError

MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Memory:
    """Of one process that analysed one video.

    Attributes:
        peak_mb: the most that lay in memory at once.
        seconds: of video.
        before_mb: the most until three quarters of the video were done.
        running_mb: the most until all of it was done, before the report was written.
    """

    peak_mb: float
    seconds: float
    before_mb: float = 0.0
    running_mb: float = 0.0

    @property
    def mb_an_hour(self) -> float:
        """Growth in the last quarter, for each hour of video.

        What comes before fills what is bounded: the signals that are remembered (136 s of them at
        30 pictures/s), and the gaps in the allocator's pools, into which pictures and small things
        go in turn. Of five minutes of video the most at once rose by 8 MB in the first four,
        though what was in use did not, and by 0.1 MB in the fifth. Writing the report comes once.
        """
        return max(0.0, self.running_mb - self.before_mb) / (self.seconds / 4 / 3600)


def analysis_memory(
    clip: Path, model: Path, progress: Callable[[float], None], poses: Path | None = None
) -> Memory | None:
    """Analyse a video in another process; None where the system does not tell its memory.

    Args:
        clip: the video.
        model: of the body.
        progress: told how far along it is.
        poses: a recording whose poses are taken again and again, in place of the model's.

    Raises:
        FormcheckError: the analysis failed.
    """
    command = [sys.executable, "-P", "-m", "formcheck.bench.memory", str(clip), str(model)]
    command += [str(poses)] if poses is not None else []
    # The same formcheck as here, also in a checkout that is not installed.
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    answer: dict[str, float] = {}
    peaks: list[tuple[float, float]] = []
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        try:
            assert process.stdout is not None
            for line in process.stdout:
                answer = json.loads(line)
                peaks.append((answer["seconds"], answer["peak_mb"]))
                progress(answer["seconds"])
        except BaseException:
            process.kill()
            raise
    if process.returncode:
        raise FormcheckError(f"Measuring memory failed with code {process.returncode}.")
    if not answer.get("peak_mb"):
        return None
    late = max(peaks[0][0], 0.75 * answer["seconds"])
    before = max(mb for seconds, mb in peaks if seconds <= late)
    running = max(mb for _, mb in peaks[:-1] or peaks)
    return Memory(answer["peak_mb"], answer["seconds"], before, running)


def peak_mb() -> float:
    """The most memory that this process had so far, 0 where the system does not tell."""
    try:
        # Not ru_maxrss, which on Linux begins with the size of the process that started this one.
        with Path("/proc/self/status").open() as status:
            line = next(line for line in status if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024 / MB
    except (OSError, StopIteration):
        pass
    try:
        import resource
    except ImportError:
        return 0.0
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / MB


def _main(clip: Path, model: Path, poses: Path | None = None) -> None:
    from formcheck.bench.whole import replayed_analysis, whole_analysis
    from formcheck.privacy import block_telemetry

    block_telemetry()
    told = last = 0.0

    def tell(seconds: float) -> None:
        nonlocal told, last
        last = seconds
        if seconds >= told + 1.0:
            told = seconds
            print(json.dumps({"seconds": seconds, "peak_mb": peak_mb()}), flush=True)

    with tempfile.TemporaryDirectory(prefix="formcheck-bench-") as out:
        if poses is None:
            whole_analysis(clip, model, Path(out), tell)
        else:
            replayed_analysis(clip, poses, Path(out), tell)
    print(json.dumps({"seconds": last, "peak_mb": peak_mb()}), flush=True)


if __name__ == "__main__":
    _main(*(Path(name) for name in sys.argv[1:4]))
