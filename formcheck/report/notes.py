"""What a report warns of by itself: too few pictures a second, and only the feet in the picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from formcheck.report import words

if TYPE_CHECKING:
    from formcheck.exercises.base import Exercise
    from formcheck.report.model import SourceSummary

MEASURED_FPS = 15
"""Pictures a second from which on it was measured how right formcheck is (the benchmark)."""

SLOW_FPS = 14.0
"""Under this there is a warning; a camera of 15 a second may well give 14.9."""

MOSTLY = 0.5
"""Share of the pictures from which on a session is one of the feet alone."""

LEAVES = 0.05
"""Share of the pictures of the feet alone, with a foot across the border, from which on it is said:
2 % at most in rendered clips whose feet stay inside, 12–26 % where they leave in every circle."""

NONE_COUNTED = (
    "None was counted, which does not mean that none was done: of feet seen alone, and above all "
    "from the front, where they hide their heels, too little may be seen."
)

LIVE_KINDS = ("camera", "url", "paced-file")


def notes_on(
    source: SourceSummary,
    exercise: Exercise,
    feet_only_share: float | None,
    leaves_share: float = 0.0,
    counted: int | None = None,
) -> list[str]:
    """What somebody who reads the report should know before believing it, in sentences.

    Args:
        source: where the pictures came from, and how many a second there were.
        exercise: which.
        feet_only_share: share of the pictures with only the feet in them.
        leaves_share: share of these in which a foot lies across the border.
        counted: how many repetitions were counted; None where that is not known yet.
    """
    alone = _by_feet(exercise, feet_only_share)
    if alone and counted == 0:
        alone.append(NONE_COUNTED)
    return [*_too_few(source), *alone, *(_leaves(leaves_share) if alone else [])]


def _too_few(source: SourceSummary) -> list[str]:
    if source.fps is None or source.fps >= SLOW_FPS:
        return []
    said = (
        f"Only {source.fps:.0f} pictures a second were looked at. How right formcheck is was "
        f"measured from {MEASURED_FPS} on; with fewer, what is quick may be missed or miscounted."
    )
    if source.kind in LIVE_KINDS:
        said += " Close other programs, or record a video and analyze that."
    return [said]


def _by_feet(exercise: Exercise, share: float | None) -> list[str]:
    if share is None or share < MOSTLY or not exercise.by_feet:
        return []
    said = f"Only the feet were in the picture for {100 * share:.0f} % of the time."
    return [f"{said} {feet_alone(exercise)}"]


def _leaves(share: float) -> list[str]:
    if share < LEAVES:
        return []
    return [
        f"In {100 * share:.0f} % of that time a foot left the picture. "
        "What it does outside is not seen: step back."
    ]


def feet_alone(exercise: Exercise) -> str:
    """What can be done with only the feet in the picture, and what the whole body adds."""
    if not exercise.by_feet:
        return "Nothing can be told from them: the whole body is needed."
    wording = exercise.words()
    many = f"{exercise.title.lower()}s" if wording.one == "repetition" else wording.many
    own = [_plain(check.name) for check in exercise.checks if not check.body]
    more = [_plain(check.name) for check in exercise.checks if check.body]
    text = f"{words.capital(many)} are counted by them, less surely than with the whole body"
    if own:
        what = words.joined(own) if more else "everything"
        text += f", and {what} checked where the view allows it"
    text += f". {exercise.by_feet_how}." if exercise.by_feet_how else "."
    if more:
        text += f" For {words.joined(more)}, step back until the whole body is in the picture."
    return text


def _plain(name: str) -> str:
    return name.replace("_", " ")
