"""Warm, isolated kernels: each forked from a zygote that has already imported everything.

`ForkedKernelManager` is given to papermill in the place of its own manager. A kernel has
its own process group, namespace, folder, environment, random seed and connection file, and
talks over sockets in a private folder, so no two kernels can meet. Where a zygote cannot be
had (not Linux, or it fails to warm up), the press runs ordinary kernels: the same bytes,
more slowly.
"""

from __future__ import annotations

import ctypes
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

PR_SET_PDEATHSIG = 1

# libraries that would start a thread when they are imported
ONE_THREAD = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
}


class Zygote:
    """A running zygote; `fork` asks it for a kernel. Raises OSError where it has died."""

    def __init__(self, preload: str, folder: Path) -> None:
        """Start it and wait until it is warm; RuntimeError with its reason where it is not."""
        env = {k: v for k, v in os.environ.items() if k != "JPY_PARENT_PID"} | ONE_THREAD
        self._process = subprocess.Popen(
            [sys.executable, "-m", "briefkit.publishing.zygote", preload, str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=env,
            text=True,
        )
        answer = self._answer()
        if "ready" not in answer:
            self.close()
            raise RuntimeError(answer.get("error", "the zygote did not warm up"))

    def fork(self, connection_file: str, cwd: str, env: dict[str, str]) -> int:
        """A new kernel's process id."""
        request = {"connection_file": connection_file, "cwd": cwd, "env": env}
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        answer = self._answer()
        if "pid" not in answer:
            raise OSError("the zygote has died")
        return int(answer["pid"])

    def alive(self) -> bool:
        """Whether it still runs."""
        return self._process.poll() is None

    def close(self) -> None:
        """End it, and every kernel that it forked."""
        self._process.kill()
        self._process.wait()

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        return dict(json.loads(line)) if line else {}


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


class ForkProvisioner(LocalProvisioner):
    """Launches a kernel by asking the zygote; all else is the local provisioner's."""

    zygote: Zygote | None = None

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:  # noqa: ARG002
        """Fork instead of starting `cmd`."""
        assert self.zygote is not None
        cwd = str(kwargs.get("cwd") or Path.cwd())
        env = dict(kwargs.get("env") or os.environ)
        manager: Any = self.parent
        pid = self.zygote.fork(manager.connection_file, cwd, env)
        self.process = Forked(pid)  # type: ignore[assignment]
        self.pid = self.pgid = pid  # the child leads a group of its own
        return self.connection_info


class ForkedKernelManager(AsyncKernelManager):
    """A kernel manager whose kernels are forked from `shared`, a zygote of this process."""

    shared: Zygote | None = None

    def __init__(self, **kwargs: Any) -> None:
        """A manager with a private folder for its kernel's sockets."""
        super().__init__(**kwargs)
        self._private = _private_folder()
        self.transport = "ipc"
        self.connection_file = str(Path(self._private) / "kernel.json")

    async def _async_pre_start_kernel(self, **kw: Any) -> Any:
        provisioner = ForkProvisioner(parent=self, kernel_id="", kernel_spec=self.kernel_spec)
        provisioner.zygote = self.shared
        self.provisioner = provisioner
        return await super()._async_pre_start_kernel(**kw)

    async def _async_cleanup_resources(self, restart: bool = False) -> None:
        await super()._async_cleanup_resources(restart=restart)
        if not restart:
            shutil.rmtree(self._private, ignore_errors=True)

    # jupyter_client calls this name where a kernel has died, bound to its own class's function
    cleanup_resources = _async_cleanup_resources


LONGEST_PATH = 80
"""Letters: the path of a socket, made from this one, may have 107 at most."""


def _private_folder() -> str:
    place = tempfile.gettempdir()
    short = place if len(place) <= LONGEST_PATH else "/tmp"  # a socket has no room
    return tempfile.mkdtemp(prefix="briefkit-kernel-", dir=short)


def end_with_parent() -> None:
    """Let this process die when the one that started it dies, however that dies (Linux)."""
    if possible():
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def ready() -> bool:
    """Whether this process has a living zygote; one that has died is given up for good."""
    zygote = ForkedKernelManager.shared
    if zygote is not None and not zygote.alive():
        ForkedKernelManager.shared = None
    return ForkedKernelManager.shared is not None


def possible() -> bool:
    """Whether kernels can be forked here."""
    return sys.platform == "linux" and hasattr(os, "pidfd_open")


def use_zygote(preload: str, folder: Path) -> bool:
    """Warm a zygote for this process; False, with nothing changed, where that cannot be."""
    if not possible() or not preload:
        return False
    try:
        ForkedKernelManager.shared = Zygote(preload, folder)
    except (OSError, RuntimeError, ValueError):
        return False
    return True
