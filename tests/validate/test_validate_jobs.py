"""Several clips at a time: the same result, and one clip never stops the rest."""

from __future__ import annotations

import json
import os
import shutil
import signal

import pytest

from formcheck.pose.recording.writer import RecordingWriter
from formcheck.validate.jobs import WorkerDiedError, in_processes
from formcheck.validate.landmarks import LandmarkStore
from tests.support.program import cli, running
from tests.support.simulate import Camera, Rep, Script
from tests.support.videos import make_video


def work(item: str) -> str:
    """What a process does in these tests."""
    if item == "dies":
        os.kill(os.getpid(), signal.SIGKILL)
    if item == "fails":
        raise ValueError(item)
    return item.upper()


def test_every_item_has_its_answer_though_one_kills_its_process():
    answers = dict(in_processes(work, ["a", "dies", "fails", "b", "c"], 2))
    assert {k: v for k, v in answers.items() if k in "abc"} == {"a": "A", "b": "B", "c": "C"}
    assert isinstance(answers["dies"], WorkerDiedError)
    assert isinstance(answers["fails"], ValueError)


@pytest.fixture
def clips(tmp_path, model):
    """Three clips whose landmarks are there already, with another count each."""
    folder, store = tmp_path / "clips", LandmarkStore(tmp_path / "landmarks", model)
    folder.mkdir()
    store.folder.mkdir()
    for number, name in enumerate("abc", start=1):
        script = Script().stand(1.5).raises([Rep()] * number).stand(1)
        clip = make_video(
            folder / f"{name}.mp4", times=[i / 5 for i in range(int(script.length * 5))],
            rate=5 + number, size=(64, 48),
        )  # fmt: skip
        reps = [{"side": r.side, "start_s": r.start, "end_s": r.end} for r in script.truth()]
        truth = {"exercise": "heel-raise", "reps": reps}
        (folder / f"{name}.json").write_text(json.dumps(truth))
        with RecordingWriter(store.path(clip)) as writer:
            for pose in script.film(Camera(yaw=90.0)):
                writer.append(pose)
    return folder, store


def test_several_at_a_time_give_the_same_in_the_same_order(clips):
    folder, store = clips
    words = ("validate", folder, "--landmarks", store.folder)
    one, two = cli(*words), cli(*words, "--jobs", 2)
    assert (one.code, two.code) == (0, 0), two.said
    assert one.out == two.out
    assert "3/3 too few" in one.out


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_clip_that_cannot_be_looked_at_is_named_and_the_rest_goes_on(clips, jobs):
    folder, store = clips
    path = folder / "b.mp4"
    store.path(path).unlink()
    raw = bytearray(path.read_bytes())
    begin = raw.index(b"mdat") + 4
    length = int.from_bytes(raw[begin - 8 : begin - 4], "big") - 8
    raw[begin : begin + length] = bytes(length)  # no picture can be decoded
    path.write_bytes(raw)
    done = cli("validate", folder, "--landmarks", store.folder, "--jobs", jobs)
    assert done.code == 1, done.said
    assert "b: " in done.out
    assert "Traceback" not in done.said
    assert "2/2 too few" in done.out


def test_ctrl_c_ends_all_processes_and_keeps_no_half(clips, tmp_path):
    folder, _ = clips
    # So long that it is never done before the signal comes, however late that is.
    long = make_video(
        tmp_path / "long.mp4", times=[i / 30 for i in range(9000)], rate=30, size=(64, 48)
    )
    for name in "abc":
        shutil.copy(long, folder / f"{name}.mp4")
        (folder / f"{name}.json").write_text('{"exercise": "none", "reps": []}')
    store = tmp_path / "store"
    with running("validate", folder, "--landmarks", store, "--jobs", 2) as run:
        run.wait_for(lambda: (store.exists() and list(store.iterdir())) or None)
        run.signal(signal.SIGINT)
        done = run.end()
    assert done.code == 130, done.said
    assert "Traceback" not in done.said
    assert not list(store.iterdir())
