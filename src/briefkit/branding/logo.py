"""A logo from the project's folder: an SVG or PNG that can stand in every document.

It is embedded, so it may not be large, and it goes to other people's browsers, so it may
hold nothing that runs or that is fetched from elsewhere.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from briefkit.branding.brand import Logo

LARGEST = 30_000
"""Bytes: a page with its charts stays below 250 KB with a logo of this size in it."""

_PNG = b"\x89PNG\r\n\x1a\n"
_RUNS = {"script", "foreignobject", "iframe", "embed", "object", "animate", "set", "handler"}
_RUNS |= {"animatemotion", "animatetransform", "audio", "video", "a"}
_OUTSIDE = re.compile(r"@import|url\(\s*['\"]?\s*(?!#|['\"])", re.IGNORECASE)


def read_logo(path: Path, alt: str, plate: bool) -> Logo | str:
    """A logo, or what is wrong with its file and what to do about it."""
    try:
        content = path.read_bytes()
    except OSError:
        return f"there is no file {path.name!r} beside briefkit.toml. Put it there."
    if len(content) > LARGEST:
        return (
            f"{path.name!r} is {len(content):,} bytes; it stands in every document, so it may "
            f"have {LARGEST:,}. Save it smaller, or as a simpler drawing."
        )
    if content.startswith(_PNG):
        return _png(path.name, content, alt, plate)
    if b"<svg" in content or b":svg" in content:
        return _svg(path.name, content, alt, plate)
    return f"{path.name!r} is neither SVG nor PNG. Save the logo as one of them."


def _png(name: str, content: bytes, alt: str, plate: bool) -> Logo | str:
    if content[12:16] != b"IHDR" or len(content) < 24:
        return f"{name!r} is a broken PNG. Save the logo again."
    width, height = struct.unpack(">II", content[16:24])
    return Logo("png", content, alt, float(width), float(height), plate)


def _svg(name: str, content: bytes, alt: str, plate: bool) -> Logo | str:
    # an entity can unfold to gigabytes or fetch a file: no logo needs one
    if re.search(rb"<!(?:DOCTYPE|ENTITY)", content, re.IGNORECASE):
        return f"{name!r} opens with a DOCTYPE. Take that line out, or save as plain SVG."
    try:
        root = ElementTree.fromstring(content)
    except (ElementTree.ParseError, ValueError) as fault:
        return f"{name!r} is no well-formed SVG ({fault}). Save the logo again."
    if any(_plain(element.tag) == "text" for element in root.iter()):
        return (
            f"{name!r} holds text, which would look different on every machine. "
            "Save it with its letters as outlines, often called paths or curves."
        )
    unwanted = sorted(set(_unwanted(root)))
    if unwanted:
        return (
            f"{name!r} holds {', '.join(unwanted)}. A logo may not run anything or fetch "
            "anything. Save it as plain SVG with all that it needs inside."
        )
    size = _size(root)
    if size is None:
        return f"{name!r} has neither a viewBox nor width and height. Save it with one."
    return Logo("svg", content, alt, *size, plate)


def _unwanted(root: ElementTree.Element) -> Iterator[str]:
    """What an SVG holds that could run, load or lead away."""
    if _plain(root.tag) != "svg":
        yield f"<{_plain(root.tag)}> where <svg> should open it"
    for element in root.iter():
        tag = _plain(element.tag)
        if tag in _RUNS:
            yield f"<{tag}>"
        if tag == "style" and _OUTSIDE.search(element.text or ""):
            yield "a style sheet that fetches something"
        for key, value in element.attrib.items():
            yield from _unwanted_attribute(_plain(key), value.strip())


def _unwanted_attribute(key: str, value: str) -> Iterator[str]:
    if key.startswith("on"):
        yield f"the script {key}"
    elif key in ("href", "src") and not re.match(r"#|data:image/(?:png|jpeg);", value):
        yield f"a reference to {value[:60]!r}"
    elif _OUTSIDE.search(value):
        yield f"a reference in {key}"


def _plain(name: object) -> str:
    """A name without its namespace; comments and instructions have none."""
    return str(name).rpartition("}")[2].lower() if isinstance(name, str) else "<?...?>"


def _size(root: ElementTree.Element) -> tuple[float, float] | None:
    box = re.findall(r"[-+.\deE]+", root.get("viewBox", ""))
    given = [re.match(r"\s*([.\d]+)(?:px)?\s*$", root.get(key, "")) for key in ("width", "height")]
    texts = box[2:4] if len(box) == 4 else [found[1] for found in given if found]
    try:
        width, height = (float(text) for text in texts)
    except ValueError:
        return None
    return (width, height) if width > 0 and height > 0 else None
