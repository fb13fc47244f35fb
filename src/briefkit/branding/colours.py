"""Colours as `#RRGGBB`: how they mix, and how well one is read on another.

Contrast is that of the Web Content Accessibility Guidelines 2.2 (W3C 2023), "relative
luminance" and "contrast ratio": from 1 (the same) to 21 (black on white).
"""

from __future__ import annotations

import re
from colorsys import hls_to_rgb, rgb_to_hls

WHITE, BLACK = "#FFFFFF", "#000000"

_LONG = re.compile(r"#[0-9A-Fa-f]{6}")
_SHORT = re.compile(r"#[0-9A-Fa-f]{3}")


def colour(text: str) -> str | None:
    """A colour as `#RRGGBB` in capitals from `#rrggbb` or `#rgb`; None where a text is neither."""
    if _SHORT.fullmatch(text):
        return "#" + "".join(2 * digit for digit in text[1:]).upper()
    return text.upper() if _LONG.fullmatch(text) else None


def parts(hexadecimal: str) -> tuple[int, int, int]:
    """Red, green and blue, 0 to 255."""
    red, green, blue = (int(hexadecimal[at : at + 2], 16) for at in (1, 3, 5))
    return red, green, blue


def luminance(hexadecimal: str) -> float:
    """Relative luminance, 0 (black) to 1 (white)."""

    def linear(part: int) -> float:
        share = part / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(part) for part in parts(hexadecimal))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, whichever is the lighter."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def mixed(colour: str, other: str, share: float) -> str:
    """A colour with a share (0 to 1) of another in it."""
    pairs = zip(parts(colour), parts(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)


VIVID = 0.72
"""The most saturation that a tone takes from its colour: a pale tone of a full one glares."""


def lit(colour: str, lightness: float, saturation: float = 1.0) -> str:
    """The hue of a colour at another lightness (0 to 1), with a share of its saturation."""
    hue, _, full = rgb_to_hls(*(part / 255 for part in parts(colour)))
    return "#" + "".join(
        f"{round(part * 255):02X}"
        for part in hls_to_rgb(hue, lightness, min(full, VIVID) * saturation)
    )


def readable_on(ground: str, lightness: float, needed: float = 4.5) -> str:
    """The hue of a ground, as light as asked or as much lighter as it takes to be read there."""
    steps = (lightness + step * (1 - lightness) / 20 for step in range(20))
    tones = (lit(ground, step, 0.9) for step in steps)
    return next((tone for tone in tones if contrast(tone, ground) >= needed), WHITE)
