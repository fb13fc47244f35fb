"""An executed notebook as a PDF that a screen reader can follow: the exporter `briefing_pdf`.

`pdf(blocks, ...)` sets blocks by templates/pdf/briefing.typ through Typst, as PDF/UA-1
and, where the document's date is known, PDF/A-2a. Same blocks, same bytes: the date is
the edition's, the typefaces are our own, nothing comes from the machine.

Nothing happens at import or in the constructor: nbconvert constructs every exporter to
list them, so one that fails there breaks all the others.
"""

from __future__ import annotations

import base64
import datetime
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbconvert.exporters import Exporter
from traitlets import Instance, Unicode, default

from briefkit.branding.brand import Brand
from briefkit.branding.settings import find_brand
from briefkit.errors import BadSetting, UnreadableNotebook
from briefkit.publishing.formats.paper import Block, for_paper, legible, unwrapped
from briefkit.publishing.formats.quotes import curled, curled_blocks
from briefkit.publishing.formats.reading import Reading, read
from briefkit.publishing.formats.typefaces import SANS, drawable, typefaces

if TYPE_CHECKING:
    from nbformat import NotebookNode

TEMPLATE = Path("pdf", "briefing.typ")
PACKAGED = [Path(__file__).parents[n] / "templates" for n in (2, 4)]  # in a wheel, a checkout


class BriefingPdfExporter(Exporter):
    """A notebook's saved outputs as one PDF; raises UnreadableNotebook in one sentence."""

    export_from_notebook = "Briefing (PDF)"
    output_mimetype = "application/pdf"

    templates = Unicode(
        "", help="The folder that holds pdf/briefing.typ; blank: the one of the notebook's project."
    ).tag(config=True)
    status = Unicode(
        None,
        allow_none=True,
        help="The mark on every page; blank once signed; not given: as the notebook says.",
    ).tag(config=True)
    brand = Instance(
        Brand, allow_none=True, help="Whose document it is; not given: as the project's file says."
    )

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".pdf"

    def from_notebook_node(  # type: ignore[override]  # nbconvert's own type is too narrow
        self, nb: NotebookNode, resources: Any = None, **kw: Any
    ) -> tuple[bytes, Any]:
        """The PDF as bytes, and nbconvert's resources."""
        notebook, resources = super().from_notebook_node(nb, resources, **kw)
        return self.document(notebook, resources.get("metadata", {})), resources

    def document(self, nb: NotebookNode, metadata: Any) -> bytes:
        """The PDF of a notebook that nbconvert's own steps need not see.

        `metadata` may name the notebook (`name`) and its folder (`path`).
        """
        reading = read(nb)
        project = _project(metadata.get("path"))
        return pdf(
            reading.blocks,
            **_particulars(reading, metadata.get("name") or "Notebook", self.status),
            brand=self.brand or find_brand(project),
            template=_template(self.templates, project),
        )


def pdf(  # noqa: PLR0913 - a document says this much about itself
    blocks: list[Block],
    *,
    title: str,
    council: str,
    edition: str,
    date: datetime.date | None,
    draft: str,
    template: Path,
    brand: Brand | None = None,
) -> bytes:
    """The blocks as one PDF.

    `title`, `brand.organisation` and `date` (the evidence's, never the clock's) go into the
    document's properties; without a date it is PDF/UA-1 alone, for PDF/A asks for one.
    `council` heads every page from the second, with the `draft` mark if there is one;
    `edition` stands at the foot. Raises UnreadableNotebook if Typst cannot set them.
    """
    ready, anchors = for_paper(_opened(blocks, title), drawable)
    words = {"title": title, "author": brand.organisation if brand else "", "council": council}
    words |= {"edition": edition, "draft": draft}
    document = {
        **{name: legible(curled(text), drawable) for name, text in words.items()},
        "date": [date.year, date.month, date.day] if date else None,
        "anchors": dict.fromkeys(anchors, True),
        "blocks": _drawn(ready),
        **_branded(brand or Brand()),
    }
    return _set(template, document, ["ua-1", "a-2a"] if date else ["ua-1"])


def _set(template: Path, document: dict[str, Any], standards: list[Any]) -> bytes:
    import typst

    words = json.dumps(document, ensure_ascii=False, allow_nan=False)
    try:
        return typst.compile(
            str(template),
            root=str(template.parent),
            font_paths=typefaces(),
            ignore_system_fonts=True,
            sys_inputs={"document": words},
            pdf_standards=standards,
        )
    except typst.TypstError as problem:
        hints = "".join(f" {hint}." for hint in problem.hints)
        raise UnreadableNotebook(
            f"The PDF could not be set with {template.name}: {problem.message}.{hints}"
        ) from None


def _branded(brand: Brand) -> dict[str, Any]:
    """Whose document it is: colours by name, the logo's bytes as numbers, the last lines."""
    logo = brand.logo
    shown = logo and {
        "format": logo.format,
        "bytes": list(logo.content),
        "alt": legible(curled(logo.alt), drawable),
        "plate": logo.plate,
        "shape": logo.width / logo.height,
    }
    colophon = [
        [{**span, "text": legible(span["text"], drawable)} for span in paragraph]
        for paragraph in curled_blocks(brand.colophon)
    ]
    return {"colours": brand.tones, "logo": shown, "colophon": colophon}


def _opened(blocks: list[Block], title: str) -> list[Block]:
    """The blocks with what opens the document in front: its title, headline and glance."""
    flat = list(unwrapped(blocks))
    opening = [
        next((block for block in flat if block["block"] == kind), None)
        for kind in ("title", "headline", "strands")
    ]
    first = [block for block in opening if block is not None]
    rest = [block for block in flat if not any(block is other for other in first)]
    headings = [block for block in flat if block["block"] == "heading"]
    if opening[0] is None and not (headings and headings[0].get("level") == 1):
        first.insert(0, {"block": "heading", "level": 1, "text": title})
    return first + rest


def _drawn(value: Any) -> Any:
    """The blocks with each chart's text in the document's own typeface, pictures as numbers."""
    if isinstance(value, list):
        return [_drawn(item) for item in value]
    if not isinstance(value, dict):
        return value
    drawn = {k: in_own_typeface(v) if k == "svg" else _drawn(v) for k, v in value.items()}
    if "base64" in drawn:
        drawn["bytes"] = list(base64.b64decode(drawn.pop("base64")))
    return drawn


_TAG = re.compile(r"<[A-Za-z][^<>]*>")
_FAMILY = re.compile(r"""(font-family\s*=\s*)("[^"]*"|'[^']*')""")
_FAMILY_STYLE = re.compile(r"""(font-family:\s*)[^;"<>]+""")
_SHORTHAND = re.compile(r"""(font:\s*[^;"<>]*?\d(?:px|pt|em|%)?)\s+[^;"<>]+""")


def in_own_typeface(svg: str) -> str:
    """The SVG with Source Sans wherever it names a typeface, and on its root."""

    def tag(found: re.Match[str]) -> str:
        own = _FAMILY.sub(rf'\1"{SANS}"', found.group())
        return _SHORTHAND.sub(rf"\1 '{SANS}'", _FAMILY_STYLE.sub(rf"\1'{SANS}'", own))

    named = _TAG.sub(tag, svg)
    root = re.search(r"<svg\b[^<>]*>", named)
    if root and "font-family" not in root.group():
        return named.replace("<svg", f'<svg font-family="{SANS}"', 1)
    return named


def _particulars(reading: Reading, name: str, status: str | None) -> dict[str, Any]:
    """What the document says about itself: from the record, or from an ordinary notebook."""
    said = next((b.get("draft", "") for b in reading.blocks if b["block"] == "title"), "")
    draft = said if status is None else status
    record = reading.record
    if record is None:
        headings = [b["text"] for b in reading.blocks if b["block"] == "heading"]
        title = headings[0] if headings else name
        return {"title": title, "council": title, "edition": "", "date": None, "draft": draft}
    council, edition = record["council"]["name"], record["edition"]["title"]
    return {
        "title": f"{record['title']}: {council}, {edition}",
        "council": council,
        "edition": edition,
        "date": datetime.date.fromisoformat(record["data_date"]),
        "draft": draft,
    }


def _project(folder: str | None) -> Path | None:
    """The folder with briefkit.toml, the notebook's own or above; None if it is not known."""
    here = Path(folder).resolve() if folder is not None else None
    above = (here, *here.parents) if here else ()
    return next((up for up in above if (up / "briefkit.toml").is_file()), None)


def _template(templates: str, project: Path | None) -> Path:
    """The first pdf/briefing.typ of: the folder named, or the project's, then briefkit's own."""
    own = [project / "templates"] if project else []
    folders = [Path(templates)] if templates else [*own, *PACKAGED]
    found = next((f / TEMPLATE for f in folders if (f / TEMPLATE).is_file()), None)
    if found is None:
        raise BadSetting(
            f"The template {TEMPLATE.as_posix()} is missing in {folders[0]}. "
            "Put templates/pdf back, or name the folder that holds pdf/briefing.typ."
        )
    return found
