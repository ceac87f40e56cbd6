"""The result as titled tables of text, the same for the terminal and for Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from formcheck.exercises.registry import exercises
from formcheck.validate import fault_sections as faults
from formcheck.validate.cells import DASH, enough, number, per_minute, percent
from formcheck.validate.figures import MeasureRow, SaidRow, Table
from formcheck.validate.result import ClipRow, Part, Validation
from formcheck.validate.section import Section
from formcheck.validate.stats import FEW
from formcheck.validate.table import NOT_FOUND, SEEN, UNTOLD
from formcheck.validate.targets import targets

WORST = 10
"""So many of the clips that were seen worst are listed."""

_SEEN = f"{100 * SEEN:.0f} %"


@dataclass(frozen=True, slots=True)
class _Words:
    """What an exercise calls what it counts: 'repetition', 'repetitions'."""

    one: str
    many: str


def sections(validation: Validation) -> Iterator[Section]:
    """Every table, exercise by exercise, the main ones first."""
    several = len(validation.exercises) > 1
    if several:
        yield _overview(validation)
    for exercise, part in validation.exercises.items():
        yield Section(exercises()[exercise].title, level=2)
        clips = [clip for clip in validation.clips if clip.exercise == exercise]
        yield from _of_exercise(exercise, part, clips)
    if validation.failed:
        rows = tuple((clip.name, clip.why) for clip in validation.failed)
        yield Section("Clips that could not be looked at", ("clip", "why"), rows, level=2)


def _of_exercise(exercise: str, part: Part, clips: list[ClipRow]) -> Iterator[Section]:
    wording = exercises()[exercise].words()
    words = _Words(wording.one, wording.many)
    main = part.main
    yield _targets(main, exercise)
    yield _counts(main, words)
    if any(row.n for row in main.timing):
        yield _timing(main)
    if main.faults:
        yield faults.main(main.faults)
        yield faults.apart(main.faults)
    for key in ("view", "legs and view"):
        parts = part.splits.get(key, {})
        if main.faults and len(parts) > 1:
            yield faults.by(key, parts)
    if main.measures:
        yield _measures(main.measures)
    yield from _confusions(main, words)
    for key, tables in part.splits.items():
        if len(tables) > 1:
            yield _split(f"By {key}", key, tables, words)
    if part.apart:
        yield _split("Apart: clips with something special", "what", part.apart, words)
    if (wrong := _wrong_clips(clips)).rows:
        yield wrong
    if (badly := _badly_seen(clips)).rows:
        yield badly


def _overview(validation: Validation) -> Section:
    tables = {exercises()[name].title: part.main for name, part in validation.exercises.items()}
    return _split("All exercises", "exercise", tables, _Words("unit", "units"), level=2)


def _targets(table: Table, exercise: str) -> Section:
    rows = tuple(
        (
            target.name,
            target.text(),
            DASH if found.value is None else f"{found.value:.{target.digits}f}{target.unit}",
            target.reached(found),
        )
        for target, found in targets(table, exercise)
    )
    return Section(
        "What is aimed for",
        ("", "target", "measured", ""),
        rows,
        f"Only what comes from {FEW} units or more is called reached or not.",
    )


def _counts(table: Table, words: _Words) -> Section:
    c, seen = table.counts, table.seen
    f1, unknown = faults.pooled(table.faults)
    rows = [
        (f"clips with {words.many}", str(c.clips)),
        ("exact count", percent(c.exact)),
        ("… where borderline ones may go either way", percent(c.either_way)),
        ("wrong by one at most", percent(c.off_by_one)),
        ("mean of |found − true| / true", number(c.mae, 3)),
        (words.many, str(c.true)),
        ("… not found, or found and not counted", str(c.missed)),
        ("… counted, and none", str(c.extra)),
        ("clips in which nothing may be counted", str(c.distractors)),
        (f"… {words.many} counted in them a minute", per_minute(c.false_a_minute)),
        ("F1 of all checks together", f1),
        ("not assessed, of all checks", unknown),
        ("pictures with the person, mean of all clips", _share(seen.person)),
        ("pictures with the whole body", _share(seen.whole)),
        (f"clips with the whole body in {_SEEN} of them", percent(seen.enough)),
    ]
    if _height(table) != DASH:
        rows.insert(10, ("heel height RMSE", _height(table)))
    title = words.many.capitalize()
    return Section(title, ("", "all clips"), tuple(rows))


def _share(value: float | None) -> str:
    return DASH if value is None else f"{100 * value:.1f} %"


def _split(
    title: str, key: str, tables: dict[str, Table], words: _Words, level: int = 3
) -> Section:
    tall = any(_height(table) != DASH for table in tables.values())
    header = (
        key, "clips", "exact", "off by one", words.many, "missed", "extra", "false a minute",
        *(("height RMSE",) if tall else ()), "faults F1", "not assessed",
    )  # fmt: skip
    rows = ((name, *_split_cells(table, tall=tall)) for name, table in tables.items())
    return Section(title, header, tuple(rows), level=level)


def _split_cells(table: Table, *, tall: bool) -> tuple[str, ...]:
    c = table.counts
    false = c.false_a_minute
    return (
        str(c.clips),
        percent(c.exact, interval=False),
        percent(c.off_by_one, interval=False),
        str(c.true),
        str(c.missed),
        str(c.extra),
        DASH if false.value is None else f"{false.value:.2f} ({false.minutes:.1f} min)",
        *((_height(table),) if tall else ()),
        *faults.pooled(table.faults),
    )


def _height(table: Table) -> str:
    """Root mean square error of the heel's height in cm."""
    row = next((m for m in table.measures if m.measure == "peak_heel_lift_cm"), None)
    return DASH if row is None else enough(row.agreement.rmse, row.agreement.n, 2, " cm")


def _timing(table: Table) -> Section:
    rows = tuple(
        (row.moment, str(row.n), "too few", DASH)
        if row.few
        else (row.moment, str(row.n), number(row.bias, 3, sign=True), number(row.p90, 3))
        for row in table.timing
        if row.n
    )
    peak = any(row.moment == "peak" and row.n for row in table.timing)
    note = "Found − true, of those that were found."
    if peak:
        note += (
            " The peak is the middle of the true top: during a hold the highest moment may be "
            "anywhere in it."
        )
    return Section("Times", ("moment", "n", "bias s", "p90 after bias s"), rows, note)


def _measures(rows: list[MeasureRow]) -> Section:
    return Section(
        "Measures",
        (
            "measure", "unit", "n", "of", "bias", "RMSE", "limits of agreement",
            "p90 of |error − bias|", "r",
        ),
        tuple((row.measure, row.unit, *_measure_cells(row)) for row in rows),
        "n: measured, of those whose truth is known. p90 of |error − bias| is the error band.",
    )  # fmt: skip


def _measure_cells(row: MeasureRow) -> tuple[str, ...]:
    a = row.agreement
    if a.few:
        return (str(a.n), str(row.known), "too few" if a.n else DASH, *(DASH,) * 4)
    between = DASH if a.low is None else f"{a.low:+.2f} … {number(a.high, 2, sign=True)}"
    return (
        str(a.n),
        str(row.known),
        number(a.bias, 2, sign=True),
        number(a.rmse, 2),
        between,
        number(a.p90, 2),
        number(a.r, 2),
    )


def _confusions(table: Table, words: _Words) -> Iterator[Section]:
    if table.sides:
        yield _said(
            "Left and right", "true side", table.sides,
            "'unknown' is said where the legs cannot be told apart; it is not a mistake.",
        )  # fmt: skip
    if table.stages:
        yield _said("Stages", f"true stage of the {words.one}", table.stages)
    if table.directions:
        header = ("view", "right", "wrong", "not told", NOT_FOUND)
        rows = tuple(
            (row.view, str(row.right), str(row.wrong), str(row.untold), str(row.not_found))
            for row in table.directions
        )
        yield Section("Direction, by view", header, rows)


def _said(title: str, what: str, rows: list[SaidRow], note: str = "") -> Section:
    names = list(dict.fromkeys(name for row in rows for name in row.said))
    if NOT_FOUND in names:
        names = [*(n for n in names if n != NOT_FOUND), NOT_FOUND]
    plain = (NOT_FOUND, UNTOLD)
    header = (what, *(n if n in plain else f"said {n}" for n in names))
    cells = ((row.true, *(str(row.said.get(n, 0)) for n in names)) for row in rows)
    return Section(title, header, tuple(cells), note)


def _wrong_clips(clips: list[ClipRow]) -> Section:
    rows = tuple(
        (
            clip.name,
            ", ".join(clip.apart) or DASH,
            str(clip.true),
            str(clip.found),
            str(clip.partial),
            ", ".join(f"{t:.1f}" for t in clip.false_at_s) or DASH,
        )
        for clip in clips
        if clip.true != clip.found or clip.false_at_s
    )
    header = ("clip", "apart", "true", "found", "not whole", "false at s")
    return Section("Clips with another count", header, rows)


def _badly_seen(clips: list[ClipRow]) -> Section:
    worst = sorted((c for c in clips if c.feet_share < SEEN), key=lambda c: c.feet_share)
    rows = tuple(
        (
            clip.name,
            ", ".join(clip.apart) or DASH,
            f"{100 * clip.found_share:.0f} %",
            f"{100 * clip.feet_share:.0f} %",
        )
        for clip in worst[:WORST]
    )
    title = f"Seen whole in under {_SEEN} of the pictures"
    if len(worst) > WORST:
        title += f": the worst {WORST} of {len(worst)}"
    return Section(title, ("clip", "apart", "person", "whole body"), rows)
