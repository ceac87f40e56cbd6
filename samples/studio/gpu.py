"""What every part of the renderer needs of OpenGL: programs, uniforms, light, shadow maps."""

from __future__ import annotations

from typing import Any

import moderngl
import numpy as np
import numpy.typing as npt

from .scene import Place
from .shaders import load

Array = npt.NDArray[Any]


def program(gl: moderngl.Context, vertex: str, fragment: str) -> moderngl.Program:
    """Compile two of the shaders."""
    return gl.program(vertex_shader=load(vertex), fragment_shader=load(fragment))


def assign(program: moderngl.Program, **values: Any) -> None:  # noqa: ANN401
    """Set uniforms; those that the compiler dropped are skipped."""
    for name, value in values.items():
        if name not in program:
            continue
        if isinstance(value, np.ndarray) and value.shape == (4, 4):
            program[name].write(value.T.astype("f4").tobytes())
        elif isinstance(value, np.ndarray | tuple):
            program[name].value = tuple(float(x) for x in value)
        else:
            program[name].value = value


def light(program: moderngl.Program, place: Place, eye: Array) -> None:
    """Light a program's surfaces as the place is lit, seen from ``eye``."""
    assign(
        program,
        sun_dir=place.sun_dir,
        sun_rgb=place.sun_rgb,
        sky_rgb=place.sky_rgb,
        ground_rgb=place.ground_rgb,
        eye=eye,
        lamp_pos=place.lamp_pos,
        lamp_rgb=place.lamp_rgb,
    )


def sun_clip(place: Place, centre: Array, extent: float) -> Array:
    """Orthographic clip matrix from the sun, ``extent`` metres to each side."""
    back = place.sun_dir / np.linalg.norm(place.sun_dir)
    right = np.cross([0.0, 1.0, 0.0], back)
    right /= np.linalg.norm(right)
    axes = np.stack([right, np.cross(back, right), -back])
    m = np.eye(4)
    m[:3, :3] = axes / np.array([extent, extent, 6.0])[:, None]
    m[:3, 3] = -m[:3, :3] @ centre
    return m


class DepthMap:
    """A square depth texture to draw into and to ask for shadows."""

    def __init__(self, gl: moderngl.Context, size: int) -> None:
        self.texture = gl.depth_texture((size, size))
        self.texture.compare_func = ""
        self._gl, self._frame = gl, gl.framebuffer(depth_attachment=self.texture)

    def begin(self) -> None:
        """Clear it and draw into it from now on."""
        self._frame.use()
        self._frame.clear()
        self._gl.enable(moderngl.DEPTH_TEST)
