"""How the finder of a whole edition feels: what a reader waits for in Chromium."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, sync_playwright

TIMES = 5
# from the letter or the choice until the page is laid out again
ASK = """([id, value, event]) => {
  const field = document.getElementById(id), start = performance.now();
  field.value = value;
  field.dispatchEvent(new Event(event, {bubbles: true}));
  document.body.getBoundingClientRect();
  return performance.now() - start;
}"""


def felt(page: Path) -> tuple[float, ...]:
    """What a reader waits for, in milliseconds: opened, a letter typed, a filter, another order."""
    with sync_playwright() as playwright:
        chromium = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        found = [_waits(browser.new_page(), page.as_uri()) for _ in range(TIMES)]
        browser.close()
    return tuple(map(median, zip(*found, strict=True)))


def _waits(page: Page, address: str) -> tuple[float, float, float, float]:
    start = time.perf_counter()
    page.goto(address)
    page.evaluate("document.body.getBoundingClientRect().height")
    opened = 1000 * (time.perf_counter() - start)
    search = max(page.evaluate(ASK, ["name", text, "input"]) for text in ("a", "as", "ash", ""))
    narrowed = page.evaluate(ASK, ["kind", "district", "input"])
    page.evaluate(ASK, ["kind", "", "input"])
    order = page.evaluate(ASK, ["order", "region", "input"])
    page.close()
    return opened, search, narrowed, order
