"""Warm, isolated kernels: each forked from a zygote that has already imported everything.

`ForkedKernelManager` is given to papermill in the place of its own manager. A kernel has
its own process group, namespace, folder, environment, random seed and connection file, and
talks over sockets in a private folder, so no two kernels can meet. Where a process cannot be
forked (not Linux), kernels are started ahead, one for each council (`PreparedKernelManager`), and
where neither warms up, the press runs ordinary ones: the same bytes, more slowly. Either way a
kernel has limits, and nothing that it started outlives it.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from functools import cache, partial
from multiprocessing.util import Finalize
from pathlib import Path
from typing import Any, ClassVar

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from traitlets import Type

from briefkit.publishing.clients import PromptClient
from briefkit.publishing.forking import Forked, Line, Zygote, end_with_parent, kind, possible
from briefkit.publishing.jobs import Preload
from briefkit.publishing.prepared import Prepared
from briefkit.publishing.temporary import short_place

MEGABYTE = 1_000_000
GLANCE = 0.004
"""Seconds between two looks at what is about to come: a start or an end takes some hundredths."""
SOCKETS = 60.0
"""Seconds within which a kernel's first socket should be there."""
NEXT_SOCKET = 10.0
"""Seconds within which the next should be: one takes some thousandths."""


class Running:
    """The process groups of this process's living kernels, and the memory that each may have."""

    groups: ClassVar[set[int]] = set()
    megabytes = 0  # 0: no limit

    @classmethod
    def started(cls, pid: int) -> None:
        """Note a kernel, which leads a group of its own, and limit its memory."""
        cls.groups.add(pid)
        if cls.megabytes and sys.platform == "linux":
            import resource

            most = cls.megabytes * MEGABYTE
            with contextlib.suppress(ProcessLookupError, PermissionError):
                resource.prlimit(pid, resource.RLIMIT_DATA, (most, most))

    @classmethod
    def ended(cls, pid: int) -> None:
        """End whatever a kernel has left behind in its group."""
        cls.groups.discard(pid)
        _kill_group(pid)

    @classmethod
    def end_all(cls) -> None:
        """End every kernel at once, with all that they started."""
        for pid in list(cls.groups):
            _kill_group(pid)


def _kill_group(pid: int) -> None:
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)


class LimitedProvisioner(LocalProvisioner):
    """Launches an ordinary kernel, and sees to its limits and its end."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Start `cmd`, as silent as a forked one: whoever asked for a kernel tells its failure."""
        kwargs |= {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        if possible():
            kwargs["preexec_fn"] = partial(end_with_parent, os.getpid())
        info = await super().launch_kernel(cmd, **kwargs)
        assert self.pid is not None
        Running.started(self.pid)
        return info

    async def cleanup(self, restart: bool = False) -> None:
        """What the kernel started in its group ends with it."""
        await super().cleanup(restart)
        if self.pid:
            Running.ended(self.pid)


class ForkProvisioner(LimitedProvisioner):
    """Launches a kernel by asking the zygote; all else is the local provisioner's."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:  # noqa: ARG002
        """Fork instead of starting `cmd`."""
        cwd, env = _place(kwargs)
        manager: Any = self.parent
        try:
            pid = manager.shared.fork(manager.connection_file, cwd, env)
            self.process = Forked(pid)  # type: ignore[assignment]
        except OSError:  # a fault of the machine's, as that of a kernel that dies later
            raise RuntimeError("The kernel died before it was known.") from None
        self.pid = self.pgid = pid  # the child leads a group of its own
        Running.started(pid)
        return self.connection_info

    async def wait(self) -> int | None:
        """Wait for the kernel's end by its file descriptor, not by looking ten times a second."""
        process: Any = self.process
        if process is not None:
            await process.ended(asyncio.get_running_loop())
            self.process = None
        return 0


class PreparedProvisioner(LimitedProvisioner):
    """Launches a kernel by taking one that was started ahead; all else is the local one's."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:  # noqa: ARG002
        """Take one instead of starting `cmd`."""
        cwd, env = _place(kwargs)
        manager: Any = self.parent
        kernel = manager.shared.take(manager.connection_file, cwd, env)
        self.process = kernel
        self.pid = kernel.pid
        self.pgid = kernel.pid if hasattr(os, "killpg") else None
        Running.started(kernel.pid)
        return self.connection_info


def _place(launch: dict[str, Any]) -> tuple[str, dict[str, str]]:
    """The folder and the environment in which a kernel is to be launched."""
    return str(launch.get("cwd") or Path.cwd()), dict(launch.get("env") or os.environ)


class LimitedKernelManager(AsyncKernelManager):
    """A kernel manager whose kernels have limits, and talk over sockets in a private folder."""

    launched_by: ClassVar[type[LimitedProvisioner]] = LimitedProvisioner
    client_factory = Type(PromptClient)

    def __init__(self, **kwargs: Any) -> None:
        """A manager with a private folder for its kernel's sockets."""
        super().__init__(**kwargs)
        self._private = _private_folder()
        if sys.platform != "win32":
            self.transport = "ipc"
        self.connection_file = str(Path(self._private) / "kernel.json")

    @property
    def kernel_spec(self) -> KernelSpec | None:
        """What is installed under the kernel's name."""
        return installed(self.kernel_name)

    async def _async_pre_start_kernel(self, **kw: Any) -> Any:
        self.provisioner = self.launched_by(parent=self, kernel_id="", kernel_spec=self.kernel_spec)
        return await super()._async_pre_start_kernel(**kw)

    async def _async_post_start_kernel(self, **kw: Any) -> None:
        """Wait for the sockets: who connects too soon tries again after a tenth of a second."""
        await super()._async_post_start_kernel(**kw)
        if self.transport == "ipc" and not await self._all_sockets():
            # out of room for a socket it may never end by itself; the client says that it is dead
            await self._async_kill_kernel()

    async def _all_sockets(self) -> bool:
        """Wait until the kernel has made every socket; False where it has stopped making them."""
        made, last = 0, time.monotonic() + SOCKETS
        while made < len(self.ports):
            if time.monotonic() > last or not await self._async_is_alive():
                return False
            await asyncio.sleep(GLANCE)
            there = len(list(Path(self._private).glob("kernel-ipc-*")))
            if there > made:
                made, last = there, time.monotonic() + NEXT_SOCKET
        return True

    async def _async_wait(self, pollinterval: float = 0.1) -> None:  # noqa: ARG002
        await super()._async_wait(GLANCE)

    async def _async_cleanup_resources(self, restart: bool = False) -> None:
        await super()._async_cleanup_resources(restart=restart)
        if not restart:
            shutil.rmtree(self._private, ignore_errors=True)

    # jupyter_client calls this name where a kernel has died, bound to its own class's function
    cleanup_resources = _async_cleanup_resources


class ForkedKernelManager(LimitedKernelManager):
    """A kernel manager whose kernels are forked by a zygote, to which `shared` is the line."""

    launched_by = ForkProvisioner
    shared: Line | None = None


class PreparedKernelManager(LimitedKernelManager):
    """A kernel manager whose kernels are among those that `shared` has started ahead."""

    launched_by = PreparedProvisioner
    shared: Prepared | None = None


@cache
def installed(name: str) -> KernelSpec | None:
    """The kernel of a name: looked for once a process, since there are many folders to look in.

    Raises NoSuchKernel where none has it.
    """
    return KernelSpecManager().get_kernel_spec(name) if name else None


def _private_folder() -> str:
    return tempfile.mkdtemp(prefix="briefkit-kernel-", dir=short_place())


def manager() -> type[LimitedKernelManager]:
    """The kernel manager to use now: of warm kernels once this process has any."""
    if not ready():
        return LimitedKernelManager
    return ForkedKernelManager if ForkedKernelManager.shared else PreparedKernelManager


def ready() -> bool:
    """Whether this process has warm kernels; a zygote that has died is given up for good."""
    line = ForkedKernelManager.shared
    if line is not None and not line.alive():
        ForkedKernelManager.shared = None
    return bool(ForkedKernelManager.shared or PreparedKernelManager.shared)


def warm(preload: Preload) -> bool:
    """Have this process's kernels warm before they are needed; False where that cannot be."""
    if not preload.name:
        return False
    try:
        match kind():
            case "forked":
                zygote = Zygote(preload)
                _close_at_exit(zygote)
                zygote.wait()
                join(zygote)
            case "prepared":
                PreparedKernelManager.shared = Prepared(preload)
                _close_at_exit(PreparedKernelManager.shared)
            case _:
                return False
    except (OSError, RuntimeError, ValueError):
        return False
    return True


def join(zygote: Zygote) -> None:
    """Have this process's kernels forked from a zygote that is warm already."""
    with contextlib.suppress(OSError):  # it has died: ordinary kernels do as well
        ForkedKernelManager.shared = zygote.line()


def _close_at_exit(started: Zygote | Prepared) -> None:
    # it would end by itself; ended and waited for, its time is counted with this process's
    Finalize(None, started.close, exitpriority=0)
