"""`formcheck bench` as a whole: rounds of everything, one after the other, under one bar."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from formcheck.bench.clip import LARGER, Clip, chosen, enlarge, look_at, remux
from formcheck.bench.figures import (
    Figure,
    Round,
    engine_figure,
    feet_figures,
    flow_figure,
    larger_figure,
    live_figures,
    memory_figures,
    more_figure,
    more_live_figures,
    speed_figures,
)
from formcheck.report.atomic import write_atomic

if TYPE_CHECKING:
    from formcheck.cli.show import Bar

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is measured; the defaults take about four minutes.

    Attributes:
        rounds: of bare inference, `analyze` and the usual loop.
        larger_s: seconds of video with larger pictures, 0 for none.
        plays: how often the clip is played for the memory.
        pushes: how often the engine goes over the recording.
        warm_up_s: seconds of video analysed before anything counts, long enough for a
            repetition, with which the last libraries are loaded.
    """

    rounds: int = 3
    larger_s: float = 5.0
    plays: int = 20
    pushes: int = 9
    warm_up_s: float = 4.0


def run_bench(clip: Path | None, json: Path | None, plan: Plan | None = None) -> list[Figure]:
    """Measure, print a table, and write the figures where asked to.

    Args:
        clip: a video of heel raises; the demo clip when None.
        json: a file for the figures.
        plan: how much to measure.

    Raises:
        InputError: the clip cannot be read.
        NobodySeenError: it shows nobody.
        MissingError: the pose model is missing.
        OutputError: `json` cannot be written.
    """
    from formcheck.bench.show import show, write
    from formcheck.cli.show import console, progress_bar
    from formcheck.pose.bundle import pose_model
    from formcheck.privacy import block_telemetry

    if json is not None:
        write_atomic(json, b"{}\n")  # better now than in four minutes
    plan = plan or Plan()
    block_telemetry()
    with ExitStack() as stack:
        path = stack.enter_context(chosen(clip))
        found = look_at(path)
        model = pose_model(console.print)
        work = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="formcheck-bench-")))
        bar = stack.enter_context(progress_bar(_work_s(plan, found)))
        bench = _Bench(found, model, work, plan, bar)
        figures = bench.run()
    show(figures, found, console)
    if json is not None:
        write(figures, found, bench.raw, json)
    return figures


def _work_s(plan: Plan, clip: Clip) -> float:
    larger = 2 * min(plan.larger_s, clip.seconds)
    return clip.seconds * (3 * plan.rounds + 4 + 3 + 1 + plan.plays) + larger


class _Bench:
    def __init__(self, clip: Clip, model: Path, work: Path, plan: Plan, bar: Bar) -> None:
        self.clip, self.model, self.work, self.plan, self.bar = clip, model, work, plan, bar
        self.raw: dict[str, Any] = {}
        self._folder = work

    def run(self) -> list[Figure]:
        targets = self.clip.usual
        rounds = [self._round(n) for n in range(self.plan.rounds)]
        self.raw["rounds"] = [asdict(r) for r in rounds]
        figures = speed_figures(rounds, targets=targets)
        figures += self._with_more(targets)
        figures += self._larger()
        figures += self._live(targets)
        figures.append(self._engine())
        figures.append(self._flow())
        figures += self._feet(next(f.value for f in figures if f.name == "bare_ms"))
        return figures + self._memory()

    def _round(self, number: int) -> Round:
        from formcheck.bench.bare import bare_inference
        from formcheck.bench.by_hand import by_hand
        from formcheck.bench.whole import whole_analysis

        clip, model, of = self.clip, self.model, f"round {number + 1} of {self.plan.rounds}"
        if number == 0 and self.plan.warm_up_s:
            self._warm_up()
        bare = self._step(f"Bare inference, {of}", lambda: bare_inference(clip.path, model))
        out = self.work / "analyze"
        whole, self._folder = self._step(
            f"analyze, {of}", lambda: whole_analysis(clip.path, model, out, self.bar.at)
        )
        hand = self._step(
            f"The usual loop, {of}",
            lambda: by_hand(clip.path, model, self.work / "hand.mp4", clip.fps),
        )
        return Round(bare, whole, hand)

    def _warm_up(self) -> None:
        """Import everything, and wake the processor, before anything counts."""
        from formcheck.bench.whole import whole_analysis

        self.bar.describe("Warming up")
        short = remux(self.clip.path, self.work / "short.mkv", seconds=self.plan.warm_up_s)
        whole_analysis(short, self.model, self.work / "short")

    def _with_more(self, targets: bool) -> list[Figure]:
        from formcheck.bench.bare import bare_inference
        from formcheck.bench.more import more
        from formcheck.bench.whole import whole_analysis

        found = []
        for one in more():
            bare = self._step(
                f"Bare, {one.what}", lambda: bare_inference(self.clip.path, self.model)
            )
            analysis = partial(
                whole_analysis,
                self.clip.path,
                self.model,
                self.work / one.name,
                self.bar.at,
                one.beside,
            )
            whole, _ = self._step(f"analyze, {one.what}", analysis)
            self.raw[f"with_{one.name}"] = asdict(Round(bare, whole))
            found.append(more_figure(one.name, one.what, Round(bare, whole), targets=targets))
        return found

    def _larger(self) -> list[Figure]:
        from formcheck.bench.bare import bare_inference
        from formcheck.bench.whole import whole_analysis

        seconds = min(self.plan.larger_s, self.clip.seconds)
        if not seconds or self.clip.width * self.clip.height >= LARGER[0] * LARGER[1]:
            return []
        self.bar.describe("Enlarging")
        path = enlarge(self.clip.path, self.work / "larger.mp4", LARGER, seconds)
        out = self.work / "larger"
        bare = self._step("Larger, bare", lambda: bare_inference(path, self.model), seconds)
        whole, _ = self._step(
            "Larger, analyze", lambda: whole_analysis(path, self.model, out, self.bar.at), seconds
        )
        round_ = Round(bare, whole)
        self.raw["larger"] = asdict(round_)
        return [larger_figure(round_, LARGER)]

    def _live(self, targets: bool) -> list[Figure]:
        from formcheck.bench.delay import live_delays
        from formcheck.bench.more import more

        play = partial(live_delays, self.clip.path, self.model)
        delays = self._step("Live", lambda: play(self.work / "live"))
        self.raw["live"] = asdict(delays)
        found = live_figures(delays, targets=targets)
        for one in more():
            run = partial(play, self.work / f"live-{one.name}", one.beside)
            delays = self._step(f"Live, {one.what}", run)
            self.raw[f"live_with_{one.name}"] = asdict(delays)
            found += more_live_figures(one.name, one.what, delays, targets=targets)
        return found

    def _engine(self) -> Figure:
        from formcheck.bench.whole import times_faster_than_real_time

        self.bar.describe("Engine")
        recording = self._folder / "landmarks.npz"
        times = [times_faster_than_real_time(recording) for _ in range(self.plan.pushes)]
        self.raw["push_times_real_time"] = times
        return engine_figure(times)

    def _flow(self) -> Figure:
        from formcheck.bench.flow import flow_ms

        self.bar.describe("Optical flow")
        took = flow_ms(self.clip.path, self._folder / "landmarks.npz")
        self.raw["foot_flow_ms"] = took
        return flow_figure(took)

    def _feet(self, bare_ms: float) -> list[Figure]:
        from formcheck.bench.feet import feet_ms

        self.bar.describe("Feet")
        took = feet_ms(self.clip.path, self._folder / "landmarks.npz")
        self.raw["feet_ms"] = took
        return feet_figures(took, bare_ms)

    def _memory(self) -> list[Figure]:
        from formcheck.bench.memory import analysis_memory

        plays = self.plan.plays
        one = remux(self.clip.path, self.work / "once.mkv")
        many = remux(self.clip.path, self.work / "often.mkv", times=plays)
        once = self._step("Memory, once", lambda: analysis_memory(one, self.model, self.bar.at))
        often = self._step(
            f"Memory, {plays} times over",
            lambda: analysis_memory(many, self.model, self.bar.at),
            plays * self.clip.seconds,
        )
        if once is None or often is None:
            return []
        self.raw["memory"] = {"once": asdict(once), "often": asdict(often)}
        return memory_figures(once, often, plays)

    def _step(self, what: str, do: Callable[[], Found], seconds: float | None = None) -> Found:
        self.bar.describe(what)
        done = do()
        self.bar.skip(self.clip.seconds if seconds is None else seconds)
        return done
