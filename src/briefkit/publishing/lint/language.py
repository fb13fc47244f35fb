"""Rules 24 to 29: plain language, names and fairness."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from briefkit.publishing.lint.document import Document
from briefkit.publishing.lint.finding import MONTHS, in_every_word, matches
from briefkit.publishing.lint.names import Names
from briefkit.publishing.lint.texts import PROSE, Fault, Passage, Sentence

MOST_WORDS = 30
MOST_WORDS_95TH = 25
FEW_LONG = 3
MOST_SENTENCES = 5

contraction = matches(
    r"\b\w+n['’]t\b|\b(?:it|that|there|what|who|where|he|she|here|let)['’]s\b"
    r"|\b(?:I|we|you|they)['’](?:re|ve|ll|d|m)\b|\bcannot've\b",
    flags=re.IGNORECASE,
)
ampersand = matches(r"(?<=\s)&(?=\s)|&amp;")
latin = matches(
    r"\b(?:e\.g|i\.e|etc|viz|cf|et al|vs|ibid|N\.B|ca)\b\.?(?!\w)|\b(?:eg|ie|nb|vis-à-vis)\b"
)
banned = matches(
    r"\bkeys?\b|\brobust(?:ly|ness)?\b|\bleverag\w+|\bdriv(?:e|es|en|ing|er|ers)\b|\bfacilitat\w+"
    r"|\bempower\w*|\bfoster(?:s|ed|ing)?\b|\btackl\w+|\butili[sz]\w+|\bgoing forward\b"
    r"|\bin order to\b|\btransform\w*",
    flags=re.IGNORECASE,
)
blame = matches(
    r"\b(?:[Cc]ouncil|[Ii]t|[Ll]eaders|[Oo]fficers|[Ss]taff|[Tt]eam) (?:has |have )?"
    r"(?:failed|fails|neglect\w*|ignor\w+|refus\w+|struggl\w+|lags?|lagged|lagging|falls short)\b"
    r"|\b(?:poor(?:ly)?|worst|disappoint\w+|embarrass\w+|unacceptabl[ey]|inadequate(?:ly)?|laggards?"
    r"|underperform\w+|failings?|shameful)\b"
)
doubled_s = matches(r"\b\w+s['’]s\b")
doubled_word = matches(r"\b(?:the the|a a|an an|of of|in in|to to|and and|is is|the The)\b")
name_turned_round = in_every_word(
    r"\b\w+, (?:City|County|Borough|Royal Borough) of\b|\bthe council of the\b"
)
_NEEDS_THE = (
    r"(?:Isle of (?:Wight|Anglesey)|Isles of Scilly|City of London"
    r"|Vale of (?:Glamorgan|White Horse)|Forest of Dean|East Riding of Yorkshire|New Forest"
    r"|Scottish Borders|Orkney Islands"
    r"|Shetland Islands)"
)
lacks_the = matches(rf"(?<![Tt]he )(?<![A-Z]\w )\b{_NEEDS_THE}\b(?!,? (?:Council|County))")
in_an_island = matches(r"\b[Ii]n (?:the )?Isle of (?:Wight|Anglesey)\b(?!['’]s)")


def opens_small(sentence: Sentence) -> list[str]:
    """A sentence begins with a capital letter, a figure or a quotation."""
    first = sentence.text.lstrip('"“(')[:1]
    return [sentence.text.split()[0]] if first.islower() else []


def ends_open(sentence: Sentence) -> list[str]:
    """A sentence of prose ends with a full stop, a question mark or a colon before a list."""
    return [] if re.search(r"[.?!:][\"”’)]?$", sentence.text.strip()) else [sentence.text[-12:]]


def too_long(sentence: Sentence, names: Names) -> list[str]:
    """More than 30 words, a council's name being one."""
    count = length(sentence, names)
    return [f"{count} words"] if count > MOST_WORDS else []


def length(sentence: Sentence, names: Names) -> int:
    """How many words a sentence has; a council's name is one word."""
    return len(re.findall(r"[\w£%][\w£%.,'’/-]*", names.as_one_word(sentence.text)))


def percentile(counts: list[int], share: float) -> int:
    """The value below which a share of the counts lies, by nearest rank."""
    ordered = sorted(counts)
    return ordered[max(0, -(-int(share * 1000) * len(ordered) // 1000) - 1)] if ordered else 0


def mostly_long(document: Document, names: Names) -> Iterator[Fault]:
    """The 95th percentile of a briefing's sentences is 25 words or fewer.

    A short briefing, of which a twentieth is fewer than three sentences, may have three longer.
    """
    counts = {s.text: length(s, names) for s in document.sentences if s.kind in PROSE}
    lengths = [length(s, names) for s in document.sentences if s.kind in PROSE]
    high = percentile(lengths, 0.95)
    if high > MOST_WORDS_95TH and sum(n > MOST_WORDS_95TH for n in lengths) > FEW_LONG:
        longest = sorted(counts, key=lambda text: -counts[text])[:3]
        yield Fault("document", " / ".join(longest), f"{high} words at the 95th percentile")


def paragraph_too_long(document: Document) -> Iterator[Fault]:
    """A paragraph of more than five sentences."""
    for passage in document.passages:
        if passage.kind in PROSE and len(passage.sentences) > MOST_SENTENCES:
            yield Fault(passage.place, passage.text, f"{len(passage.sentences)} sentences")


# Names of things that are not councils, which keep their capitals inside a heading.
PROPER = frozenset(
    word
    for name in (
        "England, English, Wales, Welsh, Scotland, Scottish, Northern Ireland, Irish",
        "Digital Exclusion Risk Index, LocalGov Drupal, Office for National Statistics, Ofcom",
        "Great Britain, Greater London, Greater Manchester, Confederation of British Industry",
        MONTHS.replace("|", " "),
    )
    for word in re.findall(r"\w+", name)
)


def capitals_inside(sentence: Sentence, names: Names) -> list[str]:
    """A heading is in sentence case: capitals inside it are those of names."""
    words = names.taken_out(sentence.own).split()
    return [
        word
        for before, word in pairwise(words)
        if before[-1] not in ".:?!" and re.fullmatch(r"[A-Z][a-z'’]+[,.:;]?", word)
        if re.sub(r"['’]s$|\W", "", word) not in PROPER
    ]


# --- 27 ---

WELL_KNOWN = frozenset({"UK", "IT", "PDF", "HTML", "5G", "4G", "ID", "OK"})
_ACRONYM = re.compile(r"(?<![\w-])[A-Z][A-Z0-9]{1,6}(?![\w-])")


def unexpanded(document: Document) -> Iterator[Fault]:
    """An acronym stands at its first use beside its long form: LF (long form), or turned round."""
    known = set(WELL_KNOWN)
    for sentence in document.sentences:
        if sentence.kind in ("cell", "given", "note", "page"):
            continue
        for found in _ACRONYM.finditer(sentence.own):
            beside = sentence.own[: found.start()].endswith("(") or sentence.own[
                found.end() :
            ].startswith(" (")
            if found[0] not in known and not beside:
                yield Fault(sentence.passage.place, sentence.text, found[0])
            known.add(found[0])


_NOWHERE = frozenset(
    {"here", "click here", "link", "this", "this link", "more", "read more", "see"}
)


def link_to_nowhere(document: Document) -> Iterator[Fault]:
    """A link's words say where it goes."""
    for passage in document.passages:
        for span in passage.spans:
            if span.href and span.text.strip().lower() in _NOWHERE:
                yield Fault(passage.place, passage.text, span.text)


# --- 28 ---


def named_again(document: Document, names: Names) -> Iterator[Fault]:
    """After its first mention in a paragraph the council is "the council", not its name."""
    for passage in document.passages:
        told = (
            passage.kind == "prose" and passage.role != "method" and passage.section != "headline"
        )
        if told and names.count(passage.text, document.council) > 1:
            yield Fault(passage.place, passage.text, document.council)


# --- 29 ---


def said_twice(document: Document) -> Iterator[Fault]:
    """A sentence that is no statement, a caveat above all, stands once in a document."""
    seen: dict[str, Passage] = {}
    told = document.told
    for passage in document.passages:
        for sentence in passage.sentences if passage.kind in PROSE else ():
            if sentence.figures or len(sentence.text.split()) < 5 or passage.section == "missing":
                continue
            if sentence.text in told:
                continue
            first = seen.setdefault(sentence.text, passage)
            if first is not passage:
                yield Fault(passage.place, sentence.text, f"said in {first.place} too")
