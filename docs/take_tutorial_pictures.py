"""The pictures of docs/tutorial.md, taken while it is followed: a part of `make pictures`.

Follows the tutorial in a folder of its own, as its test does, and takes each picture where the
page shows it: JupyterLab after Run All Cells, the theme with the invented survey, the signature.
Needs Debian's chromium, and `tests` on the path.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from end_to_end.test_tutorial import Person
from tutorialpage import PAGE, Typed, steps

PICTURES = Path(__file__).parent / "pictures"
BRIEFING = "out/2026-november/culture-change/E06000026-plymouth/briefing.html"
WIDE = {"width": 1100, "height": 760}
COLOURS = 64
EDGE = 20
RUN = "Run All Cells"
SCROLLS, SETTLED = 20, 2_000
WAIT = 120_000  # milliseconds, for all cells of a notebook


def main() -> None:
    """Follow the page to the signature, with a camera."""
    with tempfile.TemporaryDirectory() as room, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        person = Person(Path(room))
        for step in steps(PAGE.read_text("utf-8")):
            if isinstance(step, Typed) and step.until:
                person.run_on(step, then=lambda line: lab(browser, line))
                continue
            person.follow(step)
            if isinstance(step, Typed) and "briefkit check\n" in step.commands:
                shot(browser, person.folder, "evidence", lambda p: p.locator("#inside-outside"))
            if isinstance(step, Typed) and "briefkit sign" in step.commands:
                shot(browser, person.folder, "signed", lambda p: p.locator("header").first)
                break
        browser.close()


def lab(browser: Browser, line: str) -> None:
    """JupyterLab at the address of a line of its log, with the briefing run."""
    shown = line.rsplit(maxsplit=1)[-1]
    page = browser.new_page(viewport=WIDE)
    page.goto(re.sub(r"/lab[^?]*", "/lab/tree/briefings/culture-change.ipynb", shown))
    page.get_by_text("| Idle").wait_for(timeout=WAIT)  # until then the menu has other entries
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name=RUN, exact=True).click()
    page.get_by_text("Plymouth has its planning data").first.wait_for(timeout=WAIT)
    page.get_by_text("| Idle").wait_for(timeout=WAIT)
    refused = page.get_by_role("button", name="No", exact=True)
    if refused.is_visible():  # news of Jupyter's
        refused.click()
    opened = page.get_by_text("open_briefing(council").first
    for _ in range(SCROLLS):  # cells out of sight are drawn once they come near
        page.mouse.move(600, 400)
        page.mouse.wheel(0, -1200)
        page.wait_for_timeout(200)
    opened.scroll_into_view_if_needed()
    page.wait_for_timeout(SETTLED)
    save(page.screenshot, "lab")
    page.close()


def shot(browser: Browser, folder: Path, name: str, part: Callable[[Page], object]) -> None:
    """The top of one part of the printed page."""
    page = browser.new_page(viewport={"width": 1000, "height": 900})
    page.goto((folder / BRIEFING).as_uri())
    box = part(page).bounding_box()  # type: ignore[attr-defined]
    page.screenshot(full_page=True)
    clip = {
        "x": max(box["x"] - EDGE, 0),
        "y": box["y"],
        "width": min(box["width"] + 2 * EDGE, 1000),
        "height": min(box["height"], 620),
    }
    save(lambda path: page.screenshot(path=path, clip=clip, full_page=True), name)
    page.close()


def save(take: Callable[..., object], name: str) -> None:
    """A picture with few colours, which is a third of the bytes."""
    path = PICTURES / f"tutorial-{name}.png"
    take(path=path)
    with Image.open(path) as picture:
        few = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(path, optimize=True)


if __name__ == "__main__":
    main()
