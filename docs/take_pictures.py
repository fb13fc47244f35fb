"""The pictures of README and docs, taken of the newest build: `make pictures`.

Reads out/<edition> of this project; needs Debian's chromium, which `make test` installs.
"""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import sync_playwright

from briefkit.project import find_project

SHOTS = (
    ("briefing-desktop.png", "culture-change/E06000026-plymouth/briefing.html", 1280, 900),
    ("briefing-phone.png", "culture-change/E06000026-plymouth/briefing.html", 390, 844),
    ("finder-desktop.png", "index.html", 1280, 900),
)


def main() -> None:
    """Take every picture, each of one screen."""
    project = find_project(Path(__file__).parent)
    built = project.root / "out" / project.edition.id
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        for name, page_file, width, height in SHOTS:
            page = browser.new_page(viewport={"width": width, "height": height})
            page.goto((built / page_file).as_uri())
            page.screenshot(path=Path(__file__).parent / "pictures" / name)
        browser.close()


if __name__ == "__main__":
    main()
