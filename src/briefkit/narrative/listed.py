"""Lists of names as a sentence prints them: peers, partners, faults, data sets, products."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from briefkit.analysis.findings import Finding
from briefkit.narrative import numbers
from briefkit.narrative.wording import Words

FAULTS_SAID = 3
LISTS: tuple[str, ...] = (
    "beyond",
    "having",
    "items",
    "rules",
    "top",
    "empty",
    "up",
    "down",
    "partners",
    "leads",
    "labels",
    "products",
    "before",
    "following",
    "peer",
    "lead_0",
    "lead_1",
    "mover",
)
FUNDS = tuple(f"purpose_{place}" for place in range(4))


@dataclass(frozen=True)
class Listed:
    """Lists of names by key; blank where a finding has none."""

    words: Words
    called: Callable[[tuple[str, ...]], tuple[str, ...]]
    finding: Finding

    def __getattr__(self, key: str) -> str:
        if key in FUNDS:
            return numbers.listed(self._each("fund", key))
        if key.removeprefix("good_").removeprefix("bad_") not in LISTS:
            raise AttributeError(f"no list of names is called {key!r}")
        found = self.finding.names.get(key, ())
        return numbers.listed(self.called(found))

    def _each(self, table: str, key: str) -> tuple[str, ...]:
        return tuple(self.words.word(table, item) for item in self.finding.names.get(key, ()))

    @property
    def rules(self) -> str:
        """What the failed rules found, in plain words; at most three are named."""
        said = self._each("fault", "rules")
        rest = len(said) - FAULTS_SAID
        shown = said[:FAULTS_SAID]
        more = (f"{numbers.in_words(rest)} more",) if rest > 0 else ()
        return numbers.listed((*shown, *more))

    @property
    def items(self) -> str:
        """What kind of member the council is."""
        return numbers.listed(self._each("member", "items"))

    @property
    def products(self) -> str:
        """The shared products that are live."""
        return numbers.listed(self._each("product", "items"))

    @property
    def down(self) -> str:
        """Data sets that stood lower in the last reading than in the first."""
        return numbers.listed(self._each("dataset", "down"))

    @property
    def set(self) -> str:
        """One kind of planning data."""
        return numbers.listed(self._each("dataset", "set"))

    @property
    def largest(self) -> str:
        """The fund behind one award."""
        return numbers.listed(self._each("fund", "largest"))

    @property
    def top(self) -> str:
        """Data sets at the top level."""
        return numbers.listed(self._each("dataset", "top"))

    @property
    def empty(self) -> str:
        """Data sets without data, named where they are three or fewer."""
        said = self._each("dataset", "empty")
        return numbers.listed(said) if len(said) <= 3 else ""
