"""The typefaces of the PDF: Source Serif and Source Sans, and DejaVu Sans behind them.

All three come with Python packages (SIL Open Font Licence; DejaVu with matplotlib), so
that a document looks the same, byte for byte, on every machine. DejaVu Sans draws what
the other two have no glyph for.
"""

from __future__ import annotations

import os
import shutil
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import typst

SANS = "Source Sans Pro"

_FACES = {
    "font_source_sans_pro": [
        f"files/SourceSansPro-{face}.otf"
        for face in ("Regular", "It", "Semibold", "SemiboldIt", "Bold", "BoldIt")
    ],
    "font_source_serif_pro": [
        f"files/SourceSerifPro-{face}.otf"
        for face in ("Regular", "It", "Semibold", "SemiboldIt", "Bold", "BoldIt")
    ],
    "matplotlib": ["mpl-data/fonts/ttf/DejaVuSans.ttf", "mpl-data/fonts/ttf/DejaVuSans-Bold.ttf"],
}


def typefaces() -> typst.Fonts:
    """The typefaces, read into memory once.

    Typst starts threads at its first use, and a fork does not inherit them: a child of a
    process that has used it would wait for ever. So that is a RuntimeError; use Typst in
    the parent alone or in its children alone.
    """
    if _process() != os.getpid():
        raise RuntimeError(
            "Typst was used before this process was forked; set PDFs in one of them."
        )
    return _read()


@cache
def _process() -> int:
    return os.getpid()


@cache
def _read() -> typst.Fonts:
    # Typst takes folders, and the packages' own hold each face twice (which of the two it
    # chooses depends on the disk): the chosen files stand in one of ours for a moment
    import typst

    with TemporaryDirectory() as folder:
        for face in _files():
            shutil.copy(face, folder)
        fonts = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]
        )
        # Typst reads a face when it is first used: use each while its file is there
        used = "".join(
            f'#text(font: "{f.family}", weight: {f.weight}, style: "{f.style}")[a]'
            for f in fonts.fonts()
        )
        typst.compile(used.encode(), font_paths=fonts, ignore_system_fonts=True)
    return fonts


def drawable(character: str) -> bool:
    """Whether one of the typefaces has a glyph for the character."""
    return ord(character) in _characters()


@cache
def _characters() -> frozenset[int]:
    # comes with matplotlib, and is loaded only for a text with unusual characters
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    regular = [path for path in _files() if path.stem in {"SourceSansPro-Regular", "DejaVuSans"}]
    return frozenset().union(*(TTFont(path, lazy=True).getBestCmap() for path in regular))


def _files() -> list[Path]:
    return [_folder(package) / face for package, faces in _FACES.items() for face in faces]


def _folder(package: str) -> Path:
    # found, not imported: matplotlib would take longer than the whole document
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"The PDF needs the package {package}, which is not installed.")
    return Path(spec.origin).parent
