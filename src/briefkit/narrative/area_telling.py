"""An area's statements on strands, levels, pairs, and what its councils have told of themselves."""

from __future__ import annotations

from collections.abc import Iterator

from briefkit.analysis.findings import Figure
from briefkit.analysis.region import LEAST_COMPARED, POSITIONS, AreaReading, Places
from briefkit.analysis.teaching import Pair
from briefkit.evidence import periods
from briefkit.narrative import numbers
from briefkit.narrative.area_figures import (
    COUNT,
    count,
    figure,
    none_of,
    noun_of,
    plain_of,
    refs_of,
    spoken_periods,
    verbs,
    when_of,
)
from briefkit.narrative.area_material import AreaStatement, Sentence
from briefkit.narrative.blocks import Spans
from briefkit.narrative.statements import Shown
from briefkit.narrative.wording import Words


def strand_statements(reading: AreaReading, words: Words, period: str) -> Iterator[AreaStatement]:
    """Where the councils stand on each strand."""
    for places in reading.strands:
        yield _places(reading, places, words, period)


def _places(reading: AreaReading, places: Places, words: Words, period: str) -> AreaStatement:
    figures = {
        p: count(reading, places.strand, places.count(p), f"councils {p}") for p in POSITIONS
    }
    figures["of"] = count(reading, places.strand, len(reading.members), "councils of the area")
    said = Sentence.begin(words, figures)
    strand = words.word("strand", places.strand)
    known = [p for p in POSITIONS[:3] if places.count(p)]
    names = [*known, *["unknown"] * bool(places.count("unknown"))]
    parts = []
    for turn, name in enumerate(names if known else ()):
        macro = f"more_{name}" if turn else f"place_{name}"
        parts.append(said.say(macro, n=said.printed(name), of=said.printed("of"),
                              **verbs(places.count(name))))  # fmt: skip
    low = strand[:1].lower() + strand[1:]
    text = (
        said.say("places", strand=low, parts=numbers.listed(parts))
        if known
        else said.say("places_none", strand=low, of=said.printed("of"))
    )
    forms, shown = _lead_of(places, words, figures, low)
    return AreaStatement(
        id=f"{places.strand}.places",
        type="places",
        theme="",
        indicator=places.strand,
        title=plain_of(words, "title_places", strand=strand),
        period=period,
        rule=plain_of(words, "rule_places"),
        text=said.spans(text),
        figures=shown | said.shown,
        forms=forms,
    )


def _lead_of(
    places: Places, words: Words, figures: dict[str, Figure], strand: str
) -> tuple[dict[str, Spans], dict[str, Shown]]:
    """The statement as a headline."""
    said = Sentence.begin(words, figures)
    name: str
    printed: tuple[str, ...]
    if places.known < places.count("unknown"):
        name, printed = "lead_unknown", ("unknown", "of")
    elif places.count("above") + places.count("below") < places.count("typical"):
        name, printed = "lead_typical", ("typical", "of")
    elif not places.count("above") or not places.count("below"):
        side = "above" if places.count("above") else "below"
        name, printed = f"lead_{side}", (side, "of")
    else:
        name, printed = "lead_places", ("above", "below", "of")
    values = {key: said.printed(key) for key in printed}
    sides = [(key, p) for key in ("stand", "their") for p in ("above", "below")]
    forms = {f"{key}_{p}": verbs(places.count(p))[key] for key, p in sides}
    forms["be_typical"] = verbs(places.count("typical"))["be"]
    spans = said.spans(said.say(name, strand=strand, **values, **forms))
    return {"lead": spans}, said.shown


def level_statements(reading: AreaReading, words: Words, period: str) -> Iterator[AreaStatement]:
    """Each theme's levels, where councils have brought evidence of their own."""
    for theme in reading.reader.evidence.catalogue.themes:
        levels = [
            found.level
            for member in reading.members
            if (found := member.reading.levels.get(theme.id)) is not None
            if found.level is not None
        ]
        if len(levels) < LEAST_COMPARED:
            continue
        counts = {n: levels.count(n) for n in range(1, 6) if n in levels}
        figures = {
            f"level_{n}": count(reading, theme.id, some, f"councils at level {n}")
            for n, some in counts.items()
        }
        figures["of"] = count(reading, theme.id, len(levels), "councils with a level")
        said = Sentence.begin(words, figures)
        parts = [
            said.say("level_more" if turn else "level_first", n=said.printed(f"level_{n}"),
                     of=said.printed("of"), level=n, **verbs(some))
            for turn, (n, some) in enumerate(counts.items())
        ]  # fmt: skip
        yield AreaStatement(
            id=f"{theme.id}.levels",
            type="levels",
            theme=theme.id,
            indicator=theme.id,
            title=plain_of(words, "title_levels", theme=theme.name.lower()),
            period=period,
            rule=plain_of(words, "rule_levels"),
            text=said.spans(said.say("levels", day=period, parts=numbers.listed(parts))),
            figures=said.shown,
            forms={},
        )


def lesson_statements(
    reading: AreaReading, pairs: tuple[Pair, ...], words: Words
) -> Iterator[AreaStatement]:
    """For each measure on which there are pairs: how many could learn, and from how many."""
    by_measure: dict[str, list[Pair]] = {}
    for pair in pairs:
        by_measure.setdefault(pair.indicator.id, []).append(pair)
    for found in by_measure.values():
        indicator = found[0].indicator
        cells = [cell for pair in found for cell in (pair.own, pair.better)]
        last = max((p.better.period for p in found), key=periods.last_day)
        learners = {p.learner.gss_code for p in found}
        teachers = {p.teacher.gss_code: p.better for p in found}
        figures = {
            "learners": figure(reading, indicator, last, len(learners), "count",
                                COUNT, refs_of([p.own for p in found])),
            "teachers": figure(reading, indicator, last, len(teachers), "count",
                                COUNT, refs_of(list(teachers.values()))),
        }  # fmt: skip
        said = Sentence.begin(words, figures)
        milestone = indicator.form == "milestone"
        text = said.say(
            "lessons_milestone" if milestone else "lessons",
            noun=noun_of(words, indicator),
            learners=said.printed("learners"),
            teachers=said.printed("teachers"),
            did=words.word("did", indicator.id),
            when=numbers.period(last) if milestone else when_of([p.better for p in found], said),
        )
        yield AreaStatement(
            id=f"{indicator.id}.lessons",
            type="lessons",
            theme=indicator.theme,
            indicator=indicator.id,
            title=plain_of(words, "title_lessons", name=indicator.name),
            period=spoken_periods(words, cells),
            rule=plain_of(words, "rule_lessons"),
            text=said.spans(text),
            figures=said.shown,
            forms={},
        )


def own_statement(reading: AreaReading, silent: int, words: Words, period: str) -> AreaStatement:
    """How many councils have brought evidence of their own, and how many themes nobody told."""
    own = sum(m.reading.study.has_own for m in reading.members)
    themes = len(reading.reader.evidence.catalogue.themes)
    counts: dict[str, tuple[int, str]] = {
        "own": (own, "councils with evidence of their own"),
        "of": (len(reading.members), "councils of the area"),
        "silent": (silent, "themes without a statement"),
        "themes": (themes, "themes"),
    }
    figures = {n: count(reading, "own", value, formula) for n, (value, formula) in counts.items()}
    said = Sentence.begin(words, figures)
    names = ("of", *["own"] * bool(own), *["silent"] * (silent > 0 or not own), "themes")
    macro = "own_none" if not own else ("own_some" if silent else "own_all")
    printed = {name: said.printed(name) for name in names}
    text = said.say(macro, day=period, none=none_of(len(reading.members)), **printed)
    return AreaStatement(
        id="own.evidence",
        type="own",
        theme="",
        indicator="own",
        title=plain_of(words, "title_own"),
        period=period,
        rule=plain_of(words, "rule_own"),
        text=said.spans(text),
        figures=said.shown,
        forms={},
    )
