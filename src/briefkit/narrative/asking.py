"""Questions for leaders: on the strongest findings, then on the pattern, each tied to a statement.

Statements may not infer; questions may press. Each names an owner, a date, a choice or a trade.
"""

from __future__ import annotations

from collections import Counter

from briefkit.analysis.findings import Finding
from briefkit.analysis.strands import Strand
from briefkit.narrative.blocks import Question, Questions, Spans
from briefkit.narrative.keys import verdicts
from briefkit.narrative.material import PERCEPTION, Material
from briefkit.narrative.opening import pattern_words
from briefkit.narrative.statements import mark, plain
from briefkit.narrative.wording import Ledger, candidates

MOST_QUESTIONS = 6
MOST_OF_FINDINGS = 4
LEAST_QUESTIONS = 4
SIGNS = {"above": 1, "below": -1}
"""The sign of a vote for each position that stands out."""
PAYMENTS = ("it_payments", "it_payments_per_resident")


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

    Those that patterns.toml names, a strand standing for what places it; a contrast's two sides
    where the pattern is one; else what places the strands that stand above or below, and other
    measures of these; else the strongest; last, the national figure.
    """
    reading = material.reading
    told = [f for f in reading.findings if f.id in material.places and f.type != "contrast"]
    # of a measure that has a vote it is the standing that votes, not what came of it since
    standing = [f for f in told if f.standing is not None or f.type == "milestone"]
    placing = {
        s.id: [f.id for f in standing if f.indicator.id in _placing(s)] for s in reading.strands
    }
    named = reading.patterns[0].shown_by
    shown = [id for name in named for id in placing.get(name, [name])[:1]]
    sides = [
        id
        for f in reading.findings
        if f.type == "contrast" and f.verdict == reading.patterns[0].test
        for id in (f.facts["bad"], f.facts["good"])
    ]
    apart = [s.id for s in reading.strands if s.position in SIGNS]
    places = [f.id for f in told if any(f.id in placing[strand] for strand in apart)]
    of_strands = [f.id for f in told if f.indicator.strand in apart and f.about != "place"]
    others = [f.id for f in told if f.type != "benchmark"]
    last = [PERCEPTION] * (PERCEPTION in material.places)
    ordered = [*shown, *sides, *places, *of_strands, *others, *last]
    return list(dict.fromkeys(id for id in ordered if id in material.places))[:2]


def _placing(strand: Strand) -> set[str]:
    """The indicators whose votes place a strand where it stands, above or below."""
    sign = SIGNS.get(strand.position)
    return {vote.measure.indicator.id for vote in strand.votes if vote.sign == sign}


def _ask(material: Material, most_of_a_theme: int) -> list[Question]:
    asked: dict[str, Question] = {}
    themes: Counter[str] = Counter()
    for finding in _askable(material):
        spans = question(material, finding)
        # a level and a trend of one measure may open apart and ask the same
        asks = plain(spans).rpartition(". ")[2]
        if not asks or asks in asked or themes[finding.theme] == most_of_a_theme:
            continue
        themes[finding.theme] += 1
        asked[asks] = Question(spans, (material.statements[finding.id].number,))
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
    told = once_a_sum(told)
    strong = [f for f in told if f.score > 0 and f.type != "contrast"]
    open_ends = [f for f in told if f.type in ("refused", "payments", "hosted", "partner")]
    ordered = [*strong[:4], *open_ends, *strong[4:], *told]
    return list({f.id: f for f in ordered}.values())


def once_a_sum(told: list[Finding]) -> list[Finding]:
    """One question on what technology costs: on what payments are made of, else on payments.

    On a year's whole spending only where nothing is told of payments.
    """
    paid = {f.type for f in told if f.indicator.id in PAYMENTS}
    left_out = {"scale"} if paid else set()
    left_out |= {"payments"} if "composition" in paid else set()
    return [f for f in told if f.type not in left_out]


def question(material: Material, finding: Finding) -> Spans:
    """The question that a finding prompts; empty where it prompts none."""
    names = candidates(finding, verdicts(finding), "question")
    context = material.teller.of(finding)(ledger := Ledger())
    number = material.statements[finding.id].number
    spans = material.words.say("questions", names, context, ledger)
    return mark(spans, number)


def _view_question(material: Material) -> list[Question]:
    finding = material.reading.by_id.get(PERCEPTION)
    if finding is None:
        return []
    return [Question(question(material, finding), (material.statements[finding.id].number,))]
