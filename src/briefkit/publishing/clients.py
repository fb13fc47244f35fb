"""A kernel's client that loses no time: it goes on as soon as the kernel answers.

jupyter_client asks a new kernel how it is, then waits a fifth of a second for whatever else the
kernel may have published. This one looks for the last thing that belongs to its own question.
"""

from __future__ import annotations

import time
from queue import Empty
from typing import Any

from jupyter_client.asynchronous.client import AsyncKernelClient

ANSWER = 1.0
"""Seconds to wait for an answer before asking again."""
PUBLISHED = 0.2
"""Seconds after the answer for what was published with it; none: nobody was listening yet."""


class PromptClient(AsyncKernelClient):
    """A client without a heartbeat, which its manager sees to, that is ready without a pause."""

    def start_channels(self, *_: Any, **__: Any) -> None:
        """Connect to the kernel."""
        super().start_channels(hb=False)

    async def wait_for_ready(self, timeout: float | None = None) -> None:  # type: ignore[override]
        """Wait until the kernel answers, and what it publishes arrives here.

        Raises RuntimeError where it dies, or does not answer within `timeout` seconds.
        """
        last = None if timeout is None else time.monotonic() + timeout
        while not await self._answered(self.kernel_info()):
            if not await self.is_alive():
                raise RuntimeError("The kernel died before it answered.")
            if last is not None and time.monotonic() > last:
                raise RuntimeError(f"The kernel did not answer in {timeout:g} seconds.")

    async def _answered(self, question: str) -> bool:
        try:
            reply = await self._next(self.get_shell_msg, question, ANSWER)
            self._handle_kernel_info_reply(reply)
            while True:
                said = await self._next(self.get_iopub_msg, question, PUBLISHED)
                if said["content"].get("execution_state") == "idle":
                    return True
        except Empty:
            return False

    async def _next(self, get: Any, question: str, seconds: float) -> dict[str, Any]:
        """The next message that belongs to a question; Empty where none comes in time."""
        while True:
            message: dict[str, Any] = await get(timeout=seconds)
            if message["parent_header"].get("msg_id") == question:
                return message
