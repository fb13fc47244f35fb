"""The Brand: who publishes, whom to ask, in which colours and under which logo.

A council gives one colour and the others follow: each tone below is computed from the
three colours of a Brand, so that it is read on its ground whatever they are.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass, field

from briefkit.branding.colours import BLACK, WHITE, lit, mixed, readable_on

MAIN, ACCENT = "#12436D", "#801650"


@dataclass(frozen=True)
class Contact:
    """Whom a reader can ask; any of it may be blank. `link` is what the e-mail's link says."""

    name: str = ""
    email: str = ""
    phone: str = ""
    link: str = ""

    @property
    def spans(self) -> list[dict[str, str]]:
        """Whom to ask, in one sentence; on paper the address can be read beside its link."""
        said = [{"text": "Contact: "}]
        if self.name:
            said += [{"text": self.name}, {"text": ", "}]
        if self.email:
            shown = f"{self.link} ({self.email})" if self.link else self.email
            said += [{"text": shown, "href": f"mailto:{self.email}"}, {"text": ", "}]
        if self.phone:
            said += [{"text": self.phone}, {"text": ", "}]
        return [*said[:-1], {"text": "" if said[-2]["text"].endswith(".") else "."}]


@dataclass(frozen=True)
class Logo:
    """A picture from the project's folder, `svg` or `png`, checked and ready to embed.

    `width` and `height` are its own and give its proportions alone. `plate`: it needs a
    white ground; without, it was drawn to stand on the main colour.
    """

    format: str
    content: bytes = field(repr=False)
    alt: str
    width: float
    height: float
    plate: bool = True

    @property
    def uri(self) -> str:
        """The picture as a data address; letters, digits and `:;,+/=` only."""
        kind = {"svg": "svg+xml", "png": "png"}[self.format]
        return f"data:image/{kind};base64,{base64.b64encode(self.content).decode()}"


@dataclass(frozen=True)
class Brand:
    """Whose documents they are. All colours are `#RRGGBB` in capitals; texts are plain text.

    `main` is the band, headings and links; `accent` concerns and commentary; `dark` the
    ground of the questions block ("": made from `main`).
    """

    organisation: str = ""
    tagline: str = ""
    contact: Contact = Contact()
    main: str = MAIN
    accent: str = ACCENT
    given_dark: str = ""
    logo: Logo | None = None

    @property
    def dark(self) -> str:
        """The ground of the one dark block."""
        return self.given_dark or mixed(self.main, BLACK, 0.28)

    @property
    def tint(self) -> str:
        """A ground with a breath of the main colour: contents, level, footer."""
        return lit(self.main, 0.953, 0.58)

    @property
    def accent_tint(self) -> str:
        """The ground of commentary."""
        return lit(self.accent, 0.968, 0.5)

    @property
    def on_main(self) -> str:
        """Lesser text on the main colour; the chief text there is white."""
        return readable_on(self.main, 0.9)

    @property
    def on_dark(self) -> str:
        """Links and lesser text on the dark colour."""
        return readable_on(self.dark, 0.88)

    @property
    def numeral(self) -> str:
        """Large numerals on the dark colour."""
        return readable_on(self.dark, 0.76)

    @property
    def main_line(self) -> str:
        """A thin line on the main colour that only divides."""
        return mixed(self.main, WHITE, 0.25)

    @property
    def dark_line(self) -> str:
        """A thin line on the dark colour that only divides."""
        return mixed(self.dark, WHITE, 0.22)

    @property
    def tones(self) -> dict[str, str]:
        """Every colour by its name, as a style sheet or a template asks for it."""
        return {
            "main": self.main,
            "accent": self.accent,
            "dark": self.dark,
            "tint": self.tint,
            "accent-tint": self.accent_tint,
            "on-main": self.on_main,
            "on-dark": self.on_dark,
            "numeral": self.numeral,
            "main-line": self.main_line,
            "dark-line": self.dark_line,
        }

    @property
    def colophon(self) -> list[list[dict[str, str]]]:
        """Who publishes, whom to ask, the tagline: paragraphs of spans, as in a block.

        A span has `text`, and `href` where it is a link. All faces end with these words.
        """
        said = []
        if self.organisation:
            said.append([{"text": _sentence(f"Published by {self.organisation}")}])
        if self.contact != Contact():
            said.append(self.contact.spans)
        if self.tagline:
            said.append([{"text": _sentence(self.tagline)}])
        return said


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
