"""Makes the tables of council-website-accessibility: axe rules failed on home pages.

    python data/sources/council-website-accessibility/prepare.py RAWDIR

source.toml says what a row means and why 79 of the 309 rows with HTTP 200 are not used.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from briefkit.evidence.tidy import (
    Row,
    present_gss,
    raw_files,
    register,
    write_details,
    write_figures,
)

HERE = Path(__file__).parent
SCANS = {
    "2026-02-26": "council-website-accessibility/issue-39-report.csv",
    "2026-02-27": "council-website-accessibility/issue-41-report.csv",
}
WEBSITES = (
    ("council-website-emissions/index.csv", "ONS Code", "Website"),
    ("planning-organisations/local-authority.csv", "statistical-geography", "website"),
)
# The first list gives these codes another council's address.
MISFILED = {("E06000019", "hertfordshire.gov.uk"), ("E06000031", "pkc.gov.uk")}
# In neither list under this address; each read by eye in the scan.
BY_HAND = {
    "hertfordshire.gov.uk": "E10000015",
    "anglesey.gov.uk": "W06000001",
    "flintshire.gov.uk": "W06000005",
    "wrexham.gov.uk": "W06000006",
    "caerphilly.gov.uk": "W06000018",
    "powys.gov.uk": "W06000023",
}
# Refusals and language choices run to 105 axe checks, the smallest home page has 160.
FEWEST_CHECKS = 120

Page = Mapping[str, str]


def lines_of(file: Path) -> list[dict[str, str]]:
    """Every line of a raw CSV file as text."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines, restval=""))  # two lines break off early


def domain(address: str) -> str:
    """The host of a web address, without www."""
    host = urlsplit(address if "//" in address else f"//{address}").netloc.lower()
    return host.removeprefix("www.")


def councils_of(raw: Mapping[str, Path]) -> dict[str, list[str]]:
    """Domain -> present codes of the councils it serves, in the order of their names."""
    names = register(HERE).set_index("gss_code")["name"]
    serves: dict[str, set[str]] = defaultdict(set)
    for file, code, website in WEBSITES:
        for line in lines_of(raw[file]):
            council, host = present_gss(line[code]), domain(line[website])
            if council and host and (line[code], host) not in MISFILED:
                serves[host].add(council)
    serves.update({host: {council} for host, council in BY_HAND.items()})
    return {host: sorted(found, key=lambda gss: names[gss]) for host, found in serves.items()}


def pages(raw: Mapping[str, Path]) -> Iterator[tuple[str, str, Page]]:
    """Council, day and line of each scanned page.

    The scans list councils by name, a shared site once for each of its councils: the first of
    its lines is the first council's.
    """
    waiting = councils_of(raw)
    for day, file in SCANS.items():
        for page in lines_of(raw[file]):
            yield waiting[domain(page["submitted_url"])].pop(0), day, page


def axe_result(page: Page) -> tuple[str, ...]:
    """What axe made of a page: alike in two pages only if they are the same page."""
    parts = ("passed", "failed", "cant_tell", "inapplicable", "failed_rules")
    return tuple(page[f"axe_{part}"] for part in parts)


def answered(page: Page) -> bool:
    return page["http_status"] == "200" and page["fetch_ok"] == "true"


def checks(page: Page) -> int:
    """How many checks axe made on a page."""
    return int(page["axe_passed"]) + int(page["axe_failed"])


def reason_unread(page: Page, refusals: set[tuple[str, ...]]) -> str:
    """Why this line says nothing of the council's home page; blank if it does."""
    if not answered(page):
        told = f"HTTP {page['http_status']}" if page["http_status"] else page["fetch_error"]
        return f"could not be read: {told}"
    if axe_result(page) in refusals:
        return "could not be read: HTTP 200 at first, then a refusal page in place of the home page"
    if checks(page) < FEWEST_CHECKS:
        return f"not usable: only {checks(page)} checks could be made, too few for a home page"
    return ""


def shared_with(page: Page, council: str, serves: Mapping[str, Sequence[str]]) -> str:
    """A remark for a council whose site is also another's; blank otherwise."""
    names = register(HERE).set_index("gss_code")["name"]
    others = [names[gss] for gss in serves[domain(page["submitted_url"])] if gss != council]
    return f"one site with {others[0]}" if others else ""


def failed_rules(page: Page) -> list[str]:
    return sorted(set(filter(None, page["axe_failed_rules"].split(";"))))


def figure(council: str, day: str, page: Page, *, unread: str, shared: str) -> Row:
    """A row of figures.csv."""
    row = {"gss_code": council, "indicator": "home_page_barriers", "period": day, "published": day}
    if unread:
        return row | {"status": "x", "note": "; ".join(filter(None, (unread, shared)))}
    return row | {"value": len(failed_rules(page)), "base": checks(page), "note": shared}


def details(council: str, day: str, page: Page) -> Iterator[Row]:
    """Rows of details.csv for a page that was read."""
    row = {"gss_code": council, "indicator": "home_page_barriers", "period": day, "date": day}
    for rule in failed_rules(page):
        yield row | {"item": rule, "unit": "axe rule"}
    yield row | {"item": "alfa_failed", "value": float(page["alfa_failed"]), "unit": "checks"}


def main(rawdir: Path) -> None:
    """Match, sort out what was not read, write."""
    raw = raw_files(rawdir, HERE)
    serves, scanned = councils_of(raw), list(pages(raw))
    refusals = {axe_result(page) for _, _, page in scanned if not answered(page)}
    figures: list[Row] = []
    parts: list[Row] = []
    for council, day, page in scanned:
        unread = reason_unread(page, refusals)
        shared = shared_with(page, council, serves)
        figures.append(figure(council, day, page, unread=unread, shared=shared))
        parts += [] if unread else details(council, day, page)
    write_figures(HERE, figures)
    write_details(HERE, parts)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
