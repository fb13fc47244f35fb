"""What is seen on screen: the page fits, small, enlarged or spread out, and asks for nothing.

Each page is looked at as it is served, under its own policy, with every `<details>` open:
- it asks for no other file, its policy refuses nothing, and each picture is drawn;
- 320 pixels wide, at 200% and with the text spacing of WCAG 1.4.12 it needs no sideways scroll;
- words drawn in a picture of the page's own stand out from what lies under them (4.5 to 1).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Page

from judges.browser import DESKTOP, OPEN_ALL, seen
from judges.finding import Finding

NAME = "screen"
PHONE = {"width": 320, "height": 640}
DOUBLED = {"width": DESKTOP["width"] // 2, "height": DESKTOP["height"] // 2}
SPREAD_OUT = """* { line-height: 1.5 !important; letter-spacing: .12em !important;
word-spacing: .16em !important } p { margin-bottom: 2em !important }"""

TOO_WIDE = """() => {
  const width = document.scrollingElement.scrollWidth, room = window.innerWidth;
  if (width <= room) return null;
  const held = e => getComputedStyle(e).position === 'absolute'
    ? held(e.offsetParent || document.body)
    : e !== document.body && (getComputedStyle(e.parentElement).overflowX !== 'visible'
      || held(e.parentElement));
  const inner = [...document.body.querySelectorAll('*')].filter(e =>
    e.getBoundingClientRect().right > room + .5 && !e.firstElementChild && !held(e));
  const named = e => e.tagName.toLowerCase() + (e.id ? '#' + e.id : '')
    + ' "' + e.textContent.trim().slice(0, 40) + '"';
  return {width, at: inner.slice(0, 3).map(named).join(', ')};
}"""
UNDRAWN = """() => [...document.images].filter(i => !i.complete || !i.naturalWidth)
  .map(i => i.alt || i.src.slice(0, 60))"""
FAINT = """() => {
  const light = colour => {
    const [r, g, b] = colour.match(/[\\d.]+/g).map(Number)
      .map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const paper = node => {
    const under = node.closest('text').previousElementSibling;
    const shape = under && under.matches('path, rect, circle, polygon, ellipse');
    const fill = shape ? getComputedStyle(under).fill : 'none';
    return fill.startsWith('rgb') ? fill : 'rgb(255, 255, 255)';
  };
  return [...document.querySelectorAll('svg text, svg tspan')]
    .filter(n => [...n.childNodes].some(c => c.nodeType === 3 && c.data.trim()))
    .map(node => {
      const [a, b] = [light(getComputedStyle(node).fill), light(paper(node))];
      return {text: node.textContent.trim(),
              ratio: (Math.max(a, b) + .05) / (Math.min(a, b) + .05)};
    })
    .filter(seen => seen.ratio < 4.5);
}"""


def judge(paths: Sequence[Path]) -> list[Finding]:
    """What is wrong with each page as it is seen."""
    return seen(paths, _look)


def _look(page: Page, path: Path) -> list[Finding]:
    address = path.resolve().as_uri()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda r: asked.append(r.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(address)
    page.evaluate(OPEN_ALL)
    undrawn = page.evaluate(UNDRAWN)
    faint = page.evaluate(FAINT)
    others = [url for url in asked if url != address and not url.startswith("data:")]
    return [
        *(_of(path, "request", url, "the page asks for another file") for url in others),
        *(_of(path, "console", "the browser's console", text) for text in said),
        *(_of(path, "picture", alt, "this picture is not drawn") for alt in undrawn),
        *(_of(path, "contrast", f["text"], f"contrast {f['ratio']:.2f} to 1") for f in faint),
        *_fit(page, path),
    ]


def _fit(page: Page, path: Path) -> list[Finding]:
    page.set_viewport_size(PHONE)
    found = _sideways(page, path, "reflow-320")
    page.set_viewport_size(DOUBLED)
    found += _sideways(page, path, "zoom-200")
    page.add_style_tag(content=SPREAD_OUT)
    found += _sideways(page, path, "text-spacing")
    page.set_viewport_size(PHONE)
    return found + _sideways(page, path, "text-spacing-320")


def _sideways(page: Page, path: Path, rule: str) -> list[Finding]:
    wide = page.evaluate(TOO_WIDE)
    if wide is None:
        return []
    room = page.evaluate("window.innerWidth")
    message = f"{wide['width']} pixels wide where there is room for {room}"
    return [_of(path, rule, wide["at"] or "the page", message)]


def _of(path: Path, rule: str, where: str, message: str) -> Finding:
    return Finding(NAME, path, rule, where, message)
