"""All measures of all repetitions, in tables narrow enough for paper."""

from __future__ import annotations

from formcheck.report import words
from formcheck.report.cells import Cell, Grid
from formcheck.report.model import Report
from formcheck.report.tables import MOST_MEASURED

_MOST_COLUMNS = 9

_Column = tuple[str, str]


def measure_tables(report: Report) -> list[Grid]:
    """Every measure that has a value somewhere, with its error band; nothing for very many reps."""
    if len(report.reps) > MOST_MEASURED:
        return []
    names = words.Names(report)
    columns = list(_bands(report).items())
    # Two tables of seven read better than one of eight and one of six.
    tables = -(-len(columns) // _MOST_COLUMNS)
    size = -(-len(columns) // max(1, tables))
    grids = []
    for start in range(0, len(columns), max(1, size)):
        part = columns[start : start + size]
        header = [Cell(words.capital(report.wording.short))]
        for (name, unit), band in part:
            error = f"± {words.number(band, unit, fine=True)}" if band is not None else ""
            note = ", ".join(text for text in (words.unit_words(unit), error) if text)
            header.append(Cell(names.measure(name), note))
        grids.append(Grid(header, _rows(report, [column for column, _ in part]), []))
    return grids


def _rows(report: Report, columns: list[_Column]) -> list[list[Cell]]:
    rows = []
    for rep in report.reps:
        cells = [Cell(str(rep.index) if rep.counted else f"({rep.index})")]
        for name, unit in columns:
            own = rep.measures.get(name)
            value = own.value if own is not None and own.unit == unit else None
            cells.append(Cell(words.number(value, unit, fine=True)))
        rows.append(cells)
    return rows


def _bands(report: Report) -> dict[_Column, float | None]:
    """Measures by name and unit that have a value somewhere, with their widest error band."""
    bands: dict[_Column, float | None] = {}
    for rep in report.reps:
        for name, m in rep.measures.items():
            if m.value is not None:
                before = bands.get((name, m.unit))
                known = [b for b in (before, m.band) if b is not None]
                bands[name, m.unit] = max(known, default=None)
    return bands


def unmeasured(report: Report) -> list[tuple[str, str]]:
    """Measures without any value, with the reasons."""
    names = words.Names(report)
    measured = {name for name, _ in _bands(report)}
    reasons: dict[str, dict[str, None]] = {}
    for rep in report.reps:
        for name, m in rep.measures.items():
            if name not in measured:
                reasons.setdefault(name, {})[m.reason or "not measured"] = None
    return [(names.measure(name), "; ".join(why)) for name, why in reasons.items()]


def measure_texts(report: Report) -> list[tuple[str, str]]:
    """What the measures in the tables are, where their titles do not say it all."""
    names = words.Names(report)
    measured = dict.fromkeys(name for name, _ in _bands(report))
    return [(names.measure(n), text) for n in measured if (text := names.measure_text(n))]
