"""Run a command where there is no network: a namespace of its own, with nothing but loopback.

`python offline.py COMMAND ...` is started under `unshare`; it brings loopback up, proves
that no address beyond it can be reached, and becomes the command.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import socket
import struct
import subprocess
import sys
from pathlib import Path

SET_FLAGS, UP, RUNNING = 0x8914, 0x1, 0x40  # SIOCSIFFLAGS, IFF_UP, IFF_RUNNING: linux/if.h
WAYS = (["--net"], ["--map-root-user", "--net"])  # as root; as anybody, where the system lets


def beginning() -> list[str] | None:
    """The words that start a command without a network; None where that is not permitted."""
    unshare = shutil.which("unshare")
    for way in WAYS if unshare else ():
        words = [str(unshare), *way, sys.executable, str(Path(__file__))]
        if subprocess.run([*words, "true"], check=False, capture_output=True).returncode == 0:
            return words
    return None


def main() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, SET_FLAGS, struct.pack("16sH", b"lo", UP | RUNNING))
    # an address for documentation (RFC 5737): without a network there is no way to it
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as outward:
        if outward.connect_ex(("192.0.2.1", 80)) == 0:
            sys.exit("There is a network here.")
    os.execvp(sys.argv[1], sys.argv[1:])


if __name__ == "__main__":
    main()
