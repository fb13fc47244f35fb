"""The zygote as a build and its workers see it, and the kernels that are forked from it (Linux).

One zygote serves all workers of a build: it takes seconds to warm, and hundreds of megabytes. Each
worker has a line to it and asks for a kernel by JSON, answered with a process id; that process is
the zygote's child, not the worker's, so it is held by a file descriptor of its own.
"""

from __future__ import annotations

import asyncio
import ctypes
import json
import os
import select
import signal
import socket
import subprocess
import sys
from typing import Any

from briefkit.errors import BadSetting
from briefkit.publishing.jobs import Preload

PR_SET_PDEATHSIG = 1

FEWEST_WARM = 3  # briefings a worker: a zygote costs about as much as three ordinary kernels

# libraries that would start a thread when they are imported
ONE_THREAD = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
}


KINDS = ("forked", "prepared", "ordinary")
SETTING = "BRIEFKIT_KERNELS"


def kind() -> str:
    """How kernels are started here: forked where that is possible, else prepared.

    The variable BRIEFKIT_KERNELS says otherwise. BadSetting where that cannot be.
    """
    asked = os.environ.get(SETTING) or ("forked" if possible() else "prepared")
    if asked not in KINDS or (asked == "forked" and not possible()):
        can = [one for one in KINDS if one != "forked" or possible()]
        raise BadSetting(
            f"{SETTING}={asked} in the environment cannot be. Leave it out, or choose one of "
            f"{', '.join(can)}."
        )
    return asked


def quiet_environment() -> dict[str, str]:
    """The environment of a process that warms up for kernels: one thread, and no parent to poll."""
    return {k: v for k, v in os.environ.items() if k != "JPY_PARENT_PID"} | ONE_THREAD


class Zygote:
    """A running zygote, ended by `close`; `line` is how it is asked, here or in a forked child."""

    def __init__(self, preload: Preload) -> None:
        """Start it; it warms up by itself."""
        self._warm = False
        self._door, inside = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        given = preload.written(), str(os.getpid()), str(inside.fileno())
        with inside:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "briefkit.publishing.zygote", *given],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=quiet_environment(),
                pass_fds=[inside.fileno()],
            )

    def wait(self) -> None:
        """Wait until it is warm; RuntimeError with its reason, and its end, where it is not."""
        if self._warm:
            return
        assert self._process.stdout is not None
        said = self._process.stdout.readline()
        answer = json.loads(said) if said else {}
        self._warm = "ready" in answer
        if not self._warm:
            self.close()
            raise RuntimeError(answer.get("error", "the zygote did not warm up"))

    def alive(self) -> bool:
        """Whether it still runs."""
        return self._process.poll() is None

    def line(self) -> Line:
        """A line of one's own; OSError where the zygote has died."""
        mine, its = socket.socketpair()
        with its:
            socket.send_fds(self._door, [b"+"], [its.fileno()])
        return Line(mine)

    def close(self) -> None:
        """End it, and every kernel that it forked."""
        self._door.close()
        self._process.kill()
        self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()


class Line:
    """A worker's line to a zygote. When it ends, so do the kernels that were asked for on it."""

    def __init__(self, way: socket.socket) -> None:
        """`way` leads to the zygote."""
        self._way = way

    def fork(self, connection_file: str, cwd: str, env: dict[str, str]) -> int:
        """A new kernel's process id. Raises OSError where the zygote has died."""
        send(self._way, {"connection_file": connection_file, "cwd": cwd, "env": env})
        answer = receive(self._way)
        if answer is None:
            raise OSError("the zygote has died")
        return int(answer["pid"])

    def alive(self) -> bool:
        """Whether the zygote still runs."""
        try:
            return bool(self._way.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT))
        except BlockingIOError:
            return True  # it has nothing to say
        except OSError:
            return False

    def close(self) -> None:
        """End it."""
        self._way.close()


def send(way: socket.socket, value: dict[str, Any]) -> None:
    """One line of JSON."""
    way.sendall((json.dumps(value) + "\n").encode())


def receive(way: socket.socket) -> dict[str, Any] | None:
    """The next line of JSON, for which the other side waits; None where there is no other side."""
    got = b""
    while not got.endswith(b"\n"):
        part = way.recv(65536)
        if not part:
            return None
        got += part
    return dict(json.loads(got))


class Forked:
    """A process that is not our child, seen through a file descriptor of its own."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int) -> None:
        """Take hold of a running process; ProcessLookupError where it has already ended."""
        self.pid = pid
        self._handle = os.pidfd_open(pid)

    def poll(self) -> int | None:
        """None while it runs; 0 once it has ended, since only its parent learns the code."""
        ended = select.select([self._handle], [], [], 0)[0]
        return 0 if ended else None

    def wait(self) -> int:
        """Wait until it has ended."""
        select.select([self._handle], [], [])
        os.close(self._handle)
        return 0

    async def ended(self, loop: asyncio.AbstractEventLoop) -> None:
        """Wait until it has ended, without holding up the loop."""
        gone = asyncio.Event()
        loop.add_reader(self._handle, gone.set)
        try:
            await gone.wait()
        finally:
            loop.remove_reader(self._handle)
            os.close(self._handle)

    def send_signal(self, signum: int) -> None:
        """Send it a signal; nothing where it has ended."""
        if self.poll() is None:
            signal.pidfd_send_signal(self._handle, signum)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)


def end_with_parent(parent: int) -> None:
    """Let this process die when `parent`, which started it, dies, however that dies (Linux)."""
    if possible():
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if _ended(parent):  # before it could be asked
            os._exit(1)


def _ended(pid: int) -> bool:
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([handle], [], [], 0)[0])
    finally:
        os.close(handle)


def possible() -> bool:
    """Whether kernels can be forked here."""
    return sys.platform == "linux" and hasattr(os, "pidfd_open")
