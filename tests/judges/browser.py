"""A browser for those judges that must see a page: each page is opened by itself, at rest.

The page's own Content-Security-Policy holds, unless a judge asks to bring a script in.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from playwright.sync_api import Error, Page, sync_playwright

from judges.finding import CannotJudge, Finding

DESKTOP = {"width": 1280, "height": 900}
OPEN_ALL = "document.querySelectorAll('details').forEach(d => { d.open = true; })"


def seen(
    paths: Sequence[Path],
    look: Callable[[Page, Path], list[Finding]],
    *,
    bypass_csp: bool = False,
) -> list[Finding]:
    """What a look at each page finds; `look` is given an empty tab and the page's path."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        raise CannotJudge("chromium is not installed. `make judge` installs it.")
    found: list[Finding] = []
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
            for path in paths:
                context = browser.new_context(
                    bypass_csp=bypass_csp, viewport=DESKTOP, reduced_motion="reduce"
                )
                found += look(context.new_page(), path)
                context.close()
            browser.close()
    except Error as fault:
        raise CannotJudge(f"chromium stopped: {fault.message}") from fault
    return found
