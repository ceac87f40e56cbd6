"""What people do in clips: each motion fills a `PoseTrack` and says what it did."""

from .base import Performance, Unit
from .registry import MOTIONS, perform

__all__ = ["MOTIONS", "Performance", "Unit", "perform"]
