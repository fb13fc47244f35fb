"""The opening of a briefing: title, headline, the three strands, the pattern, what stands out."""

from __future__ import annotations

from briefkit.analysis.strands import Strand
from briefkit.narrative import numbers
from briefkit.narrative.blocks import (
    Card,
    Findings,
    Headline,
    PatternBlock,
    Spans,
    Strands,
    Title,
    caveat,
    spans,
)
from briefkit.narrative.levelling import card_level
from briefkit.narrative.material import Material, headline_ids, joined
from briefkit.narrative.wording import Ledger


def title(material: Material, briefing: str, words: int) -> Title:
    """Who and when. `words` is the length of the briefing, for its reading time."""
    council = material.reading.study.council
    peers = len(material.reading.study.peers.members)
    compared = f"{peers} similar {numbers.plural('council', peers)}" if peers else ""
    meta = (
        (material.text("meta_evidence"), numbers.day(str(material.edition.data_date))),
        (material.text("meta_compared"), compared or material.text("meta_nobody")),
        (material.text("meta_reading"), numbers.minutes(words)),
    )
    return Title(
        briefing=briefing,
        council=council.name,
        official_name=council.official_name,
        edition=material.edition.title,
        meta=meta,
        draft=material.text("draft"),
        invented=material.text("invented") if material.invented else "",
    )


def headline(material: Material) -> Headline:
    """The bold sentence of the lead finding, then the figures behind it and what is not known."""
    reading, opening = material.reading, material.lead
    said = [material.told(id, "glance", "headline") for id in headline_ids(reading, opening)]
    rest = joined([*said, *closing(material)])
    if opening is None and (own := own_lead(material)):
        return Headline(own, rest)
    if opening is None:
        seen = any(f.about == "council" and f.score > 0 for f in reading.findings)
        name = "headline_unknown_apart__lead" if seen else "headline_unknown__lead"
        return Headline(material.phrase(name), rest)
    if opening.type == "contrast":
        return Headline(material.told(opening.id, "", "headline"), rest)
    return Headline(material.statements[opening.id].forms["lead"], rest)


def own_lead(material: Material) -> Spans:
    """The leading pattern as a headline, where the council's own evidence shows it."""
    if not material.reading.study.has_own:
        return ()
    key = material.reading.patterns[0].id.replace("-", "_")
    said = material.words.say("patterns", [f"{key}__lead"], pattern_words(material), Ledger())
    return said or material.phrase("headline_own__lead")


def closing(material: Material) -> list[Spans]:
    """The headline's last sentence: where residents' skills stand, and that staff's are unknown."""
    if material.reading.strand("skills").half == "staff":
        return []  # staff have been asked: the figures say it
    position = material.reading.strand("skills").position
    if position == "typical" and len(headline_ids(material.reading, material.lead)) > 1:
        return []  # the card says it; a headline keeps to what is told of this council
    if position == "unknown":
        return [material.phrase("skills_unknown")]
    return [material.phrase("skills_known", skills=material.text(f"skills_{position}"))]


def strands(material: Material) -> Strands:
    """The three cards."""
    cards = tuple(card(material, strand) for strand in material.reading.strands)
    return Strands(material.text("glance_title"), cards)


def card(material: Material, strand: Strand) -> Card:
    """One strand's card."""
    word = material.words.word
    return Card(
        strand=strand.id,
        name=word("strand", strand.id),
        asks=word("asks", strand.id),
        position=strand.position,
        state=word("position", strand.position),
        why=_why(material, strand),
        level=card_level(material, strand.id),
    )


def _told(material: Material, strand: Strand) -> bool:
    """Whether a figure of the strand was compared, though none counts towards its position."""
    return any(
        f.comparator is not None and f.indicator.strand == strand.id and f.about != "place"
        for f in material.reading.findings
        if f.id in material.places
    )


def _why(material: Material, strand: Strand) -> str:
    own = material.reading.study.has_own and strand.half != "residents"
    basis = material.words.word("basis_own" if own else "basis", strand.id)
    basis = basis[:1].upper() + basis[1:]
    count = len(strand.votes)
    if not count:
        return material.text("card_old" if _told(material, strand) else "card_none", basis=basis)
    measures = f"{count} {numbers.plural('measure', count)}"
    if strand.position == "unknown":
        return material.text("card_few", basis=basis, measures=measures)
    votes = {"above": strand.count(1), "similar": strand.count(0), "below": strand.count(-1)}
    split = [material.text(f"vote_{name}", n=n) for name, n in votes.items() if n]
    if len(split) == 1:
        side = next(material.words.word("vote", name) for name, n in votes.items() if n)
        split = [
            material.text({1: "votes_one", 2: "votes_both"}.get(count, "votes_all"), side=side)
        ]
    return material.text("card_why", basis=basis, measures=measures, split=numbers.listed(split))


def pattern(material: Material) -> PatternBlock:
    """The leading pattern: its name and sentence, with others that apply."""
    first, *others = material.reading.patterns
    said = [
        material.words.say(
            "patterns", [first.id.replace("-", "_")], pattern_words(material), Ledger()
        )
    ]
    if others:
        names = numbers.listed([p.name[:1].lower() + p.name[1:] for p in others])
        said.append(material.phrase("also_applies", names=names))
    if needs_circularity(material):
        said.append(caveat(material.phrase("circularity")))
    return PatternBlock(material.text("pattern_label"), first.name, joined(said))


def needs_circularity(material: Material) -> bool:
    """Whether grants and planning data stand side by side in this briefing."""
    ids = set(material.order)
    data = {"planning_data_level.ladder", "planning_products_live.milestone"} & ids
    money = {"planning_grants.grants", "planning_grants_per_1000.level"} & ids
    ladder = "planning_data_level.ladder" in ids
    return bool(data and money and ladder)


def pattern_words(material: Material) -> object:
    """What a pattern's sentence may say: strands above and below, how many are known, a limit."""
    word = material.words.word
    by = {p: [s for s in material.reading.strands if s.position == p] for p in ("above", "below")}
    known = [s for s in material.reading.strands if s.position != "unknown"]
    phrases = [
        material.text(f"position_{s.position}", strand=word("strand_is", s.id)) for s in known
    ]
    return material.namespace(
        ahead_stands=numbers.listed([word("strand_stands", s.id) for s in by["above"]]),
        behind_stands=numbers.listed([word("strand_stands", s.id) for s in by["below"]]),
        # a strand of money, or of residents, asks other things of a council than its practice
        money=[s.id for s in by["above"]] == ["investment"],
        residents=[(s.id, s.half) for s in by["below"]] == [("skills", "residents")],
        known=len(known),
        low_voice=int(material.reading.study.bands.patterns["low_voice"]),
        list=numbers.listed(phrases),
    )


def strengths(material: Material) -> Findings | None:
    """Up to three strengths, each one sentence with its figure."""
    return _standouts(material, "strength")


def concerns(material: Material) -> Findings | None:
    """Up to three concerns, each one sentence with its figure."""
    return _standouts(material, "concern")


def _standouts(material: Material, tone: str) -> Findings | None:
    chosen = material.strengths if tone == "strength" else material.concerns
    if not chosen:
        none = material.phrase(f"no_{tone}")
        return Findings(material.text(f"title_{tone}"), tone, (none,))
    items = tuple(material.told(f.id, "glance", "glance") for f in chosen)
    return Findings(material.text(f"title_{tone}"), tone, items or (spans(""),))
