"""A clock that moves only when told to, or slept on."""


class FakeClock:
    """`formcheck.video.Clock` for tests: `sleep` moves it forward at once."""

    def __init__(self, start=1000.0):
        self.time = start

    def now(self):
        return self.time

    def sleep(self, seconds):
        self.time += max(seconds, 0.0)
