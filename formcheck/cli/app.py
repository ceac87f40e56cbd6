"""The commands, put together."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from formcheck import __version__
from formcheck.cli.analyze import analyze
from formcheck.cli.bench import bench
from formcheck.cli.demo import demo
from formcheck.cli.doctor import doctor
from formcheck.cli.exercises import exercises
from formcheck.cli.live import live
from formcheck.cli.score import score
from formcheck.cli.validate import validate
from formcheck.pipeline.stopping import StoppedEarlyError


class _Commands(TyperGroup):
    """Says that it was interrupted; typer itself would end without a word."""

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401  click's own types
        """Run the command."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise StoppedEarlyError("Interrupted; what was not finished is not kept.") from None


app = typer.Typer(
    name="formcheck",
    cls=_Commands,
    help="Checks exercise form with a camera: counts repetitions, names faults, and says what it "
    "could not see. A decision aid, not a medical device.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)

for command in (demo, analyze, live, score, exercises, validate, bench, doctor):
    app.command()(command)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"formcheck {__version__}")
        raise typer.Exit


@app.callback()
def _common(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Options of formcheck itself."""
