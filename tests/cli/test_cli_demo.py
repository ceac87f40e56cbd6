"""`formcheck demo`: what a newcomer runs first."""

from support.clips import DEMO, ONE_REP_S, cut_demo
from support.program import cli
from support.runs import FILES, report_in


def test_the_clip_ships_with_the_package_and_is_small():
    assert DEMO.stat().st_size <= 2_000_000


def test_it_analyses_the_built_in_clip(model, tmp_path, monkeypatch):
    """The beginning of it, in the clip's place, to save time; twice, as one would."""
    (tmp_path / "data").mkdir()
    cut_demo(tmp_path / "data" / DEMO.name, ONE_REP_S)
    monkeypatch.setattr("formcheck.cli.demo.files", lambda _: tmp_path)
    out = tmp_path / "out"
    for _ in range(2):
        done = cli("demo", "--out", out)
        assert done.code == 0, done.said
    (folder,) = out.iterdir()
    assert {p.name for p in folder.iterdir()} == FILES
    report = report_in(folder)
    assert report["summary"]["reps"] == 1
    assert report["reps"][0]["measures"]["peak_heel_lift_cm"]["value"] > 5
    assert str(folder / "report.html") in done.out
