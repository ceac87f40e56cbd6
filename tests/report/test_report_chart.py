import pytest

from formcheck.report.chart import gaps, nice_step, strips
from formcheck.report.page import NARROW, WIDE, fault_letters
from formcheck.report.reasons import reasons_of
from formcheck.report.shapes import Format
from tests.support import reports


def chart(report, form=WIDE):
    return strips(report, fault_letters(report), form)


def test_every_repetition_is_marked_once_with_its_number_and_faults():
    rows = chart(reports.both_feet())
    marks = [m for row in rows for m in row.marks]
    assert [m.label for m in marks] == ["1", "2", "3", "4", "(5)", *map(str, range(6, 14))]
    assert [m.counted for m in marks].count(False) == 1
    lettered = {m.label: [b.letter for b in m.boxes] for m in marks if m.boxes}
    assert lettered == {"9": ["B"], "12": ["A"]}
    assert all(m.peak for m in marks)


def test_a_repetition_cut_by_the_end_of_a_row_has_its_number_once():
    report = reports.both_feet()
    rows = chart(report, Format(width=300, height=150, row_s=5, most=50))
    marks = [m for row in rows for m in row.marks]
    assert len(rows) == 12
    assert len(marks) > len(report.reps)
    assert sorted(m.label for m in marks if m.label) == sorted(
        f"({r.index})" if not r.counted else str(r.index) for r in report.reps
    )


def test_everything_lies_inside_the_drawing():
    for report in (reports.both_feet(), reports.left_and_right(), reports.many_reps(100)):
        for form in (WIDE, NARROW):
            for row in chart(report, form):
                for m in row.marks:
                    assert 0 <= m.x <= m.x + m.width <= form.width
                    assert m.peak is None or 0 <= m.peak[1] <= form.height
                ys = [float(p.split(",")[1]) for line in row.lines for p in line.split()]
                assert all(0 <= y <= form.height for y in ys)


def test_a_gap_breaks_the_line_and_is_shown():
    report = reports.both_feet()
    (row,) = chart(report)
    ((start, end),) = gaps(report.curve)
    assert end - start == pytest.approx(2.7, abs=0.1)
    assert len(row.gaps) == 1
    assert len(row.lines) == 2


def test_no_curve_no_chart():
    assert chart(reports.nothing_assessed()) == []
    empty = reports.both_feet().curve.model_copy(update={"value": [None], "t_s": [0.0]})
    assert chart(reports.both_feet().model_copy(update={"curve": empty})) == []


def test_long_sessions_get_denser_rows_and_fewer_numbers():
    rows = chart(reports.many_reps())
    assert len(rows) == WIDE.most
    labels = [m.label for row in rows for m in row.marks if m.label]
    assert 50 < len(labels) <= 200


def test_steps_are_round():
    assert [nice_step(x) for x in (0.7, 12.0, 21.0, 26.0, 0.0)] == [1, 20, 25, 50, 1]


def test_reasons_are_grouped_and_what_was_not_prescribed_comes_last():
    reasons = reasons_of(reports.both_feet())
    assert [r.reason for r in reasons] == [
        "Cannot be seen from the side", "The knee was hidden", "Not prescribed",
    ]  # fmt: skip
    assert reasons[1].checks == [("Knee pumping", "on repetitions 3, 4")]


def test_reasons_are_there_even_where_the_reports_own_list_is_empty():
    report = reports.both_feet().model_copy(update={"not_assessed": []})
    assert len(reasons_of(report)) == 3


def test_the_reports_own_grouping_of_reasons_is_not_said_twice():
    base = reports.both_feet()
    rep = base.reps[2]
    findings = [
        f.model_copy(update={"reason": "the knee was hidden: 3 of 9 frames"})
        if f.check == "knee_pumping"
        else f
        for f in rep.findings
    ]
    changed = [
        r if r is not rep else r.model_copy(update={"findings": findings}) for r in base.reps
    ]
    assert len(reasons_of(base.model_copy(update={"reps": changed}))) == 3
