"""The figures of parts of the clips."""

from __future__ import annotations

from collections.abc import Sequence

from formcheck.exercises.results import Side
from formcheck.validate.figures import Table
from formcheck.validate.table import table
from formcheck.validate.units import KINDS, ClipResult, RepUnit

SPLITS = ("side", "view", "legs and view", "frame rate", "footwear")

LEGS = ("side", "legs and view")
"""Those that speak of the working legs."""

LEGS_ONLY, ONLY = "legs", "legs only"
"""A framing, also given as a tag, and the row that it has."""

WHOLE = ("whole", "not said")
"""Framings that belong to the main table."""


def split(clips: Sequence[ClipResult], key: str) -> dict[str, Table]:
    """The figures by one quality.

    View and side belong to the repetition, for they may change within a clip; a clip's count is
    put where its first repetition is.

    Args:
        clips: what came of them.
        key: one of `SPLITS`.
    """
    pairs = [(_of_rep(c, r, key), r) for c in clips for r in (*c.reps, *c.stages)]
    values = sorted({_of_clip(c, key) for c in clips} | {value for value, _ in pairs})
    return {
        value: table(
            [c for c in clips if _of_clip(c, key) == value],
            [r for own, r in pairs if own == value],
        )
        for value in values
    }


def apart(clips: Sequence[ClipResult]) -> tuple[list[ClipResult], dict[str, list[ClipResult]]]:
    """The clips of the main table, and the others by what is special about them.

    Main are those with the whole body in the picture and without tags. A clip with several tags
    stands under each; what shows only the lower legs, under `legs only`.
    """
    main: list[ClipResult] = []
    others: dict[str, list[ClipResult]] = {}
    for clip in clips:
        framing = clip.keys.get("framing", WHOLE[0])
        words = [ONLY if tag == LEGS_ONLY else tag for tag in clip.tags]
        if framing not in WHOLE:
            words.append(ONLY if framing == LEGS_ONLY else f"framing: {framing}")
        for word in dict.fromkeys(words):
            others.setdefault(word, []).append(clip)
        if not words:
            main.append(clip)
    return main, dict(sorted(others.items()))


def _of_clip(clip: ClipResult, key: str) -> str:
    if key in ("side", "view", "legs and view") and clip.reps:
        return _of_rep(clip, clip.reps[0], key)
    return clip.keys.get(key, "none")


def _of_rep(clip: ClipResult, rep: RepUnit, key: str) -> str:
    if key == "side":
        return rep.true.side.value
    if key == "view" and rep.true.view is not None:
        return rep.true.view.value
    if key == "legs and view":
        # One leg from the side is the one thing that the pose model cannot follow.
        legs = "one leg" if rep.true.side in (Side.LEFT, Side.RIGHT) else "both legs"
        view = rep.true.view or rep.found_view
        return f"{legs}, {KINDS.get(view, 'unknown') if view else 'unknown'}"
    return clip.keys.get(key, "none")
