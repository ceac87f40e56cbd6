"""Writes what one session gives into its folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from formcheck.errors import NobodySeenError
from formcheck.report.assemble import Origin, assemble
from formcheck.report.model import Curve, Report
from formcheck.report.pictures import Evidence
from formcheck.report.writer import write_all
from formcheck.session import Session


def require_somebody(session: Session, name: str) -> None:
    """Refuse a session in which there is nothing to report on.

    Raises:
        NobodySeenError: nobody was seen, or never their feet.
    """
    if not session.found:
        raise NobodySeenError(
            f"Nobody could be seen in {name}; film the whole person, in good light, 2–4 m away."
        )
    if not session.whole:
        missing = session.missing.most_common(1)
        why = missing[0][0] if missing else "feet not in the picture"
        raise NobodySeenError(
            f"In {name} the person is never whole in the picture ({why}); "
            "film from head to feet, with the feet and the floor in the picture."
        )


def write_results(
    folder: Path,
    session: Session,
    origin: Origin,
    *,
    curve: Curve | None = None,
    evidence: Evidence | None = None,
    others: Sequence[str] = (),
) -> Report:
    """Write report.json, reps.csv and report.html.

    Args:
        folder: where to.
        session: after `finish`.
        origin: where its poses came from.
        curve: the main signal over time.
        evidence: pictures for the page.
        others: further result files that belong to this session; older ones are removed.

    Raises:
        OutputError: they cannot be written.
    """
    report = assemble(session, origin, curve)
    write_all(report, folder, evidence=evidence, others=others)
    return report
