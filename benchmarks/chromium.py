"""Debian's Chromium in the place where Playwright, and so nbconvert's webpdf, looks for its own."""

from __future__ import annotations

import os
import re
from pathlib import Path


def browsers(folder: Path) -> Path:
    """Make, below `folder`, what PLAYWRIGHT_BROWSERS_PATH should name. Raises RuntimeError."""
    from playwright.sync_api import Error, sync_playwright

    os.environ["PLAYWRIGHT_BROWSERS_PATH"] = str(folder)
    with sync_playwright() as playwright:
        try:
            playwright.chromium.launch().close()
        except Error as fault:
            found = re.search(r"doesn't exist at (\S+)", str(fault))
            if found is None:
                raise RuntimeError(f"Playwright does not say where it looks: {fault}") from None
            place = Path(found[1])
            place.parent.mkdir(parents=True)
            place.write_text('#!/bin/sh\nexec chromium "$@"\n', encoding="utf-8")
            place.chmod(0o755)
            playwright.chromium.launch(args=["--no-sandbox"]).close()
    return folder
