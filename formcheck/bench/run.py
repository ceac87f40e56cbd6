"""`formcheck bench` as a whole: rounds of everything, one after the other, under one bar."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import asdict
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
from formcheck.bench.plan import Plan, work_s
from formcheck.report.atomic import write_atomic

if TYPE_CHECKING:
    from formcheck.bench.memory import Memory
    from formcheck.bench.more import More
    from formcheck.bench.timing import Timing
    from formcheck.cli.show import Bar

Found = TypeVar("Found")


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
    from formcheck.bench.more import more
    from formcheck.bench.show import show, write
    from formcheck.cli.show import console, progress_bar
    from formcheck.pose.bundle import pose_model
    from formcheck.privacy import block_telemetry

    if json is not None:
        write_atomic(json, b"{}\n")  # better now than in three minutes
    plan = plan or Plan()
    block_telemetry()
    with ExitStack() as stack:
        path = stack.enter_context(chosen(clip))
        found = look_at(path)
        model = pose_model(console.print)
        work = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="formcheck-bench-")))
        bar = stack.enter_context(progress_bar(work_s(plan, found.seconds, len(more()))))
        bench = _Bench(found, model, work, plan, bar)
        figures = bench.run()
    show(figures, found, console)
    if json is not None:
        write(figures, found, bench.raw, json)
    return figures


class _Bench:
    def __init__(self, clip: Clip, model: Path, work: Path, plan: Plan, bar: Bar) -> None:
        self.clip, self.model, self.work, self.plan, self.bar = clip, model, work, plan, bar
        self.raw: dict[str, Any] = {}
        self._folder = work
        self._begun = time.perf_counter()

    def run(self) -> list[Figure]:
        targets = self.clip.usual
        rounds = [self._round(n) for n in range(self.plan.rounds)]
        self.raw["rounds"] = [asdict(r) for r in rounds]
        figures = speed_figures(rounds, targets=targets)
        figures += self._with_more(targets)
        figures += self._larger()
        figures += self._live(targets)
        figures += self._engine()
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
        if number >= self.plan.by_hand:
            return Round(bare, whole)
        hand = self._step(
            f"The usual loop, {of}",
            lambda: by_hand(clip.path, model, self.work / "hand.mp4", clip.fps),
        )
        return Round(bare, whole, hand)

    def _warm_up(self) -> None:
        """Import everything, and wake the processor, before anything counts."""
        from formcheck.bench.whole import whole_analysis

        self._say("Warming up")
        short = remux(self.clip.path, self.work / "short.mkv", seconds=self.plan.warm_up_s)
        whole_analysis(short, self.model, self.work / "short")

    def _with_more(self, targets: bool) -> list[Figure]:
        from formcheck.bench.bare import bare_inference
        from formcheck.bench.more import more
        from formcheck.bench.whole import whole_analysis

        wholes: list[tuple[More, Timing]] = []
        bare: Timing | None = None
        for one in more():
            analysis = partial(
                whole_analysis,
                self.clip.path,
                self.model,
                self.work / one.name,
                self.bar.at,
                one.beside,
            )
            wholes.append((one, self._step(f"analyze, {one.what}", analysis)[0]))
            # Between the two, so that it is next to both.
            bare = bare or self._step(
                "Bare inference once more", lambda: bare_inference(self.clip.path, self.model)
            )
        assert bare is not None
        found = []
        for one, whole in wholes:
            self.raw[f"with_{one.name}"] = asdict(Round(bare, whole))
            found.append(more_figure(one.name, one.what, Round(bare, whole), targets=targets))
        return found

    def _larger(self) -> list[Figure]:
        from formcheck.bench.bare import bare_inference
        from formcheck.bench.whole import whole_analysis

        seconds = min(self.plan.larger_s, self.clip.seconds)
        if not seconds or self.clip.width * self.clip.height >= LARGER[0] * LARGER[1]:
            return []
        self._say("Enlarging")
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

        clip, seconds = self._short()
        play = partial(live_delays, clip, self.model)
        delays = self._step("Live", lambda: play(self.work / "live"), seconds)
        self.raw["live"] = asdict(delays)
        found = live_figures(delays, targets=targets)
        for one in more():
            run = partial(play, self.work / f"live-{one.name}", one.beside)
            delays = self._step(f"Live, {one.what}", run, seconds)
            self.raw[f"live_with_{one.name}"] = asdict(delays)
            found += more_live_figures(one.name, one.what, delays, targets=targets)
        return found

    def _engine(self) -> list[Figure]:
        from formcheck.bench.engine import EXERCISES, full_recording, times_faster_than_real_time
        from formcheck.pose.recording.reader import Recording

        make = partial(full_recording, self.clip.path, self._folder / "landmarks.npz")
        recording = self._step(
            "Feet and flow of all pictures", lambda: make(self.work / "full.npz")
        )
        feet = next(iter(Recording(recording))).feet is not None
        # One after the other in each turn, since the machine's mood changes from turn to turn.
        turns = [
            {one: times_faster_than_real_time(recording, one) for one in EXERCISES}
            for _ in range(self.plan.pushes)
        ]
        self.raw["push_times_real_time"] = turns
        return [engine_figure(one, [turn[one] for turn in turns], feet=feet) for one in EXERCISES]

    def _flow(self) -> Figure:
        from formcheck.bench.flow import flow_ms

        self._say("Optical flow")
        took = flow_ms(self.clip.path, self._folder / "landmarks.npz", self.plan.live_s)
        self.raw["foot_flow_ms"] = took
        return flow_figure(took)

    def _feet(self, bare_ms: float) -> list[Figure]:
        from formcheck.bench.feet import feet_ms

        self._say("Feet")
        took = feet_ms(self.clip.path, self._folder / "landmarks.npz", self.plan.live_s)
        self.raw["feet_ms"] = took
        return feet_figures(took, bare_ms)

    def _memory(self) -> list[Figure]:
        from formcheck.bench.memory import analysis_memory

        plays, again = self.plan.plays, None if self.plan.inference else self._folder
        poses = None if again is None else again / "landmarks.npz"
        one = remux(self.clip.path, self.work / "once.mkv")
        many = remux(self.clip.path, self.work / "often.mkv", times=plays)

        def measured(what: str, clip: Path, poses: Path | None, times: int) -> Memory | None:
            seconds = times * self.clip.seconds
            run = partial(analysis_memory, clip, self.model, self.bar.at, poses)
            return self._step(f"Memory, {what}", run, seconds)

        whole = measured("once", one, None, 1)
        once = whole if poses is None else measured("the same poses once", one, poses, 1)
        often = measured(f"{plays} times over", many, poses, plays)
        if whole is None or once is None or often is None:
            return []
        taken = {"whole": whole, "once": once, "often": often}
        self.raw["memory"] = {name: asdict(memory) for name, memory in taken.items()}
        return memory_figures(whole, once, often, plays)

    def _short(self) -> tuple[Path, float]:
        """The beginning of the clip, and how long it is."""
        if self.plan.live_s >= self.clip.seconds:
            return self.clip.path, self.clip.seconds
        path = self.work / "beginning.mkv"
        if not path.exists():
            remux(self.clip.path, path, seconds=self.plan.live_s)
        return path, self.plan.live_s

    def _step(self, what: str, do: Callable[[], Found], seconds: float | None = None) -> Found:
        self._say(what)
        done = do()
        self.bar.skip(self.clip.seconds if seconds is None else seconds)
        return done

    def _say(self, what: str) -> None:
        """Say what is being done now: beside the bar, or where there is none, in a line."""
        self.bar.describe(what)
        self.bar.line(f"{time.perf_counter() - self._begun:4.0f} s  {what}")
