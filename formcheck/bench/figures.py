"""From seconds and megabytes to figures with a target beside each."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from formcheck.bench.memory import Memory
from formcheck.bench.timing import Delays, Timing

MOST_AGAINST_BARE = 1.15
MOST_BEYOND_INFERENCE_MS = 10.0
MOST_FLOW_MS = 20.0
MOST_FEET_SHARE = 30.0
MOST_WITH_MORE = 1.35
MOST_BEYOND_WITH_MORE_MS = 20.0
LEAST_TIMES_REAL_TIME = 100.0
MOST_MEMORY_RATIO = 1.1
MOST_MB_AN_HOUR = 50.0


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing measured.

    Attributes:
        name: for programs.
        label: for people.
        value: in `unit`.
        unit: 'x' for a ratio.
        target: what it should be, None when there is none.
        at_least: the target is a least one, otherwise a greatest one.
    """

    name: str
    label: str
    value: float
    unit: str
    target: float | None = None
    at_least: bool = False

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None when there is none."""
        if self.target is None:
            return None
        return self.value >= self.target if self.at_least else self.value <= self.target


@dataclass(frozen=True, slots=True)
class Round:
    """Three ways through the same clip, one right after the other."""

    bare: Timing
    whole: Timing
    by_hand: Timing | None = None


def speed_figures(rounds: Sequence[Round], *, targets: bool = True) -> list[Figure]:
    """Ratios within each round, since the machine's mood changes from round to round."""
    found = [
        Figure(
            "analyze_against_bare",
            "analyze with annotated video, against bare inference",
            median(r.whole.seconds / r.bare.seconds for r in rounds),
            "x",
            MOST_AGAINST_BARE if targets else None,
        ),
        Figure(
            "analyze_cpu_against_bare",
            "… its processor time against bare inference's",
            median(r.whole.cpu_s / r.bare.cpu_s for r in rounds),
            "x",
        ),
    ]
    hand = [(r, r.by_hand) for r in rounds if r.by_hand is not None]
    if hand:
        found += [
            Figure(
                "by_hand_against_bare",
                "the usual loop (read, infer, draw, write), against bare inference",
                median(h.seconds / r.bare.seconds for r, h in hand),
                "x",
            ),
            Figure(
                "analyze_against_by_hand",
                "analyze against the usual loop",
                median(r.whole.seconds / h.seconds for r, h in hand),
                "x",
            ),
        ]
    ms = median(r.bare.seconds / r.bare.frames for r in rounds) * 1000
    found.append(Figure("bare_ms", "bare inference, a picture", ms, "ms"))
    return found


def more_figure(name: str, what: str, round_: Round, *, targets: bool = True) -> Figure:
    """The same with something measured beside the body.

    Args:
        name: for programs.
        what: is measured, for people.
        round_: bare inference, and `analyze` with it.
        targets: whether the target counts.
    """
    return Figure(
        f"analyze_with_{name}_against_bare",
        f"analyze with {what}, against bare inference",
        round_.whole.seconds / round_.bare.seconds,
        "x",
        MOST_WITH_MORE if targets else None,
    )


def larger_figure(round_: Round, size: tuple[int, int]) -> Figure:
    """The same for larger pictures, which have no target."""
    return Figure(
        f"analyze_against_bare_{size[0]}x{size[1]}",
        f"analyze against bare inference at {size[0]}x{size[1]}",
        round_.whole.seconds / round_.bare.seconds,
        "x",
    )


def live_figures(delays: Delays, *, targets: bool = True) -> list[Figure]:
    """Median and 95th percentile of what a live picture waits for."""
    beyond, age = percentiles(delays.beyond_s), percentiles(delays.age_s)
    inference = percentiles(delays.inference_s)
    target = MOST_BEYOND_INFERENCE_MS if targets else None
    seen = len(delays.beyond_s)
    share = 100 * delays.dropped / max(1, seen + delays.dropped)
    return [
        Figure(
            "live_beyond_ms",
            "live: taken to drawn, beyond inference, median",
            beyond[0],
            "ms",
            target,
        ),
        Figure("live_beyond_p95_ms", "… 95th percentile", beyond[1], "ms"),
        Figure("live_inference_ms", "live: inference, median", inference[0], "ms"),
        Figure("live_age_ms", "live: age of a picture when drawn, all in, median", age[0], "ms"),
        Figure("live_age_p95_ms", "… 95th percentile", age[1], "ms"),
        Figure("live_dropped", "live: pictures dropped for newer ones", share, "%"),
    ]


def more_live_figures(
    name: str, what: str, delays: Delays, *, targets: bool = True
) -> list[Figure]:
    """The same with something measured beside the body; beyond MediaPipe's inference alone.

    Args:
        name: for programs.
        what: is measured, for people.
        delays: of a run with it.
        targets: whether the target counts.
    """
    beyond, inference = percentiles(delays.beyond_s), percentiles(delays.inference_s)
    label = f"live with {what}: taken to drawn, beyond inference, median"
    target = MOST_BEYOND_WITH_MORE_MS if targets else None
    return [
        Figure(f"live_with_{name}_beyond_ms", label, beyond[0], "ms", target),
        Figure(f"live_with_{name}_beyond_p95_ms", "… 95th percentile", beyond[1], "ms"),
        Figure(f"live_with_{name}_inference_ms", "… inference, median", inference[0], "ms"),
    ]


def engine_figure(exercise: str, times: Sequence[float], *, feet: bool) -> Figure:
    """How much faster than real time the engine is.

    Args:
        exercise: what it looked for.
        times: how much faster, each time that it went over the recording.
        feet: whether that holds what the foot model saw.
    """
    seen = "feet and flow" if feet else "flow"
    return Figure(
        f"push_{exercise.replace('-', '_')}_times_real_time",
        f"Session.push, {exercise}, over the raises with {seen}, faster than real time",
        median(times),
        "x",
        LEAST_TIMES_REAL_TIME,
        at_least=True,
    )


def flow_figure(ms: Sequence[float]) -> Figure:
    """What the feet's optical flow costs, where an exercise wants it."""
    return Figure(
        "foot_flow_ms",
        "optical flow of both feet, a picture that is compared",
        median(ms) if ms else 0.0,
        "ms",
        MOST_FLOW_MS,
    )


def feet_figures(ms: Sequence[float], bare_ms: float) -> list[Figure]:
    """What the foot model costs, against bare inference; nothing where it is not installed."""
    if not ms:
        return []
    share = 100 * median(ms) / bare_ms
    label = "both feet by the foot model, against bare inference"
    return [Figure("feet_share", label, share, "%", MOST_FEET_SHARE)]


def memory_figures(whole: Memory, once: Memory, often: Memory, plays: int) -> list[Figure]:
    """Whether memory grows with the video.

    Args:
        whole: of the clip.
        once: the same, measured in the same way as `often`.
        often: of the clip played `plays` times; what its last quarter adds is the growth.
        plays: as above.
    """
    label = f"peak memory, the clip {plays} times over against once"
    ratio = (whole.peak_mb + often.peak_mb - once.peak_mb) / whole.peak_mb
    return [
        Figure("memory_ratio", label, ratio, "x", MOST_MEMORY_RATIO),
        Figure("memory_peak_mb", "peak memory, once", whole.peak_mb, "MB"),
        Figure(
            "memory_mb_an_hour",
            "growth an hour of video, in the last quarter",
            often.mb_an_hour,
            "MB",
            MOST_MB_AN_HOUR,
        ),
    ]


def percentiles(seconds: Sequence[float]) -> tuple[float, float]:
    """Median and 95th percentile, in milliseconds."""
    if len(seconds) < 2:
        only = seconds[0] * 1000 if seconds else math.nan
        return only, only
    return median(seconds) * 1000, quantiles(seconds, n=20, method="inclusive")[-1] * 1000
