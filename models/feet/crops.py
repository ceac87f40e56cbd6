"""Training crops by seed: ``python -m models.feet.crops FOLDER --crops 60000 --jobs 2``.

Complete shards are left as they are, so the command goes on where it was cut off. The same seed
gives the same crops, whatever the number of processes.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import time
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from formcheck.pose.feet.points import (
    CROP_SPAN,
    FOOT,
    PATCH,
    PATCH_SPAN,
    SIDES,
    VISIBLE,
    WEARS,
    middle,
)
from samples.studio.camera import Camera

from . import spoil
from .backgrounds import pictures
from .scene import Scene, draw_scene
from .store import Shard, Target
from .window import Shots, Window, auto_gain, flags

Array = npt.NDArray[Any]
Rng = np.random.Generator

#: Moments of each set, and sets of each shard.
MOMENTS, SETS = 14, 20
#: Copies of each render that are spoiled in different ways.
COPIES = 2
_SHARES = {"photo": 0.4, "cover": 0.16, "markers": 0.05, "cut": 0.1}


def draw_camera(scene: Scene, moment: int, rng: Rng) -> Camera:
    """From anywhere: near the floor or above the head, near or far, upright or not."""
    feet = scene.feet[moment][:, 1:].reshape(-1, 3).mean(0)
    yaw = rng.uniform(-180, 180)
    if rng.random() < 0.5:  # the views that people film from, by how the feet point
        ahead = float(scene.heading[moment].mean())
        yaw = ahead + rng.choice([0, 90, -90, 180, 45, -45, 135, -135]) + rng.normal(0, 10)
    near = rng.random() < 0.5
    away = rng.uniform(0.55, 1.8) if near else rng.uniform(1.6, 4.5)
    height = rng.uniform(0.08, 1.0) if near else rng.uniform(0.3, 1.8)
    a = np.radians(yaw)
    position = feet * [1, 0, 1] + np.array([np.sin(a) * away, height, np.cos(a) * away])
    aim = feet + rng.normal(0, 0.15, 3) if near else feet + np.array([0, rng.uniform(0, 1.0), 0])
    roll = rng.uniform(-180, 180) if rng.random() < 0.12 else rng.normal(0, 4)
    return Camera(position, aim, float(roll), 900.0, (1200, 1200))


def _window(scene: Scene, camera: Camera, at: Array, centre: Array) -> Window:
    """Round a pixel, as wide as `PATCH_SPAN` feet at the distance of a point."""
    depth = max(float(-((at - camera.position) @ camera.axes().T)[2]), 0.15)
    return Window.of(camera, centre, PATCH_SPAN * scene.length * camera.focal / depth)


class Maker:
    """Makes the crops of one set."""

    def __init__(self, number: int, seed: int, backgrounds: spoil.Photo) -> None:
        self.rng = np.random.default_rng([seed, number])
        self.number, self.photo = number, backgrounds
        self.scene = draw_scene(MOMENTS, self.rng)

    def make(self, shard: Shard) -> None:
        """Add them to a shard."""
        rng, scene = self.rng, self.scene
        camera = draw_camera(scene, 0, rng)
        first = self._foot_window(0, 0, camera)[0]
        with Shots(scene.place, first) as shots:
            shots.dress(scene.layers, scene.person, scene.pattern)
            pose = (scene.skeleton, 0)
            gain = auto_gain(shots, first, pose, float(rng.uniform(0.32, 0.6)))
            for moment in range(MOMENTS):
                camera = draw_camera(scene, moment, rng)
                here = gain * float(np.exp(rng.normal(0, 0.25)))
                for side in range(len(SIDES)):
                    self._foot(shots, shard, (moment, side), camera, here)
                if moment % 3 == 0:
                    self._nothing(shots, shard, moment, camera, here)

    def _foot_window(self, moment: int, side: int, camera: Camera) -> tuple[Window, Array]:
        at = self.scene.feet[moment, side]
        px = camera.project(at)[0]
        window = _window(self.scene, camera, at[1], middle(px))
        off = self.rng.normal(0, 0.05, 2) * window.side
        return Window.of(camera, middle(px) + off, window.side), at

    def _foot(
        self, shots: Shots, shard: Shard, which: tuple[int, int], camera: Camera, gain: float
    ) -> None:
        """A moment's left (0) or right (1) foot, spoiled `COPIES` times."""
        rng, scene, (moment, side) = self.rng, self.scene, which
        window, at = self._foot_window(moment, side, camera)
        shot = shots.shoot(window, (scene.skeleton, moment), gain)
        xy, far = window.project(at)
        clear = flags(xy, far, shot.drawn)
        if not _shows(clear):
            return
        other = middle(window.project(scene.feet[moment, 1 - side])[0])
        off = camera.position - at[1]
        yaw = float(np.degrees(np.arctan2(off[0], off[2]))) - scene.heading[moment, side]
        for _ in range(COPIES):
            rgb, seen = shot.rgb, clear
            if rng.random() < _SHARES["photo"]:
                rgb = spoil.behind(shot, self.photo(rng), rng)
            if rng.random() < _SHARES["markers"]:
                rgb = spoil.markers(rgb, xy, rng)
            for name, spoiled in (("cover", spoil.cover), ("cut", spoil.cut_off)):
                if rng.random() < _SHARES[name]:
                    worse, fewer = spoiled(rgb, xy, seen, rng)
                    if _shows(fewer):
                        rgb, seen = worse, fewer
            target = Target(
                xy, seen, other, side, WEARS.index(scene.wear), 1, (yaw + 180) % 360 - 180,
                self.number,
            )  # fmt: skip
            shard.add(spoil.film(rgb, PATCH / PATCH_SPAN, rng), target)

    def _nothing(
        self, shots: Shots, shard: Shard, moment: int, camera: Camera, gain: float
    ) -> None:
        """Hands, knees, faces, the room: no foot near the middle."""
        rng, scene = self.rng, self.scene
        others = scene.others[moment]
        aim = others[rng.integers(len(others))] + rng.normal(0, 0.1, 3)
        if rng.random() < 0.4:
            aim = scene.feet[moment, 0, 1] + rng.normal(0, 1.0, 3) * [1, 0.3, 1]
        if float(-((aim - camera.position) @ camera.axes().T)[2]) < 0.3:
            return
        window = _window(scene, camera, aim, camera.project(aim)[0])
        feet = window.project(scene.feet[moment][:, 1:])[0] / PATCH - 0.5
        if (np.abs(feet).max(-1) < 0.5 * 1.15 * CROP_SPAN / PATCH_SPAN).any():
            return
        shot = shots.shoot(window, (scene.skeleton, moment), gain)
        rgb = shot.rgb
        if rng.random() < 0.2:
            rgb = self.photo(rng)
        shard.add(spoil.film(rgb, PATCH / PATCH_SPAN, rng), Target.nothing(self.number))


def _shows(clear: Array) -> bool:
    """Whether anything of a foot can be seen; else nobody could know that there is one."""
    return bool((clear[list(FOOT)] == VISIBLE).any())


def make_shard(path: Path, first: int, sets: int, seed: int, photos: Path | None) -> int:
    """Write one shard of the sets from number ``first`` on; returns its number of crops."""
    shard, background = Shard(), spoil.photos(pictures(photos))
    for number in range(first, first + sets):
        try:
            Maker(number, seed, background).make(shard)
        except Exception as error:  # one odd set of a thousand must not cost the others
            print(f"set {number} of seed {seed} left out: {error!r}", flush=True)
    shard.write(path)
    return len(shard.targets)


def _job(job: tuple[Path, int, int, int, Path | None]) -> tuple[str, int, float]:
    cv2.setNumThreads(1)  # the processes are the parallel ones
    began = time.process_time()
    n = make_shard(*job)
    return job[0].name, n, time.process_time() - began


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--crops", type=int, default=60000, help="about how many")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--photos", type=Path, help="more pictures to put behind the feet")
    args = parser.parse_args()
    args.folder.mkdir(parents=True, exist_ok=True)
    # Of some feet nothing can be seen, and then there are crops without any.
    a_shard = 0.84 * SETS * MOMENTS * len(SIDES) * COPIES
    jobs = [
        (args.folder / f"crops-{args.seed:03d}-{i:04d}.npz", i * SETS, SETS, args.seed, args.photos)
        for i in range(max(round(args.crops / a_shard), 1))
    ]
    todo = [j for j in jobs if not j[0].exists()]
    print(f"{len(jobs)} shards, {len(jobs) - len(todo)} of them there already", flush=True)
    os.environ["LP_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"
    with multiprocessing.get_context("spawn").Pool(args.jobs, maxtasksperchild=4) as pool:
        for name, n, seconds in pool.imap_unordered(_job, todo):
            print(f"{name}: {n} crops, {n / seconds:.1f} a CPU second", flush=True)


if __name__ == "__main__":
    main()
