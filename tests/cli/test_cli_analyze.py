"""`formcheck analyze` on one video: what it leaves behind, and what its options do."""

import csv
import html
import re
from base64 import b64decode

import av
import cv2
import jsonschema
import numpy as np
import pytest

from formcheck.pose.landmarks import Landmark
from formcheck.pose.recording.reader import Recording
from formcheck.report.schema import published_schema
from tests.support.clips import film
from tests.support.program import cli
from tests.support.runs import FILES, LABEL, report_in

STRICT = "[heel-raise]\nshortest_phase = 5.0\nshortest_period = 9.0\n"


def pictures_of(video):
    with av.open(str(video)) as container:
        return [frame.to_ndarray(format="bgr24") for frame in container.decode(video=0)]


def test_five_files_and_nothing_else(analysed):
    assert analysed.done.code == 0, analysed.done.said
    assert {p.name for p in analysed.folder.iterdir()} == FILES
    assert [p.name for p in analysed.folder.parent.iterdir()] == ["two"]


def test_the_terminal_says_what_was_found_and_where_it_is(analysed):
    out = analysed.done.out
    assert "2 heel raises counted" in out
    assert re.search(r"^ *1 .*\bleft\b.* cm ", out, re.MULTILINE)
    for name in FILES:
        assert str(analysed.folder / name) in out
    assert "not prescribed" in out
    assert "Traceback" not in analysed.done.err


def test_the_report_is_as_the_schema_says(analysed):
    report = analysed.report
    jsonschema.Draft202012Validator(published_schema()).validate(report)
    assert report["summary"]["reps"] == 2
    assert report["source"]["name"] == "two.mp4"
    assert report["source"]["frames"] == len(Recording(analysed.folder / "landmarks.npz"))
    assert report["person"]["height_cm"] == 165
    assert report["label"] == LABEL
    assert report["complete"] is True
    assert report["warnings"] == []
    made = report["provenance"]
    assert made["mediapipe"]
    assert made["opencv"]
    assert len(made["pose_model_sha256"]) == 64
    assert not any(limit["changed"] for limit in made["limits"])


def test_a_row_per_repetition(analysed):
    text = (analysed.folder / "reps.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))
    assert len(rows) == len(analysed.report["reps"]) == 2
    assert len({len(row) for row in rows}) == 1


def test_the_page_is_whole_and_harmless(analysed):
    page = (analysed.folder / "report.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert html.unescape(page).count(LABEL) == page.count("A&amp;B[/bold]") > 0
    for found in re.findall(r"""(?:src|href)\s*=\s*["']([^"']*)""", page):
        assert found.startswith(("data:", "#")) or found in FILES, found
    assert "http://" not in page.replace("http://www.w3.org/2000/svg", "")
    assert "annotated.mp4" in page


def test_the_annotated_video_has_every_picture_drawn_on(analysed, two_reps):
    plain, drawn = pictures_of(two_reps), pictures_of(analysed.folder / "annotated.mp4")
    pairs = list(zip(plain, drawn, strict=True))
    changed = [(cv2.absdiff(a, b).max(axis=2) > 40).mean() for a, b in pairs[5::20]]
    assert min(changed) > 0.01
    with av.open(str(analysed.folder / "annotated.mp4")) as video:
        assert video.streams.video[0].codec_context.name == "h264"
        assert not video.streams.audio


@pytest.fixture(scope="module")
def strict(tmp_path_factory):
    """Limits that make a fault of every repetition, so that there are pictures of it."""
    path = tmp_path_factory.mktemp("strict") / "strict.toml"
    path.write_text(STRICT)
    return path


def earlier(out):
    """A folder in which earlier results lie."""
    (out / "one").mkdir()
    for name in ("report.json", "annotated.mp4"):
        (out / "one" / name).write_text("earlier")
    return out


@pytest.fixture(scope="module")
def beside(model, one_rep, strict, tmp_path_factory):
    """Beside earlier results, without a video."""
    out = earlier(tmp_path_factory.mktemp("beside"))
    done = cli("analyze", one_rep, "--out", out, "--no-video", "--config", strict)
    assert done.code == 0, done.said
    assert "annotated.mp4" not in done.out
    return out / "one-2"


@pytest.fixture(scope="module")
def blurred(model, one_rep, strict, tmp_path_factory):
    """Over earlier results, without faces."""
    out = earlier(tmp_path_factory.mktemp("blurred"))
    done = cli("analyze", one_rep, "--out", out, "--overwrite", "--blur-faces", "--config", strict)
    assert done.code == 0, done.said
    return out / "one"


def test_earlier_results_stay(beside):
    for name in ("report.json", "annotated.mp4"):
        assert (beside.with_name("one") / name).read_text() == "earlier"
    assert report_in(beside)["summary"]["reps"] == 1


def test_without_video(beside):
    assert {p.name for p in beside.iterdir()} == FILES - {"annotated.mp4"}
    assert "annotated.mp4" not in (beside / "report.html").read_text("utf-8")


def test_overwrite_replaces_earlier_results(blurred):
    assert {p.name for p in blurred.iterdir()} == FILES
    assert report_in(blurred)["summary"]["reps"] == 1
    assert not blurred.with_name("one-2").exists()


def test_changed_limits_are_named_in_the_report(blurred):
    report = report_in(blurred)
    changed = {x["name"]: x["value"] for x in report["provenance"]["limits"] if x["changed"]}
    assert changed == {"shortest_phase": 5.0, "shortest_period": 9.0}
    verdicts = {f["check"]: f["verdict"] for f in report["reps"][0]["findings"]}
    assert verdicts["too_fast"] == "fault"


def sharpness(image, box):
    """Share of neighbouring pixels that differ in a box; of coarse squares only the edges do."""
    left, top, right, bottom = (round(v) for v in box)
    grey = cv2.cvtColor(image[top:bottom, left:right], cv2.COLOR_BGR2GRAY).astype(float)
    return np.mean(np.abs(np.diff(grey, axis=1)) > 4.0)


def face_boxes(folder):
    """The face in every picture, a little inside of what the landmarks span."""
    marks = [Landmark.NOSE, Landmark.LEFT_EAR, Landmark.RIGHT_EAR, Landmark.MOUTH_LEFT]
    for pose in Recording(folder / "landmarks.npz"):
        spots = pose.landmarks[marks, :2]
        (left, top), (right, bottom) = spots.min(axis=0), spots.max(axis=0)
        yield left - 2, top - 8, right + 2, bottom + 4


def test_faces_are_coarse_in_the_video(blurred, one_rep):
    boxes = list(face_boxes(blurred))
    before, after = pictures_of(one_rep), pictures_of(blurred / "annotated.mp4")
    for box, plain, drawn in list(zip(boxes, before, after, strict=True))[::5]:
        assert sharpness(drawn, box) < 0.5 * sharpness(plain, box)


def shots_in(folder):
    """The pictures in the report."""
    page = (folder / "report.html").read_text(encoding="utf-8")
    codes = re.findall(r"data:image/jpeg;base64,([A-Za-z0-9+/=]+)", page)
    return [cv2.imdecode(np.frombuffer(b64decode(c), np.uint8), cv2.IMREAD_COLOR) for c in codes]


def test_faces_are_coarse_in_the_pictures_of_the_report(blurred, beside, model):
    from formcheck.pose.mediapipe import Landmarker, load_mediapipe

    looker = Landmarker(load_mediapipe(), model, video=False)
    try:
        for plain, coarse in zip(shots_in(beside), shots_in(blurred), strict=True):
            assert plain.shape == coarse.shape
            (body,) = looker.detect(plain)
            face = body.landmarks[: Landmark.MOUTH_RIGHT + 1, :2]
            # In so small a picture the face alone is 15 px: what lies round it is coarse too.
            low, high = face.min(axis=0), face.max(axis=0)
            box = (*(low - (high - low) / 4), *(high + (high - low) / 4))
            assert sharpness(coarse, box) < 0.6 * sharpness(plain, box)
            apart = cv2.absdiff(plain, coarse).max(axis=2) > 40
            below = round(float(body.landmarks[Landmark.LEFT_HIP, 1]))
            assert apart[:below].mean() > 5 * apart[below:].mean()
    finally:
        looker.close()


def test_whom_to_follow(model, images, tmp_path):
    pair = film(tmp_path / "pair.mp4", images, fps=15, change=lambda i: np.hstack([i, i]))
    boxes = {}
    for who in ("left", "right"):
        done = cli("analyze", pair, "--person", who, "--no-video", "--out", tmp_path / who)
        assert done.code == 0, done.said
        person = report_in(tmp_path / who / "pair")["person"]
        assert person["people_seen"] == 2
        boxes[who] = person["followed_box"]
    assert boxes["left"][2] < 0.5 < boxes["right"][0]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "no pose model"),
        (b"", "not a pose model"),
        (b"PK\x05\x06" + bytes(18), "not a MediaPipe pose landmarker bundle"),
    ],
)
def test_a_wrong_pose_model(content, says, one_rep, tmp_path):
    path = tmp_path / "wrong.task"
    if content is not None:
        path.write_bytes(content)
    done = cli("analyze", one_rep, "--pose-model", path, "--out", tmp_path / "out")
    assert done.code == 3
    assert says in done.said
    assert not (tmp_path / "out").exists() or not any((tmp_path / "out").iterdir())


def test_the_pose_model_may_be_given(model, images, tmp_path):
    clip = film(tmp_path / "clip.mp4", images[:5], fps=15)
    done = cli("analyze", clip, "--pose-model", model, "--no-video", "--out", tmp_path)
    assert done.code == 0, done.said
