"""What is kept beside the session while poses come in: the curve, and what is read from events."""

from __future__ import annotations

from dataclasses import dataclass

from formcheck.exercises.events import Event
from formcheck.pose.types import Pose
from formcheck.report.curve import CurveThinner
from formcheck.report.model import Curve
from formcheck.session import Session
from formcheck.status import Status


@dataclass(frozen=True, slots=True)
class Seen:
    """One pose after the session has taken it."""

    pose: Pose
    events: tuple[Event, ...]
    status: Status


class Observer:
    """Pushes poses into a session and keeps the height curve for the page, in flat memory."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._thinner = CurveThinner()
        self._unit = ""

    def push(self, pose: Pose) -> Seen:
        """Take one pose."""
        events = self.session.push(pose)
        status = self.session.status
        self._unit = status.height_unit or self._unit
        self._thinner.add(pose.t, status.height)
        return Seen(pose, tuple(events), status)

    def curve(self) -> Curve | None:
        """The height over time; None when the exercise has none."""
        exercise = self.session.exercise
        if not exercise.height_name or not self.session.frames:
            return None
        name = exercise.height_name
        return self._thinner.curve(name=name.lower(), label=name, unit=self._unit)
