"""The live run with a clock that does not wait and a window that remembers."""

import re
import threading
from dataclasses import replace

import numpy as np
import pytest

from formcheck.errors import InputError, NobodySeenError
from formcheck.live.keys import Key
from formcheck.options import Options
from formcheck.pipeline.live import LiveParts, live
from formcheck.pipeline.settings import RunSettings
from formcheck.pipeline.stopping import StoppedEarlyError
from formcheck.pose.recording.reader import Recording
from formcheck.pose.types import Pose
from tests.support.replay import Blank, Replay
from tests.support.runs import report_in


class RecordingWindow:
    """Counts the pictures it is shown and presses keys at given ones; a small one is soon drawn."""

    def __init__(self, keys=(), smaller=4):
        self.keys = dict(keys)
        self.smaller = smaller
        self.pictures = 0

    def show(self, image):
        self.pictures += 1
        self.last = image
        return self.keys.get(self.pictures)

    def fit(self, image):
        return np.ascontiguousarray(image[:: self.smaller, :: self.smaller])

    def close(self):
        pass


class RecordingSound:
    """Writes down what was to be heard."""

    def __init__(self):
        self.counts, self.cues, self.beats = [], [], set()

    def counted(self, reps):
        self.counts.append(reps)

    def cue(self, words, kind="fault"):
        self.cues.append(words)

    def beat(self, period_s):
        self.beats.add(period_s)
        return 0.25 if period_s else None

    def close(self):
        pass


@pytest.fixture(scope="module")
def poses(recording):
    return list(Recording(recording))


@pytest.fixture(scope="module")
def reps(recording):
    """The two raises in them."""
    return report_in(recording.parent)["reps"]


@pytest.fixture(scope="module")
def between(poses, reps):
    """The number, from 1, of a picture after the first raise and before the second."""
    middle = (reps[0]["end_s"] + reps[1]["start_s"]) / 2
    return next(i for i, p in enumerate(poses, 1) if p.t > middle)


@pytest.fixture(scope="module")
def run(poses, tmp_path_factory):
    """Runs live over the poses; gives the result, the statuses, the window and the sound."""

    def start(options=None, keys=(), poses=poses, smaller=4, **how):
        seen = []
        window, sound = RecordingWindow(keys, smaller), RecordingSound()
        parts = LiveParts(Blank([p.t for p in poses]), Replay(poses), window, sound)
        settings = RunSettings(out=tmp_path_factory.mktemp("out"))
        result = live(
            options or Options(), settings, parts, on_seen=lambda _, s: seen.append(s), **how
        )
        return result, [s.status for s in seen], window, sound

    return start


@pytest.fixture(scope="module")
def plain(run):
    """A run of all the poses in which nothing was prescribed and no key pressed."""
    return run(smaller=1)


@pytest.fixture(scope="module")
def one_each(run):
    """Sets of one repetition."""
    return run(Options(reps=1))


@pytest.fixture(scope="module")
def beating(run):
    """With the test's metronome."""
    return run(Options(mode="test"))


def test_every_picture_is_shown_and_every_repetition_heard(plain, poses):
    result, _, window, sound = plain
    assert window.pictures == len(poses)
    assert sound.counts == [1, 2]
    assert sound.beats == {None}
    assert result.report.summary.reps == 2
    assert not result.interrupted
    assert window.last.shape == (480, 640, 3)


def test_a_set_ends_after_its_repetitions_and_says_what_comes_next(one_each):
    result, statuses, _, _ = one_each
    assert [s.reps for s in result.report.sets] == [1, 1]
    first = result.report.sets[0]
    assert "1" in first.ended_by or "repetition" in first.ended_by
    after = [s for s in statuses if first.end_s + 0.5 < s.t < first.end_s + 1.0]
    assert after
    assert all(s.next_up for s in after)
    assert {s.target_reps for s in statuses} == {1}


def test_q_finishes(run, between):
    result, statuses, window, _ = run(keys={between: Key.FINISH})
    assert window.pictures == len(statuses) == between
    assert result.report.summary.reps == 1
    assert result.report.complete


def test_space_pauses_and_goes_on(run, poses, reps, between):
    """Paused after the first repetition until the second is over: that one is not seen."""
    pause, go_on = between, next(i for i, p in enumerate(poses, 1) if p.t > reps[1]["end_s"])
    keys = {pause: Key.PAUSE, go_on: Key.PAUSE}
    result, statuses, window, _ = run(keys=keys)
    assert window.pictures == len(poses)
    assert len(statuses) == len(poses) - (go_on - pause)
    assert result.report.source.frames == len(statuses)
    assert result.report.summary.reps == 1


def test_r_restarts_the_set(run, between, poses):
    # What was seen for a moment only is no floor yet: the first raise counts once it has settled.
    still = [replace(p, t=poses[-1].t + p.t + 0.03) for p in poses if p.t < 1.0]
    result, statuses, _, sound = run(keys={between: Key.RESTART}, poses=[*poses, *still])
    assert sound.counts == [1, 1]
    assert statuses[between].reps == 0
    assert result.report.summary.reps == 1


def test_s_switches_the_side(run, between):
    result, _, _, _ = run(Options(side="left"), keys={between: Key.SWITCH_SIDE})
    assert [s.reps for s in result.report.sets] == [1, 1]
    assert [r.side.value for r in result.report.reps] == ["left", "right"]


def test_test_mode_beats_sixty_times_a_minute(beating):
    _, _, _, sound = beating
    assert 1.0 in sound.beats


def test_the_dot_shows_the_beat_that_is_heard_from_the_first_picture_on(beating):
    _, statuses, _, _ = beating
    assert statuses[0].set_index == 0
    assert {s.beat_share for s in statuses if s.beat_s} == {0.25}
    assert statuses[0].beat_s


def test_the_metronome_waits_while_paused(run, between):
    _, _, _, sound = run(Options(mode="test"), keys={between: Key.PAUSE, between + 5: Key.PAUSE})
    assert sound.beats == {1.0, None}


def test_hints_before_the_set_only(plain):
    """How to stand is said until the set runs; then nothing is in the way."""
    _, statuses, _, _ = plain
    assert not any(s.hints for s in statuses if s.set_elapsed_s > 0)


def test_hints_when_the_feet_are_cut_off(run, poses):
    cut = []
    for pose in poses[:60]:
        marks = pose.landmarks.copy()
        marks[:, 1] += 0.25 * pose.size[1]
        cut.append(Pose(pose.t, pose.size, marks, pose.world, pose.source, people=1))
    cut += poses[60:62]
    _, statuses, _, _ = run(poses=cut)
    hints = {hint for s in statuses[30:60] for hint in s.hints}
    assert any("feet" in hint.lower() or "camera down" in hint for hint in hints), hints


def test_stopping_keeps_what_was_seen(poses, between, tmp_path):
    stop = threading.Event()

    class Window(RecordingWindow):
        def show(self, image):
            if self.pictures == between:
                stop.set()
            return super().show(image)

    parts = LiveParts(Blank([p.t for p in poses]), Replay(poses), Window(), RecordingSound())
    result = live(Options(), RunSettings(out=tmp_path / "s"), parts, stop=stop)
    assert result.interrupted
    assert result.report.summary.reps == 1
    assert (result.folder / "report.html").exists()


def test_stopped_before_anybody_came(poses, tmp_path):
    nobody = [Pose.nobody(p.t, p.size) for p in poses[:20]]
    stop = threading.Event()
    parts = LiveParts.silent(Blank([p.t for p in nobody]), Replay(nobody))
    with pytest.raises(StoppedEarlyError):
        live(
            Options(),
            RunSettings(out=tmp_path / "s"),
            parts,
            stop=stop,
            on_seen=lambda frame, _: stop.set() if frame.index == 10 else None,
        )
    assert not list((tmp_path / "s").iterdir())


def test_q_before_anybody_came(run, poses):
    nobody = [Pose.nobody(p.t, p.size) for p in poses[:20]]
    with pytest.raises(NobodySeenError):
        run(poses=nobody, keys={10: Key.FINISH})


def test_a_camera_without_a_single_picture(tmp_path):
    parts = LiveParts.silent(Blank([]), Replay([]))
    with pytest.raises(InputError):
        live(Options(), RunSettings(out=tmp_path / "out"), parts)
    assert not list((tmp_path / "out").iterdir())


def test_video_is_kept_only_when_asked_for(plain):
    result, _, _, _ = plain
    assert not (result.folder / "annotated.mp4").exists()
    assert (result.folder / "landmarks.npz").exists()


def test_the_recorded_video_is_not_mirrored(run, poses):
    import av

    result, _, _, _ = run(poses=poses[:12], record=True)
    with av.open(str(result.folder / "annotated.mp4")) as video:
        pictures = [f.to_ndarray(format="bgr24") for f in video.decode(video=0)]
    assert len(pictures) == 12
    drawn = np.abs(pictures[-1].astype(int) - 90).max(axis=2) > 60
    person = poses[11].landmarks[:, 0]
    columns = np.nonzero(drawn[:, 200:460].any(axis=0))[0] + 200
    assert abs(np.median(columns) - np.median(person)) < 40


def test_a_second_live_run_never_replaces_the_first(plain):
    """Not even with --overwrite: its folder is named for the second in which it began."""
    result, _, _, _ = plain
    assert re.fullmatch(r"heel-raise \d{4}-\d\d-\d\d \d\d-\d\d-\d\d", result.folder.name)


def test_without_a_window_the_terminal_is_told(poses, tmp_path):
    from formcheck.cli.show import Teller

    lines = []
    parts = LiveParts.silent(Blank([p.t for p in poses]), Replay(poses))
    live(Options(reps=1), RunSettings(out=tmp_path), parts, on_seen=Teller(lines.append))
    assert lines[0] == "You are in the picture"
    (over, *_) = [line for line in lines if line.startswith("Set 1 is over.")]
    assert len(over) > len("Set 1 is over.")


def test_the_last_repetition_of_a_set_is_shown_and_heard(one_each, reps):
    _, statuses, _, sound = one_each
    assert sound.counts == [1, 1]
    resting = [s for s in statuses if s.phase == "rest" and s.t < reps[1]["start_s"]]
    assert resting
    assert {s.reps for s in resting} == {1}
