import os
import subprocess
import sys

import pytest

from formcheck.errors import OutputError
from formcheck.report.rows import VideoRow
from formcheck.report.writer import write_all, write_folder
from tests.support import reports


def test_a_session_leaves_three_whole_files(tmp_path):
    written = write_all(reports.both_feet(), tmp_path / "x")
    assert [p.name for p in written] == ["report.json", "reps.csv", "report.html"]
    assert sorted(p.name for p in (tmp_path / "x").iterdir()) == sorted(p.name for p in written)


def test_what_an_earlier_run_left_does_not_mislead(tmp_path):
    for name in ("annotated.mp4", "landmarks.npz", "notes.txt"):
        (tmp_path / name).write_text("old")
    write_all(reports.both_feet(), tmp_path, others=["landmarks.npz"])
    assert not (tmp_path / "annotated.mp4").exists()
    assert (tmp_path / "landmarks.npz").exists()
    assert (tmp_path / "notes.txt").exists()
    html = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert 'href="landmarks.npz"' in html
    assert "annotated.mp4" not in html


def test_a_folder_of_videos_has_an_index_and_a_summary(tmp_path):
    written = write_folder([VideoRow.failed("x.mp4", "It is empty.")], tmp_path)
    assert [p.name for p in written] == ["index.html", "summary.csv"]
    assert all(p.stat().st_size for p in written)


@pytest.mark.skipif(not os.access("/dev/full", os.W_OK), reason="no /dev/full here")
def test_a_disk_that_fills_up_is_one_sentence_and_no_half_file(tmp_path, monkeypatch):
    real = os.fdopen

    def full(handle, *_):
        os.close(handle)
        return real(os.open("/dev/full", os.O_WRONLY), "wb")

    monkeypatch.setattr("formcheck.report.atomic.os.fdopen", full)
    with pytest.raises(OutputError, match="the disk is full"):
        write_all(reports.both_feet(), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_importing_the_report_is_cheap():
    code = (
        "import sys, formcheck.report.writer, formcheck.report.evidence\n"
        "print([m for m in ('jinja2', 'cv2', 'mediapipe', 'scipy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
