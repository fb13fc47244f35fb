"""Each judge of PDFs can find fault: a sound PDF passes, and each planted fault is named."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

import pikepdf
import pytest

from briefkit.publishing.formats.pdf import BriefingPdfExporter
from judges import aloud, source, universal, vera
from judges.planted import Planted, Verdicts
from publishing.pages import briefing

fault = partial(Planted, name="briefing.pdf")


@cache
def sound_paper() -> bytes:
    paper, _ = BriefingPdfExporter().from_notebook_node(briefing())
    return bytes(paper)


def element(paper: pikepdf.Pdf, kind: str) -> pikepdf.Dictionary:
    """The first element of a kind in the structure of a PDF."""
    things = (thing for thing in paper.objects if isinstance(thing, pikepdf.Dictionary))
    return next(thing for thing in things if thing.get("/S") == f"/{kind}")


def untag(paper: pikepdf.Pdf) -> None:
    del paper.Root.StructTreeRoot, paper.Root.MarkInfo


def forget(name: str) -> Callable[[pikepdf.Pdf], None]:
    def change(paper: pikepdf.Pdf) -> None:
        del paper.Root[name]

    return change


def untitle(paper: pikepdf.Pdf) -> None:
    with paper.open_metadata(set_pikepdf_as_editor=False) as told:
        del told["dc:title"]


def silence(paper: pikepdf.Pdf) -> None:
    del element(paper, "Figure")["/Alt"]


def unhead(paper: pikepdf.Pdf) -> None:
    for thing in paper.objects:
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == "/TH":
            thing.S = pikepdf.Name.TD


def name_a_file(paper: pikepdf.Pdf) -> None:
    element(paper, "Figure")["/Alt"] = "figure-1.png"


def add_an_empty_heading(paper: pikepdf.Pdf) -> None:
    parent = element(paper, "H1").P
    heading = {"/Type": pikepdf.Name.StructElem, "/S": pikepdf.Name.H2, "/P": parent}
    parent.K.append(paper.make_indirect(pikepdf.Dictionary(heading)))


def tell_where(paper: pikepdf.Pdf) -> None:
    paper.docinfo["/Subject"] = "made in /ho" + "me/pat/work"


def unembed(paper: pikepdf.Pdf) -> None:
    for thing in paper.objects:
        if isinstance(thing, pikepdf.Dictionary) and "/FontFile3" in thing:
            del thing["/FontFile3"]


def swell(paper: pikepdf.Pdf) -> None:
    noise = b"".join(hashlib.sha256(bytes([a, b])).digest() for a in range(64) for b in range(256))
    paper.Root.Ballast = paper.make_stream(noise)


PAPERS = [
    fault(vera, untag, "ua1 7.1-11"),
    fault(vera, forget("/Lang"), "ua1 7.2-33"),
    fault(vera, untitle, "ua1 7.1-9"),
    fault(vera, silence, "ua1 7.3-1"),
    fault(vera, unembed, "2a 6.2.11.4.1-1"),
    fault(vera, untag, "2a 6.7.3.3-1"),
    fault(aloud, untag, "DOC-002"),
    fault(aloud, forget("/Lang"), "DOC-013"),
    fault(aloud, silence, "FIG-001"),
    fault(aloud, name_a_file, "FIG-010"),
    fault(aloud, add_an_empty_heading, "TAG-020"),
    fault(universal, untag, "UA-01-002"),
    fault(universal, forget("/Lang"), "UA-06-001"),
    fault(universal, silence, "UA-13-004"),
    fault(universal, unhead, "UA-15-003"),
    fault(source, tell_where, "machine"),
    fault(source, swell, "size"),
]


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> Verdicts:
    return Verdicts(PAPERS, tmp_path_factory.mktemp("papers"), write)


def write(path: Path, change: Callable[[pikepdf.Pdf], None] | None) -> None:
    path.write_bytes(sound_paper())
    if change:
        with pikepdf.open(path, allow_overwriting_input=True) as paper:
            change(paper)
            paper.save(path)


@pytest.mark.parametrize("planted", PAPERS, ids=str)
def test_a_fault_planted_in_a_pdf_is_named_and_the_sound_pdf_passes(planted, verdicts):
    assert planted.rule in verdicts.of(planted)
    assert verdicts.of_sound(planted) == set()
