"""An executed notebook as a PDF that a screen reader can follow: the exporter `briefing_pdf`.

`pdf(blocks, ...)` has blocks set by templates/pdf/briefing.typ (setting.py), as PDF/UA-1
and, where the document's date is known, PDF/A-2a. Same blocks, same bytes: the date is
the edition's, the typefaces are our own, nothing comes from the machine.

Nothing happens at import or in the constructor: nbconvert constructs every exporter to
list them, so one that fails there breaks all the others.
"""

from __future__ import annotations

import base64
import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from traitlets import default

from briefkit.branding.brand import Brand
from briefkit.branding.settings import find_brand
from briefkit.publishing.formats.asked import Asked
from briefkit.publishing.formats.columns import measured
from briefkit.publishing.formats.lettering import lettered
from briefkit.publishing.formats.paper import Block, for_paper, legible, opened
from briefkit.publishing.formats.particulars import particulars, project_of, template_of
from briefkit.publishing.formats.quotes import curled, curled_blocks
from briefkit.publishing.formats.reading import read
from briefkit.publishing.formats.setting import typeset
from briefkit.publishing.formats.typefaces import SANS, drawable

if TYPE_CHECKING:
    from nbformat import NotebookNode

TEMPLATE = Path("pdf", "briefing.typ")


class BriefingPdfExporter(Asked):
    """A notebook's saved outputs as one PDF; raises UnreadableNotebook in one sentence."""

    export_from_notebook = "Briefing (PDF)"
    output_mimetype = "application/pdf"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".pdf"

    def document(self, nb: NotebookNode, metadata: Any) -> bytes:
        """The PDF of a notebook that nbconvert's own steps need not see.

        `metadata` may name the notebook (`name`) and its folder (`path`).
        """
        reading = read(nb)
        project = project_of(metadata.get("path"))
        return pdf(
            reading.blocks,
            **particulars(reading, metadata.get("name") or "Notebook", self.status),
            brand=self.brand or find_brand(project),
            template=template_of(self.templates, project, TEMPLATE),
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
    ready, anchors = for_paper(opened(blocks, title), drawable)
    words = {"title": title, "author": brand.organisation if brand else "", "council": council}
    words |= {"edition": edition, "draft": draft}
    document = {
        **{name: legible(curled(text), drawable) for name, text in words.items()},
        "date": [date.year, date.month, date.day] if date else None,
        "anchors": dict.fromkeys(anchors, True),
        "blocks": _drawn(ready),
        **_branded(brand or Brand()),
    }
    return typeset(template, document, ["ua-1", "a-2a"] if date else ["ua-1"])


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


def _drawn(value: Any) -> Any:
    """The blocks with charts in the document's typeface, pictures as numbers, columns measured."""
    if isinstance(value, list):
        return [_drawn(item) for item in value]
    if not isinstance(value, dict):
        return value
    drawn = {k: lettered(v, SANS) if k == "svg" else _drawn(v) for k, v in value.items()}
    if value.get("block") == "table":
        return measured(drawn)
    if "base64" in drawn:
        drawn["bytes"] = list(base64.b64decode(drawn.pop("base64")))
    return drawn
