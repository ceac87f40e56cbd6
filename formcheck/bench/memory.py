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
        half_mb: the most until half of the video was done.
        running_mb: the most until all of it was done, before the report was written.
    """

    peak_mb: float
    seconds: float
    half_mb: float = 0.0
    running_mb: float = 0.0

    @property
    def mb_an_hour(self) -> float:
        """Growth in the second half, for each hour of video.

        The first half fills what is bounded, such as the signals that are remembered and the
        allocator's pools; writing the report comes once.
        """
        return max(0.0, self.running_mb - self.half_mb) / (self.seconds / 2 / 3600)


def analysis_memory(clip: Path, model: Path, progress: Callable[[float], None]) -> Memory | None:
    """Analyse a video in another process; None where the system does not tell its memory.

    Raises:
        FormcheckError: the analysis failed.
    """
    command = [sys.executable, "-P", "-m", "formcheck.bench.memory", str(clip), str(model)]
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
    half = max(mb for seconds, mb in peaks if seconds <= max(peaks[0][0], answer["seconds"] / 2))
    running = max(mb for _, mb in peaks[:-1] or peaks)
    return Memory(answer["peak_mb"], answer["seconds"], half, running)


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


def _main(clip: Path, model: Path) -> None:
    from formcheck.bench.whole import whole_analysis
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
        whole_analysis(clip, model, Path(out), tell)
    print(json.dumps({"seconds": last, "peak_mb": peak_mb()}), flush=True)


if __name__ == "__main__":
    _main(Path(sys.argv[1]), Path(sys.argv[2]))
