"""`formcheck doctor`: what works on this machine."""

from __future__ import annotations

import typer


def doctor() -> None:
    """Check camera, display, model, libraries and privacy; exit 5 when analysis cannot run."""
    from rich.table import Table

    from formcheck.cli.show import console
    from formcheck.diagnosis import diagnose

    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in ("", "what", "state"):
        table.add_column(name)
    findings = diagnose()
    for finding in findings:
        mark = "[green]ok[/green]" if finding.ok else "[yellow]--[/yellow]"
        if not finding.ok and finding.needed:
            mark = "[red]no[/red]"
        table.add_row(mark, finding.what, finding.state)
    console.print(table)
    if any(f.needed and not f.ok for f in findings):
        raise typer.Exit(5)
