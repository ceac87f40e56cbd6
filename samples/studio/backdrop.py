"""The room without people: drawn once, or as often as the camera moves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import moderngl
import numpy as np
import numpy.typing as npt

from .gpu import DepthMap, assign, light, program, sun_clip
from .scene import Place
from .view import View

Array = npt.NDArray[Any]

_LAYOUT = ("3f 3f 3f 3f 3f 1f", "in_pos", "in_normal", "in_local", "in_a", "in_b", "in_kind")


@dataclass(frozen=True)
class Still:
    """The room in one view: light from all round and from the sun apart, and what lies where."""

    indirect: moderngl.Texture
    direct: moderngl.Texture  # its alpha: how much of a pixel is mirror
    where: moderngl.Texture  # world position; alpha 1 floor, 0.25 other things, 0 nothing
    distance: Array  # (H, W) metres from the eye

    def release(self) -> None:
        """Give the textures back."""
        for texture in (self.indirect, self.direct, self.where):
            texture.release()


class Backdrop:
    """A place on the GPU."""

    def __init__(self, gl: moderngl.Context, place: Place) -> None:
        self._gl, self._place = gl, place
        rows = place.mesh()
        mesh = gl.buffer(rows.tobytes())
        bare, self._full = (
            program(gl, "place_depth_vertex", "place_depth_fragment"),
            program(gl, "place_vertex", "place_fragment"),
        )
        self._shadow = DepthMap(gl, 1536)
        self._shadow.begin()
        self._sun = sun_clip(place, np.zeros(3), 3.2)
        assign(bare, clip=self._sun)
        gl.vertex_array(bare, [(mesh, "3f 13x4", "in_pos")]).render(
            first=place.shell, vertices=len(rows) - place.shell
        )
        self._vao = gl.vertex_array(self._full, [(mesh, *_LAYOUT)])
        self._frames: dict[tuple[int, int], moderngl.Framebuffer] = {}

    def _frame(self, size: tuple[int, int]) -> moderngl.Framebuffer:
        if size not in self._frames:
            gl = self._gl
            targets = [gl.texture(size, 4, dtype=dtype) for dtype in ("f2", "f2", "f4")]
            self._frames[size] = gl.framebuffer(targets, gl.depth_renderbuffer(size))
        return self._frames[size]

    def shoot(self, view: View, scale: int = 2) -> Still:
        """Draw the room at ``scale`` times the size and average it."""
        w, h = view.size
        fine = self._read(view, scale)

        def shrink(a: Array) -> Array:
            return np.asarray(a.astype(np.float32).reshape(h, scale, w, scale, 4).mean((1, 3)))

        gl = self._gl
        indirect, direct = (
            gl.texture((w, h), 4, shrink(a).astype("f2").tobytes(), dtype="f2") for a in fine[:2]
        )
        at = fine[2][::scale, ::scale]
        where = gl.texture((w, h), 4, np.ascontiguousarray(at).tobytes(), dtype="f4")
        where.filter = (moderngl.NEAREST, moderngl.NEAREST)
        far = np.linalg.norm(at[..., :3] - view.eye, axis=-1)
        distance = np.where(at[..., 3] > 0.1, far, np.inf)[::-1]
        return Still(indirect, direct, where, distance)

    def _read(self, view: View, scale: int) -> list[Array]:
        """Both lights and the positions, rows from the bottom."""
        gl = self._gl
        size = (view.size[0] * scale, view.size[1] * scale)
        frame = self._frame(size)
        frame.scissor = None
        frame.use()
        frame.clear(0.25, 0.27, 0.3, 0)
        if view.mirror is not None:  # nothing else of it will be looked at
            x0, y0, x1, y1 = (v * scale for v in View(view.camera).box(view.mirror.corners()))
            frame.scissor = (x0, size[1] - y1, x1 - x0, y1 - y0)
        gl.enable(moderngl.DEPTH_TEST)
        assign(
            self._full,
            shadow_clip=self._sun,
            shadow_map=0,
            clip=view.clip(),
            keep=view.keep,
        )
        light(self._full, self._place, view.eye)
        self._shadow.texture.use(0)
        self._vao.render()
        frame.scissor = None
        out = []
        for i, dtype in enumerate(("f2", "f2", "f4")):
            data = frame.read(attachment=i, components=4, dtype=dtype)
            out.append(np.frombuffer(data, f"<{dtype}").reshape(size[1], size[0], 4))
        return out
