"""The pictures of README and docs, taken of the newest build: `make pictures`.

Reads out/<edition> of this project; needs Debian's chromium and pymupdf, which the command
installs.
"""

from __future__ import annotations

from pathlib import Path

import pymupdf
from playwright.sync_api import sync_playwright

from briefkit.project import find_project

SHOTS = (
    ("briefing-desktop.png", "culture-change/E06000026-plymouth/briefing.html", 1280, 900),
    ("briefing-phone.png", "culture-change/E06000026-plymouth/briefing.html", 390, 844),
    ("finder-desktop.png", "index.html", 1280, 900),
)
PRINTED = ("briefing-print.png", "culture-change/E06000026-plymouth/briefing.pdf")
PAGES = 2
DOTS = 75  # an inch


def main() -> None:
    """Take every picture, each of one screen."""
    project = find_project(Path(__file__).parent)
    built = project.root / "out" / project.edition.id
    pictures = Path(__file__).parent / "pictures"
    print_pages(built / PRINTED[1], pictures / PRINTED[0])
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        for name, page_file, width, height in SHOTS:
            page = browser.new_page(viewport={"width": width, "height": height})
            page.goto((built / page_file).as_uri())
            page.screenshot(path=pictures / name)
        browser.close()


def print_pages(printed: Path, picture: Path) -> None:
    """The first pages of a PDF, side by side."""
    with pymupdf.open(printed) as pages, pymupdf.open() as sheet:
        width, height = pages[0].rect.width, pages[0].rect.height
        beside = sheet.new_page(width=PAGES * width, height=height)
        for n in range(PAGES):
            place = pymupdf.Rect(n * width, 0, (n + 1) * width, height)
            beside.show_pdf_page(place, pages, n)
        beside.get_pixmap(dpi=DOTS).save(picture)


if __name__ == "__main__":
    main()
