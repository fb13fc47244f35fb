"""An executed notebook as a Word document that an officer can edit: the exporter `briefing_docx`.

Nothing happens at import or in the constructor: nbconvert constructs every exporter to
list them, so one that fails there breaks all the others.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from traitlets import default

from briefkit.branding.settings import find_brand
from briefkit.publishing.formats.asked import Asked
from briefkit.publishing.formats.paper import unwrapped
from briefkit.publishing.formats.particulars import (
    particulars,
    project_of,
    template_of,
)
from briefkit.publishing.formats.reading import Reading, read

if TYPE_CHECKING:
    from nbformat import NotebookNode

STYLES = Path("word", "word", "styles.xml")


class BriefingDocxExporter(Asked):
    """A notebook's saved outputs as one docx; raises UnreadableNotebook in one sentence."""

    export_from_notebook = "Briefing (Word)"
    output_mimetype = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".docx"

    def document(self, nb: NotebookNode, metadata: Any) -> bytes:
        """The docx of a notebook that nbconvert's own steps need not see.

        `metadata` may name the notebook (`name`) and its folder (`path`).
        """
        from briefkit.publishing.formats.word.document import document
        from briefkit.publishing.formats.word.edges import Particulars

        reading = read(nb)
        project = project_of(metadata.get("path"))
        told = particulars(reading, metadata.get("name") or "Notebook", self.status)
        brand = self.brand or find_brand(project)
        about = Particulars(
            **told,
            subject=(reading.record or {}).get("title", ""),
            invented=_invented(reading),
            organisation=brand.organisation,
        )
        template = template_of(self.templates, project, STYLES).parents[1]
        blocks, credits = _marked(reading, about.draft), _credits(reading, about)
        return document(blocks, about, template, brand=brand, credits=credits)


def _invented(reading: Reading) -> str:
    return next(
        (str(b.get("invented", "")) for b in unwrapped(reading.blocks) if b["block"] == "title"), ""
    )


def _marked(reading: Reading, draft: str) -> list[dict[str, Any]]:
    """The blocks, the title with the mark that the document bears."""
    return [b | {"draft": draft} if b["block"] == "title" else b for b in unwrapped(reading.blocks)]


def _credits(reading: Reading, about: Any) -> tuple[str, ...]:
    """What the page says at its foot: what it is, and what the licences ask for."""
    from briefkit.publishing.formats.stitching import credit_lines

    return (f"{about.title}.", *credit_lines(reading.record)) if reading.record else ()
