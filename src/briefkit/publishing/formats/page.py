"""The nbconvert exporter `briefing`: an executed notebook as one self-contained HTML page.

It exports saved outputs and never runs a notebook. A briefing's blocks come as fragments
(text/html) beside their data (JSON); stitching.py puts each in its place in
templates/page. Any other notebook exports too: its first heading is the title, its
Markdown, tables and figures follow (ordinary_html.py).

Nothing happens at import or in the constructor: nbconvert makes every exporter to list
them, and one that fails there breaks all exports of the machine.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined
from nbconvert.exporters.templateexporter import TemplateExporter
from traitlets import default

from briefkit.branding.settings import find_brand
from briefkit.errors import BadSetting
from briefkit.publishing.formats.asked import Asked

HERE = Path(__file__).parent
PACKAGED = [HERE.parents[level] / "templates" for level in (1, 3)]  # in a wheel, in a checkout


class BriefingExporter(Asked, TemplateExporter):
    """A notebook's saved outputs as a page; UnreadableNotebook says why one cannot be exported."""

    export_from_notebook = "Briefing"
    output_mimetype = "text/html"
    template_name = "page"  # a plain attribute: no user's setting can put another in its place
    optimistic_validation = True

    @default("file_extension")
    def _html(self) -> str:
        return ".html"

    @default("template_paths")
    def _none_yet(self) -> list[str]:
        return []  # nbconvert would look for the folder in the constructor, and raise without it

    def _create_environment(self) -> Environment:
        environment: Environment = super()._create_environment()  # type: ignore[no-untyped-call]
        environment.autoescape, environment.undefined = True, StrictUndefined
        environment.filters["css_string"] = css_string
        return environment

    def document(self, nb: Any, metadata: Any) -> str:
        """The page of a notebook that nbconvert's own steps (three copies of it) need not see.

        `metadata` may name the notebook (`name`) and its folder (`path`).
        """
        from briefkit.publishing.formats.quotes import curled_blocks
        from briefkit.publishing.formats.reading import read
        from briefkit.publishing.formats.stitching import finished, page

        whole = page(nb, read(nb).record, name=metadata.get("name", ""), status=self.status)
        path = metadata.get("path")
        folder = Path(self.templates) if self.templates else templates_for(path)
        self.template_paths = [str(folder / "page")]
        brand = self.brand or find_brand(Path(path) if path is not None else None)
        colophon = curled_blocks(brand.colophon)
        return finished(self.template.render(page=whole, brand=brand, colophon=colophon))


def templates_for(folder: str | None) -> Path:
    """The templates of a notebook's project, walking up to briefkit.toml; else briefkit's own.

    The command line and JupyterLab say where a notebook lies; a call from Python may not.
    Raises BadSetting where neither holds a page template.
    """
    start = Path(folder or ".").resolve()
    for above in (start, *start.parents) if folder is not None else ():
        if (above / "briefkit.toml").is_file() and (above / "templates" / "page").is_dir():
            return above / "templates"
    for packaged in PACKAGED:
        if (packaged / "page").is_dir():
            return packaged
    raise BadSetting(
        "The page template is missing. Put templates/page back, or install briefkit again."
    )


def css_string(text: str) -> str:
    """A text for a quoted string in a style sheet: all but letters and digits as code points."""
    return re.sub(r"[^A-Za-z0-9 ,.]", lambda found: f"\\{ord(found[0]):06x}", text)
