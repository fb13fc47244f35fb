"""Every judge on real documents: a spread of councils, an invented county, an ordinary notebook.

They are printed once; each judge then has a test of its own. `make judge` does the same for all.
"""

from __future__ import annotations

import base64
import io
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pandas as pd
import pikepdf
import pytest
from matplotlib.figure import Figure

from briefkit.evidence.gather import Evidence, gather
from briefkit.narrative.region import overview
from briefkit.narrative.shelf import stock
from briefkit.project import read_project
from briefkit.publishing.formats.pdf import BriefingPdfExporter
from briefkit.publishing.formats.word.exporter import BriefingDocxExporter
from copiedproject import ROOT, copied, environment
from judges import words
from judges.finding import Finding
from judges.panel import PANEL, Seat, documents, sitting
from judges.spread import figures_of_each, spread
from publishedareas import published
from publishing.pages import display, exported, notebook
from publishing.spoiling import in_pdf

COUNCILS = 30
AREAS = ("North East", "Exeter, Plymouth")
INVENTED = ["Ashcombe", "Nether Loam", "Loamshire"]


@pytest.fixture(scope="module")
def evidence() -> Evidence:
    project = read_project(ROOT)
    return gather(project.data, project.edition.data_date, project.left_out, project.rules)


@pytest.fixture(scope="module")
def paths(evidence: Evidence, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The documents: of the spread, the invented county, two areas, an ordinary notebook."""
    folder = tmp_path_factory.mktemp("judged")
    project = copied(folder / "project")
    codes = [council.gss_code for council in spread(evidence, COUNCILS)]
    build(project, folder / "out", *codes)
    build(project / "data" / "demo", folder / "demo", *INVENTED)
    real = read_project(ROOT)
    shelf = stock(real, real.edition)
    for area in AREAS:
        published(overview(area, shelf), real, folder / "areas")
    study = folder / "study"
    study.mkdir()
    (study / "study.html").write_text(exported(ordinary()), encoding="utf-8")
    paper, _ = BriefingPdfExporter().from_notebook_node(ordinary())
    (study / "study.pdf").write_bytes(paper)
    word, _ = BriefingDocxExporter().from_notebook_node(ordinary())
    (study / "study.docx").write_bytes(word)
    folders = ("out", "demo", "areas", "study")
    return [path for name in folders for path in documents(folder / name)]


def build(project: Path, out: Path, *councils: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "briefkit", "build", *councils, "--out", str(out)],
        cwd=project,
        env=environment(),
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


def ordinary() -> object:
    """A notebook that is no briefing: words, a table of pandas, a figure of matplotlib."""
    table = pd.DataFrame({"year": [2024, 2025], "weight": [1.4, 1.1]}).style.hide()
    figure, picture = Figure(figsize=(4, 2)), io.BytesIO()
    figure.subplots().plot([2024, 2025], [1.4, 1.1])
    figure.savefig(picture)
    drawn = {"image/png": base64.b64encode(picture.getvalue()).decode("ascii")}
    told = {"alt": "Line chart of home page weight: 1.4 megabytes in 2024 and 1.1 in 2025."}
    return notebook(
        [
            "# How pages grew\n\nSome **words**.\n\n## Weight\n\n- one\n- two",
            display({"text/html": table.set_caption("Weight by year").to_html()}),
            display(drawn, **{"image/png": told}),
        ]
    )


def test_the_documents_are_the_spread_the_county_and_the_notebook_in_each_format(paths):
    names = Counter(path.name for path in paths)
    briefings = COUNCILS + len(INVENTED) + len(AREAS)
    assert names["briefing.html"] == names["briefing.pdf"] == briefings
    assert names["briefing.docx"] == briefings
    assert names["index.html"] == 2
    assert names["study.html"] == names["study.pdf"] == names["study.docx"] == 1


@pytest.mark.parametrize("seat", PANEL, ids=lambda seat: seat.name)
def test_the_judge_finds_no_fault_in_any_document(seat: Seat, paths: list[Path]):
    (*turns,) = sitting(paths, panel=[seat])
    assert sum(turn.files for turn in turns) == len(seat.files(paths)) > 0
    assert [str(finding) for turn in turns for finding in turn.findings] == []


# --- a PDF beside its page ---


@pytest.fixture
def pdf(paths: list[Path], tmp_path: Path) -> Path:
    """One of the PDFs, with a copy of all that lies beside it."""
    printed = next(path for path in paths if path.name == "briefing.pdf")
    return Path(shutil.copytree(printed.parent, tmp_path / "council")) / printed.name


def test_a_digit_changed_in_the_pdf_alone_is_named(pdf: Path):
    in_pdf(pdf, "2026", "2026", "2025")
    assert {finding.rule for finding in words.judge([pdf])} == {"text"}


def test_an_alternative_text_that_the_page_does_not_have_is_named(pdf: Path):
    with pikepdf.open(pdf, allow_overwriting_input=True) as paper:
        things = (thing for thing in paper.objects if isinstance(thing, pikepdf.Dictionary))
        figure = next(thing for thing in things if thing.get("/S") == "/Figure")
        figure["/Alt"] = str(figure["/Alt"]).replace("2025", "2024")
        paper.save(pdf)
    assert {finding.rule for finding in words.judge([pdf])} == {"alt"}


# --- the spread ---


def test_the_spread_has_every_kind_and_nation_and_the_ends_of_every_measure(evidence):
    everybody = evidence.register.present
    chosen = spread(evidence, COUNCILS)
    known = figures_of_each(evidence)
    assert len(chosen) == len({c.gss_code for c in chosen}) == COUNCILS
    assert {c.kind for c in chosen} == {c.kind for c in everybody}
    assert {c.nation for c in chosen} == {c.nation for c in everybody}
    lengths, figures = ([len(c.name) for c in group] for group in (chosen, everybody))
    assert (min(lengths), max(lengths)) == (min(figures), max(figures))
    mine = [known[c.gss_code] for c in chosen]
    assert min(mine) == min(known[c.gss_code] for c in everybody)
    assert max(mine) == max(known[c.gss_code] for c in everybody)
    assert any("," in c.name for c in chosen)
    assert any(not alias.isascii() for c in chosen for alias in (c.name, *c.aliases))


def test_a_spread_too_small_for_all_that_it_must_show_is_refused(evidence):
    with pytest.raises(ValueError, match="5 councils are too few"):
        spread(evidence, 5)


def test_a_finding_says_where_what_and_by_whom():
    finding = Finding("axe", Path("a/briefing.html"), "image-alt", "img", "no alternative text")
    assert str(finding) == "a/briefing.html: axe image-alt: no alternative text (img)"
