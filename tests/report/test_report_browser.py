"""The page in a real browser: it asks for nothing, fits a phone, and prints."""

import pytest

from formcheck.report.html import write_html, write_index
from formcheck.report.pictures import Evidence, Picture
from formcheck.report.rows import VideoRow
from tests.support import more_reports, reports
from tests.support.browser import chromium, needs_chromium, offline

pytestmark = needs_chromium


@pytest.fixture(scope="module")
def browser():
    with chromium() as browser:
        yield browser


@pytest.fixture
def opened(browser, tmp_path):
    """Opens a page and tells what it asked for and complained about."""
    contexts = []

    def open_(path, width):
        context = offline(browser, viewport={"width": width, "height": 800})
        contexts.append(context)
        page = context.new_page()
        asked, said = [], []
        page.on("request", lambda r: asked.append(r.url))
        page.on("console", lambda m: said.append(m.text))
        page.on("pageerror", lambda e: said.append(str(e)))
        page.on("dialog", lambda d: (said.append(d.message), d.dismiss()))
        page.goto(path.as_uri())
        return page, asked, said

    yield open_
    for context in contexts:
        context.close()


def jpeg():
    import cv2
    import numpy as np

    return cv2.imencode(".jpg", np.full((90, 30, 3), 128, np.uint8))[1].tobytes()


def evidence_of(report):
    picture = Picture(1.0, jpeg())
    moments = {(r.index, f.check): picture for r in report.reps for f in r.faults}
    return Evidence(moments, picture)


@pytest.mark.parametrize("name", ["left_and_right", "hostile", "no_reps"])
@pytest.mark.parametrize("width", [360, 1200])
def test_the_page_asks_for_nothing_and_fits(name, width, opened, tmp_path):
    report = reports.ALL[name]()
    path = tmp_path / "report.html"
    write_html(report, path, evidence=evidence_of(report))
    page, asked, said = opened(path, width)
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert [url for url in asked if url.startswith("file:")] == [path.as_uri()]
    assert said == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    broken = page.evaluate(
        "[...document.images].filter(i => !i.complete || !i.naturalWidth).length"
    )
    assert broken == 0
    shown = page.locator(".chart:visible").count()
    assert (shown > 0) is (report.curve is not None)


@pytest.mark.parametrize("name", list(more_reports.MORE))
@pytest.mark.parametrize("width", [360, 1200])
def test_circles_steps_and_stages_fit(name, width, opened, tmp_path):
    report = more_reports.MORE[name]()
    path = tmp_path / "report.html"
    write_html(report, path, evidence=evidence_of(report))
    page, _, said = opened(path, width)
    assert said == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    figures = {"circles": ".clockface", "tandem": ".walk", "toe_walk": ".stages"}
    shown = page.locator(f"{figures[name]}:visible")
    assert shown.count() >= 1
    box = shown.first.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    folded = page.locator("details.group:not([open]) table:visible").count()
    page.emulate_media(media="print")
    printed = page.locator("details.group").count()
    assert folded == 0
    assert (printed > 0) is (name == "toe_walk")


def test_the_policy_really_blocks_what_is_smuggled_in(opened, tmp_path):
    path = tmp_path / "report.html"
    write_html(reports.both_feet(), path)
    smuggled = "<script>document.title='owned'</script><img src='http://127.0.0.1:9/x.png'>"
    path.write_text(path.read_text(encoding="utf-8").replace("</main>", smuggled + "</main>"))
    page, _, said = opened(path, 800)
    assert page.title() != "owned"
    assert len([s for s in said if "Content Security Policy" in s]) >= 2


def test_it_prints_on_a4(opened, tmp_path):
    path = tmp_path / "report.html"
    report = reports.left_and_right()
    write_html(report, path, evidence=evidence_of(report))
    page, _, _ = opened(path, 800)
    pdf = page.pdf(prefer_css_page_size=True)
    sizes = {bytes(part.split(b"]")[0]) for part in pdf.split(b"/MediaBox [")[1:]}
    assert all(abs(float(s.split()[2]) - 595) < 2 for s in sizes)
    assert 2 <= pdf.count(b"/Type /Page\n") <= 8
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 688, "height": 970})
    assert page.evaluate("document.documentElement.scrollWidth") <= 688
    assert page.locator(".narrow:visible").count() == 0


def test_the_index_fits_a_phone(opened, tmp_path):
    path = tmp_path / "index.html"
    rows = [VideoRow.of(make(), tmp_path.relative_to(tmp_path)) for make in reports.ALL.values()]
    rows.append(VideoRow.failed("x" * 200, "y" * 200))
    write_index(rows, path)
    for width in (360, 1200):
        page, asked, said = opened(path, width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert (len(asked), said) == (1, []) or asked[1:] == ["data:,"]
