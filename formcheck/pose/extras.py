"""Names of what can be measured in pictures besides landmarks; an exercise asks for it by name."""

from __future__ import annotations

FOOT_FLOW = "foot_flow"
"""How each foot moved between two pictures; see `pose.foot_flow`."""
