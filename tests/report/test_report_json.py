import json

import jsonschema
import pytest

from formcheck.errors import InputError, OutputError
from formcheck.report import schema
from formcheck.report.jsonfile import json_bytes, read_json, write_json
from tests.support import reports


@pytest.mark.parametrize("name", list(reports.ALL))
def test_reports_keep_to_the_published_schema(name):
    data = json.loads(json_bytes(reports.ALL[name]()))
    validator = jsonschema.Draft202012Validator(schema.published_schema())
    assert [e.message for e in validator.iter_errors(data)] == []


def test_published_schema_is_up_to_date():
    assert schema.published_schema() == schema.build_schema(), (
        "run: python -m formcheck.report.schema"
    )


def test_schema_is_itself_valid_and_refuses_what_is_not_a_report():
    published = schema.published_schema()
    jsonschema.Draft202012Validator.check_schema(published)
    data = json.loads(json_bytes(reports.both_feet()))
    data["reps"][0]["findings"][0]["verdict"] = "maybe"
    assert not jsonschema.Draft202012Validator(published).is_valid(data)


@pytest.mark.parametrize("name", [n for n in reports.ALL if n != "hostile"])
def test_a_report_reads_back_as_it_was(name, tmp_path):
    report = reports.ALL[name]()
    write_json(report, tmp_path / "report.json")
    assert read_json(tmp_path / "report.json") == report


def test_undecodable_file_names_and_nan_become_legible(tmp_path):
    report = reports.hostile()
    report.prescription["nan"] = float("nan")
    write_json(report, tmp_path / "report.json")
    back = read_json(tmp_path / "report.json")
    assert back.source.name == reports.HOSTILE + "?.mp4"
    assert back.prescription["nan"] is None


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "No such file"),
        ("not json", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[]", "not a formcheck report"),
        ('{"schema_version": 99}', "of version 99"),
        ('{"schema_version": 1}', "not a whole report"),
    ],
)
def test_what_is_no_report_is_one_sentence(tmp_path, content, said):
    path = tmp_path / "report.json"
    if content is not None:
        path.write_text(content)
    with pytest.raises(InputError, match=said) as raised:
        read_json(path)
    assert "\n" not in str(raised.value)


def test_a_full_disk_leaves_the_old_report_and_no_litter(tmp_path, monkeypatch):
    path = tmp_path / "report.json"
    write_json(reports.no_reps(), path)
    before = path.read_bytes()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", full)
    with pytest.raises(OutputError, match="the disk is full"):
        write_json(reports.both_feet(), path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_a_file_is_one_sentence(tmp_path):
    (tmp_path / "out").write_text("")
    with pytest.raises(OutputError, match=r"not a folder|in the way"):
        write_json(reports.no_reps(), tmp_path / "out" / "report.json")
