"""What a document on paper says about itself: title, council, edition, date, mark.

`particulars` takes them from the record, or from an ordinary notebook's first heading. The date
is the evidence's, never the clock's. PDF and Word ask here, so that both say the same.
"""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

from briefkit.errors import BadSetting
from briefkit.publishing.formats.reading import Reading
from briefkit.publishing.notebook import subject_of

PACKAGED = [Path(__file__).parents[n] / "templates" for n in (2, 4)]  # in a wheel, a checkout


def particulars(reading: Reading, name: str, status: str | None) -> dict[str, Any]:
    """`title`, `council`, `edition`, `date` (None where there is none) and `draft`, the mark.

    `name` is the notebook's own, `status` the mark to print (None: as the notebook says).
    """
    said = next((b.get("draft", "") for b in reading.blocks if b["block"] == "title"), "")
    draft = said if status is None else status
    record = reading.record
    if record is None:
        headings = [b["text"] for b in reading.blocks if b["block"] == "heading"]
        title = headings[0] if headings else name
        return {"title": title, "council": title, "edition": "", "date": None, "draft": draft}
    council, edition = subject_of(record)["name"], record["edition"]["title"]
    return {
        "title": f"{record['title']}: {council}, {edition}",
        "council": council,
        "edition": edition,
        "date": datetime.date.fromisoformat(record["data_date"]),
        "draft": draft,
    }


def project_of(folder: str | None) -> Path | None:
    """The folder with briefkit.toml, the notebook's own or above; None if it is not known."""
    here = Path(folder).resolve() if folder is not None else None
    above = (here, *here.parents) if here else ()
    return next((up for up in above if (up / "briefkit.toml").is_file()), None)


def template_of(templates: str, project: Path | None, wanted: Path) -> Path:
    """A template's file: in the folder named, or in the project's, then in briefkit's own.

    `wanted` is its path below `templates`. Raises BadSetting where it is missing.
    """
    own = [project / "templates"] if project else []
    folders = [Path(templates)] if templates else [*own, *PACKAGED]
    found = next((f / wanted for f in folders if (f / wanted).is_file()), None)
    if found is None:
        raise BadSetting(
            f"The template {wanted.as_posix()} is missing in {folders[0]}. "
            f"Put templates/{wanted.parts[0]} back, or name the folder that holds "
            f"{wanted.as_posix()}."
        )
    return found
