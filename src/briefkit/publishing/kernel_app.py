"""ipykernel's own application, with what can be made before a kernel is asked for made before it.

Imported where a process warms up for kernels, and nowhere else.
"""

from __future__ import annotations

from typing import Any

from ipykernel.compiler import XCachingCompiler
from ipykernel.iostream import OutStream
from ipykernel.ipkernel import IPythonKernel
from ipykernel.kernelapp import IPKernelApp
from ipykernel.zmqshell import ZMQInteractiveShell
from traitlets.config import Config


def settings() -> Config:
    """What a kernel of the press is told: nobody will ask for its history."""
    told = Config()
    told.HistoryManager.enabled = False
    return told


def make_shell() -> None:
    """Make the shell of the kernel to come, which takes longer than all else of its start."""
    ZMQInteractiveShell.instance(config=settings(), compiler_class=XCachingCompiler)


def serve(connection_file: str) -> None:
    """Be the kernel of a connection file until it is shut down."""
    app = Application.instance(
        connection_file=connection_file,
        log_level=50,
        config=settings(),
        kernel_class=Kernel,
        outstream_class=f"{__name__}.{Stream.__name__}",
    )
    app.initialize()  # type: ignore[no-untyped-call]
    app.start()  # type: ignore[no-untyped-call]


class Stream(OutStream):
    """What is printed; it wakes the thread that sends it only where something was.

    ipykernel flushes both streams twice a cell, and waits for that thread each time.
    """

    written = False

    def write(self, string: str) -> int | None:  # type: ignore[override]
        """Take in a text."""
        length = super().write(string)
        self.written = True  # last: who is asked to send meanwhile must not forget it
        return length

    def flush(self) -> None:
        """Send what has been written since the last time."""
        if self.written:
            self.written = False
            super().flush()  # type: ignore[no-untyped-call]


class Kernel(IPythonKernel):
    """Tells the shell that was made before it whose it is, and where."""

    def __init__(self, **kwargs: Any) -> None:
        """A kernel as ipykernel makes one."""
        super().__init__(**kwargs)  # type: ignore[no-untyped-call]
        shell: Any = self.shell
        shell.parent = shell.kernel = self
        shell.profile_dir = self.profile_dir
        shell.init_environment()


class Application(IPKernelApp):
    """Told by `serve` what a command line would tell it, which takes long to parse."""

    def parse_command_line(self, argv: object = None) -> None:
        """There is none."""

    def init_kernel(self) -> None:
        """Make the kernel; with a shell of its own where somebody has settings for one."""
        if self.config != settings():
            ZMQInteractiveShell.clear_instance()
        super().init_kernel()  # type: ignore[no-untyped-call]
