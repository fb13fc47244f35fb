"""Names of councils and places in a text: found, counted, and taken out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

NAME = "NAME"


@dataclass(frozen=True)
class Names:
    """The names of all councils of an edition."""

    all: tuple[str, ...]

    @cached_property
    def _any(self) -> re.Pattern[str]:
        longest = sorted({n for n in self.all if n}, key=lambda n: (-len(n), n))
        one = "|".join(re.escape(n) for n in longest) or r"(?!)"
        return re.compile(rf"\b(?:[Tt]he )?(?=[A-Z])(?:{one})(?!\w)(?:['’]s?(?!\w))?")

    def taken_out(self, text: str, instead: str = NAME) -> str:
        """The text with one word in the place of each council's name, article and ending too."""
        return self._any.sub(instead, text)

    def as_one_word(self, text: str) -> str:
        """The text with one word for each council's name."""
        return self.taken_out(text)

    def count(self, text: str, name: str) -> int:
        """How often one council is named."""
        found = (re.sub(r"^[Tt]he |['’]s?$", "", m[0]) for m in self._any.finditer(text))
        return sum(one == name for one in found)
