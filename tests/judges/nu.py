"""The Nu HTML checker, all pages in one call: 0 errors, and 0 warnings."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from judges.finding import Finding, installed, told

NAME = "nu"
MISTAKEN = "Resource violates Content Security Policy (meta tag): image “data:"
"""The checker holds that `img-src data:` forbids every data address, which no browser does.

`screen` sees each picture drawn under the page's own policy.
"""


def judge(paths: Sequence[Path]) -> list[Finding]:
    """What the checker finds in each page: its errors, warnings and remarks alike."""
    jar = installed("vnu-jar", "build", "dist", "vnu.jar")
    options = ["--format", "json", "--stdout", "--exit-zero-always"]
    report = json.loads(told(["java", "-jar", jar, *options, *paths], good=[0]))
    by_path = {str(path.resolve()): path for path in paths}
    return [
        _finding(by_path, message)
        for message in report["messages"]
        if not message["message"].startswith(MISTAKEN)
    ]


def _finding(by_path: dict[str, Path], message: dict[str, Any]) -> Finding:
    address = unquote(urlsplit(message.get("url", "")).path)
    kind = message.get("subType") or message["type"]
    where = f"line {message.get('lastLine', '?')}: {message.get('extract', '')[:120]}"
    return Finding(NAME, by_path.get(address, Path(address)), kind, where, message["message"])
