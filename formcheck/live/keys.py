"""Keys of the live window. Nobody reaches them from two metres, so none is ever needed."""

from __future__ import annotations

from enum import StrEnum


class Key(StrEnum):
    """What a key asks for."""

    PAUSE = "pause"
    RESTART = "restart"
    SWITCH_SIDE = "switch side"
    FINISH = "finish"


KEYS: dict[str, Key] = {
    " ": Key.PAUSE,
    "r": Key.RESTART,
    "s": Key.SWITCH_SIDE,
    "q": Key.FINISH,
    "\x1b": Key.FINISH,
}


def key_of(code: int) -> Key | None:
    """The meaning of a key code as OpenCV gives it; None for no key or any other key."""
    if code < 0:
        return None
    # Some backends keep the modifiers in the higher bits.
    return KEYS.get(chr(code & 0xFF).lower())
