"""An officer's desk in Loamshire, invented: commentary, figures, builds and signatures, no kernel.

Everything is the press's own code but one step: a notebook's cells are asked in this process, by
inprocess.py, where the press would have a kernel run them.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
import shutil
from pathlib import Path
from typing import Any
from unittest import mock

from briefkit.cli import finder, signing
from briefkit.cli.ordering import Order, Series
from briefkit.cli.press import _briefly, planned
from briefkit.cli.subjects import of_council
from briefkit.cli.terms import Terms
from briefkit.evidence.councils import read_register
from briefkit.narrative import comment_file
from briefkit.narrative.briefing import Briefing, brief
from briefkit.narrative.commentary import decoded, path_of
from briefkit.narrative.shelf import Shelf, stock
from briefkit.project import read_project
from briefkit.publishing import evidence_file, press
from briefkit.publishing.contents import entries, read_manifest
from briefkit.publishing.entry import made
from briefkit.publishing.notebook import as_json, scrubbed
from briefkit.publishing.printable import printables
from briefkit.publishing.signoff import Signature
from briefkit.publishing.verify import proving
from copiedproject import ROOT
from inprocess import executed

HOME, AWAY = "X06000901", "X06000902"
TODAY = dt.date(2026, 11, 29)
BRIEFING = "culture-change"
FIGURES = "sources/ons-local-indicators/figures.csv"

Json = dict[str, Any]


def forget() -> None:
    """What a process keeps of the figures: a worker of the press lives for one build alone."""
    for kept in (evidence_file._figures, proving._books, proving._books_on):
        kept.cache_clear()


class Desk:
    """A project folder that one person works in, council by council."""

    def __init__(self, root: Path, formats: tuple[str, ...] = ("html",)) -> None:
        self.root = root
        shutil.copytree(ROOT / "data" / "demo", root)
        settings = root / "briefkit.toml"
        shared = settings.read_text("utf-8").replace('"../.."', f'"{ROOT.as_posix()}"')
        settings.write_text(shared, "utf-8")
        self.formats = formats
        self._shelves: dict[str, Shelf] = {}

    def clear(self) -> None:
        """Back to an empty desk and the figures as they were."""
        for place in ("out", "commentary", "signoff"):
            shutil.rmtree(self.root / place, ignore_errors=True)
        shutil.copy(ROOT / "data" / "demo" / FIGURES, self.root / FIGURES)
        forget()

    def order(self, *codes: str) -> Order:
        project = read_project(self.root)
        register = read_register(project.data / "councils.csv")
        councils = [of_council(register.find(code)) for code in codes or (HOME, AWAY)]
        edition = project.edition
        folder = self.root / "out" / edition.id
        terms = Terms(project, edition, project.peers, self.formats, folder, register)
        (printed,) = [one for one in printables(project.briefings) if one.id == BRIEFING]
        return Order(terms, (Series(terms, printed, tuple(councils)),), (printed,))

    def shelf(self) -> Shelf:
        """The evidence as it lies there now; gathered once for each state of the figures."""
        terms = self.order().terms
        key = terms.inputs.evidence
        if key not in self._shelves:
            self._shelves[key] = stock(terms.project, terms.edition)
        return self._shelves[key]

    def bare(self, code: str) -> Briefing:
        """What a briefing would say now, without anybody's words."""
        return brief(code, self.shelf(), "nearest", bare=True)

    # --- what people do ---

    def file(self, code: str) -> Path:
        return path_of(self.root, BRIEFING, code)

    def write(self, code: str, theme: str, words: str) -> None:
        """`briefkit comment`, then words typed below the theme's heading."""
        today = comment_file.today(self.bare(code).material, theme)
        path, themes = self.file(code), self.shelf().evidence.catalogue.themes
        if not path.is_file():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(comment_file.begun(today, "Sam Okafor", TODAY), "utf-8")
        text = comment_file.with_part(decoded(path), today, themes)
        if theme:
            heading = f"# {today.name}\n"
            text = text.replace(heading, f"{heading}\n{words}\n", 1)
        else:
            front, _, rest = text.partition("\n---\n")
            text = f"{front}\n---\n\n{words}\n{rest}"
        path.write_text(text, "utf-8")

    def accept(self, code: str) -> int:
        """`briefkit comment --refresh`."""
        path, themes = self.file(code), self.shelf().evidence.catalogue.themes
        today = comment_file.today(self.bare(code).material, "")
        text, moved = comment_file.refreshed(decoded(path), today, TODAY, themes, every=True)
        path.write_text(text, "utf-8")
        return moved

    def refresh(self, code: str, value: int) -> None:
        """A new reading of gigabit broadband, in percent."""
        path = self.root / FIGURES
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        for row in rows:
            if row[:2] == [code, "gigabit"]:
                row[4] = str(value)
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)
        forget()

    def due(self) -> dict[str, str]:
        """What a build would print, and why."""
        order = self.order()
        return {job.about: why for job, why in planned(order, finder.opened(order)) if why}

    def build(self) -> tuple[dict[str, str], list[str]]:
        """`briefkit build`: what was printed and why, and for whom a notebook was run."""
        order = self.order()
        books = finder.opened(order)
        todo = [(j, why) for j, why in planned(order, books) if why]
        ran: list[str] = []

        def run(job: Any, _: Any) -> Any:
            ran.append(job.about)
            return executed(brief(job.about, self.shelf(), "nearest"), job.notebook)

        with mock.patch.object(press, "run", run):
            results = [press.print_one(_briefly(job, order, books, why)) for job, why in todo]
        for result, (job, _) in zip(results, todo, strict=True):
            assert result.status == "published", result.reason
            made_from, terms = order.series[0].made_from, order.terms
            entry = made(result, job, made_from, terms.inputs, terms.folder)
            books[BRIEFING].add(entry)
        finder.publish(order, results, books, {"layout": "odd-r", "hexes": {}})
        return {job.about: why for job, why in todo}, ran

    def sign(self, code: str, role: str, name: str = "Alex Penrose") -> Signature | str:
        """`briefkit sign`; the signature, or why it was refused."""
        order = self.order(code)
        (((series, subject), found),) = signing.published(order)
        if isinstance(found, str):
            return found
        signature = Signature(BRIEFING, role, name, TODAY, found.record, found.words)
        signing._add(series, subject, signature)
        return signature

    # --- what there is ---

    def would_print(self, code: str) -> str:
        """The notebook that a build would publish now."""
        briefing = brief(code, self.shelf(), "nearest")
        return as_json(scrubbed(executed(briefing, self.order().jobs[0].notebook))).decode()

    def folder(self, code: str) -> Path:
        return next((self.root / "out").glob(f"*/{BRIEFING}/{code}-*"))

    def text(self, code: str, name: str = "briefing.html") -> str:
        return (self.folder(code) / name).read_text("utf-8")

    def record(self, code: str) -> Json:
        return dict(json.loads(self.text(code, "statements.json")))

    def entry(self, code: str) -> Json:
        manifest = next((self.root / "out").glob("*/manifest.json"))
        listed = entries(read_manifest(manifest.parent))
        return next(row for row in listed if row["id"] == code)
