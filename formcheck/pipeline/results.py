"""Writes what one session gives into its folder."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from formcheck.errors import NobodySeenError, OutputError
from formcheck.pipeline.stopping import StoppedEarlyError
from formcheck.report.assemble import Origin, assemble
from formcheck.report.atomic import output_errors
from formcheck.report.folders import RESULT_FILES, discard_if_empty
from formcheck.report.model import Curve, Report
from formcheck.report.pictures import Evidence
from formcheck.report.writer import write_all
from formcheck.session import Session


@contextmanager
def results_in(folder: Path, *, keep: Sequence[str] = ()) -> Iterator[Path]:
    """A hidden folder to write results to; at the end they take the place of earlier ones.

    When the block fails nothing changes: no half results lie about, and earlier ones are whole.

    Args:
        folder: from `result_folder`; taken away again when nothing lies in it.
        keep: names of earlier results that stay, though they are not written anew.

    Raises:
        OutputError: they cannot be written.
    """
    try:
        with output_errors(folder):
            work = Path(tempfile.mkdtemp(prefix=".unfinished-", dir=folder))
        try:
            yield work
            with output_errors(folder):
                for name in RESULT_FILES:
                    if (work / name).exists():
                        (work / name).replace(folder / name)
                    elif name not in keep:
                        # An old video beside a new report would mislead.
                        (folder / name).unlink(missing_ok=True)
        except OutputError as error:
            raise OutputError(str(error).replace(str(work), str(folder))) from error
        finally:
            shutil.rmtree(work, ignore_errors=True)
    finally:
        discard_if_empty(folder)


def require_somebody(session: Session, name: str, *, interrupted: bool = False) -> None:
    """Refuse a session in which there is nothing to report on.

    Args:
        session: after its last pose.
        name: of the source.
        interrupted: it was stopped, so what would have come is not known.

    Raises:
        NobodySeenError: nobody was seen, or never their feet.
        StoppedEarlyError: the same, where it was stopped.
    """
    if interrupted and not session.whole:
        raise StoppedEarlyError(
            "It was stopped before anybody was whole in the picture; there is nothing to keep."
        )
    if not (session.found or session.feet_only):
        raise NobodySeenError(
            f"Nobody could be seen in {name}; film the whole person, in good light, 2–4 m away."
        )
    if not session.whole:
        if not session.found:
            raise NobodySeenError(
                f"In {name} only the feet are in the picture, which "
                f"{session.exercise.title.lower()} cannot be told from; film from head to feet."
            )
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
        others: further result files that belong to this session.

    Raises:
        OutputError: they cannot be written.
    """
    report = assemble(session, origin, curve)
    write_all(report, folder, evidence=evidence, others=others)
    return report
