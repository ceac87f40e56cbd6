"""The same poses give the same through a file, a live run and a recording."""

from dataclasses import replace

import pytest

from formcheck.errors import NobodySeenError
from formcheck.options import Options
from formcheck.pipeline.analyze import analyze
from formcheck.pipeline.live import LiveParts, live
from formcheck.pipeline.score import score
from formcheck.pipeline.settings import RunSettings
from formcheck.pose.recording.reader import Recording
from formcheck.pose.recording.writer import RecordingWriter
from formcheck.pose.types import Pose
from formcheck.session import Session
from formcheck.video.paced import PacedFileSource
from tests.support.clock import FakeClock
from tests.support.models import SHARED
from tests.support.replay import Blank, Replay

OPTIONS = Options(height_cm=165.0, reps=2)


def judged(report):
    """What was found in the poses, without where they came from."""
    keep = {"reps", "sets", "stages", "summary", "not_assessed", "curve", "prescription"}
    return report.model_dump(mode="json", include=keep)


def settings_in(folder):
    return RunSettings(out=folder, video=False)


@pytest.fixture(scope="module")
def from_file(clip, recording, tmp_path_factory):
    settings = settings_in(tmp_path_factory.mktemp("file"))
    return analyze(clip, OPTIONS, settings, estimator=Replay.of(recording)).report


def test_the_file_has_something_to_compare(from_file):
    assert from_file.summary.reps == 2
    assert from_file.sets[0].ended_by


def test_a_recording_gives_the_same(from_file, recording, tmp_path):
    report = score(recording, OPTIONS, settings_in(tmp_path)).report
    assert judged(report) == judged(from_file)


def test_a_live_run_gives_the_same(from_file, clip, recording, tmp_path):
    """A file played as a camera by a clock that never waits: no picture is dropped."""
    estimator = Replay.of(recording)
    with PacedFileSource(clip, FakeClock()) as source:
        parts = LiveParts.silent(source, estimator)
        report = live(OPTIONS, settings_in(tmp_path), parts).report
    assert estimator.asked == from_file.source.frames
    assert judged(report) == judged(from_file)
    assert report.provenance.scored_from == "live"


def test_pushed_one_by_one_it_gives_the_same(from_file, recording):
    session = Session(OPTIONS)
    for pose in Recording(recording):
        session.push(pose)
    session.finish()
    assert list(session.outcome().reps) == from_file.reps
    assert list(session.outcome().sets) == from_file.sets


def test_what_a_live_run_records_gives_the_same_again(from_file, recording, tmp_path):
    poses = list(Recording(recording))
    parts = LiveParts.silent(Blank([p.t for p in poses]), Replay(poses))
    run = live(OPTIONS, settings_in(tmp_path / "live"), parts)
    given = frozenset[str]()
    again = score(run.folder / "landmarks.npz", Options(), settings_in(tmp_path), given=given)
    assert judged(run.report) == judged(again.report) == judged(from_file)


def test_real_people_live_and_recorded(tmp_path):
    path = SHARED / "recordings" / "heel_raise_both_turning.npz"
    if not path.is_file():
        pytest.skip("no ../shared/recordings beside the checkout")
    poses = list(Recording(path))
    options = Options(side="both")
    source = Blank([p.t for p in poses], poses[0].size)
    run = live(options, settings_in(tmp_path / "live"), LiveParts.silent(source, Replay(poses)))
    again = score(path, options, settings_in(tmp_path))
    assert judged(run.report) == judged(again.report)
    assert run.report.summary.reps == 6


def recorded(path, poses):
    with RecordingWriter(path) as writer:
        for pose in poses:
            writer.append(pose)
    return path


def without(poses, start, end):
    """Nobody is found from `start` to `end`."""
    return [Pose.nobody(p.t, p.size) if start <= p.t < end else p for p in poses]


def test_a_gap_within_a_repetition_invents_nothing(from_file, recording, tmp_path):
    """Half of the first rise is not seen: nothing is said of it that was not seen."""
    first, second = from_file.reps
    middle = (first.start_s + first.peak_s) / 2
    poses = without(list(Recording(recording)), middle, first.peak_s + 0.3)
    path = recorded(tmp_path / "gap.npz", poses)
    report = score(path, OPTIONS, settings_in(tmp_path)).report
    assert report.summary.reps <= 2
    ends = [rep for rep in report.reps if rep.start_s > first.end_s]
    assert [round(rep.peak_s, 1) for rep in ends] == [round(second.peak_s, 1)]
    for rep in report.reps:
        if rep.start_s <= first.end_s:
            timing = [f for f in rep.findings if f.check == "too_fast"]
            assert [f.verdict.value for f in timing] == ["not assessed"]


def test_no_repetition_across_a_gap(from_file, recording, tmp_path):
    """From the middle of the first way down to the middle of the second way up."""
    first, second = from_file.reps
    poses = without(list(Recording(recording)), first.peak_s + 0.3, second.peak_s - 0.3)
    path = recorded(tmp_path / "gap.npz", poses)
    report = score(path, OPTIONS, settings_in(tmp_path)).report
    assert report.summary.reps <= 2
    assert all(not (r.start_s < first.end_s and r.end_s > second.start_s) for r in report.reps)


def test_nobody_from_the_first_to_the_last(recording, tmp_path):
    poses = [Pose.nobody(p.t, p.size) for p in Recording(recording)]
    parts = LiveParts.silent(Blank([p.t for p in poses]), Replay(poses))
    with pytest.raises(NobodySeenError):
        live(OPTIONS, settings_in(tmp_path / "live"), parts)
    with pytest.raises(NobodySeenError):
        score(recorded(tmp_path / "x.npz", poses), OPTIONS, settings_in(tmp_path / "score"))
    assert not list((tmp_path / "live").iterdir())


def test_time_that_stands_still_is_ignored(from_file, recording):
    session = Session(OPTIONS)
    for pose in Recording(recording):
        session.push(pose)
        assert session.push(replace(pose)) == []
    session.finish()
    assert list(session.outcome().reps) == from_file.reps
