"""Pages of exercises that count circles or steps: their figures, and their own words."""

import csv
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from formcheck.exercises.base import Outcome
from formcheck.exercises.drawings import ClockTrace, StepMap, StepMark
from formcheck.exercises.results import Verdict
from formcheck.report.clocks import MOST, RADIUS, clocks_of, way_of
from formcheck.report.csvfile import write_reps_csv, write_summary_csv
from formcheck.report.footprints import walks_of
from formcheck.report.html import write_html, write_index
from formcheck.report.jsonfile import read_json, write_json
from formcheck.report.page import fault_letters
from formcheck.report.rows import VideoRow
from formcheck.report.summing import _check_counts, _headline, not_assessed_in
from formcheck.report.timeline import timeline_of
from tests.support import more_reports, reports
from tests.support.reports import RAISES

CHECKS = ["wrong_direction", "trunk_sway", "knees_bent", "heel_drop"]

FOREIGN = re.compile(
    r"\b(heels? (lift|rise|height)|raises?|rise|reps?|repetitions?|too low)\b", re.I
)


def written(report, tmp_path):
    write_html(report, tmp_path / "report.html")
    return (tmp_path / "report.html").read_text(encoding="utf-8")


def text_of(html):
    body = re.sub(r"(?s)<style>.*?</style>|<h3>Limits in force</h3>.*?</table>", " ", html)
    body = re.sub(r"<[^>]+aria-label=\"([^\"]*)\"[^>]*>", r" \1 ", body)
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


@pytest.mark.parametrize("name", list(more_reports.MORE))
def test_no_word_of_the_heel_raise_is_left_on_the_page(name, tmp_path):
    report = more_reports.MORE[name]()
    text = text_of(written(report, tmp_path)).replace("reps.csv", "").replace("Limits changed", "")
    found = [text[max(0, m.start() - 40) : m.end() + 20] for m in FOREIGN.finditer(text)]
    assert [f for f in found if "Heel lift" not in f] == []  # toe walking has one of its own
    assert report.wording.many in text


@pytest.mark.parametrize("name", list(more_reports.MORE))
def test_every_figure_is_whole_xml_and_says_what_it_shows(name, tmp_path):
    html = written(more_reports.MORE[name](), tmp_path)
    figures = re.findall(r"(?s)<svg.*?</svg>", html)
    assert figures
    for figure in figures:
        root = ElementTree.fromstring(figure)
        assert root.get("aria-label") or root.get("aria-hidden")
        assert "nan" not in figure.lower().replace("finance", "")


def test_each_circle_is_on_a_clock_with_its_direction_in_words():
    report = more_reports.circles()
    first, second = clocks_of(report, fault_letters(report))
    assert (first.title, second.title) == ("Set 1, left foot", "Set 2, right foot")
    assert len(first.faces) == len(second.faces) == 8
    assert first.faces[0].said == "Circle 1: clockwise, turned 355°, 12 of 12 sectors reached"
    assert second.faces[0].way == "↺"
    assert first.faces[4].number == "(5)"
    assert "Partial circle" in first.faces[4].said
    unknown = second.faces[3]
    assert (unknown.way, unknown.arrow) == ("?", "")
    assert "direction not known" in unknown.said


def test_pointed_is_at_the_top_and_the_own_right_at_the_right():
    report = more_reports.circles()
    up = ClockTrace(points=((0.0, 10.0), (10.0, 0.0)), reach=10.0, sectors=(True,))
    rep = report.reps[0].model_copy(update={"drawing": up})
    face = clocks_of(report.model_copy(update={"reps": [rep]}), {})[0].faces[0]
    (x0, y0), (x1, y1) = (map(float, p.split(",")) for p in face.line.split())
    assert x0 == 50 > y0
    assert x1 > 50 == y1
    assert face.reached[0].startswith("M51.7 10.0")  # the first sector begins at the top
    assert len(face.missed) == 11


def test_paths_stay_inside_whatever_they_are():
    report = more_reports.circles()
    wild = ClockTrace(points=((1e9, -1e9), (0.0, 0.0), (-1e-12, 3.0)) * 500, reach=1e-3)
    rep = report.reps[0].model_copy(update={"drawing": wild})
    face = clocks_of(report.model_copy(update={"reps": [rep]}), {})[0].faces[0]
    numbers = [float(n) for n in re.split(r"[ ,]", face.line)]
    assert len(numbers) <= 96
    assert all(50 - RADIUS <= n <= 50 + RADIUS for n in numbers)
    empty = rep.model_copy(update={"drawing": ClockTrace(points=(), reach=1.0, known=False)})
    face = clocks_of(report.model_copy(update={"reps": [empty]}), {})[0].faces[0]
    assert (face.line, face.start, face.arrow) == ("", None, "")
    assert way_of(empty, empty.drawing) == "direction not known"
    said = empty.model_copy(update={"direction": "clockwise"})
    assert way_of(said, empty.drawing) == "clockwise"
    unsaid = report.reps[0].model_copy(update={"direction": "not assessed"})
    assert way_of(unsaid, report.reps[0].drawing) == "direction not known"


def test_very_many_circles_are_chosen_from_faults_first():
    base = more_reports.circles()
    reps = [
        more_reports.circle(i, fault="flat_circle" if i % 50 == 0 else "") for i in range(1, 501)
    ]
    report = base.model_copy(update={"reps": reps})
    (group,) = clocks_of(report, {"flat_circle": "A"})
    assert len(group.faces) == MOST
    assert group.left_out == 500 - MOST
    assert sum(bool(face.letters) for face in group.faces) == 10


def test_steps_stand_where_they_stood_with_the_walkers_right_below():
    report = more_reports.tandem()
    (walk,) = walks_of(report, fault_letters(report))
    row = walk.wide[0]
    assert len(walk.wide) == 1
    assert len(row.feet) == 20
    xs = [foot.x for foot in row.feet]
    assert xs == sorted(xs)
    assert 0 < xs[0] < xs[-1] < row.width
    assert row.feet[6].y > row.line_y + 5  # 0.45 foot lengths to the right
    assert row.feet[6].letter == "A"
    assert sum(map(len, (r.feet for r in walk.narrow))) == 20
    assert len(walk.narrow) > 1


def test_toes_out_turn_away_from_the_line():
    marks = tuple(
        StepMark(number=i, side=side, along=float(i), across=0.0, turn=20.0)
        for i, side in enumerate(("left", "right"))
    )
    base = more_reports.tandem()
    one = base.sets[0].model_copy(update={"drawing": StepMap(steps=marks)})
    left, right = walks_of(base.model_copy(update={"sets": [one]}), {})[0].wide[0].feet
    assert (left.turn, right.turn) == (-20, 20)  # clockwise on the page is to the walker's right


def test_a_huge_walk_has_a_bounded_figure_and_says_so(tmp_path):
    report = more_reports.toe_walk(1500)
    (walk,) = walks_of(report, {})
    assert len(walk.wide) <= 8 < len(walk.narrow) <= 20
    assert walk.left_out == 1500 - sum(len(r.feet) for r in walk.wide)
    html = written(report, tmp_path)
    assert "have no room here" in html
    assert "one after the other" in html


def test_steps_without_figures_draw_nothing():
    base = more_reports.tandem()
    one = base.sets[0].model_copy(update={"drawing": StepMap(steps=())})
    assert walks_of(base.model_copy(update={"sets": [one]}), {}) == []
    assert clocks_of(base, {}) == []
    assert timeline_of(base) is None


def test_many_steps_are_grouped_by_stage(tmp_path):
    html = written(more_reports.toe_walk(100), tmp_path)
    groups = re.findall(r'<details class="group".*?</summary>', html)
    assert len(groups) == 3
    assert "Set 1 · Out" in groups[1]
    assert "33 steps, 1 with a fault" in groups[1]
    assert html.count('<tr role="row" class="faulty">') >= 5


def test_stages_have_their_figures_with_bands_and_reasons(tmp_path):
    report = more_reports.toe_walk(30)
    text = text_of(written(report, tmp_path))
    assert "Straight 0:02 0:08 19.6 ± 0.5 10 – too few steps" in text
    timeline = timeline_of(report)
    assert [piece.fault for piece in timeline.pieces] == [False, False, True]
    assert "with a fault" in timeline.said


def test_a_sets_own_figure_is_shown_large_where_there_is_one_set(tmp_path):
    assert "8 steps in a row" in text_of(written(more_reports.tandem(), tmp_path))


def test_json_carries_the_drawings_and_reads_back(tmp_path):
    for make in more_reports.MORE.values():
        report = make()
        write_json(report, tmp_path / "report.json")
        assert read_json(tmp_path / "report.json") == report


def test_csv_says_direction_and_place(tmp_path):
    def rows(report):
        write_reps_csv(report, tmp_path / "reps.csv")
        with (tmp_path / "reps.csv").open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    circles = rows(more_reports.circles())
    assert circles[0]["direction"] == "clockwise"
    assert circles[8]["direction"] == "counter-clockwise"
    assert circles[11]["direction"] == "direction not known"
    assert circles[4]["sectors reached (of 12)"] == "7"
    steps = rows(more_reports.tandem())
    assert steps[6]["right of the line (foot lengths)"] == "0.45"
    assert steps[6]["toe-out (deg)"] == ""
    assert "direction" not in rows(reports.both_feet())[0]


def test_lists_of_videos_say_what_was_counted(tmp_path):
    made = [reports.both_feet(), more_reports.tandem(), more_reports.circles()]
    rows = [VideoRow.of(report, Path(report.exercise)) for report in made]
    write_index(rows, tmp_path / "index.html")
    text = text_of((tmp_path / "index.html").read_text(encoding="utf-8"))
    assert "12 repetitions, 20 steps and 15 circles counted in all" in text
    write_summary_csv(rows, tmp_path / "summary.csv")
    with (tmp_path / "summary.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [r["counts"] for r in csv.DictReader(file)] == ["repetitions", "steps", "circles"]


def test_off_the_beat_is_not_called_too_fast(tmp_path):
    base = reports.both_feet()
    reps = []
    for rep in base.reps:
        found = [
            f.model_copy(update={"unit": "% off the beat", "value": 30.0})
            if f.check == "too_fast"
            else f
            for f in rep.findings
        ]
        reps.append(rep.model_copy(update={"findings": found}))
    text = text_of(written(base.model_copy(update={"reps": reps}), tmp_path))
    assert "Off the beat" in text
    assert "Too fast" not in text


def test_what_is_judged_over_a_stage_is_counted_by_stage(tmp_path):
    report = more_reports.toe_walk(30)
    unmade = more_reports.finding(
        "stage_short", Verdict.NOT_ASSESSED, reason="judged for the stage as a whole"
    )
    reps = [r.model_copy(update={"findings": [*r.findings, unmade]}) for r in report.reps]
    outcome = Outcome(tuple(reps), tuple(report.sets), tuple(report.stages))
    short = _check_counts(outcome, ["stage_short", *CHECKS])[0]
    assert (short.ok, short.fault, short.not_assessed) == (2, 1, 0)
    assert "stage_short" not in {n.check for n in not_assessed_in(outcome)}
    assert "and 1 stage with a fault" in _headline(outcome, "toe walking", more_reports.TOES)
    text = text_of(written(report.model_copy(update={"reps": reps}), tmp_path))
    assert "judged for the stage as a whole" not in text.lower()
    assert "1 more on whole sets or stages" in text


def test_a_stage_alone_at_fault_is_no_clean_bill():
    report = more_reports.toe_walk(12)
    outcome = Outcome(tuple(report.reps), tuple(report.sets), tuple(report.stages))
    assert not any(r.faults for r in report.reps)
    said = _headline(outcome, "toe walking", more_reports.TOES)
    assert said == (
        "12 steps counted, none of them with a fault of its own, but 1 stage with a fault."
    )


@pytest.mark.parametrize(
    ("title", "wording", "said"),
    [
        ("ankle circles", more_reports.CIRCLES, "No ankle circle was counted."),
        ("heel-to-toe walk", more_reports.STEPS, "No step was counted."),
        ("heel raise", RAISES, "No heel raise was counted."),
    ],
)
def test_nothing_counted_is_called_by_its_name(title, wording, said):
    assert _headline(Outcome(), title, wording) == said


def test_each_line_of_a_walk_begins_a_row():
    marks = tuple(
        StepMark(
            number=i, line=1 + (i > 4), side="left", along=float(i if i <= 4 else 9 - i), across=0
        )
        for i in range(1, 9)
    )
    base = more_reports.tandem()
    one = base.sets[0].model_copy(update={"drawing": StepMap(steps=marks)})
    rows = walks_of(base.model_copy(update={"sets": [one]}), {})[0].wide
    assert [[foot.number for foot in row.feet] for row in rows] == [list("1234"), list("5678")]
    for row in rows:
        assert [foot.x for foot in row.feet] == sorted(foot.x for foot in row.feet)
