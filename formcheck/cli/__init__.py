"""The command line: one file per command. `main` turns errors into a sentence and an exit code."""

from __future__ import annotations

import os
import sys

from formcheck.errors import EXIT_INTERRUPTED, FormcheckError


def main() -> None:
    """Run the command line; never returns."""
    from formcheck.cli.app import app

    try:
        app(prog_name="formcheck")
    except FormcheckError as error:
        _say(f"formcheck: {error}")
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        _say("formcheck: interrupted.")
        sys.exit(EXIT_INTERRUPTED)
    except Exception as error:
        if os.environ.get("FORMCHECK_DEBUG"):
            raise
        kind = type(error).__name__
        _say(
            f"formcheck: an error of its own, please report it: {kind}: {error}. "
            "Set FORMCHECK_DEBUG=1 to see where."
        )
        sys.exit(1)


def _say(text: str) -> None:
    """Print to standard error, whatever a file name may hold."""
    line = "".join(c if c.isprintable() or c == "\n" else "�" for c in text)
    sys.stderr.write(line.encode("utf-8", "replace").decode("utf-8") + "\n")
