"""The body's height by the feet that stand."""

import os
import subprocess
import sys

import pytest

HEIGHTS = """
import random
from formcheck.motion.planted_height import PlantedHeight

dice, height = random.Random(5), PlantedHeight()
for i in range(600):
    values = {"yaw": 40.0}
    for side in ("left", "right"):
        values |= {f"toe_{name}_{side}": dice.gauss(0, 0.3) for name in ("height", "x")}
        values[f"fine_big_toe_error_{side}"] = 1.0
        for part in ("heel", "ankle"):
            values[f"{part}_height_{side}"] = dice.gauss(20, 3)
            values[f"fine_{part}_error_{side}"] = dice.uniform(1, 4)
    print(repr(height.push(i / 15, values, 80.0)), height.error)
"""


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_the_same_landmarks_give_the_same_heights_in_every_process(seed):
    """Words hash differently in each: nothing may hang on the order of a set of sides."""

    def run(seed):
        return subprocess.run(
            [sys.executable, "-c", HEIGHTS],
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    assert run(seed) == run(0) != ""
