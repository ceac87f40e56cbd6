"""Small truth files keep what a comparison takes."""

import json

from samples.studio.lean import make_lean, moment

FRAME = {
    "t": 0.0333,
    "yaw_deg": 12.3,
    "p3": {"heel.L": [0.0, 0.1, 0.2]},
    "px": {"heel.L": [1.0, 2.0]},
    "occluded": [],
    "angles": {"heel_height_cm.L": 1.2345, "knee_flexion.R": 4.56, "foot_roll.L": 1.0},
}


def test_a_frame_keeps_its_time_yaw_and_angles(tmp_path):
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"clip": "a.mp4", "reps": [], "frames": [FRAME]}))
    make_lean(path)
    data = json.loads(path.read_text())
    assert data["clip"] == "a.mp4"
    angles = {"heel_height_cm.L": 1.23, "knee_flexion.R": 4.6}
    assert data["frames"] == [{"t": 0.0333, "yaw_deg": 12.3, "angles": angles}]


def test_a_picture_shows_the_fault_else_the_middle():
    reps = [{"peak_s": s, "asked": {}} for s in (1.0, 2.0, 3.0)]
    assert moment({"reps": reps, "frames": []}) == 2.0
    reps[0]["asked"] = {"low_raise": 0.5}
    assert moment({"reps": reps, "frames": []}) == 1.0
    step = {"start_s": 1.0, "peak_s": 1.0, "end_s": 1.8}
    assert moment({"reps": [step], "frames": []}) == 1.4
    assert moment({"reps": [], "frames": [{"t": 0.0}, {"t": 0.5}]}) == 0.5
