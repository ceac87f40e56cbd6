"""`formcheck doctor`: what works on this machine."""

from __future__ import annotations

import typer


def doctor() -> None:
    """Check camera, display, model, libraries and privacy; exit 5 when analysis cannot run.

    Changes and fetches nothing.
    """
    from rich.text import Text

    from formcheck.cli.show import console
    from formcheck.diagnosis import diagnose

    with console.status("Looking at this machine"):
        findings = diagnose()
    width = max(len(finding.what) for finding in findings)
    for finding in findings:
        mark = ("ok", "green") if finding.ok else ("--", "yellow")
        if finding.needed and not finding.ok:
            mark = ("no", "red")
        # One line each, however long: it is searched and pasted into questions.
        line = Text.assemble(mark, f"  {finding.what:{width}}  {finding.state}")
        console.print(line, soft_wrap=True)
    if any(f.needed and not f.ok for f in findings):
        console.print("Videos cannot be analysed here before what is marked 'no' is mended.")
        raise typer.Exit(5)
    console.print("Videos can be analysed here.")
