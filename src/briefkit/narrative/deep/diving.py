"""DeepDive: a briefing on one strand, the one object that its notebook holds.

It has the methods of a Briefing but those that set the strands side by side.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from briefkit.analysis.reading import Reading
from briefkit.evidence.councils import Council
from briefkit.narrative import answering, ending, opening
from briefkit.narrative import method as method_part
from briefkit.narrative.blocks import (
    Callout,
    Group,
    Headline,
    Learn,
    Missing,
    Questions,
    Section,
    Strands,
    Title,
)
from briefkit.narrative.deep import asking, parts
from briefkit.narrative.deep import ending as deep_ending
from briefkit.narrative.deep import opening as deep_opening
from briefkit.narrative.deep.pictures import DeepPictures
from briefkit.narrative.deep.plan import Plan
from briefkit.narrative.display import count_words, data
from briefkit.narrative.material import Material
from briefkit.narrative.record import Record, make_record
from briefkit.narrative.slips import in_one_sentence


@in_one_sentence
@dataclass(frozen=True)
class DeepDive:
    """One council's briefing on one strand. Every method gives blocks that show themselves.

    `name` is its title, the same for every council; `plan` its strand and parts.
    """

    called: ClassVar[str] = "briefing"

    id: str
    name: str
    material: Material
    plan: Plan
    pictures: DeepPictures

    def __repr__(self) -> str:
        council = self.material.reading.study.council
        edition = self.material.edition.title
        return f"{self.name}: {council.name} ({council.gss_code}), {edition}"

    @property
    def council(self) -> Council:
        """The council that it is about: name, official_name, gss_code, kind, nation, region."""
        return self.material.reading.study.council

    @property
    def reading(self) -> Reading:
        """What the analysis found on the strand."""
        return self.material.reading

    @cached_property
    def _counted(self) -> tuple[Any, ...]:
        """Everything but the title, for counting its words."""
        ends = [part for part in (self.questions(), self.learn_from()) if part is not None]
        return (self.headline(), *self.glance().blocks, self.themes(), *ends)

    def title(self) -> Title:
        """Who and when: the council, the edition, the day its evidence ends."""
        return opening.title(self.material, self.name, count_words(data(self._counted)))

    def headline(self) -> Headline:
        """One bold sentence on the strand, then the figures behind it."""
        return deep_opening.headline(self.material)

    def strands(self) -> Strands:
        """The strand's card."""
        return deep_opening.strands(self.material)

    def glance(self) -> Group:
        """The strand's card, its strengths and concerns, and every measure of it as a chart."""
        either = self.material.strengths or self.material.concerns
        sides = (opening.strengths(self.material), opening.concerns(self.material))
        found = (self.strands(), *(sides if either else ()), self.pictures.profile())
        return Group(tuple(part for part in found if part is not None))

    def themes(self) -> Section:
        """The parts of the dive, the strongest finding's first, each with its charts."""
        return parts.parts(self.material, self.plan, self.pictures.by_part)

    def questions(self) -> Questions | None:
        """Four to six questions for leaders, each tied to a statement."""
        return asking.questions(self.material, self.plan)

    def learn_from(self) -> Learn | None:
        """Named peers that do better on this strand; None where there are none."""
        return ending.learn_from(self.material)

    def missing(self) -> Missing:
        """What would change this picture: the evidence that matters most, and who has it."""
        return deep_ending.missing(self.material, self.plan)

    def commentary(self) -> Callout | None:
        """The officer's own words; None, which shows nothing, where there are none."""
        return answering.at_the_end(self.material)

    def method(self) -> Section:
        """Evidence notes, peers, rules, sources and the sign-off block."""
        return method_part.method(self.material)

    def record(self) -> Record:
        """The summary block that proves the briefing whole: display it in the last cell."""
        return make_record(self.id, self.name, self.material)
