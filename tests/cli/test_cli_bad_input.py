"""What people really give the program: each ends with a sentence and a code, never a traceback."""

import os
from pathlib import Path

import cv2
import numpy as np
import pytest

from tests.support.clips import (
    beginning,
    cut_demo,
    demo_images,
    enlarge,
    film,
    plain,
    upright,
    waist_up,
    wall,
)
from tests.support.models import clip_or_skip
from tests.support.program import cli
from tests.support.runs import report_in
from tests.support.videos import cut, make_sound


def refused(done, code):
    """It ended with that code and one sentence to the person at the keyboard."""
    assert done.code == code, done.said
    assert done.err.startswith("formcheck: "), done.err
    assert done.err.rstrip().endswith(".")
    assert done.err.count("\n") == 1
    assert "Traceback" not in done.err
    assert "of its own" not in done.err
    return True


def nothing_left(out):
    return not out.exists() or not list(out.iterdir())


def missing(folder):
    return folder / "nowhere.mp4"


def text(folder):
    (folder / "clip.mp4").write_text("This is a letter, not a video.\n" * 50)
    return folder / "clip.mp4"


def zero_bytes(folder):
    (folder / "clip.mp4").touch()
    return folder / "clip.mp4"


def only_sound(folder):
    return make_sound(folder / "clip.mp4")


def a_picture(folder):
    cv2.imwrite(str(folder / "clip.png"), np.zeros((48, 64, 3), np.uint8))
    return (folder / "clip.png").rename(folder / "clip.mp4")


def no_index(folder):
    return cut(cut_demo(folder / "whole.mp4", 1.0, faststart=False), 0.6, "clip.mp4")


def a_device(_folder):
    return Path("/dev/null")


def a_pipe(folder):
    os.mkfifo(folder / "clip.mp4")
    return folder / "clip.mp4"


def a_dead_link(folder):
    (folder / "clip.mp4").symlink_to(folder / "gone.mp4")
    return folder / "clip.mp4"


@pytest.mark.parametrize(
    "make",
    [missing, text, zero_bytes, only_sound, a_picture, no_index, a_device, a_pipe, a_dead_link],
)
def test_what_is_no_video(make, tmp_path):
    path = make(tmp_path)
    done = cli("analyze", path, "--out", tmp_path / "out")
    assert refused(done, 3)
    assert path.name in done.err
    assert nothing_left(tmp_path / "out")


@pytest.mark.parametrize("name", ["a\nb\x1b[31m.mp4", "[bold]x[red].mp4", "{x} %s.mp4"])
def test_odd_names_are_said_as_they_are(name, tmp_path):
    (tmp_path / name).write_text("no video")
    done = cli("analyze", tmp_path / name, "--out", tmp_path / "out")
    assert done.code == 3
    assert "\x1b" not in done.err
    assert name.split("\n")[-1].replace("\x1b", "�") in done.err


def test_a_name_that_is_no_text(tmp_path):
    path = os.fsencode(tmp_path) + b"/\xff\xfe.mp4"
    Path(os.fsdecode(path)).write_text("no video")
    done = cli("analyze", os.fsdecode(path), "--out", tmp_path / "out")
    assert refused(done, 3)


def test_truncated_in_the_middle_is_analysed_to_the_damage(model, two_reps, tmp_path):
    path = cut(two_reps, 0.62, f"cut-{tmp_path.name}.mp4")
    done = cli("analyze", path, "--no-video", "--out", tmp_path)
    assert done.code == 0, done.said
    report = report_in(tmp_path / path.stem)
    assert report["summary"]["reps"] == 1
    assert 3.3 < report["source"]["duration_s"] < 6.0
    assert any("damaged after" in warning for warning in report["warnings"])
    assert "damaged after" in done.said
    page = (tmp_path / path.stem / "report.html").read_text(encoding="utf-8")
    assert "damaged after" in page


def test_black(model, tmp_path):
    path = film(tmp_path / "black.mp4", plain(0, 15))
    done = cli("analyze", path, "--out", tmp_path / "out")
    assert refused(done, 4)
    assert "Nobody" in done.err
    assert nothing_left(tmp_path / "out")


def test_nobody(model, images, tmp_path):
    path = film(tmp_path / "wall.mp4", images[:12], change=wall)
    done = cli("analyze", path, "--out", tmp_path / "out")
    assert refused(done, 4)
    assert "Nobody" in done.err
    assert nothing_left(tmp_path / "out")


def test_feet_never_in_the_picture(model, images, tmp_path):
    path = film(tmp_path / "waist.mp4", images, change=waist_up)
    done = cli("analyze", path, "--out", tmp_path / "out")
    assert refused(done, 4)
    assert "feet" in done.err
    assert nothing_left(tmp_path / "out")


def test_one_frame(model, images, tmp_path):
    path = film(tmp_path / "one.mp4", images[:1])
    done = cli("analyze", path, "--out", tmp_path / "out")
    assert done.code == 0, done.said
    report = report_in(tmp_path / "out" / "one")
    assert report["source"]["frames"] == 1
    assert report["summary"]["reps"] == 0
    assert report["source"]["fps"] is None


@pytest.mark.parametrize(
    ("change", "size"), [(enlarge(4.5), (2880, 2160)), (upright, (270, 480)), (enlarge(0.3), None)]
)
def test_large_upright_and_small(change, size, model, images, tmp_path):
    path = film(tmp_path / "clip.mp4", images[:6], fps=15, change=change)
    done = cli("analyze", path, "--out", tmp_path / "out")
    assert done.code == 0, done.said
    source = report_in(tmp_path / "out" / "clip")["source"]
    if size:
        assert (source["width"], source["height"]) == size


def test_a_phone_held_upright(model, images, tmp_path):
    """Stored lying down, with a note to turn it."""
    path = film(
        tmp_path / "phone.mp4",
        images[:6],
        fps=15,
        change=lambda i: cv2.rotate(upright(i), cv2.ROTATE_90_COUNTERCLOCKWISE),
        rotation=(-90, False, False),
    )
    done = cli("analyze", path, "--out", tmp_path / "out")
    assert done.code == 0, done.said
    report = report_in(tmp_path / "out" / "phone")
    source = report["source"]
    assert (source["width"], source["height"], source["rotation_deg"]) == (270, 480, 90)
    assert report["person"]["feet_share"] > 0.9
    drawn = cv2.VideoCapture(str(tmp_path / "out" / "phone" / "annotated.mp4"))
    assert drawn.read()[1].shape == (480, 270, 3)
    drawn.release()


@pytest.mark.parametrize(("fps", "every"), [(5, 6), (240, 1)])
def test_slow_and_fast_cameras(fps, every, model, tmp_path):
    """5 pictures a second as they were; 240 a second is the same in slow motion's file."""
    seconds = 6.0 if fps == 5 else 1.2
    path = film(tmp_path / "clip.mp4", demo_images(seconds, every=every), fps=fps)
    done = cli("analyze", path, "--no-video", "--out", tmp_path / "out")
    assert done.code == 0, done.said
    source = report_in(tmp_path / "out" / "clip")["source"]
    assert source["fps"] == pytest.approx(fps, rel=0.01)
    assert source["frames"] == pytest.approx(seconds * 30 / every, abs=1)


def test_two_people(model, tmp_path):
    """The one who exercises is followed, not the trainer beside, and no squat is a heel raise."""
    path = beginning(clip_or_skip("chair_squats_two_people.mp4"), tmp_path / "two.mp4", 2.0)
    done = cli("analyze", path, "--no-video", "--out", tmp_path / "out")
    assert done.code == 0, done.said
    report = report_in(tmp_path / "out" / "two")
    assert report["person"]["people_seen"] == 2
    assert report["person"]["followed_box"]
    assert report["summary"]["reps"] == 0
    assert "data:image/jpeg" in (tmp_path / "out" / "two" / "report.html").read_text("utf-8")


def test_a_file_where_the_results_should_go(model, one_rep, tmp_path):
    (tmp_path / "out").write_text("in the way")
    done = cli("analyze", one_rep, "--out", tmp_path / "out")
    assert refused(done, 6)
    assert "in the way" in done.err
    assert (tmp_path / "out").read_text() == "in the way"


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="no folder that refuses even root")
def test_a_folder_that_cannot_be_written(model, one_rep, tmp_path):
    for words in (["analyze", one_rep], ["analyze", one_rep, one_rep.with_name("x.mp4")]):
        done = cli(*words, "--out", "/proc/self/results")
        assert refused(done, 6)
        assert "/proc/self/results" in done.err


@pytest.mark.parametrize("name", ["annotated.mp4", "landmarks.npz", "report.json", "report.html"])
def test_a_full_disk(name, model, images, tmp_path, monkeypatch):
    """Whichever file it hits: a sentence, the earlier results as they were, and nothing half."""
    import errno

    from formcheck.pipeline import analyze as seam

    def full(*_, **__):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    if name == "annotated.mp4":
        monkeypatch.setattr("formcheck.video.writer.VideoWriter.write", _full_video)
    elif name == "landmarks.npz":
        monkeypatch.setattr(seam.RecordingWriter, "_assemble", full)
    else:
        replace = Path.replace
        monkeypatch.setattr(
            Path, "replace", lambda a, b: full() if Path(b).name == name else replace(a, b)
        )
    clip = film(tmp_path / "clip.mp4", images[:6], fps=15)
    (tmp_path / "out" / "clip").mkdir(parents=True)
    for earlier in ("report.json", "landmarks.npz", "annotated.mp4"):
        (tmp_path / "out" / "clip" / earlier).write_text("earlier")
    done = cli("analyze", clip, "--out", tmp_path / "out", "--overwrite")
    assert refused(done, 6)
    assert "space" in done.err
    left = {p.name: p.read_text() for p in (tmp_path / "out" / "clip").iterdir()}
    assert left == dict.fromkeys(("report.json", "landmarks.npz", "annotated.mp4"), "earlier")
    assert ".unfinished" not in done.err


def _full_video(self, t, image):
    import errno

    self._fail(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))
