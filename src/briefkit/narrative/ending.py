"""After the themes: what is missing, where strands pull apart, questions, who to learn from."""

from __future__ import annotations

from collections import Counter

from briefkit.analysis.findings import Finding
from briefkit.analysis.gaps import Gap as Lack
from briefkit.analysis.learning import Lesson
from briefkit.evidence.catalogue import Theme
from briefkit.narrative import numbers
from briefkit.narrative.blocks import (
    Callout,
    Gap,
    Learn,
    Missing,
    Paragraph,
    Question,
    Questions,
    Section,
    Spans,
    Teacher,
    caveat,
)
from briefkit.narrative.keys import verdicts
from briefkit.narrative.material import PERCEPTION, Material, joined
from briefkit.narrative.opening import pattern_words
from briefkit.narrative.statements import plain
from briefkit.narrative.wording import Ledger, candidates

MOST_QUESTIONS = 6
MOST_OF_FINDINGS = 4
LEAST_QUESTIONS = 4
ENGLAND = "England"


def missing(material: Material) -> Missing:
    """Silent themes, staff skills and lacking measures in one block, with who could fill each."""
    told = {t.id for t in material.themes}
    catalogue = material.reading.study.catalogue
    silent = [t for t in catalogue.themes if t.id not in told and t.id != "skills"]
    items = [_silent(material, theme) for theme in silent]
    items.append(_staff(material, catalogue.theme["skills"]))
    items += _lacks(material, told)
    intro = [material.phrase("missing_intro")]
    if PERCEPTION in material.statements:
        intro.append(material.told(PERCEPTION, "", "missing"))
    return Missing(material.text("missing_title"), joined(intro), tuple(items))


def _silent(material: Material, theme: Theme) -> Gap:
    why = "missing_theme_open" if theme.open_evidence else "missing_theme"
    return Gap(theme.name, material.text(why), _who(material, theme))


def _staff(material: Material, theme: Theme) -> Gap:
    return Gap(material.text("staff_skills"), material.text("missing_staff"), _who(material, theme))


def _who(material: Material, theme: Theme) -> str:
    return material.text("missing_who", who=theme.who_could_supply, what=theme.what_to_supply)


def _lacks(material: Material, told: set[str]) -> list[Gap]:
    """Measures lacking in told themes; those of another nation or tier in one item."""
    lacks = [g for g in material.reading.gaps if g.indicator.role == "measure"]
    elsewhere = [g for g in lacks if g.reason == "not applicable"]
    items = [_elsewhere(material, elsewhere)] if elsewhere else []
    refused = {f.indicator.id for f in material.reading.findings if f.type == "refused"}
    others = [
        g
        for g in lacks
        if g.reason != "not applicable" and g.indicator.id not in refused
        if g.indicator.theme in told
    ]
    return items + [_lack(material, g) for g in others]


def _elsewhere(material: Material, lacks: list[Lack]) -> Gap:
    names = numbers.listed(list(dict.fromkeys(g.indicator.noun for g in lacks)))
    english = material.reading.study.council.nation == ENGLAND
    what = material.text("job_of_others" if english else "stops_at_border")
    why = material.text(
        "missing_county" if english else "missing_border",
        nation=material.reading.study.council.nation,
    )
    return Gap(what, f"{names[:1].upper()}{names[1:]}. {why}", "")


def _lack(material: Material, lack: Lack) -> Gap:
    reason = material.words.word("reason", lack.reason)
    theme = material.reading.study.catalogue.theme[lack.indicator.theme]
    # the finance director has the figure; nobody in a council can mend another's published one
    who = _who(material, theme) if theme.strand == "investment" else ""
    why = f"{reason[:1].upper()}{reason[1:]}"
    if lack.particulars:
        why = f"{why}: {lack.particulars}"
    return Gap(lack.indicator.name, f"{why}.", who)


def pulls_apart(material: Material) -> Section:
    """The pattern explained with the caveats it needs, and what to do about it."""
    reading, words = material.reading, material.words
    first = reading.patterns[0]
    key = first.id.replace("-", "_")
    context = pattern_words(material)
    said = [_positions(material)]
    said.append(words.say("patterns", [f"{key}__apart", key], context, Ledger()))
    # a contrast that names the pattern has just been said
    lead = [f for f in reading.findings if f is material.lead and f.type == "contrast"]
    told = [f for f in lead if first.test != f.verdict]
    said += [material.told(f.id, "apart", "pulls-apart") for f in told]
    tensions = [material.told(f.id, "apart", "pulls-apart") for f in material.tensions]
    cautions = []
    if reading.study.council.kind in ("county", "district"):
        cautions.append(caveat(material.phrase("two_tiers")))
    blocks: list[Paragraph | Callout] = [Paragraph(joined(said))]
    if tensions:
        blocks.append(Paragraph(joined(tensions)))
    if cautions:
        blocks.append(Paragraph(joined(cautions), role="note"))
    action = words.say("patterns", [f"{key}__action"], context, Ledger())
    blocks.append(Callout("action", material.text("first_step"), (Paragraph(action),)))
    return Section("pulls-apart", material.text("apart_title"), tuple(blocks))


def _positions(material: Material) -> Spans:
    word = material.words.word
    phrases = [
        material.text(f"position_{s.position}", strand=word("strand_is", s.id))
        for s in material.reading.strands
    ]
    return material.phrase("positions", list=numbers.listed(phrases))


def questions(material: Material) -> Questions:
    """Four to six questions: on the strongest findings, two a theme at most, then on the pattern.

    Where these are fewer than four, on what leaders, staff and public would say.
    """
    text = material.text
    of_pattern = _pattern_questions(material)
    asked = _ask(material, most_of_a_theme=2)
    if len(asked) + len(of_pattern) < LEAST_QUESTIONS:
        asked = _ask(material, most_of_a_theme=MOST_QUESTIONS)
    asked += of_pattern
    if len(asked) < LEAST_QUESTIONS:
        asked += _view_question(material)
    return Questions(text("questions_title"), "", tuple(asked))


def _pattern_questions(material: Material) -> list[Question]:
    """The leading pattern's two questions, each resting on a statement that shows the pattern."""
    key = material.reading.patterns[0].id.replace("-", "_")
    context = pattern_words(material)
    asked = []
    for name, statement in zip(("one", "two"), _shown_by(material), strict=False):
        said = material.words.say("patterns", [f"{key}__question_{name}"], context, Ledger())
        asked.append(Question(said, (material.statements[statement].number,)))
    return asked


def _shown_by(material: Material) -> list[str]:
    """Two told statements on which the leading pattern rests, the strongest first.

    A contrast's two sides where the pattern is one; else measures of the strands that stand
    above or below; else the strongest statements; last, the national figure.
    """
    reading = material.reading
    told = [f for f in reading.findings if f.id in material.places and f.type != "contrast"]
    sides = [
        id
        for f in reading.findings
        if f.type == "contrast" and f.verdict == reading.patterns[0].test
        for id in (f.facts["bad"], f.facts["good"])
    ]
    apart = [s.id for s in reading.strands if s.position in ("above", "below")]
    of_strands = [f.id for f in told if f.indicator.strand in apart and f.about != "place"]
    others = [f.id for f in told if f.type != "benchmark"]
    ordered = [*sides, *of_strands, *others, *([PERCEPTION] * (PERCEPTION in material.places))]
    return list(dict.fromkeys(id for id in ordered if id in material.places))[:2]


def _ask(material: Material, most_of_a_theme: int) -> list[Question]:
    asked: dict[str, Question] = {}
    themes: Counter[str] = Counter()
    for finding in _askable(material):
        spans = question(material, finding)
        if not spans or plain(spans) in asked or themes[finding.theme] == most_of_a_theme:
            continue
        themes[finding.theme] += 1
        asked[plain(spans)] = Question(spans, (material.statements[finding.id].number,))
        if len(asked) == MOST_OF_FINDINGS:
            break
    return list(asked.values())


def _askable(material: Material) -> list[Finding]:
    """Told findings, strongest first, refusals and money without a score before what is similar."""
    told = [
        f for f in material.reading.findings if f.id in material.places and f.type != "benchmark"
    ]
    if material.lead is not None and material.lead.verdict == "product_no_data":
        # nobody praises the data under a headline that says it is missing
        told = [f for f in told if f.type != "ladder"]
    if any(f.type == "composition" for f in told):
        told = [f for f in told if f.type != "payments"]  # one question on the same sum
    strong = [f for f in told if f.score > 0 and f.type != "contrast"]
    open_ends = [f for f in told if f.type in ("refused", "payments", "hosted", "partner")]
    ordered = [*strong[:4], *open_ends, *strong[4:], *told]
    return list({f.id: f for f in ordered}.values())


def question(material: Material, finding: Finding) -> Spans:
    """The question that a finding prompts; empty where it prompts none."""
    names = candidates(finding, verdicts(finding), "question")
    context = material.teller.of(finding)(ledger := Ledger())
    number = material.statements[finding.id].number
    spans = material.words.say("questions", names, context, ledger)
    from briefkit.narrative.statements import mark

    return mark(spans, number)


def _view_question(material: Material) -> list[Question]:
    finding = material.reading.by_id.get(PERCEPTION)
    if finding is None:
        return []
    return [Question(question(material, finding), (material.statements[finding.id].number,))]


def learn_from(material: Material) -> Learn | None:
    """Named peers that do better on measures of councils, with their figure."""
    lessons = material.reading.lessons
    if not lessons:
        return None
    teachers = tuple(_teacher(material, lesson) for lesson in lessons)
    return Learn(material.text("learn_title"), "", teachers)


def _teacher(material: Material, lesson: Lesson) -> Teacher:
    (name,) = material.teller.called((lesson.council.name,))
    said = material.told(lesson.finding.id, "", "learn")
    return Teacher(name[:1].upper() + name[1:], lesson.finding.indicator.name, said)
