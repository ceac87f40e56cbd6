"""A real, short run of the bench: all figures are there. How large they are is not for tests."""

import json
import math
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest

from formcheck.bench.clip import chosen, look_at, remux
from formcheck.bench.engine import full_recording
from formcheck.bench.feet import feet_ms
from formcheck.bench.flow import flow_ms
from formcheck.bench.plan import THOROUGH, Plan, work_s
from formcheck.bench.run import run_bench
from formcheck.bench.whole import whole_analysis
from formcheck.errors import OutputError
from formcheck.pose.feet.network import weights
from formcheck.pose.recording.reader import Recording
from formcheck.video.file import FileSource
from tests.support.clips import cut_demo

NAMES = {
    "analyze_against_bare",
    "analyze_cpu_against_bare",
    "by_hand_against_bare",
    "analyze_against_by_hand",
    "bare_ms",
    "analyze_against_bare_1280x720",
    "analyze_with_flow_against_bare",
    "live_beyond_ms",
    "live_beyond_p95_ms",
    "live_inference_ms",
    "live_age_ms",
    "live_age_p95_ms",
    "live_dropped",
    "live_with_flow_beyond_ms",
    "live_with_flow_beyond_p95_ms",
    "live_with_flow_inference_ms",
    "push_heel_raise_times_real_time",
    "push_ankle_circle_times_real_time",
    "push_toe_walk_times_real_time",
    "push_heel_to_toe_times_real_time",
    "foot_flow_ms",
    "memory_ratio",
    "memory_peak_mb",
    "memory_mb_an_hour",
}
FEET = {
    "feet_share",
    "analyze_with_feet_against_bare",
    "live_with_feet_beyond_ms",
    "live_with_feet_beyond_p95_ms",
    "live_with_feet_inference_ms",
}


@pytest.fixture
def short(tmp_path: Path) -> Path:
    with chosen(None) as demo:
        return remux(demo, tmp_path / "short.mkv", seconds=0.7)


def test_all_figures_are_there(short: Path, tmp_path: Path) -> None:
    out = tmp_path / "figures.json"
    figures = run_bench(short, out, Plan(rounds=1, larger_s=0.2, plays=2, pushes=2, warm_up_s=0))
    assert {figure.name for figure in figures} == NAMES | (FEET if weights() else set())
    assert all(math.isfinite(figure.value) for figure in figures)
    assert all(figure.value >= 0 for figure in figures)
    written = json.loads(out.read_text())
    assert {f["name"]: f["value"] for f in written["figures"]} == {f.name: f.value for f in figures}
    assert written["machine"]["cores"] >= 1
    assert written["raw"]["rounds"][0]["bare"]["frames"] >= 21


def test_what_is_timed_alone_takes_the_beginning_of_the_clip(model: Path, tmp_path: Path) -> None:
    clip = cut_demo(tmp_path / "short.mp4", 1.5)
    _, folder = whole_analysis(clip, model, tmp_path / "out")
    poses = folder / "landmarks.npz"
    assert 8 <= len(flow_ms(clip, poses, 1.0)) <= 15
    assert len(feet_ms(clip, poses, 1.0)) == (30 if weights() else 0)


def test_the_engine_is_timed_over_bodies_with_their_feet_and_flow(
    model: Path, tmp_path: Path
) -> None:
    clip = cut_demo(tmp_path / "short.mp4", 0.7)
    _, folder = whole_analysis(clip, model, tmp_path / "out")
    bodies = list(Recording(folder / "landmarks.npz"))
    assert not any(pose.extra or pose.feet for pose in bodies)
    full = list(Recording(full_recording(clip, folder / "landmarks.npz", tmp_path / "full.npz")))
    assert [pose.t for pose in full] == [pose.t for pose in bodies]
    assert all(np.array_equal(a.landmarks, b.landmarks) for a, b in zip(bodies, full, strict=True))
    assert any("flow_s" in pose.extra for pose in full)
    assert all((pose.feet is not None) == bool(weights()) for pose in full)


@pytest.mark.parametrize("plan", [Plan(), THOROUGH])
def test_thorough_measures_more_of_everything(plan: Plan) -> None:
    assert work_s(plan, 15.0, 2) <= work_s(THOROUGH, 15.0, 2)
    assert plan.rounds >= plan.by_hand >= 1


def test_a_place_that_cannot_be_written_is_noticed_first(short: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError):
        run_bench(short, tmp_path / "file" / "figures.json", Plan(rounds=0))


def test_a_clip_played_over_and_over_has_the_same_pictures_again(
    short: Path, tmp_path: Path
) -> None:
    often = remux(short, tmp_path / "often.mkv", times=3)
    with FileSource(often) as source:
        times = [frame.t for frame in source]
        assert not source.warnings
    with FileSource(short) as source:
        assert len(times) == 3 * sum(1 for _ in source)
    assert max(b - a for a, b in pairwise(times)) < 0.05
    assert look_at(often).seconds == pytest.approx(3 * look_at(short).seconds, abs=0.1)
    with av.open(str(often)) as container:
        assert container.streams.video[0].codec_context.name == look_codec(short)


def look_codec(path: Path) -> str:
    with av.open(str(path)) as container:
        return container.streams.video[0].codec_context.name
