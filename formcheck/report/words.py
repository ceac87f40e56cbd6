"""Numbers, times and names as people write them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from datetime import datetime

from formcheck.exercises.results import NotCounted, Side, View
from formcheck.report.model import Report

NOTHING = "–"

_SIDES = {Side.LEFT: "left", Side.RIGHT: "right", Side.BOTH: "both", Side.UNKNOWN: "not known"}
_VIEWS = {
    View.FRONT: "from the front",
    View.BACK: "from the back",
    View.LEFT: "from the person’s left",
    View.RIGHT: "from the person’s right",
    View.OBLIQUE_FRONT: "from the front, at an angle",
    View.OBLIQUE_BACK: "from the back, at an angle",
    View.UNKNOWN: "not known",
}
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_LONGEST_TITLE = 32
_COUNTED = re.compile(r"[a-z ]{3,}s$")
"""Units that are things: 'steps', 'extra contacts'."""
_UNIT_ENDING = re.compile(r"_(s|cm|deg|percent)$")


class Names:
    """Checks and measures in words, from the texts that the report carries.

    A text is 'Title: what it means', or a title alone, or an explanation alone; a name without
    text is shown with spaces for underscores.
    """

    def __init__(self, report: Report) -> None:
        """Take the texts from a report."""
        self._checks = report.check_texts
        self._measures = report.measure_texts
        self._beats = _off_the_beat(report)

    def check(self, name: str) -> str:
        """Short title of a check."""
        return self._beats.get(name) or _split(name, self._checks)[0]

    def check_meaning(self, name: str) -> str:
        """What a check means, in a sentence; empty when unknown."""
        return _split(name, self._checks)[1]

    def measure(self, name: str) -> str:
        """Short title of a measure: its own, or up to the first bracket or comma, where short."""
        title, meaning = _split(name, self._measures)
        if self._measures.get(name, "").partition(": ")[0] == title:
            return title
        head = re.split(r",? \(|, ", meaning)[0].strip()
        return capital(head) if 0 < len(head) <= _LONGEST_TITLE else title

    def measure_meaning(self, name: str) -> str:
        """What a measure is beyond its title; empty when nothing is known."""
        meaning = _split(name, self._measures)[1]
        return "" if meaning == self.measure(name) else meaning

    def measure_text(self, name: str) -> str:
        """All that the report says about a measure; empty when nothing more than its title."""
        text = capital(self._measures.get(name, "").strip())
        return "" if text == self.measure(name) else text


def _off_the_beat(report: Report) -> dict[str, str]:
    """Titles of checks that hold values against a beat: 'too fast' would hide the slow ones."""
    units: dict[str, set[str]] = {}
    for rep in report.reps:
        for finding in rep.findings:
            if finding.value is not None:
                units.setdefault(finding.check, set()).add(finding.unit)
    return {
        check: capital(own.pop().removeprefix("% "))
        for check, own in units.items()
        if len(own) == 1 and next(iter(own)).startswith("% off ")
    }


def _split(name: str, texts: dict[str, str]) -> tuple[str, str]:
    fallback = plain(_UNIT_ENDING.sub("", name))
    text = texts.get(name, "").strip()
    if not text:
        return fallback, ""
    title, colon, meaning = text.partition(": ")
    if colon and len(title) <= _LONGEST_TITLE:
        return capital(title), capital(meaning)
    if len(text) <= _LONGEST_TITLE and not text.endswith("."):
        return capital(text), ""
    return fallback, capital(text)


def plain(name: str) -> str:
    """`knee_flexion_max` as 'Knee flexion max'."""
    return capital(name.replace("_", " ").replace("-", " ").strip()) or NOTHING


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def side(value: Side) -> str:
    """A side in words."""
    return _SIDES[value]


def view(value: View) -> str:
    """A view in words."""
    return _VIEWS[value]


def number(value: float | None, unit: str = "", *, fine: bool = False) -> str:
    """A number with as many digits as the unit deserves.

    Args:
        value: the number.
        unit: its unit, which decides how many digits make sense.
        fine: one digit more, where it stands beside a limit.
    """
    if value is None or not math.isfinite(value):
        return NOTHING
    if unit in {"s", "cm", "m"}:
        digits = 1
    elif unit.startswith(("%", "deg", "°")):
        digits = 0
    else:
        digits = 0 if abs(value) >= 100 or value == int(value) else 1
        fine = fine and value != int(value)  # what is counted has no decimals
    text = f"{value:.{digits + fine}f}"
    return text.replace("-", "\u2212") if float(text) else text.lstrip("-")


def unit_words(unit: str) -> str:
    """A unit as it stands in a sentence: '% of foot length', '°', 's'."""
    if unit in {"deg", "degree", "degrees"}:
        return "°"
    if unit == "minor/major axis":
        return ""  # a plain ratio
    if unit.startswith("deg "):  # which way they are counted
        return f"° {unit[4:]}"
    if unit.startswith("% ") and not unit.startswith(("% of ", "% off ")):
        return f"% of {unit[2:]}"
    return unit


def short_unit(unit: str) -> str:
    """A unit without what it is a share of, where that has just been said."""
    if unit.startswith("%"):
        return "%"
    return "°" if unit.startswith("deg") else unit_words(unit)


def quantity(value: float | None, unit: str, *, fine: bool = False) -> str:
    """A number with its unit."""
    text = number(value, unit, fine=fine)
    words = unit_words(unit)
    if text == NOTHING or not words:
        return text
    if text == "1" and _COUNTED.match(words):
        words = words.removesuffix("s")
    return f"{text}{words}" if words.startswith("°") else f"{text}\u00a0{words}"


def clock(seconds: float, *, tenths: bool = False) -> str:
    """A moment in the video as m:ss or h:mm:ss."""
    if not math.isfinite(seconds):
        return NOTHING
    ticks = max(0, math.floor(seconds * 10 + 0.5)) if tenths else max(0, round(seconds)) * 10
    whole, tenth = divmod(ticks, 10)
    minutes, second = divmod(whole, 60)
    hours, minute = divmod(minutes, 60)
    text = f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"
    return f"{text}.{tenth}" if tenths else text


def length(seconds: float) -> str:
    """How long something took: '58 s', '24 min 10 s', '1 h 2 min'."""
    if not math.isfinite(seconds):
        return NOTHING
    minutes, second = divmod(max(0, round(seconds)), 60)
    hours, minute = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minute} min"
    return f"{minute} min {second} s" if minute else f"{second} s"


def when(iso: str | None) -> str:
    """An ISO 8601 moment as '4 March 2025, 09:12'; as it is when it cannot be read."""
    if not iso:
        return "not known"
    try:
        moment = datetime.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}, {moment:%H:%M}"


def ranges(indices: Iterable[int]) -> str:
    """1, 2, 3, 7 as '1–3, 7'."""
    runs: list[list[int]] = []
    for index in sorted(set(indices)):
        if runs and index == runs[-1][1] + 1:
            runs[-1][1] = index
        else:
            runs.append([index, index])
    return ", ".join(
        str(a) if a == b else f"{a}, {b}" if b == a + 1 else f"{a}–{b}" for a, b in runs
    )


def count(amount: int, one: str, many: str | None = None) -> str:
    """'1 fault', '2 faults'."""
    return f"{amount} {one if amount == 1 else many or one + 's'}"


def not_counted(found: Iterable[NotCounted]) -> str:
    """What looked like a repetition and is none: '3 × turned round, 1 × the feet moved'."""
    return ", ".join(f"{one.times}\u00a0× {one.why}" for one in found)


def joined(items: Iterable[str]) -> str:
    """'a, b and c'."""
    parts = list(items)
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
