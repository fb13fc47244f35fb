"""Whether a brand's colours can be read wherever they are used, and which ones could.

Text needs a contrast of 4.5:1 with its ground (WCAG 2.2, success criterion 1.4.3). Rules and
marks need 3:1 (1.4.11): each is drawn on a ground on which its colour is text as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from briefkit.branding.brand import Brand
from briefkit.branding.colours import BLACK, WHITE, contrast, mixed

TEXT = 4.5
CREAM = "#FBF6EC"  # the ground of the line which says that everything is invented


def uses(brand: Brand) -> Iterator[tuple[str, str, str, str, float]]:
    """Every pair in which a colour is used: setting, use, colour, ground, contrast needed."""
    main, accent, dark = brand.main, brand.accent, brand.dark
    yield "main", "white text on the band, links and headings on white", main, WHITE, TEXT
    yield "main", "links and states on the tint", main, brand.tint, TEXT
    yield "accent", "words on white", accent, WHITE, TEXT
    yield "accent", "words on commentary's ground", accent, brand.accent_tint, TEXT
    yield "accent", "the line that says what is invented", accent, CREAM, TEXT
    yield "dark", "white text on the block of questions", dark, WHITE, TEXT


def faint(brand: Brand, given: set[str]) -> list[str]:
    """What could not be read in the colours given, with the nearest darker colour for each."""
    found = []
    for key in sorted(given):
        weak = [
            f"{use} {_ratio(contrast(one, ground))}, needed {needed:g}:1"
            for setting, use, one, ground, needed in uses(brand)
            if setting == key and contrast(one, ground) < needed
        ]
        if weak:
            found.append(
                f"colours.{key}: {getattr(brand, key)} is too pale: {'; '.join(weak)}. "
                f'The nearest darker colour that passes is "{darker(brand, key)}".'
            )
    return found


def _ratio(contrast: float) -> str:
    # cut, never rounded: 4.496 may not be told as 4.5
    return f"{int(contrast * 100) / 100:.2f}:1"


def darker(brand: Brand, key: str) -> str:
    """The colour with as little black in it as makes every use of it readable."""
    shades = (mixed(getattr(brand, key), BLACK, step / 255) for step in range(256))
    return next(shade for shade in shades if _passes(_in(brand, key, shade), key))


def _in(brand: Brand, key: str, shade: str) -> Brand:
    if key == "main":
        return replace(brand, main=shade)
    return replace(brand, accent=shade) if key == "accent" else replace(brand, given_dark=shade)


def _passes(brand: Brand, key: str) -> bool:
    return all(
        contrast(one, ground) >= needed
        for setting, _, one, ground, needed in uses(brand)
        if setting == key
    )
