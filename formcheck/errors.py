"""What can go wrong, as one tree; each leaf knows the exit code it ends the program with.

```
FormcheckError            1  something failed (also: some of several videos failed)
├── UsageError            2  wrong options, unknown exercise, bad settings file
├── InputError            3  the video, stream or recording cannot be read
├── NobodySeenError       4  nobody, or no feet (or, looking for one, no exercise), could be seen
├── MissingError          5  something this machine lacks: camera, display, model
└── OutputError           6  the results cannot be written
```

A message is one sentence (or two) for the person at the keyboard: what is wrong and what to do.
"""

from __future__ import annotations

EXIT_INTERRUPTED = 130


class FormcheckError(Exception):
    """Base of all errors that formcheck raises on purpose."""

    exit_code = 1


class UsageError(FormcheckError):
    """The command or its settings are wrong."""

    exit_code = 2


class InputError(FormcheckError):
    """The input cannot be read."""

    exit_code = 3


class NobodySeenError(FormcheckError):
    """No person, or no feet, could be seen in the input."""

    exit_code = 4


class MissingError(FormcheckError):
    """This machine lacks something that is needed: a camera, a display, the pose model."""

    exit_code = 5


class OutputError(FormcheckError):
    """The results cannot be written."""

    exit_code = 6
