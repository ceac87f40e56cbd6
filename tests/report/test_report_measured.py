from formcheck.exercises.results import Measure
from formcheck.report.measured import measure_tables, measure_texts, unmeasured
from tests.support import reports


def with_measures(extra):
    base = reports.both_feet()
    reps = [r.model_copy(update={"measures": {**r.measures, **extra}}) for r in base.reps]
    texts = {**base.measure_texts, "hold_s": "Time at the top (over 90 % of the peak)"}
    return base.model_copy(update={"reps": reps, "measure_texts": texts})


def test_many_measures_are_cut_into_tables_that_fit_paper():
    extra = {f"m{i}": Measure(value=float(i), unit="cm", band=0.5) for i in range(8)}
    tables = measure_tables(with_measures(extra))
    assert [len(t.header) for t in tables] == [9, 9]
    assert [t.header[0].text for t in tables] == ["Rep", "Rep"]
    assert tables[1].header[-1].note == "cm, ± 0.50"
    assert [row[0].text for row in tables[0].rows][3:6] == ["4", "(5)", "6"]


def test_what_was_never_measured_has_its_reason_instead_of_a_column():
    report = with_measures({"drift": Measure(value=None, unit="cm", reason="needs a front view")})
    assert unmeasured(report) == [("Drift", "needs a front view")]
    assert "Drift" not in [cell.text for t in measure_tables(report) for cell in t.header]


def test_titles_are_short_and_the_rest_is_said_below():
    texts = dict(measure_texts(with_measures({})))
    assert texts["Time at the top"] == "Time at the top (over 90 % of the peak)"


def test_very_many_repetitions_are_left_to_the_spreadsheet():
    assert measure_tables(reports.many_reps(61)) == []
