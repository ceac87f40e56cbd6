import csv
from pathlib import Path

from formcheck.report.csvfile import write_reps_csv, write_summary_csv
from formcheck.report.rows import VideoRow
from tests.support import reports


def read(path):
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_one_row_a_rep_with_units_in_the_header(tmp_path):
    report = reports.both_feet()
    write_reps_csv(report, tmp_path / "reps.csv")
    rows = read(tmp_path / "reps.csv")
    assert [row["rep"] for row in rows] == [str(r.index) for r in report.reps]
    assert rows[0]["peak_heel_lift (% foot length)"] == "65.1"
    assert rows[0]["peak_heel_lift error band (% foot length)"] == "6"
    assert rows[0]["start (s)"] == "4"
    assert rows[4]["counted"] == "no"


def test_checks_are_ok_fault_or_not_assessed_with_the_reason(tmp_path):
    write_reps_csv(reports.both_feet(), tmp_path / "reps.csv")
    rows = read(tmp_path / "reps.csv")
    assert rows[0]["low_raise"] == "ok"
    assert rows[11]["low_raise"] == "fault"
    assert rows[2]["knee_pumping"] == "not assessed: the knee was hidden"


def test_what_was_not_measured_is_an_empty_cell(tmp_path):
    write_reps_csv(reports.nothing_assessed(), tmp_path / "reps.csv")
    assert {row["peak_heel_lift (% foot length)"] for row in read(tmp_path / "reps.csv")} == {""}


def test_no_reps_is_a_header_alone(tmp_path):
    write_reps_csv(reports.no_reps(), tmp_path / "reps.csv")
    assert read(tmp_path / "reps.csv") == []


def test_formulas_in_names_are_made_harmless(tmp_path):
    report = reports.hostile()
    write_reps_csv(report, tmp_path / "reps.csv")
    assert all(row["label"].startswith("'=HYPERLINK") for row in read(tmp_path / "reps.csv"))
    for start in ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\uff1d1"):
        write_summary_csv([VideoRow.failed(start, start)], tmp_path / "summary.csv")
        row = read(tmp_path / "summary.csv")[0]
        assert row["file"] == row["message"] == "'" + start


def test_negative_numbers_stay_numbers(tmp_path):
    base = reports.both_feet()
    rep = base.reps[0]
    low = rep.measures["peak_foot_pitch"].model_copy(update={"value": -3.25})
    rep = rep.model_copy(update={"measures": {"peak_foot_pitch": low}})
    write_reps_csv(base.model_copy(update={"reps": [rep]}), tmp_path / "reps.csv")
    assert read(tmp_path / "reps.csv")[0]["peak_foot_pitch (deg)"] == "-3.25"


def test_summary_has_one_row_a_video_and_says_where_its_report_lies(tmp_path):
    rows = [
        VideoRow.of(reports.both_feet(), Path("IMG_2041"), file="clinic/IMG_2041.mov"),
        VideoRow.of(reports.cut_short(), Path("cut")),
        VideoRow.failed("notes.mp4", "notes.mp4 is not a video."),
    ]
    write_summary_csv(rows, tmp_path / "summary.csv")
    done, cut, failed = read(tmp_path / "summary.csv")
    assert (done["status"], done["reps"], done["partial"]) == ("done", "12", "1")
    assert (done["faults"], done["low_raise (reps)"], done["too_fast (reps)"]) == ("2", "1", "1")
    assert done["report"] == "IMG_2041/report.html"
    assert cut["status"] == "warning"
    assert "damaged" in cut["message"]
    assert (failed["status"], failed["reps"], failed["report"]) == ("failed", "", "")
