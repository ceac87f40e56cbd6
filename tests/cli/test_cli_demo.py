"""`formcheck demo`: what a newcomer runs first."""

import json
from pathlib import Path

import pytest
import typer

from formcheck.cli.demo import CLIPS, DemoClip, demo
from tests.support.clips import DEMO, ONE_REP_S, cut_demo
from tests.support.program import cli
from tests.support.runs import FILES, report_in

SAMPLES = Path(__file__).parents[2] / "samples"
SHIPPED = {clip: DEMO.parent / f"demo-{clip}.mp4" for clip in DemoClip}


def test_the_clips_ship_with_the_package_and_are_small():
    assert SHIPPED[DemoClip.HEEL_RAISE] == DEMO
    assert set(DEMO.parent.glob("*.mp4")) == set(SHIPPED.values())
    assert sum(path.stat().st_size for path in SHIPPED.values()) <= 2_000_000


@pytest.mark.parametrize(
    ("clip", "sample"),
    [
        (DemoClip.HEEL_RAISE, "heel_raise_demo"),
        (DemoClip.HEEL_RAISE_LEGS, "heel_raise_only_legs"),
        (DemoClip.TOE_WALK_LEGS, "toe_walk_only_legs"),
        (DemoClip.ANKLE_CIRCLE_LEGS, "ankle_circle_only_legs"),
        (DemoClip.HEEL_TO_TOE_LEGS, "heel_to_toe_only_legs"),
    ],
)
def test_they_are_samples_and_of_the_person_they_say(clip, sample):
    assert SHIPPED[clip].read_bytes() == (SAMPLES / f"{sample}.mp4").read_bytes()
    truth = json.loads((SAMPLES / f"{sample}.json").read_text(encoding="utf-8"))
    assert CLIPS[clip].exercise == truth["exercise"]
    assert CLIPS[clip].height_cm == truth["person"]["height_cm"]


def test_which_clip_can_be_chosen(monkeypatch, tmp_path):
    asked = []

    def run(videos, options, settings):
        asked.append((videos[0].name, options.exercise, options.height_cm))
        return 0

    monkeypatch.setattr("formcheck.cli.analyze.run", run)
    for clip in DemoClip:
        with pytest.raises(typer.Exit):
            demo(out=tmp_path, clip=clip)
    assert asked == [
        (SHIPPED[clip].name, CLIPS[clip].exercise, CLIPS[clip].height_cm) for clip in DemoClip
    ]
    assert cli("demo", "--clip", "nothing").code == 2


def test_it_analyses_the_built_in_clip(model, tmp_path, monkeypatch):
    """The beginning of it, in the clip's place, to save time; twice, as one would."""
    (tmp_path / "data").mkdir()
    monkeypatch.setattr("formcheck.cli.demo.files", lambda _: tmp_path)
    out = tmp_path / "out"
    for seconds in (0.5, ONE_REP_S):
        cut_demo(tmp_path / "data" / DEMO.name, seconds)
        done = cli("demo", "--out", out)
        assert done.code == 0, done.said
    (folder,) = out.iterdir()
    assert {p.name for p in folder.iterdir()} == FILES
    report = report_in(folder)
    assert report["summary"]["reps"] == 1
    assert report["reps"][0]["measures"]["peak_heel_lift_cm"]["value"] > 5
    assert str(folder / "report.html") in done.out
