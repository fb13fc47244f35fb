"""What holds for every test: slow machines fail none, and Ctrl-C is heard wherever they run."""

from __future__ import annotations

import signal

from hypothesis import settings

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


def pytest_configure() -> None:
    """Hear Ctrl-C. What a shell starts in the background is deaf to it, with all that it starts.

    A build that a test interrupts would go on as if nothing had been said.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
