"""`Status`: what a session knows right now, for whoever draws or speaks it."""

from __future__ import annotations

from dataclasses import dataclass, field

from formcheck.exercises.drawings import Drawing
from formcheck.exercises.results import Finding, Side
from formcheck.exercises.wording import Wording
from formcheck.motion.view import View


@dataclass(frozen=True, slots=True)
class Status:
    """A snapshot after one pose. Overlay and live window draw from this and the pose alone.

    Attributes:
        t: seconds.
        exercise: title for people, e.g. 'Heel raise'.
        phase: 'position' (getting into position), 'ready', 'floor', 'rise', 'top', 'lower',
            'rest' (between sets) or 'done'.
        reps: counted repetitions of the current set.
        partial: repetitions of the current set that were not whole, and so not counted.
        target_reps: prescribed repetitions a set, if any.
        set_index: 1-based; 0 before the first set.
        side: side of the current set as far as known.
        view: where the camera stands, now.
        level: current height as a share of the target height (0 floor, 1 target), None unknown.
        target_note: what the target is, in words, e.g. 'your best: 8.1 cm'.
        height: current height in `height_unit`, None unknown.
        height_unit: unit of `height`.
        foot_pitch: foot angle to the floor in degrees by side name, only where it can be measured.
        cue: the latest cue in words, '' when none is current.
        cue_since: when the cue was given, seconds.
        cue_kind: 'fault', 'good' or 'info'.
        tempo_s: duration of the last repetition.
        beat_s: metronome period in test mode, None otherwise.
        beat_share: how far into the beat it is now, 0..1; None where nobody hears one.
        set_elapsed_s: seconds since the set began.
        hints: how to stand, most urgent first, e.g. 'Step back: your feet are cut off'.
        next_up: what comes next, in words, e.g. 'Now the other leg'.
        last_faults: faults of the last repetition.
        not_assessed: names of checks that this view cannot support now.
        drawings: figures of this exercise: a clock with the foot's path, steps, stages.
        wording: what the exercise calls what it counts; the session fills it in.
    """

    t: float = 0.0
    exercise: str = ""
    phase: str = "position"
    reps: int = 0
    partial: int = 0
    target_reps: int | None = None
    set_index: int = 0
    side: Side = Side.UNKNOWN
    view: View = View.UNKNOWN
    level: float | None = None
    target_note: str = ""
    height: float | None = None
    height_unit: str = ""
    foot_pitch: dict[str, float] = field(default_factory=dict)
    cue: str = ""
    cue_since: float = 0.0
    cue_kind: str = "info"
    tempo_s: float | None = None
    beat_s: float | None = None
    beat_share: float | None = None
    set_elapsed_s: float = 0.0
    hints: tuple[str, ...] = ()
    next_up: str = ""
    last_faults: tuple[Finding, ...] = ()
    not_assessed: tuple[str, ...] = ()
    drawings: tuple[Drawing, ...] = ()
    wording: Wording = field(default_factory=Wording)
