"""`briefkit check`, `councils`, `show`, `explain`: evidence and findings in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from briefkit.cli.saying import say
from briefkit.errors import BadSetting
from briefkit.project import find_project
from briefkit.publishing.printable import AREA

if TYPE_CHECKING:
    from briefkit.narrative.briefing import Briefing
    from briefkit.narrative.deep.diving import DeepDive
    from briefkit.publishing.printable import Printable


def check() -> None:
    """Are data and commentary fit to use? Every problem with its file, row and column or line.

    Comments that answer sentences of an earlier version are listed too.
    """
    from briefkit.cli.commenting import inspected
    from briefkit.evidence.gather import inspect, intake

    project = find_project()
    found = inspect(project.data, project.left_out, project.rules)
    for table in found.figures:
        row = intake(table, found.problems)
        say(
            f"{row.source}: {row.rows_in:,} rows in = {row.rows_used:,} used"
            f" + {row.rows_rejected:,} rejected"
        )
    for problem in found.problems:
        say(f"  {problem}", err=True)
    count = len(found.problems)
    if not count:  # commentary answers what the evidence says
        for line, wrong in inspected(project):
            say(f"  {line}", err=wrong)
            count += wrong
    say(f"{count or 'No'} problem{'' if count == 1 else 's'}.")
    if count:
        raise typer.Exit(1)


def councils(
    text: Annotated[str, typer.Argument(help="Part of a name or code; all councils without.")] = "",
) -> None:
    """List councils with their codes."""
    from briefkit.evidence.councils import read_register

    for council in read_register(find_project().data / "councils.csv").listed(text):
        say(f"{council.gss_code}  {council.name}  ({council.region})")


Which = Annotated[str, typer.Option("--briefing", help="Its id; the first one without.")]


def show(
    name: Annotated[
        str, typer.Argument(help="A council's name or GSS code; or a region, nation, county, list.")
    ],
    which: Which = "",
    edition: Annotated[str, typer.Option(help="An edition's id from briefkit.toml.")] = "",
    peers: Annotated[str, typer.Option(help="Peer rule.")] = "",
) -> None:
    """A council's headline, strands and themes, or an area's."""
    from briefkit.narrative.statements import plain

    found = _briefing_for(name, which)
    if found.about == AREA:
        if peers:
            raise BadSetting(
                "An area has no peers of its own. Leave --peers out: each of its councils is set "
                "beside the peers that briefkit.toml names."
            )
        from briefkit.cli.look_area import told

        for line in told(name, edition, found):
            say(line)
        return
    briefing = _opened(name, found.id, edition, peers)
    headline = briefing.headline()
    say(f"{briefing!r}\n\n{plain(headline.lead)}\n{plain(headline.rest)}\n")
    for card in briefing.strands().cards:
        say(f"{card.name}: {card.state}. {card.why}.")
    say("")
    for row in briefing.record().content["themes"]:
        coverage = row["coverage"]
        heading = row["heading"] or "not assessed"
        compared = f" ({coverage['compared']} of {coverage['of']} measures compared)"
        say(f"{row['number']} {row['name']}: {heading}{compared if coverage['of'] else ''}")


def _briefing_for(name: str, which: str) -> Printable:
    """The briefing that is asked for; without one, the first about what the name is.

    Raises BadSetting, with what to type, for an area with a council's briefing or the other way.
    """
    from briefkit.cli import subjects
    from briefkit.cli.ordering import briefing_called, in_order
    from briefkit.evidence.councils import read_register
    from briefkit.publishing.printable import printables

    project = find_project()
    every = in_order(printables(project.briefings))
    register = read_register(project.data / "councils.csv")
    if which:
        found = briefing_called(which, project)
        subjects.called([name], register, [found], every, "show")
        return found
    kind = subjects.about(name, register)
    first = next((printable for printable in every if printable.about == kind), None)
    if first is None:
        raise BadSetting(
            f"briefings/ holds no briefing about {kind}s. Restore one from the project's history."
        )
    return first


def explain(
    council: Annotated[str, typer.Argument(help="GSS code or name.")],
    statement: Annotated[
        str, typer.Argument(help="A statement's id, or its note's number; all ids without.")
    ] = "",
    which: Which = "",
    edition: Annotated[str, typer.Option(help="An edition's id from briefkit.toml.")] = "",
    peers: Annotated[str, typer.Option(help="Peer rule.")] = "",
) -> None:
    """Where each figure of a statement comes from: source, row, period, formula."""
    content = _opened(council, which, edition, peers).record().content
    if not statement:
        for row in content["statements"]:
            say(f"{row['number'] or '-':>3}  {row['id']}")
        return
    chosen = _chosen(content, statement)
    say(_explained(chosen, {s["id"]: s for s in content["sources"]}))


def _opened(council: str, which: str, edition: str, peers: str) -> Briefing | DeepDive:
    """A council's briefing, as its notebook opens it."""
    from briefkit.cli.ordering import of_councils
    from briefkit.narrative.briefing import open_briefing

    found = of_councils(which, find_project())
    return open_briefing(council, edition, peers, briefing=found.id, title=found.title)


def _chosen(content: dict[str, Any], wanted: str) -> dict[str, Any]:
    for row in content["statements"]:
        if wanted == row["id"] or (wanted != "0" and wanted == str(row["number"])):
            return dict(row)
    from rapidfuzz import process

    near = process.extractOne(wanted, [row["id"] for row in content["statements"]])
    raise BadSetting(
        f"{content['council']['name']} has no statement {wanted!r}. "
        f"Did you mean {near[0]}? Without an id, `briefkit explain` lists them all."
    )


def _explained(row: dict[str, Any], sources: dict[str, dict[str, Any]]) -> str:
    lines = [row["text"], "", f"Rule: {row['rule']}. Verdict: {row['verdict']}."]
    comparator = row["comparator"]
    if comparator:
        members = ", ".join(comparator["members"])
        lines.append(f"Comparator ({comparator['name']}, {comparator['n']}): {members}")
    for figure in row["figures"]:
        formula = f" = {figure['formula']}" if figure["formula"] else ""
        lines.append(f"{figure['shown']} ({figure['value']} {figure['unit']}){formula}")
        lines += [f"    {_source(source)}" for source in figure["sources"]]
    cited = dict.fromkeys(s["source"] for figure in row["figures"] for s in figure["sources"])
    named = [sources[name] for name in cited if name in sources]
    return "\n".join([*lines, *(f"Source: {s['publisher']}: {s['title']}" for s in named)])


def _source(source: dict[str, str]) -> str:
    if source["source"] == "benchmarks":
        return f"data/benchmarks.csv: {source['indicator']}, {source['period']}"
    file = "details.csv" if "item" in source else "figures.csv"
    row = [source["gss_code"], source["indicator"], source["period"], source.get("item", "")]
    return f"data/sources/{source['source']}/{file}: {', '.join(part for part in row if part)}"
