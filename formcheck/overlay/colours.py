"""Colours, BGR, from the Okabe-Ito set: told apart with any kind of colour vision."""

from __future__ import annotations

from formcheck.exercises.results import Side

Colour = tuple[int, int, int]

WHITE: Colour = (255, 255, 255)
SOFT: Colour = (205, 205, 205)
INK: Colour = (20, 18, 16)
PANEL: Colour = (30, 26, 22)
ORANGE: Colour = (0, 159, 230)
SKY: Colour = (233, 180, 86)
GREEN: Colour = (115, 158, 0)
MINT: Colour = (170, 214, 80)
AMBER: Colour = (40, 190, 255)

LEFT = ORANGE
RIGHT = SKY


def of_side(side: Side) -> Colour:
    """Colour of the person's own left or right; white for anything else."""
    return {Side.LEFT: LEFT, Side.RIGHT: RIGHT}.get(side, WHITE)
