"""Stopped in the middle: what was seen until then is kept."""

import signal

import jsonschema
import pytest

from formcheck.cli.show import Bar
from formcheck.report.schema import published_schema
from tests.support.clips import DEMO, count_of, cut_demo
from tests.support.program import cli, running
from tests.support.runs import FILES, report_in


def signal_at(monkeypatch, seconds, *numbers):
    """Send this process signals when so many seconds of a video are done."""
    sent = []

    def at(_self, done):
        if done >= seconds and not sent:
            for number in numbers:
                sent.append(number)
                signal.raise_signal(number)

    monkeypatch.setattr(Bar, "at", at)
    return sent


def pictures_in(folder):
    """Whether part of the annotated video is on the disk."""
    return any(p.stat().st_size for p in folder.glob("*/.unfinished-*/.annotated.mp4*"))


def test_ctrl_c_keeps_what_was_seen(model, tmp_path):
    with running("analyze", DEMO, "--out", tmp_path) as run:
        run.wait_for(lambda: pictures_in(tmp_path) or None)
        run.signal(signal.SIGINT)
        done = run.end()
    assert done.code == 130, done.said
    assert "Traceback" not in done.said
    assert "stopped before the end" in done.said
    (folder,) = tmp_path.iterdir()
    assert {p.name for p in folder.iterdir()} == FILES
    report = report_in(folder)
    jsonschema.Draft202012Validator(published_schema()).validate(report)
    assert report["complete"] is False
    assert any("stopped before the end" in warning for warning in report["warnings"])
    assert 0 < report["source"]["duration_s"] < 15


def test_sigterm_as_well(model, two_reps, tmp_path, monkeypatch):
    sent = signal_at(monkeypatch, 3.6, signal.SIGTERM)
    done = cli("analyze", two_reps, "--no-video", "--out", tmp_path)
    assert sent == [signal.SIGTERM]
    assert done.code == 130, done.said
    report = report_in(tmp_path / "two")
    assert report["summary"]["reps"] == 1
    assert 3.5 < report["source"]["duration_s"] < 4.1
    again = cli("score", tmp_path / "two" / "landmarks.npz", "--out", tmp_path / "again")
    assert again.code == 0
    assert report_in(tmp_path / "again" / "two")["reps"] == report["reps"]
    assert report_in(tmp_path / "again" / "two")["complete"] is False


def test_stopped_before_anybody_was_seen(model, one_rep, tmp_path, monkeypatch):
    from tests.support.clips import film, plain

    clip = film(tmp_path / "black.mp4", plain(0, 8))
    signal_at(monkeypatch, 0.0, signal.SIGINT)
    done = cli("analyze", clip, "--out", tmp_path / "out")
    assert done.code == 130
    assert "nothing to keep" in done.said
    assert not list((tmp_path / "out").iterdir())


def test_a_second_ctrl_c_ends_it_at_once(model, one_rep, tmp_path, monkeypatch):
    (tmp_path / "out" / "one").mkdir(parents=True)
    (tmp_path / "out" / "one" / "report.json").write_text("earlier")
    signal_at(monkeypatch, 1.0, signal.SIGINT, signal.SIGINT)
    done = cli("analyze", one_rep, "--out", tmp_path / "out", "--overwrite")
    assert done.code == 130
    assert "Traceback" not in done.said
    assert "nterrupted" in done.said
    (left,) = (tmp_path / "out" / "one").iterdir()
    assert left.read_text() == "earlier"


def test_ctrl_c_among_several_lists_the_rest(model, tmp_path, monkeypatch):
    (tmp_path / "in").mkdir()
    for name in ("1.mp4", "2.mp4", "3.mp4"):
        cut_demo(tmp_path / "in" / name, 0.5)
    seen = []
    at = Bar.at

    def stop_in_the_second(self, done):
        seen.append(done)
        if len(seen) > 1 and done < seen[-2]:
            signal.raise_signal(signal.SIGINT)
        at(self, done)

    monkeypatch.setattr(Bar, "at", stop_in_the_second)
    done = cli("analyze", tmp_path / "in", "--no-video", "--out", tmp_path / "out")
    assert done.code == 130, done.said
    first = report_in(tmp_path / "out" / "1")
    assert first["complete"] is True
    assert first["source"]["frames"] == count_of(tmp_path / "in" / "1.mp4")
    rows = (tmp_path / "out" / "summary.csv").read_text(encoding="utf-8-sig")
    assert all(name in rows for name in ("1.mp4", "2.mp4", "3.mp4"))
    assert "stopped before" in rows
    assert (tmp_path / "out" / "index.html").exists()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_signals_are_given_back(number, model, one_rep, tmp_path):
    before = signal.getsignal(number)
    assert cli("analyze", tmp_path / "none.mp4").code == 3
    assert signal.getsignal(number) is before
