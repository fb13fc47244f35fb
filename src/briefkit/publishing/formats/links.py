"""Links between a figure and its note in a PDF: where each leads is put in once all is set.

Typst would look up where a label lies each time that it looks at the document, and set every
paragraph with a link in it twice: a tenth of all its work. So `templates/pdf` writes the address
`pair:TARGET` or `pair:TARGET OWN` instead: OWN is the name of the place where the link stands.
"""

from __future__ import annotations

from typing import Any

from briefkit.errors import UnreadableNotebook

ADDRESS = "pair:"
SAID = {"note": "Note", "ref": "Back to the figure of note"}
"""What a link says of itself to a screen reader, by the kind of place to which it leads."""


def lead(document: Any) -> None:
    """Let each such link of a pikepdf document lead to its place.

    Raises UnreadableNotebook for one whose place the template has not printed.
    """
    from pikepdf import Array, Name, String

    found = [
        (link, str(link.A.URI)[len(ADDRESS) :], page.obj)
        for page in document.pages
        for link in page.obj.get("/Annots", ())
        if "/URI" in link.get("/A", {}) and str(link.A.URI).startswith(ADDRESS)
    ]
    places: dict[str, Any] = {}
    for link, address, page in found:
        _, _, own = address.partition(" ")
        if own and own not in places:  # one that goes on in the next line begins in this
            left, _, _, top = link.Rect
            places[own] = Array([page, Name.XYZ, left, top, None])
    for link, address, _ in found:
        target, _, _ = address.partition(" ")
        kind, _, number = target.partition("-")
        if target not in places:
            raise UnreadableNotebook(
                f"The PDF has a link to {target}, which stands nowhere in it. templates/pdf must "
                "print each note and each figure that it names."
            )
        del link["/A"]
        link["/Dest"] = places[target]
        link["/Contents"] = String(f"{SAID[kind]} {number}")
