"""formcheck: a camera-based exercise form checker that says what it could not see."""

__version__ = "0.1.0"
