import numpy as np
import pytest

from formcheck.exercises.events import RepDropped, RepFinished, RepStarted
from formcheck.overlay import Overlay, Skeleton
from formcheck.pipeline.painter import evidence_keeper
from formcheck.pose.landmarks import COUNT
from formcheck.pose.types import Pose
from formcheck.report import evidence as module
from formcheck.report.evidence import EvidenceKeeper
from formcheck.report.pictures import PEAK, Evidence, Picture, choose
from formcheck.report.snapshots import encode, shot
from formcheck.status import Status
from tests.support import reports
from tests.support.reps import rep
from tests.support.seen_feet import with_feet
from tests.support.standing import standing

SIZE = (320, 240)


def someone(t, *, at=160.0, size=SIZE):
    landmarks = np.full((COUNT, 5), 0.9, dtype=np.float32)
    landmarks[:, 0] = at + np.linspace(-20, 20, COUNT)
    landmarks[:, 1] = np.linspace(40, 200, COUNT)
    return Pose(
        t=t, size=size, landmarks=landmarks, world=np.zeros((COUNT, 3), np.float32),
        source=np.zeros(COUNT, np.uint8),
    )  # fmt: skip


def grey_at(t):
    """A picture whose grey says when it was taken."""
    return np.full((SIZE[1], SIZE[0], 3), int(t * 4) % 256, np.uint8)


def plain(image, _pose):
    return image


def skeleton(image, pose):
    return Overlay(parts=[Skeleton()]).render(image, pose, Status())


def run(keeper, until, start=0.0, fps=30):
    for i in range(int(start * fps), int(until * fps)):
        keeper.frame(i / fps, grey_at(i / fps), someone(i / fps))


def moment_of(picture):
    import cv2

    return cv2.imdecode(np.frombuffer(picture.read(), np.uint8), cv2.IMREAD_GRAYSCALE).mean() / 4


def test_the_picture_of_a_fault_is_of_its_moment():
    with EvidenceKeeper(plain) as keeper:
        run(keeper, 10.0)
        keeper.handle(RepStarted(t=10.0, start_s=9.6))
        run(keeper, 14.0, start=10.0)
        done = rep(1, 10.0, times=(1.5, 0.5, 1.5), faults=("trunk_lean", "dropped_heel"))
        keeper.handle(RepFinished(t=14.0, rep=done))
        pictures = keeper.pictures()
        assert set(pictures) == {(1, PEAK), (1, "trunk_lean"), (1, "dropped_heel")}
        assert pictures[1, PEAK].t == pytest.approx(done.peak_s, abs=0.13)
        assert pictures[1, "dropped_heel"].t == pytest.approx(done.peak_s + 0.6, abs=0.13)
        assert moment_of(pictures[1, "dropped_heel"]) == pytest.approx(done.peak_s + 0.6, abs=0.3)


def test_a_picture_shows_the_feet_large_below_the_person():
    image = np.full((480, 640, 3), 90, np.uint8)
    person = standing()
    small, seen = (shot(image, pose, plain) for pose in (person, with_feet(person, length=45)))
    assert seen.shape[0] > small.shape[0] + 60
    assert len(encode(seen)) < 20_000
    # What is drawn on them is drawn on the large feet too.
    drawn = shot(image, with_feet(person, length=45), skeleton)
    assert (drawn[small.shape[0] :] != seen[small.shape[0] :]).any()


def test_feet_alone_are_kept_and_drawn():
    feet = with_feet(Pose.nobody(0.0, (640, 480)), length=150)
    with evidence_keeper() as keeper:
        keeper.frame(0.0, np.full((480, 640, 3), 90, np.uint8), feet)
        assert keeper.evidence().followed is not None


def test_a_fault_found_only_at_the_end_falls_back_on_the_top_of_its_repetition():
    peak = Picture(2.0, b"x")
    late = rep(3, 1.0, faults=("low_raise",))
    assert Evidence({(3, PEAK): peak}).of(late, late.faults[0]) is peak


def test_back_to_back_repetitions_keep_their_own_pictures():
    with EvidenceKeeper(plain) as keeper:
        keeper.handle(RepStarted(t=0.3, start_s=0.0))
        run(keeper, 3.2)
        # The next one opens before this one is announced.
        keeper.handle(RepStarted(t=3.2, start_s=2.9))
        run(keeper, 3.5, start=3.2)
        keeper.handle(RepFinished(t=3.5, rep=rep(1, 0.0, faults=("low_raise",))))
        run(keeper, 6.2, start=3.5)
        second = rep(2, 2.9, faults=("low_raise",))
        keeper.handle(RepFinished(t=6.2, rep=second))
        assert keeper.pictures()[2, "low_raise"].t == pytest.approx(second.peak_s, abs=0.07)


def test_memory_is_flat_over_hours_and_through_an_endless_repetition():
    with EvidenceKeeper(plain) as keeper:
        run(keeper, 60.0, fps=10)
        assert len(keeper._buffer) <= 8
        keeper.handle(RepStarted(t=60.0, start_s=60.0))
        run(keeper, 400.0, start=60.0, fps=10)
        assert len(keeper._buffer) <= module._MOST_BUFFERED
        keeper.handle(RepDropped(t=400.0, why="never came down"))
        assert len(keeper._buffer) <= 8
        assert keeper.pictures() == {}


def test_pictures_on_disk_are_bounded_too_and_spread_over_the_session(monkeypatch):
    monkeypatch.setattr(module, "_MOST_PER_CHECK", 16)
    with EvidenceKeeper(plain) as keeper:
        for i in range(1, 201):
            keeper.frame(i * 4.0, grey_at(0), someone(i * 4.0))
            faults = ("low_raise",) if i % 2 else ()
            keeper.handle(RepFinished(t=i * 4.0, rep=rep(i, i * 4.0 - 1.4, faults=faults)))
        kept = [i for i, check in keeper.pictures() if check == "low_raise"]
        assert 8 <= len(kept) <= 16
        assert kept[0] == 1
        assert kept[-1] > 150
        assert len(list(keeper._folder.iterdir())) <= 32
        assert all(p.read() for p in keeper.pictures().values())


def test_the_disk_is_left_clean():
    keeper = EvidenceKeeper(plain)
    run(keeper, 3.0)
    keeper.handle(RepFinished(t=3.0, rep=rep(1, 0.5)))
    folder = keeper._folder
    picture = keeper.pictures()[1, PEAK]
    assert folder.is_dir()
    keeper.close()
    assert not folder.exists()
    assert picture.read() == b""


def test_no_room_for_pictures_is_no_reason_to_stop(monkeypatch):
    def full(**_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module.tempfile, "mkdtemp", full)
    with EvidenceKeeper(plain) as keeper:
        run(keeper, 3.0)
        keeper.handle(RepFinished(t=3.0, rep=rep(1, 0.5, faults=("low_raise",))))
        assert keeper.pictures() == {}


def test_pictures_are_small_cut_out_and_leave_the_frame_alone():
    import cv2

    image = np.zeros((2160, 3840, 3), np.uint8)
    before = image.copy()
    with evidence_keeper() as keeper:
        for i in range(90):
            keeper.frame(i / 30, image, someone(i / 30, at=2000.0, size=(3840, 2160)))
        keeper.handle(RepFinished(t=3.0, rep=rep(1, 0.5)))
        data = keeper.pictures()[1, PEAK].read()
        followed = keeper.evidence().followed.read()
    small = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    assert max(small.shape[:2]) <= 360
    assert small.shape[0] > 2 * small.shape[1]
    assert small.max() > 100  # the skeleton is drawn
    assert np.array_equal(image, before)
    whole = cv2.imdecode(np.frombuffer(followed, np.uint8), cv2.IMREAD_COLOR)
    assert whole.shape == (270, 480, 3)


def test_who_was_followed_is_the_first_frame_with_somebody_and_the_rest_is_dim():
    import cv2

    with EvidenceKeeper(plain) as keeper:
        keeper.frame(0.0, np.full((240, 320, 3), 90, np.uint8), Pose.nobody(0.0, SIZE))
        assert keeper.evidence().followed is None
        keeper.frame(1.0, np.full((240, 320, 3), 210, np.uint8), someone(1.0))
        followed = keeper.evidence().followed
    assert followed.t == 1.0
    image = cv2.imdecode(np.frombuffer(followed.read(), np.uint8), cv2.IMREAD_GRAYSCALE)
    assert image[120, 160] > 190
    assert image[5, 5] < 90


def test_people_partly_or_wholly_outside_the_picture_are_no_trouble():
    with EvidenceKeeper() as keeper:
        for i, at in enumerate((-500.0, 0.0, 319.0, 900.0)):
            keeper.frame(i * 0.3, grey_at(0), someone(i * 0.3, at=at))
        keeper.frame(2.0, grey_at(0), Pose.nobody(2.0, SIZE))
        keeper.handle(RepFinished(t=2.0, rep=rep(1, 0.0)))
        assert keeper.pictures()[1, PEAK].read()


def test_the_page_shows_some_of_every_kind_spread_over_the_session():
    report = reports.many_reps(200)
    rare = rep(201, 800.0, faults=("dropped_heel",))
    report = report.model_copy(update={"reps": [*report.reps, rare]})
    picture = Picture(0.0, b"x")
    evidence = Evidence({(r.index, f.check): picture for r in report.reps for f in r.faults})
    shown, left_out = choose(report, evidence, most=9)
    kinds = [s.finding.check for s in shown]
    assert {k: kinds.count(k) for k in kinds} == {
        "low_raise": 2, "too_fast": 2, "knee_pumping": 2, "trunk_lean": 2, "dropped_heel": 1,
    }  # fmt: skip
    assert left_out == 41 - 9
    assert [s.rep.index for s in shown] == sorted(s.rep.index for s in shown)
    assert shown[0].rep.index < 20
    assert shown[-1].rep.index == 201
