"""Loamshire, invented, with hostile text in every field that a person can fill.

The fields are listed here, as the code that reads them does: a text that may be anything is spoilt
by `spoilt`, with a mark of its own by which it is found again; what must be a code, a number, a
date or one of a list is in `REFUSED`, with what the refusal says.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import count
from pathlib import Path

from copiedproject import copied

HOME, AWAY, LONG = "X06000901", "X06000902", "X06000903"
HOSTILE = (
    '=cmd|"/c calc"!A1 </td></style></title><script>document.title="hit";'
    'fetch("http://192.0.2.1")</script><img src="http://192.0.2.1/x.png" onerror=alert(1)>'
    ' **b** _e_ [a](javascript:alert(1)) {{ 7 * 7 }} {% raw %} {# c #} #panic("x")'
    ' #include "/etc/passwd" $x^2$ `r` <l> @r \\u{41} &amp; ../../../etc/passwd C:\\con'
    " [bold] \x1b]0;hit\x07\x1b[31m \u202eevil\u2066 ŵ £"
)
SHORT = '=1+1 <script>alert(1)</script> {{ 7*7 }} #panic("x") $x$ **b** ../../etc \x1b[31m \u202ey '
COUNCIL = ("name", "official_name", "region", "county")
INDICATOR = ("name", "noun")
THEME = ("name", "question", "who_could_supply", "what_to_supply")
SOURCE = ("title", "publisher", "url", "licence", "credit", "notes")
BENCHMARK = ("population", "question", "source", "url_or_reference", "note")
DEFLATOR = ("series", "source")
BRAND = ("organisation", "tagline")
CONTACT = ("name", "link")
LETTERS = "abcdefghijklmnopqrstuvwxyz"
OWN = f"sources/own-{HOME}"


def marked(mark: str, text: str = HOSTILE) -> str:
    """The hostile text of one field: what it begins with is a formula, what ends it is its mark."""
    return f"{text} Mark{re.sub('[^a-z]', '', mark)}"


def spoilt(folder: Path) -> Path:
    """A project of an invented county, every text of which is hostile; the county's folder."""
    project = copied(folder / "project")
    root = project / "data" / "demo"
    _councils(root / "councils.csv")
    _catalogue(project / "data")
    _sources(root)
    _settings(root)
    _notebook(project / "briefings" / "culture-change.ipynb")
    return root


def _councils(path: Path) -> None:
    def spoil(row: dict[str, str]) -> None:
        if row["gss_code"] in (HOME, AWAY):
            short = row["name"][:3].lower()
            row.update({c: marked(f"council {c} {short}") for c in COUNCIL})
            row["aliases"] = marked(f"council aliases {short}", SHORT)  # ; parts one from another
        if row["gss_code"] == LONG:
            row["name"] = "Long" + "x" * 9_996

    each_row(path, spoil)


def _catalogue(data: Path) -> None:
    def of_indicator(row: dict[str, str]) -> None:
        for column in INDICATOR:
            row[column] = marked(f"indicator {column} {row['id']}")

    def of_benchmark(row: dict[str, str]) -> None:
        for column in BENCHMARK:
            row[column] = marked(f"benchmark {column} {row['id']}")

    each_row(data / "indicators.csv", of_indicator)
    each_row(data / "benchmarks.csv", of_benchmark)
    _lines(data / "themes.toml", (*THEME, "says"), "theme")
    _lines(data / "patterns.toml", ("name",), "pattern")
    for key in ("levels", "asks"):  # a list each, one text a line
        _replace(data / "themes.toml", rf"(?<=^{key} = \[\n)(?:  .*\n)+", partial(_listed, key))


def _listed(key: str, found: re.Match[str]) -> str:
    return "".join(f"  {quoted(f'theme {key}')},\n" for _ in found[0].splitlines())


def _lines(path: Path, keys: Iterable[str], kind: str, words: str = HOSTILE) -> None:
    """Spoil these keys wherever a TOML file has them, each setting on one line of its own."""
    for key in keys:
        numbers = count()

        def line(_: re.Match[str], key: str = key, n: Iterator[int] = numbers) -> str:
            return f"{key} = {quoted(f'{kind} {key} {LETTERS[next(n)]}', words)}"

        _replace(path, rf"^{key} = .*$", line)


def _replace(path: Path, pattern: str, by: Callable[[re.Match[str]], str]) -> None:
    text = path.read_text("utf-8")
    path.write_text(re.sub(pattern, by, text, flags=re.MULTILINE), "utf-8")


def _sources(root: Path) -> None:
    for file in (root / "sources").glob("*/source.toml"):
        _lines(file, SOURCE, f"source {file.parent.name}")

    def of_figure(row: dict[str, str]) -> None:
        reason = row["note"].partition(":")[0]
        row["note"] = f"{reason}: {marked('figure note')}" if row["note"] else marked("figure note")

    def of_index(row: dict[str, str]) -> None:
        row.update({c: marked(f"deflator {c}", SHORT) for c in DEFLATOR})

    each_row(root / OWN / "figures.csv", of_figure)
    each_row(root / "deflators.csv", of_index)


def _settings(root: Path) -> None:
    path = root / "briefkit.toml"
    _lines(path, ("title",), "edition")
    _lines(path, (*BRAND, *CONTACT, "alt"), "brand", SHORT)
    roles = f'[edition.signoff]\nanalyst = {quoted("signer analyst", SHORT)}\napprover = ""\n'
    _replace(path, r"^\[brand\]$", lambda _: f"{roles}\n[brand]")


def _notebook(path: Path) -> None:
    whole = json.loads(path.read_text("utf-8"))
    cell = {"cell_type": "markdown", "id": "hostile", "metadata": {}, "source": marked("markdown")}
    whole["cells"].insert(-1, cell)
    path.write_text(json.dumps(whole), "utf-8")


def quoted(mark: str, text: str = HOSTILE) -> str:
    """A hostile text as TOML writes it."""
    return json.dumps(marked(mark, text)).replace("\x7f", "\\u007f")


def each_row(path: Path, spoil: Callable[[dict[str, str]], None]) -> None:
    """Change every row of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        spoil(row)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
