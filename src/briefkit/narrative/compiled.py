"""Templates that are compiled once a machine: for each process anew it would take a second."""

from __future__ import annotations

import contextlib
import hashlib
import sys
import time
from typing import Any

import jinja2
from jinja2.bccache import Bucket
from platformdirs import user_cache_path

from briefkit.placing import put

KEPT = 30 * 24 * 3600
"""Seconds that a compiled template is kept: who edits templates leaves one behind at each save."""
LENGTH = hashlib.sha256().digest_size


class Compiled(jinja2.BytecodeCache):
    """Compiled templates in the user's own cache folder, where Python's own trust ends too.

    Each is named by the hash of all that it comes from: its source, how the environment reads it,
    the versions of Jinja and Python. So none is ever out of date, and copies of a project share
    them. Where the folder cannot be used, templates are compiled as if it were not there.
    """

    def __init__(self, options: dict[str, Any]) -> None:
        """`options` are those of the environment."""
        self._folder = user_cache_path("briefkit") / "templates"
        self._reader = f"{jinja2.__version__} {sys.version} {sorted(map(str, options.items()))}"

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket if there is something whole to fill it with."""
        with contextlib.suppress(OSError):
            kept = (self._folder / self._name(bucket)).read_bytes()
            code = kept[LENGTH:]
            if kept[:LENGTH] == _sum(code):
                bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled; and what has lain there for long goes."""
        if sys.dont_write_bytecode:
            return
        with contextlib.suppress(OSError):
            code = bucket.bytecode_to_string()
            put({self._name(bucket): _sum(code) + code}, self._folder)
            for path in self._folder.iterdir():
                if time.time() - path.stat().st_mtime > KEPT:
                    path.unlink()

    def _name(self, bucket: Bucket) -> str:
        made_from = f"{bucket.key} {bucket.checksum} {self._reader}"
        return _sum(made_from.encode()).hex()

    def get_cache_key(self, name: str, filename: str | None = None) -> str:  # noqa: ARG002
        """The template's name, wherever it lies."""
        return name


def _sum(content: bytes) -> bytes:
    """By which damage is found: what reads bytecode takes it for whole."""
    return hashlib.sha256(content).digest()
