"""What `briefkit intake add` says: what the source now holds, and what its briefing can say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefkit.cli.saying import say
from briefkit.project import Edition, Project

if TYPE_CHECKING:
    from briefkit.analysis.levels import ThemeLevel
    from briefkit.analysis.reading import Reading
    from briefkit.evidence.catalogue import Catalogue
    from briefkit.evidence.councils import Council
    from briefkit.evidence.gather import Pass
    from briefkit.evidence.intake.answers import Checked
    from briefkit.evidence.intake.making import Made

MOST = 30
"""Rows that are listed one by one; more are counted."""


def tell_source(made: Made, *, dry_run: bool) -> None:
    """What went into the source's folder, what changed there, and what was kept back."""
    merged = made.merged
    would = "would be " if dry_run else ""
    say(f"\ndata/sources/{made.id}: {len(merged.figures)} figures {would}there.")
    _list(f"New ({len(merged.new)})", merged.new)
    _list(f"Changed ({len(merged.changed)})", merged.changed)
    _list("Changed about the source", made.said)
    if merged.same:
        say(f"As before: {merged.same}.")
    _list(f"Kept from before, not in this file ({len(merged.stays)})", merged.stays)
    _list("Kept back", merged.kept_back)
    _list("Look at", merged.doubts)
    if merged.stays:
        say("  A blank answer takes nothing away. To withdraw a figure, choose a reason for it.")


def _list(title: str, lines: tuple[str, ...]) -> None:
    if not lines:
        return
    say(f"{title}:")
    for line in lines[:MOST]:
        say(f"  {line}")
    if len(lines) > MOST:
        say(f"  ... and {len(lines) - MOST} more.")


def tell_briefing(
    project: Project, edition: Edition, checked: Checked, before: Pass, after: Pass
) -> None:
    """Which themes are now assessed, which still are not, and how to print it."""
    council = checked.council
    if council is None:
        return
    if after.problems:
        say("\nOther parts of the data folder have problems: see `briefkit check`.")
        return
    then = None if before.problems else _reading(project, edition, before, council)
    now = _reading(project, edition, after, council)
    was = then.levels if then else {}
    say(f"\nWhat the briefing of {council.name} can say:")
    for theme in after.catalogue.themes:
        line = _theme(now.levels.get(theme.id), was.get(theme.id), after.catalogue, council)
        say(f"  {theme.number} {theme.name}: {line}")
    old, new = then.patterns[0].name if then else "", now.patterns[0].name
    before_it = f" (before: {old})" if old not in ("", new) else ""
    say(f"  The pattern that leads: {new}{before_it}")
    other = f" --edition {edition.id}" if edition != project.edition else ""
    say(f'\nTo print it: briefkit build "{council.name}"{other}')


def _reading(project: Project, edition: Edition, found: Pass, council: Council) -> Reading:
    """A council's evidence, read by the analysis that briefings are made with."""
    from briefkit.analysis.bands import read_bands
    from briefkit.analysis.derived import work_out
    from briefkit.analysis.patterns import read_patterns
    from briefkit.analysis.peers import find_peers
    from briefkit.analysis.reading import read_council
    from briefkit.evidence.gather import Reader, join

    evidence = work_out(join(found, project.data, edition.data_date))
    peers = find_peers(council, evidence, project.peers, project.custom_peers)
    bands = read_bands(project.rules / "bands.toml")
    rules = read_patterns(project.rules / "patterns.toml")
    return read_council(council, peers, Reader(evidence), bands, rules)


def _theme(
    now: ThemeLevel | None, then: ThemeLevel | None, catalogue: Catalogue, council: Council
) -> str:
    from briefkit.evidence.intake.questions import WORKED_OUT

    if now is None:
        return "not assessed: no evidence of the council's own"
    count = f"{len(now.reached)} of {now.of} indicators"
    reached = {r.measure.indicator.id for r in now.reached}
    lacking = [
        f"{i.name}{' (worked out from other answers)' * (i.form in WORKED_OUT)}"
        for i in catalogue.of_theme(now.theme.id)
        if i.gives_level and i.applies_to(council.kind) and i.id not in reached
    ]
    missing = f"; missing: {'; '.join(lacking)}" if lacking else ""
    was = then.level if then is not None else None
    if now.level is None:
        return f"not assessed, from {count}{missing}"
    change = ""
    if was is None:
        change = ", newly assessed"
    elif was != now.level:
        change = f", was {was}"
    return f"level {now.level} of 5{change}, from {count}{missing}"
