"""The page as text: what it says, and that nothing a person types becomes markup."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from formcheck.exercises.results import Finding, NotCounted, Stage, Verdict
from formcheck.report.glance import tiles_of
from formcheck.report.html import write_html, write_index
from formcheck.report.pictures import Evidence, Picture
from formcheck.report.rows import VideoRow
from tests.support import reports


class Tags(HTMLParser):
    """All tags with their attributes, and all text outside style."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.words, self._style = [], [], False
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self._style = tag == "style"

    def handle_endtag(self, tag):
        self._style = False

    def handle_data(self, data):
        if not self._style:
            self.words.append(data)

    @property
    def text(self):
        return " ".join(" ".join(self.words).split())


def page(report, tmp_path, **more):
    write_html(report, tmp_path / "report.html", **more)
    return Tags((tmp_path / "report.html").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", list(reports.ALL))
def test_nothing_typed_becomes_markup_and_nothing_is_fetched(name, tmp_path):
    got = page(reports.ALL[name](), tmp_path)
    names = {tag for tag, _ in got.tags}
    assert not names & {"script", "iframe", "object", "embed", "form", "base", "video", "audio"}
    for tag, attributes in got.tags:
        assert not [a for a in attributes if a.startswith("on")]
        assert attributes.get("src", "data:").startswith("data:image/jpeg;base64,") or tag != "img"
        if tag == "link":
            assert attributes["href"] == "data:,"
    if name == "hostile":
        assert got.text.count("<script>alert(1)</script>") > 5


def test_the_page_forbids_itself_everything_but_its_own_style_and_pictures(tmp_path):
    got = page(reports.both_feet(), tmp_path)
    policies = [a["content"] for t, a in got.tags if "http-equiv" in a]
    assert policies == [
        "default-src 'none'; img-src data:; style-src 'unsafe-inline'; "
        "base-uri 'none'; form-action 'none'"
    ]


def test_a_session_reads_as_it_was(tmp_path):
    got = page(reports.both_feet(), tmp_path, files=["report.json", "annotated.mp4"])
    for said in (
        "Heel raise, both feet", "Session 3, morning", "4 March 2025, 09:12", "IMG_2041.mov",
        "12 heel raises counted, 2 faults found.", "Heel height (% of foot length) over time",
        "Low raise", "no heel height known", "Foot out of line – on every repetition",
        "Knee pumping – on repetitions 3, 4", "partial", "15° (changed; default 12°)",
        "provisional",
        "26.0 cm (15.2 % of the given height)", "not a medical device",
    ):  # fmt: skip
        assert said in got.text
    assert {"href": "annotated.mp4"} in [a for t, a in got.tags if t == "a"]


def test_not_assessed_is_never_ok(tmp_path):
    got = page(reports.nothing_assessed(), tmp_path)
    assert "✓ ok" not in got.text.replace("Check ✓ ok ✕ fault", "")
    assert "not known: no check could be made" in got.text
    assert "The feet were outside the picture" in got.text


def test_a_headline_is_made_where_there_is_none_and_claims_no_more_than_was_checked(tmp_path):
    def headline(report):
        summary = report.summary.model_copy(update={"headline": ""})
        got = page(report.model_copy(update={"summary": summary}), tmp_path)
        at = [i for i, (_, a) in enumerate(got.tags) if a.get("class") == "headline"]
        assert at
        return got.text

    assert "6 repetitions counted; no check could be made." in headline(reports.nothing_assessed())
    assert "no faults found in the checks that were made." in headline(reports.cut_short())
    assert "No repetition was seen." in headline(reports.no_reps())


def test_a_fault_comes_with_its_picture_value_limit_and_band(tmp_path):
    evidence = Evidence({(12, "low_raise"): Picture(44.6, b"jpeg")}, Picture(0.0, b"who"))
    got = page(reports.both_feet(), tmp_path, evidence=evidence)
    sources = [a["src"] for t, a in got.tags if t == "img"]
    assert sources == ["data:image/jpeg;base64,anBlZw==", "data:image/jpeg;base64,d2hv"]
    assert (
        "Measured 36.0 % of foot length Limit at least 45.5 % Error band ± 6.0 % of foot length"
        in got.text
    )
    assert "No picture was kept of 1 of these." in got.text
    assert "Measured 1.12 s Limit at least 1.60 s" in got.text


def test_pictures_left_out_are_said(tmp_path):
    report = reports.many_reps(200)
    moments = {(r.index, f.check): Picture(1.0, b"x") for r in report.reps for f in r.faults}
    got = page(report, tmp_path, evidence=Evidence(moments), most_pictures=8)
    assert len([t for t, _ in got.tags if t == "img"]) == 8
    assert "32 more faults are left out here" in got.text


def test_left_and_right_are_compared_with_the_lower_named(tmp_path):
    got = page(reports.left_and_right(), tmp_path)
    assert "78 % symmetry; the right side is lower" in got.text
    assert "Left and right" in got.text
    assert "Left and right" not in page(reports.both_feet(), tmp_path).text


def test_warnings_stand_above_the_headline(tmp_path):
    text = page(reports.cut_short(), tmp_path).text
    assert text.index("The file is damaged after 0:20") < text.index("5 heel raises counted")
    silent = reports.cut_short().model_copy(update={"warnings": []})
    assert "was cut short" in page(silent, tmp_path).text


def test_stages_and_the_test_mode_are_shown(tmp_path):
    base = reports.no_reps()
    finding = Finding(check="stage_short", verdict=Verdict.FAULT, detail="16 of 20 s")
    summary = base.summary.model_copy(update={"test": {"stopped_because": "pace lost"}})
    report = base.model_copy(
        update={
            "stages": [Stage(name="toes_out", start_s=1, end_s=21, findings=[finding])],
            "summary": summary,
        }
    )
    text = page(report, tmp_path).text
    assert "Toes out" in text
    assert re.search(r"Stage short – ✕ ?fault : 16 of 20 s", text)
    assert "Stopped because pace lost" in text


def test_the_index_links_each_report_and_names_each_failure(tmp_path):
    rows = [
        VideoRow.of(reports.both_feet(), Path("a #1"), file="a #1.mov"),
        VideoRow.of(reports.nothing_assessed(), Path("javascript:alert(1)")),
        VideoRow.failed(reports.HOSTILE, "It is <b>not</b> a video."),
    ]
    write_index(rows, tmp_path / "index.html")
    got = Tags((tmp_path / "index.html").read_text(encoding="utf-8"))
    links = [a["href"] for t, a in got.tags if t == "a"]
    assert links == ["./a%20%231/report.html", "./javascript%3Aalert%281%29/report.html"]
    assert "3 videos, 1 could not be analysed, 18 repetitions counted in all." in got.text
    assert "It is <b>not</b> a video." in got.text
    assert "Low raise ×1, Too fast ×1" in got.text
    assert not {t for t, _ in got.tags} & {"script", "img", "b"} - {"b"}


def test_zero_repetitions_say_what_was_seen_instead(tmp_path):
    seen = [NotCounted(why="turned round", times=3), NotCounted(why="<the feet moved>", times=1)]
    report = reports.no_reps().model_copy(update={"not_counted": seen})
    text = page(report, tmp_path).text
    assert "were not counted: 3 × turned round, 1 × <the feet moved>." in text
    assert "The checks" not in text
    assert VideoRow.of(report, tmp_path).message.endswith(
        "Nothing counted: 3\xa0× turned round, 1\xa0× <the feet moved>."
    )
    bare = VideoRow.of(reports.no_reps(), tmp_path)
    assert "No movement looked like a repetition." in bare.message


def test_the_best_height_is_not_shown_without_its_error_band():
    report = reports.both_feet()
    tile = next(t for t in tiles_of(report) if t.caption == "best height")
    bands = {r.measures["peak_heel_lift"].band for r in report.reps}
    assert tile.note.startswith(f"of foot length; ± {max(bands):.0f}; mean ")
    for rep in report.reps:
        bare = rep.measures["peak_heel_lift"].model_copy(update={"band": None})
        rep.measures["peak_heel_lift"] = bare
    tile = next(t for t in tiles_of(report) if t.caption == "best height")
    assert "±" not in tile.note
