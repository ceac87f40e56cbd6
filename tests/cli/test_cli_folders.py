"""Several videos and folders of them: each for itself, and a list of all."""

import csv
import re
import shutil

import pytest

from formcheck.cli.analyze import left_below
from tests.support.clips import film
from tests.support.program import cli
from tests.support.runs import FILES, report_in

WHOLE = FILES - {"annotated.mp4"}


@pytest.fixture(scope="module")
def short(clips, images):
    """Six pictures, with a person and no repetition."""
    return film(clips / "short.mp4", images[:6], fps=15)


def rows_in(out):
    text = (out / "summary.csv").read_text(encoding="utf-8-sig")
    return {row["file"]: row for row in csv.DictReader(text.splitlines())}


@pytest.fixture(scope="module")
def several(model, one_rep, short, tmp_path_factory):
    """A folder in which much is to be found, some of it broken."""
    top = tmp_path_factory.mktemp("several")
    videos = top / "videos"
    for place in ("monday", "tuesday", ".trash", "empty"):
        (videos / place).mkdir(parents=True)
    shutil.copy(one_rep, videos / "monday" / "set.mp4")
    shutil.copy(short, videos / "tuesday" / "set.mp4")
    shutil.copy(short, videos / "10 <b>last.MP4")
    shutil.copy(short, videos / ".hidden.mp4")
    shutil.copy(short, videos / ".trash" / "gone.mp4")
    (videos / "2 broken.mp4").write_text("no video at all")
    (videos / "notes.txt").write_text("nor this")
    done = cli("analyze", videos, "--recursive", "--no-video", "--out", top / "out")
    return done, top / "out"


def test_some_failed_is_1_and_the_rest_is_done(several):
    done, out = several
    assert done.code == 1, done.said
    folders = {p.name for p in out.iterdir() if p.is_dir()}
    assert folders == {"set", "set-2", "10 _b_last"}
    assert all({p.name for p in (out / name).iterdir()} == WHOLE for name in folders)
    assert report_in(out / "set")["summary"]["reps"] == 1
    assert report_in(out / "set-2")["summary"]["reps"] == 0
    assert "Traceback" not in done.said


def test_the_lists_name_every_video_apart(several):
    done, out = several
    rows = rows_in(out)
    assert list(rows) == ["2 broken.mp4", "10 <b>last.MP4", "monday/set.mp4", "tuesday/set.mp4"]
    assert [row["status"] for row in rows.values()] == ["failed", "done", "done", "done"]
    assert rows["monday/set.mp4"]["report"] == "set/report.html"
    assert "not a video" in rows["2 broken.mp4"]["message"]
    for name in rows:
        assert name in done.out
    assert "index.html" in done.out
    assert "4 videos, 1 could not be analysed, 1 repetition counted in all." in done.out


def test_the_index_leads_to_every_report(several):
    _, out = several
    page = (out / "index.html").read_text(encoding="utf-8")
    links = [link for link in re.findall(r'href="([^"]+)"', page) if "report.html" in link]
    assert len(links) == 3
    assert "<b>last" not in page
    assert "2 broken.mp4" in page


def test_the_bar_runs_once_over_all(several):
    done, _ = several
    assert done.err.count("\n") <= 1, "nothing of it is left where nobody watches"


def test_results_among_the_videos_are_not_analysed_again(several, short, tmp_path):
    _, out = several
    shutil.copytree(out / "set", tmp_path / "set")
    shutil.copy(short, tmp_path / "set" / "annotated.mp4")
    done = cli("analyze", tmp_path, "--recursive", "--out", tmp_path / "out")
    assert done.code == 3
    assert "holds no video" in done.said


def test_a_missing_video_does_not_stop_the_others(model, short, tmp_path):
    done = cli(
        "analyze", tmp_path / "nowhere.mp4", short, tmp_path / "nothing", "--no-video",
        "--out", tmp_path / "out",
    )  # fmt: skip
    assert done.code == 1
    rows = rows_in(tmp_path / "out")
    assert {name: row["status"] for name, row in rows.items()} == {
        "nowhere.mp4": "failed",
        "short.mp4": "done",
        "nothing": "failed",
    }


@pytest.mark.parametrize("recursive", [True, False])
def test_a_folder_without_videos(recursive, tmp_path):
    (tmp_path / "videos" / "below").mkdir(parents=True)
    (tmp_path / "videos" / ".hidden.mp4").write_bytes(b"x")
    words = ["--recursive"] if recursive else []
    done = cli("analyze", tmp_path / "videos", *words, "--out", tmp_path / "out")
    assert done.code == 3
    assert "holds no video" in done.said
    assert ("--recursive" in done.said) is not recursive
    assert not (tmp_path / "out").exists()


def test_what_the_machine_lacks_is_said_once(short, tmp_path, monkeypatch):
    """Without a model no video can be analysed: that is no failure of each of them."""
    from formcheck.errors import MissingError

    def missing(*_):
        raise MissingError("There is no pose model here.")

    monkeypatch.setattr("formcheck.pose.bundle.pose_model", missing)
    for name in ("a.mp4", "b.mp4"):
        shutil.copy(short, tmp_path / name)
    done = cli("analyze", tmp_path, "--out", tmp_path / "out")
    assert done.code == 5
    assert done.said.count("no pose model") == 1


def test_a_wrong_pose_model_is_said_once(short, tmp_path):
    (tmp_path / "wrong.task").write_text("wrong")
    for name in ("a.mp4", "b.mp4"):
        shutil.copy(short, tmp_path / name)
    done = cli(
        "analyze", tmp_path, "--pose-model", tmp_path / "wrong.task", "--out", tmp_path / "o"
    )
    assert done.code == 3
    assert done.said.count("not a pose model") == 1


def test_a_folder_below_that_may_not_be_read_stops_nothing(tmp_path, monkeypatch):
    def walk(top, onerror):
        onerror(PermissionError(13, "Permission denied", f"{top}/lost+found"))
        return iter(())

    (tmp_path / "a.mp4").touch()
    monkeypatch.setattr("os.walk", walk)
    assert left_below(tmp_path, [tmp_path / "a.mp4"]) == 0
