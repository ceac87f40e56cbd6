"""Whether knees or heels lifted the body."""

import numpy as np
import pytest

from formcheck.motion.heels import HeelCurve
from formcheck.motion.planted import why_not_a_raise
from formcheck.motion.raise_heels import NOT_SEEN, HeelDid
from formcheck.motion.rises import Rise
from formcheck.motion.scale import LEG_TO_STATURE
from tests.support.windows import window_of

FOOT = 40.0
STATURE = 280.0
T = np.arange(0, 2, 1 / 30)
SHAPE = np.sin(np.pi * T / 2) ** 2  # up and down again


def bend_for(rose):
    """Knee bend that lifts the body by so much when it is straightened, degrees."""
    return 2 * np.degrees(np.arccos(1 - rose / (LEG_TO_STATURE * STATURE)))


def rising(
    yaw, *, ankle=0.0, knees=0.0, rose=14.0, over_rest=np.inf, apart=0.0, lasts=2.0, heels=NOT_SEEN,
    toes=0.0, across=0.0, shoulders=1.0, knees_go=1.0, tilt=0.0,
):  # fmt: skip
    """The body rises by `rose` px: the ankles and toes by a share of it, and the knees by a share.

    The shoulders rise by a share of what the hips do, and so do the knees (`knees_go`). The right
    foot hangs `apart` foot lengths over the left one. Both feet go so far `across` the picture.
    """
    flexion = 5.0 + knees * bend_for(rose) * (1 - SHAPE)
    both = {}
    for s in ("left", "right"):
        both |= {
            f"ankle_height_{s}": ankle * rose * SHAPE,
            f"heel_height_{s}": ankle * rose * SHAPE,
            f"toe_height_{s}": toes * rose * SHAPE,
            f"toe_x_{s}": 100.0 + across,
            f"knee_flexion_{s}": flexion,
        }
    for side in ("left", "right"):
        both[f"knee_height_{side}"] = 80.0 + knees_go * rose * SHAPE
    both["ankle_height_right"] = both["ankle_height_right"] + apart * FOOT
    window = window_of(
        T, yaw=yaw, body_height=200 + rose * SHAPE, hip_height=150 + rose * SHAPE,
        shoulder_height=250 + shoulders * rose * SHAPE, hip_x=100.0,
        trunk_length=100.0 + (shoulders - 1.0) * rose * SHAPE, stature=STATURE,
        stood_ratio=1.7, straighter_knee=flexion, foot_length=FOOT, leg_tilt=tilt, **both,
    )  # fmt: skip
    rise = Rise(0.0, lasts / 2, lasts, 200.0, rose, 0.0, at_valley=False, over_rest=over_rest)
    return why_not_a_raise(window, rise, FOOT, heels)


@pytest.mark.parametrize("yaw", [0.0, 45.0, 90.0, 180.0])
def test_heels_that_lift_the_body_are_a_raise(yaw):
    assert rising(yaw, ankle=0.6) == ""


@pytest.mark.parametrize("yaw", [0.0, 45.0])
def test_a_front_view_may_hide_the_ankles_rise_but_then_the_knees_stay(yaw):
    assert rising(yaw, ankle=0.05) == ""


@pytest.mark.parametrize("yaw", [90.0, -90.0])
def test_from_the_side_ankles_that_stay_lift_nobody_whatever_the_knees_do(yaw):
    """Who shifts the weight towards a camera near the floor gets higher in the picture."""
    assert "came nearer" in rising(yaw, ankle=0.2)
    assert rising(yaw, ankle=0.4) == ""
    assert rising(yaw, ankle=0.2, apart=0.8) == "", "which foot is which is mixed up on one leg"


@pytest.mark.parametrize("yaw", [45.0, -45.0])
def test_to_a_camera_that_looks_up_knees_that_stay_where_they_were_lift_nobody(yaw):
    assert "came nearer" in rising(yaw, ankle=0.6, knees_go=0.25)
    assert rising(yaw, ankle=0.6, knees_go=0.45) == ""
    assert rising(yaw, ankle=0.6, knees_go=0.25, tilt=-13.0) == "", "what comes nearer sinks then"


@pytest.mark.parametrize("yaw", [90.0, -90.0])
def test_from_the_side_knees_that_stay_lift_nobody_who_stands_on_one_leg(yaw):
    assert "came nearer" in rising(yaw, ankle=0.6, knees_go=0.25, apart=0.8)
    assert rising(yaw, ankle=0.6, knees_go=0.45, apart=0.8) == ""
    assert rising(yaw, ankle=0.6, knees_go=0.25) == "", "on both feet, these tell"


@pytest.mark.parametrize("yaw", [90.0, -90.0])
def test_from_the_side_knees_that_straighten_where_they_are_outweigh_what_the_feet_seem_to_do(yaw):
    assert "came nearer" in rising(yaw, ankle=0.6, knees=0.4, knees_go=0.25)
    assert rising(yaw, ankle=0.6, knees=0.4, knees_go=0.45) == ""


@pytest.mark.parametrize("yaw", [0.0, 45.0, 90.0])
@pytest.mark.parametrize("knees", [0.35, 0.6, 1.0])
def test_knees_that_straighten_over_flat_feet_are_none(yaw, knees):
    assert "knees" in rising(yaw, ankle=0.05, knees=knees)


def test_a_knee_bend_that_shows_little_from_the_front_is_none():
    assert "knees" in rising(0.0, ankle=0.05, knees=0.2)


@pytest.mark.parametrize("knees", [0.0, 0.3])
def test_from_behind_bent_knees_look_straight_so_the_ankles_decide(knees):
    assert "knees" in rising(180.0, ankle=0.05, knees=knees)


def test_from_the_side_knees_that_did_all_of_it_outweigh_what_the_feet_seem_to_do():
    assert "knees" in rising(90.0, ankle=0.4, knees=1.0)
    assert rising(90.0, ankle=0.4, knees=0.6) == "", "knees that pump are a fault, not no raise"


@pytest.mark.parametrize("yaw", [0.0, 45.0, 90.0, 180.0])
def test_who_only_comes_back_up_to_where_they_stood_has_bent_the_knees(yaw):
    assert "where it stood" in rising(yaw, ankle=0.6, over_rest=0.5)
    assert rising(yaw, ankle=0.6, over_rest=14.0) == ""


@pytest.mark.parametrize(("yaw", "counts"), [(0.0, False), (90.0, True), (180.0, True)])
def test_shoulders_that_rise_little_have_bowed_but_less_is_asked_of_them_from_behind(yaw, counts):
    """Moving away over the toes takes them down in the picture, and up when it is nearer."""
    assert ("together" not in rising(yaw, ankle=0.6, shoulders=0.5)) is counts
    assert ("together" not in rising(180.0 - yaw, ankle=0.6, shoulders=2.0)) is counts
    for share in (0.3, 3.0):
        assert "together" in rising(yaw, ankle=0.6, shoulders=share)


def test_toes_that_seem_to_rise_leave_no_floor_where_somebody_seems_to_face_both_ways():
    """They are seen from behind, where the model moves hidden toes with the heels."""
    flips = np.where(np.arange(len(T)) % 5 < 2, 0.0, 180.0)
    assert "toes" in rising(np.zeros(len(T)), ankle=0.9, toes=0.9)
    assert "toes" not in rising(flips, ankle=0.9, toes=0.9)


STAYS = {"left": HeelDid(HeelCurve(T, 0 * T, 0 * T, 0.01, 1.0), 0.0, 0.0, 0.1)}


def test_from_the_side_one_foot_that_stays_denies_no_raise_of_who_stands_on_one_leg():
    """It may be the wrong one of the two."""
    assert rising(90.0, ankle=0.6, knees=0.4, apart=0.8, heels=STAYS) == ""
    assert "stayed" in rising(90.0, ankle=0.6, knees=0.4, heels=STAYS)


def test_a_foot_that_seems_to_stay_denies_no_raise_that_the_body_proves():
    assert rising(90.0, ankle=0.6, heels=STAYS) == "", "the knees stayed as they were"
    higher = rising(90.0, ankle=0.6, knees=0.4, over_rest=14.0, heels=STAYS)
    assert higher == "", "no knee lifts anybody over where they stood"


@pytest.mark.parametrize("yaw", [0.0, 45.0, 90.0, 180.0])
def test_feet_that_are_now_here_and_now_there_are_no_planted_ones(yaw):
    """As in a lunge, whose legs the body model mixes up."""
    swaps = np.where(T < 1.0, 0.0, 4.0 * FOOT) * (T < 1.8)
    assert "moved" in rising(yaw, ankle=0.6, across=swaps)


@pytest.mark.parametrize(("yaw", "counts"), [(0.0, False), (180.0, True), (90.0, True)])
def test_without_a_rest_before_a_toe_has_to_stay_where_it_is_in_plain_sight(yaw, counts):
    """From the front; a foot that steps towards a camera goes down in the picture."""
    assert (rising(yaw, ankle=0.6, toes=-0.8) == "") is counts
    assert rising(yaw, ankle=0.6, toes=-0.8, over_rest=14.0) == ""


@pytest.mark.parametrize(("seconds", "counts"), [(0.45, False), (0.55, True)])
def test_what_is_quicker_than_any_raise_is_a_jerk(seconds, counts):
    assert ("too short" not in rising(0.0, ankle=0.6, lasts=seconds)) is counts
