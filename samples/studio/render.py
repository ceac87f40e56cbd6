"""Drawing frames: a room, the people in it, and what a mirror on its wall shows of both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

import moderngl
import numpy as np
import numpy.typing as npt

from .backdrop import Backdrop, Still
from .body import _template
from .camera import Camera
from .figures import Figures, Painted, Pose
from .gpu import assign, program
from .layers import Layer
from .people import Person
from .scene import Place
from .view import Box, View

Array = npt.NDArray[Any]
RGB = tuple[float, float, float]


@dataclass(frozen=True)
class Drawn:
    """One frame, and how far the people's surface is where there is one."""

    rgb: Array  # (H, W, 3) uint8
    box: Box  # pixels that the people lie in
    distance: Array  # (h, w) metres inside the box, at twice its size; inf where nobody is
    place_distance: Array  # (H, W) metres to the room


class Renderer:
    """One room, one camera, one or more people. Use as a context manager."""

    def __init__(self, place: Place, camera: Camera) -> None:
        self.gl = gl = moderngl.create_context(standalone=True, backend="egl")
        self._place, size = place, camera.size
        self._backdrop = Backdrop(gl, place)
        self._figures = Figures(gl, place, size, _template().rig_labels)
        self._finish = program(gl, "screen_vertex", "final_fragment")
        self._blend = program(gl, "screen_vertex", "reflected_fragment")
        screen = gl.buffer(np.array([-1, -1, 1, -1, -1, 1, 1, 1], np.float32))
        self._screen = {
            id(p): gl.vertex_array(p, [(screen, "2f", "in_xy")])
            for p in (self._finish, self._blend)
        }
        self._final = gl.framebuffer([gl.texture(size, 4, dtype="f1")])
        self._reflected = gl.framebuffer([gl.texture(size, 4, dtype="f2")])
        self._stills: list[Still] = []
        self.look(camera)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.gl.release()

    def look(self, camera: Camera, scale: int = 2) -> None:
        """Look at the room from here; ``scale`` times finer than the picture."""
        for still in self._stills:
            still.release()
        self._views = [View(camera)]
        if self._place.mirror is not None:
            self._views.append(View(camera, self._place.mirror))
        self._stills = [self._backdrop.shoot(view, scale) for view in self._views]

    def add(self, layers: list[Layer], person: Person, pattern: int = 0) -> None:
        """Put a person's layers on the GPU."""
        self._figures.add(layers, person, pattern)

    def draw(self, poses: Sequence[Pose], gain: RGB = (1, 1, 1)) -> Drawn:
        """One frame of everybody, in the order in which they were added."""
        self._figures.cast_shadows(poses)
        for view, still in zip(self._views[1:], self._stills[1:], strict=True):
            painted = self._people(view, still, poses)
            self._reflected.use()
            self._compose(self._blend, still, painted)
        view, still = self._views[0], self._stills[0]
        painted = self._people(view, still, poses)
        self._final.use()
        self._reflected.color_attachments[0].use(4)
        assign(self._finish, mirror=4, mirrored=len(self._views) > 1, gain=gain, vignette=0.25)
        self._compose(self._finish, still, painted)
        w, h = view.size
        rgb = np.frombuffer(self._final.read(components=3), np.uint8).reshape(h, w, 3)[::-1]
        return Drawn(rgb, painted.box, painted.distance(), still.distance)

    def _people(self, view: View, still: Still, poses: Sequence[Pose]) -> Painted:
        self._figures.darken(still, poses)
        return self._figures.paint(view, still, poses)

    def _compose(self, program: moderngl.Program, still: Still, painted: Painted) -> None:
        """Room, shade and people into the framebuffer in use."""
        self.gl.disable(moderngl.DEPTH_TEST)
        textures = (still.indirect, still.direct, self._figures.shade, painted.rgba)
        for unit, texture in enumerate(textures):
            texture.use(unit)
        assign(
            program, indirect=0, direct=1, shade=2, person=3, crop=painted.crop,
            corner=painted.corner,
        )  # fmt: skip
        self._screen[id(program)].render(moderngl.TRIANGLE_STRIP)
