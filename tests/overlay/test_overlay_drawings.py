"""What an exercise would like to have drawn: the clock, the steps, the stages."""

import itertools
import math
from dataclasses import replace

import numpy as np
import pytest

from formcheck.exercises.drawings import ClockTrace as Trace
from formcheck.exercises.drawings import StageBar as Bar
from formcheck.exercises.drawings import StagePart, StepMark
from formcheck.exercises.drawings import StepMap as Map
from formcheck.exercises.results import Side
from formcheck.exercises.wording import Wording
from formcheck.overlay import (
    Canvas,
    ClockTrace,
    Overlay,
    RepCounter,
    StageBar,
    StepMap,
    default_parts,
)
from formcheck.overlay.clock_trace import UNKNOWN, direction, path
from formcheck.overlay.colours import AMBER, MINT
from formcheck.pose.types import Pose
from formcheck.status import Status
from tests.support.drawings import clock, stages, steps
from tests.support.standing import standing

SIZES = [(640, 480), (480, 640), (320, 240), (1280, 720)]
NOBODY = Pose.nobody(0.0, (640, 480))
SET = Status(
    t=10.0, phase="walk", set_index=1, reps=14, side=Side.LEFT, set_elapsed_s=21.0, tempo_s=1.2
)


def drawn(part, status, size=(640, 480), pose=NOBODY):
    canvas = Canvas(np.full((size[1], size[0], 3), 128, dtype=np.uint8))
    part.draw(canvas, pose, status)
    return canvas


def amount(canvas, colour):
    return int((np.abs(canvas.image.astype(int) - colour).max(axis=2) < 6).sum())


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("drawing", [clock(), steps(), stages()], ids=lambda d: d.kind)
@pytest.mark.parametrize("cue", ["", "keep the heels up"])
@pytest.mark.parametrize("x", [0.25, 0.5, 0.7])
def test_no_panel_covers_another(drawing, size, cue, x):
    words = Wording(one="circle", many="circles", short="circle")
    status = replace(
        SET, drawings=(drawing,), cue=cue, cue_since=9.5, cue_kind="fault", wording=words
    )
    canvas = Canvas(np.full((size[1], size[0], 3), 128, dtype=np.uint8))
    tall = 0.8 * min(size[1], 1.6 * size[0])
    pose = standing(size=size, height=tall, foot=(x * size[0], 0.94 * size[1]))
    before = 0
    for part in default_parts():
        part.draw(canvas, pose, status)
    assert len(canvas.taken) > before + 3
    for one, other in itertools.combinations(canvas.taken, 2):
        assert not one.overlap(other)
    for box in canvas.taken:
        assert min(box.x, box.y) >= 0
        assert box.x + box.width <= size[0]
        assert box.y + box.height <= size[1]


@pytest.mark.parametrize("part", [ClockTrace, StepMap, StageBar])
def test_nothing_is_drawn_of_what_is_not_there(part):
    assert not drawn(part(), SET).taken
    empty = (Trace(points=(), reach=20.0), Map(steps=()), Bar(parts=()))
    drawn(part(), replace(SET, drawings=empty))


@pytest.mark.parametrize("size", [(1, 1), (16, 16), (64, 48), (300, 2), (2, 300), (3840, 2160)])
def test_any_size(size):
    status = replace(SET, drawings=(clock(), steps(500), stages()))
    out = Overlay().render(np.zeros((size[1], size[0], 3), np.uint8), standing(size=size), status)
    assert out.shape == (size[1], size[0], 3)


@pytest.mark.parametrize("name", ["", "x" * 3000, "<b>\n\t膝 🦶", "%s {0} \\"])
def test_any_name_of_a_stage_stays_inside(name):
    bar = Bar(parts=(StagePart(name=name, state="now", wanted_s=0.0), StagePart(name=name)))
    for size in SIZES:
        canvas = drawn(StageBar(), replace(SET, drawings=(bar,)), size)
        assert all(b.x + b.width <= size[0] for b in canvas.taken)


def test_extreme_figures_do_not_crash():
    far = Trace(points=((1e9, -1e9), (1e-9, 0.0)), reach=1e-6, sectors=(True,) * 40, turned=-1e9)
    mad = Map(
        steps=tuple(
            StepMark(number=i, side="unknown", along=a, across=-a, turn=a)
            for i, a in enumerate((1e12, -1e12, 0.0))
        ),
        tolerance=1e9,
        in_a_row=-3,
    )
    long = Bar(parts=tuple(StagePart(name="a", wanted_s=1e9, done_s=1e12) for _ in range(300)))
    for drawing in (far, mad, long):
        for size in SIZES:
            Overlay().render(
                np.zeros((size[1], size[0], 3), np.uint8), NOBODY, replace(SET, drawings=(drawing,))
            )


def test_pointed_is_up_and_the_own_right_is_right_whether_mirrored_or_not():
    trace = Trace(points=((0.0, 10.0), (10.0, 0.0)), reach=10.0)
    (x0, y0), (x1, y1) = path(trace, (100, 100), 50.0)
    assert (x0, x1) == (100, 150)
    assert (y0, y1) == (50, 100)
    status = replace(SET, drawings=(clock(),))
    shots = [
        Overlay(mirror=mirror, parts=[ClockTrace()]).render(
            np.zeros((480, 640, 3), np.uint8), NOBODY, status
        )
        for mirror in (False, True)
    ]
    assert np.array_equal(*shots)


def test_without_path_and_direction_only_the_words_are_there():
    nothing = Trace(points=(), reach=20.0, known=False)
    whole = drawn(ClockTrace(), replace(SET, drawings=(clock(),))).taken[0]
    words = drawn(ClockTrace(), replace(SET, drawings=(nothing,))).taken[0]
    assert 0 < words.height < whole.height / 3


def test_reached_sectors_fill_the_rim():
    shares = [
        amount(drawn(ClockTrace(), replace(SET, drawings=(clock(sectors=n),))), MINT)
        for n in (0, 4, 12)
    ]
    assert shares[0] == 0
    assert shares[1] > 0
    assert shares[2] == pytest.approx(3 * shares[1], rel=0.1)


def test_without_sectors_the_path_says_which_were_reached():
    half = [(10 * math.sin(math.radians(a)), 10 * math.cos(math.radians(a))) for a in range(5, 180)]
    trace = Trace(points=((0.1, 0.1), *half), reach=12.0)
    assert trace.reached() == (True,) * 6 + (False,) * 6
    assert not any(Trace(points=(), reach=1.0).reached())
    assert trace.model_copy(update={"sectors": (False, True)}).reached() == (False, True)


def test_the_arrow_turns_as_wanted_and_is_missing_where_the_direction_is_not_known():
    def side_of_arrow(trace):
        canvas = drawn(ClockTrace(), replace(SET, drawings=(trace,)))
        found = np.nonzero(np.abs(canvas.image.astype(int) - AMBER).max(axis=2) < 6)
        return canvas, found

    clear = clock(points=())
    assert not len(side_of_arrow(clear.model_copy(update={"wanted": ""}))[1][0])
    trace = clock()
    both = [
        drawn(ClockTrace(), replace(SET, drawings=(trace.model_copy(update={"wanted": way}),)))
        for way in ("clockwise", "counter-clockwise")
    ]
    weights = []
    for canvas in both:
        box = canvas.taken[0]
        columns = np.nonzero(np.abs(canvas.image.astype(int) - AMBER).max(axis=2) < 6)[1]
        weights.append(columns.mean() - (box.x + box.width / 2))
    assert weights[0] > 0 > weights[1]
    unknown = trace.model_copy(update={"known": False})
    assert direction(unknown) == UNKNOWN
    assert (
        direction(trace.model_copy(update={"wanted": "", "turned": -80.0})) == "counter-clockwise"
    )
    assert direction(trace.model_copy(update={"wanted": "", "turned": 10.0})) == ""


def test_a_step_with_a_fault_is_marked_and_not_by_colour_alone():
    well = drawn(StepMap(), replace(SET, drawings=(steps(4),)))
    wrong = drawn(StepMap(), replace(SET, drawings=(steps(4, fault=2),)))
    assert amount(wrong, AMBER) > amount(well, AMBER)
    inks = [amount(canvas, (20, 18, 16)) for canvas in (well, wrong)]
    assert inks[0] != inks[1]  # another letter


def test_steps_on_the_spot_stand_one_after_the_other():
    still = Map(steps=tuple(StepMark(number=i, side="left", along=0.01 * i) for i in range(5)))
    assert still.places() == [0, 1, 2, 3, 4]
    back = Map(steps=tuple(StepMark(number=i, side="left", along=-1.0 * i) for i in range(3)))
    assert back.places() == [0, 1, 2]
    assert Map(steps=()).places() == []


def test_the_next_stage_is_announced_in_its_last_seconds():
    calm = drawn(StageBar(), replace(SET, drawings=(stages(left_s=12.0),)))
    soon = drawn(StageBar(), replace(SET, drawings=(stages(left_s=4.0),)))
    assert amount(calm, AMBER) == 0
    assert amount(soon, AMBER) > 20


def test_seconds_left_come_from_the_stage_where_nobody_counted_them():
    assert stages(left_s=None).seconds_left() == pytest.approx(3.8)
    assert Bar(parts=(StagePart(name="a", state="now", done_s=3.0),)).seconds_left() is None
    assert stages(left_s=-4.0).seconds_left() == 0


def test_seconds_can_be_read_from_two_metres():
    canvas = drawn(StageBar(), replace(SET, drawings=(stages(),)))
    box = canvas.taken[0]
    right = canvas.image[box.y : box.y + box.height // 2, box.x + box.width - 60 :]
    rows = np.nonzero((right > 250).all(axis=2).any(axis=1))[0]
    assert (rows.max() - rows.min() + 1) / 480 > 1 / 15


def test_a_panel_stays_where_it_first_stood():
    part = StageBar()
    places = set()
    for x in range(60, 600, 90):
        canvas = Canvas(np.zeros((480, 640, 3), dtype=np.uint8))
        part.draw(canvas, standing(foot=(x, 450)), replace(SET, drawings=(stages(),)))
        places.add((canvas.taken[0].x, canvas.taken[0].y))
    assert len(places) == 1


def test_between_sets_the_clock_and_the_steps_give_way():
    for part in (ClockTrace(), StepMap()):
        status = replace(SET, phase="rest", drawings=(clock(), steps()))
        assert not drawn(part, status).taken


@pytest.mark.parametrize("size", SIZES)
def test_between_cycles_the_stages_stand_clear_of_what_comes_next(size):
    words = Wording(one="step", many="steps", short="step")
    status = replace(
        SET, phase="rest", drawings=(stages(),), next_up="Rest, then feet straight", wording=words
    )
    canvas = Canvas(np.full((size[1], size[0], 3), 128, dtype=np.uint8))
    for part in default_parts():
        part.draw(canvas, standing(size=size), status)
    assert len(canvas.taken) >= 4
    for one, other in itertools.combinations(canvas.taken, 2):
        assert not one.overlap(other)


def test_the_counter_says_what_it_counts():
    plain = drawn(RepCounter(), SET).taken[0].width
    circles = Wording(one="circle", many="circles", partial="not whole circles")
    assert drawn(RepCounter(), replace(SET, wording=circles)).taken[0].width > plain
    both = replace(SET, side=Side.BOTH, wording=circles)
    only = replace(SET, side=Side.UNKNOWN, wording=circles)
    assert np.array_equal(drawn(RepCounter(), both).image, drawn(RepCounter(), only).image)
