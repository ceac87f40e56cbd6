import pytest

from formcheck.live.keys import Key, key_of


@pytest.mark.parametrize(
    ("code", "key"),
    [
        (ord(" "), Key.PAUSE),
        (ord("r"), Key.RESTART),
        (ord("S"), Key.SWITCH_SIDE),
        (ord("q"), Key.FINISH),
        (27, Key.FINISH),
        (0x100000 | ord("q"), Key.FINISH),
        (-1, None),
        (ord("x"), None),
        (255, None),
    ],
)
def test_keys(code, key):
    assert key_of(code) is key
