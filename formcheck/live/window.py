"""Windows: a real one through OpenCV, and none."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from formcheck.live.display import require_display
from formcheck.live.keys import Key, key_of

Image = NDArray[np.uint8]

FIRST_HEIGHT = 720
"""Height of the picture in a new window, px; it can be resized."""
GREATEST_HEIGHT = 1080
"""Pictures are not enlarged beyond this for drawing: time matters more than sharper words."""


def first_size(image: Image) -> tuple[int, int]:
    """Size of a new window for pictures like this one."""
    height, width = image.shape[:2]
    return max(1, round(FIRST_HEIGHT * width / max(1, height))), FIRST_HEIGHT


def letterbox(image: Image, size: tuple[int, int]) -> Image:
    """Put black bars beside a picture until it has a window's proportions.

    The window could keep the proportions itself, but then with glaring white bars.
    """
    height, width = image.shape[:2]
    ratio = min(6.0, max(1 / 6, size[0] / size[1]))
    across, down = max(0, round(height * ratio) - width), max(0, round(width / ratio) - height)
    if across <= 1 and down <= 1:
        return image
    left, top = across // 2, down // 2
    boxed = np.zeros((height + down, width + across, 3), dtype=np.uint8)
    boxed[top : top + height, left : left + width] = image
    return boxed


class Window(Protocol):
    """Shows pictures and says which key was pressed."""

    def show(self, image: Image) -> Key | None:
        """Show a BGR picture; returns a pressed key, FINISH once the window was closed."""
        ...

    def fit(self, image: Image) -> Image:
        """Bring a picture to the size it will be shown in, before words are drawn on it."""
        ...

    def close(self) -> None:
        """Close it; may be called twice."""
        ...


class NullWindow:
    """No window: shows nothing, no key is ever pressed."""

    def show(self, image: Image) -> Key | None:
        """Do nothing."""
        return None

    def fit(self, image: Image) -> Image:
        """The picture as it is."""
        return image

    def close(self) -> None:
        """Do nothing."""


class CvWindow:
    """A window that can be resized and keeps the picture's proportions.

    Args:
        title: its title.
        fullscreen: fill the screen.

    Raises:
        MissingError: no window can be opened here.
    """

    def __init__(self, title: str = "formcheck", *, fullscreen: bool = False) -> None:
        require_display()
        self.title = title
        self.fullscreen = fullscreen
        self._opened = False
        self._closed = False

    def show(self, image: Image) -> Key | None:
        """Show a picture and look for a key, without waiting for one."""
        import cv2

        if not self._opened:
            self._open(image)
        elif self._closed or not self._visible():
            # Showing a picture now would open the window again.
            self._closed = True
            return Key.FINISH
        cv2.imshow(self.title, letterbox(image, self._size(image)))
        return key_of(cv2.waitKey(1))

    def fit(self, image: Image) -> Image:
        """Enlarge a picture to the window's size: words drawn after that stay sharp."""
        import cv2

        height, width = image.shape[:2]
        across, down = self._size(image)
        scale = min(across / width, down / height, GREATEST_HEIGHT / height)
        if scale <= 1:
            return image
        size = (round(width * scale), round(height * scale))
        larger: Image = np.asarray(
            cv2.resize(image, size, interpolation=cv2.INTER_LINEAR), np.uint8
        )
        return larger

    def close(self) -> None:
        """Close the window."""
        if self._opened and not self._closed:
            import cv2

            self._closed = True
            if self._visible():
                cv2.destroyWindow(self.title)
            cv2.waitKey(1)  # the backend acts on it only when it gets a turn

    def _open(self, image: Image) -> None:
        import cv2

        cv2.namedWindow(
            self.title, cv2.WINDOW_NORMAL | cv2.WINDOW_FREERATIO | cv2.WINDOW_GUI_NORMAL
        )
        cv2.resizeWindow(self.title, *first_size(image))
        if self.fullscreen:
            cv2.setWindowProperty(self.title, cv2.WND_PROP_FULLSCREEN, cv2.WINDOW_FULLSCREEN)
        self._opened = True

    def _size(self, image: Image) -> tuple[int, int]:
        """Width and height for the picture in the window."""
        import cv2

        if not self._opened or self._closed or not self._visible():
            return first_size(image)
        width, height = cv2.getWindowImageRect(self.title)[2:]
        return max(1, width), max(1, height)

    def _visible(self) -> bool:
        import cv2

        try:
            return bool(cv2.getWindowProperty(self.title, cv2.WND_PROP_VISIBLE) >= 1)
        except cv2.error:  # the backend has let go of its last window
            return False
