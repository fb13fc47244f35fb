"""The texts that briefing.html shows: one run for each paragraph, cell, heading or label."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from briefkit.publishing.straight import straight_html

# what ends a run of text; all other elements stand inside one
BREAKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote body br caption details dd div dl dt figcaption figure"
        " footer h1 h2 h3 h4 h5 h6 header hr li main nav ol p section summary table tbody td th"
        " thead title tr ul",
    )
)
UNREAD = frozenset({"style", "script", "svg"})
NOTE_MARK = "sup"  # the number of an evidence note beside its figure
IMPRINT = re.compile(r'<p class="imprint">.*?</p>', re.DOTALL)
"""Who publishes and whom to ask: the project's own words, not the briefing's."""
LABELLED = ("alt", "aria-label", "title")


class _Runs(HTMLParser):
    """Collects runs of text; `skipping` counts the open elements that nobody reads."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.open: list[str] = []
        self.skipping = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.skipping += tag in UNREAD or tag == NOTE_MARK
        if tag in BREAKS:
            self.end()
        self.found += [text for name, text in attrs if name in LABELLED and text]

    def handle_endtag(self, tag: str) -> None:
        self.skipping -= tag in UNREAD or tag == NOTE_MARK
        if tag in BREAKS:
            self.end()

    def handle_data(self, data: str) -> None:
        if not self.skipping:
            self.open.append(data)

    def end(self) -> None:
        """Close the run that is open."""
        text = " ".join("".join(self.open).split())
        self.open.clear()
        if text:
            self.found.append(text)


def runs(html: str) -> list[str]:
    """Every text of a page in order: what is read, and the alt texts and labels beside it."""
    parser = _Runs()
    parser.feed(straight_html(IMPRINT.sub("", html)))
    parser.close()
    parser.end()
    return parser.found
