"""The annotated video in a browser, beside its report, as somebody would open it."""

import pytest

from tests.support.browser import chromium, needs_chromium, offline

pytestmark = needs_chromium


@pytest.fixture(scope="module")
def page():
    with chromium() as browser:
        context = offline(browser)
        yield context.new_page()
        context.close()


def test_the_annotated_video_plays(analysed, page, tmp_path):
    holder = tmp_path / "play.html"
    address = (analysed.folder / "annotated.mp4").as_uri()
    holder.write_text(f'<video src="{address}" muted preload="auto"></video>', encoding="utf-8")
    page.goto(holder.as_uri())
    page.wait_for_function("document.querySelector('video').readyState >= 3")
    facts = page.evaluate(
        "(() => { const v = document.querySelector('video'); "
        "return [v.videoWidth, v.videoHeight, v.duration, v.error] })()"
    )
    assert facts[:2] == [640, 480]
    assert facts[2] == pytest.approx(analysed.report["source"]["duration_s"], abs=0.2)
    assert facts[3] is None
    page.evaluate("document.querySelector('video').play()")
    page.wait_for_function("document.querySelector('video').currentTime > 0.3")
    # And to any moment: a report's reader wants the fault at 3.5 s, not the whole film.
    page.evaluate("document.querySelector('video').pause()")
    page.evaluate("document.querySelector('video').currentTime = 3.5")
    page.wait_for_function("!document.querySelector('video').seeking")
    assert page.evaluate("document.querySelector('video').currentTime") == pytest.approx(3.5)


def test_the_report_opens_with_everything_beside_it(analysed, page):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((analysed.folder / "report.html").as_uri())
    assert "Heel raise" in page.title() or "Heel raise" in page.inner_text("h1")
    assert all(url.startswith(("file:", "data:")) for url in asked)
    for link in page.query_selector_all("a[href]"):
        name = link.get_attribute("href")
        assert name.startswith("#") or (analysed.folder / name).exists()
