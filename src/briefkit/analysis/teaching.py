"""Who in an area could learn from whom: pairs of councils with the same job, on one measure.

The rules are those of learning.py: measures of councils only, with a known direction, none past
its limit, and nobody is sent to learn what they do well. A teacher stands better than its own
similar councils, so that nobody learns from a council that is only less far behind. First each
council's own concerns, the strongest first; then each council that has a strength and teaches
nothing yet. Where nobody in the area can teach, the learner's own similar councils are asked.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from briefkit.analysis.region import AreaReading, Member
from briefkit.analysis.standing import readable
from briefkit.evidence.catalogue import Indicator
from briefkit.evidence.councils import Council
from briefkit.evidence.gather import Cell

SMALL_AREA = 15
"""Members up to which a council may be named as a learner twice; above, once."""


@dataclass(frozen=True)
class Pair:
    """One council that could learn, one that it could learn from, and both figures.

    `inside`: the teacher is a council of the area. `own` is None where the learner has no row,
    which a milestone allows.
    """

    indicator: Indicator
    learner: Council
    teacher: Council
    own: Cell
    better: Cell
    inside: bool


@dataclass
class _Given:
    """What has been given out so far."""

    pairs: list[Pair] = field(default_factory=list)
    taught: Counter[str] = field(default_factory=Counter)
    learns: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, pair: Pair) -> None:
        self.pairs.append(pair)
        self.taught[pair.teacher.gss_code] += 1
        self.learns[pair.learner.gss_code].add(pair.indicator.id)


def pairs_of(reading: AreaReading) -> tuple[Pair, ...]:
    """Pairs by theme, measure and learner, the learners of a measure in alphabetical order."""
    given = _Given()
    most = 2 if len(reading.members) <= SMALL_AREA else 1
    for turn in range(most):
        for member in reading.members:
            _learn(reading, member, turn + 1, given)
    for member in reading.members:
        if not given.taught[member.council.gss_code]:
            _teach(reading, member, given)
    catalogue = reading.reader.evidence.catalogue
    order = {i.id: n for n, i in enumerate(catalogue.indicators)}
    place = {m.council.gss_code: n for n, m in enumerate(reading.members)}
    return tuple(
        sorted(
            given.pairs,
            key=lambda p: (
                catalogue.theme[p.indicator.theme].number,
                order[p.indicator.id],
                place[p.learner.gss_code],
            ),
        )
    )


def _learn(reading: AreaReading, learner: Member, most: int, given: _Given) -> None:
    """One more lesson for a council, on its strongest concern that somebody can teach.

    In a small area what its own briefing would learn comes after its concerns.
    """
    code = learner.council.gss_code
    asked = [lesson.finding.indicator for lesson in learner.reading.lessons]
    small = len(reading.members) <= SMALL_AREA
    for indicator in dict.fromkeys([*weaknesses(learner), *asked * small]):
        if len(given.learns[code]) >= most:
            return
        if indicator.id in given.learns[code]:
            continue
        pair = _inside(reading, learner, indicator, given) or _outside(reading, learner, indicator)
        if pair is not None:
            given.add(pair)


def _teach(reading: AreaReading, teacher: Member, given: _Given) -> None:
    """A learner for a council that has a strength and teaches nobody yet, if there is one."""
    for indicator in strengths(teacher):
        found = [
            (pair, member)
            for member in reading.members
            if indicator.id not in given.learns[member.council.gss_code]
            and (pair := _pair(member, teacher.council, indicator, teacher, inside=True))
        ]
        if found:
            best = min(found, key=lambda each: _need(each[1], indicator, teacher, given))
            given.add(best[0])
            return


def _need(
    learner: Member, indicator: Indicator, teacher: Member, given: _Given
) -> tuple[bool, int, int, str]:
    """Those that do less well first, then those that learn least, then the most similar."""
    code = learner.council.gss_code
    strong = indicator.id in {i.id for i in weaknesses(learner)}
    return (not strong, len(given.learns[code]), _nearness(learner, teacher.council), code)


def weaknesses(member: Member) -> tuple[Indicator, ...]:
    """Teachable measures on which a council does less well, its strongest concern first."""
    return tuple(_toned(member, "concern"))


def strengths(member: Member) -> tuple[Indicator, ...]:
    """Teachable measures on which a council does better than its similar councils."""
    return tuple(_toned(member, "strength"))


def _toned(member: Member, tone: str) -> Iterator[Indicator]:
    due = -1 if tone == "concern" else 1
    found = (f.indicator for f in member.reading.findings if f.indicator.role == "measure")
    for indicator in dict.fromkeys(found):
        if teachable(indicator) and sign(member, indicator) == due:
            yield indicator


def teachable(indicator: Indicator) -> bool:
    """Whether councils may learn on it: about councils, with a known direction."""
    return indicator.about == "council" and indicator.better != "neither"


def sign(member: Member, indicator: Indicator) -> int | None:
    """+1 better than its similar councils, 0 similar, -1 less well; None: nothing compared.

    Of a milestone: +1 has what few have, -1 lacks what most have, as the strands count it.
    """
    if not member.counts(indicator.id):
        return None
    if indicator.form == "milestone":
        votes = (v for s in member.reading.strands for v in s.votes)
        return next((v.sign for v in votes if v.measure.indicator.id == indicator.id), 0)
    standing = member.measure(indicator.id).standing
    return None if standing is None else standing.sign


def _inside(
    reading: AreaReading, learner: Member, indicator: Indicator, given: _Given
) -> Pair | None:
    """From the council of the area that teaches least so far, then the most similar one."""
    able = (m for m in reading.members if sign(m, indicator) == 1)
    pairs = [_pair(learner, m.council, indicator, m, inside=True) for m in able]
    return min(
        (p for p in pairs if p is not None),
        key=lambda p: (
            given.taught[p.teacher.gss_code],
            _nearness(learner, p.teacher),
            p.teacher.gss_code,
        ),
        default=None,
    )


def _nearness(learner: Member, other: Council) -> int:
    """The place of a council among a learner's similar ones; after them where it is none."""
    codes = learner.reading.study.peers.codes
    return codes.index(other.gss_code) if other.gss_code in codes else len(codes)


def _outside(reading: AreaReading, learner: Member, indicator: Indicator) -> Pair | None:
    """From the best of the learner's own similar councils outside the area; ties: most similar."""
    peers = learner.reading.study.peers.members
    outside = [c for c in peers if c.gss_code not in reading.by_code]
    pairs = [_pair(learner, other, indicator, None, inside=False) for other in outside]
    way = 1 if indicator.better == "lower" else -1
    return min(
        (p for p in pairs if p is not None),
        key=lambda p: (way * (p.better.value or 0.0), _nearness(learner, p.teacher)),
        default=None,
    )


def _pair(
    learner: Member,
    teacher: Council,
    indicator: Indicator,
    of: Member | None,
    *,
    inside: bool,
) -> Pair | None:
    """The two as a pair; None for another job, another country, or no better figure."""
    council = learner.council
    alike = (teacher.job, teacher.country) == (council.job, council.country)
    if not alike or teacher.gss_code == council.gss_code or not _may_learn(learner, indicator):
        return None
    own = learner.measure(indicator.id).known
    if own is None:
        return None
    better = of.measure(indicator.id).known if of else _beside(learner, teacher, own)
    if better is None or not _ahead(own, better, indicator):
        return None
    return Pair(indicator, council, teacher, own, better, inside)


def _may_learn(learner: Member, indicator: Indicator) -> bool:
    """Whether a council has looked and does not do it well already."""
    return teachable(indicator) and learner.counts(indicator.id) and sign(learner, indicator) != 1


def _beside(learner: Member, teacher: Council, own: Cell) -> Cell | None:
    """A council's latest figure, or that of the learner's period where those are compared."""
    reader = learner.reading.study.reader
    indicator = learner.measure(own.indicator).indicator
    cell = reader.latest(indicator.id, teacher.gss_code)
    if indicator.match == "same":
        cell = reader.at(indicator.id, teacher.gss_code, own.period)
    fresh = cell is not None and not learner.reading.study.scale.stale(indicator, cell.period)
    return cell if fresh and readable(indicator, cell) else None


def _ahead(own: Cell, better: Cell, indicator: Indicator) -> bool:
    """Better by more than a similar amount, and of one period where those are compared at one."""
    if own.value is None or better.value is None:
        return False
    if indicator.match == "same" and own.period != better.period:
        return False
    if indicator.form == "milestone":
        return bool(better.value) and not own.value
    gain = own.value - better.value if indicator.better == "lower" else better.value - own.value
    return gain >= max(indicator.similar_within, 1e-9)
