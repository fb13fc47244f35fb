"""A pattern's one number: the level below which technology is not at the table.

It is no figure of a statement. The sentence that prints it is held three ways: the number is
that of data/bands.toml, the theme's level worked out anew is below it, and the pattern is one
that the record names.
"""

from __future__ import annotations

import re

from briefkit.publishing.verify import levels
from briefkit.publishing.verify.case import Case

BELOW = re.compile(r"\bits voice stands below level (\d+)\b")
PATTERN, THEME = "not-at-the-table", "voice"


def without_limit(case: Case, file: str, place: str, text: str) -> str:
    """A text without the number of that sentence, once it is held; any other text as it is."""
    found = BELOW.search(text)
    if found is None:
        return text
    printed = found[1]
    limit = case.books.bands["patterns"]["low_voice"]
    case.tally.hold(file, f"{place}, level", printed, f"{limit:g}", found[0])
    theme = levels.assessed(case).get(THEME)
    level = theme.level if theme is not None else None
    case.tally.checked += 1
    if level is None or level >= int(printed):
        says = "the evidence gives no level" if level is None else f"the evidence gives {level}"
        case.tally.say(file, f"{place}, voice", found[0], says)
    case.tally.hold(file, f"{place}, pattern", PATTERN, case.record["pattern"]["id"])
    return BELOW.sub(" ", text)
