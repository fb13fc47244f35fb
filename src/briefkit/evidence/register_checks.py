"""Is the register of councils fit to use? Every problem with it and with the neighbours."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from briefkit.evidence.councils import JOBS, Register
from briefkit.evidence.files import read_rows
from briefkit.evidence.tables import Problem


def check_places(data: Path, register: Register) -> list[Problem]:
    """Every problem of the register and of neighbours.csv."""
    return check_register(register) + check_neighbours(data / "neighbours.csv", register)


def check_register(register: Register, name: str = "councils.csv") -> list[Problem]:
    """Codes and names that stand twice, kinds and successors that nobody knows."""
    problems = []
    codes = {c.code for c in register.councils}
    for column in ("code", "gss_code", "name"):
        seen = Counter(getattr(c, column) for c in register.present)
        twice = sorted(value for value, times in seen.items() if times > 1)
        problems += [Problem(name, None, column, f"{v!r} stands twice.") for v in twice]
    for council in register.councils:
        unknown = [s for s in council.successors if s not in codes]
        if unknown:
            problems.append(
                Problem(name, None, "successors", f"{council.name}: no code {', '.join(unknown)}.")
            )
        if council.kind not in JOBS:
            said = f"{council.name}: {council.kind!r} is none of {', '.join(JOBS)}."
            problems.append(Problem(name, None, "kind", said))
    return problems


def unknown_code(code: str, register: Register) -> str:
    """Why a code is no present council's, and which is meant."""
    for council in register.councils:
        if code in council.former_gss:
            return f"{code} is now {council.gss_code} ({council.name}). Use the present code."
        if code == council.gss_code and council.end:
            heirs = ", ".join(council.successors)
            return f"{council.name} ended on {council.end.isoformat()} (successors: {heirs})."
    return f"{code!r} is no council of councils.csv."


def check_neighbours(path: Path, register: Register) -> list[Problem]:
    """Neighbours that are no councils, and ranks that are no whole numbers."""
    problems = []
    for line, row in enumerate(read_rows(path), start=2):
        if not row.get("rank", "").isdecimal():
            said = f"{row.get('rank')!r} is not a whole number. Write digits alone."
            problems.append(Problem(path.name, line, "rank", said))
        for column in ("gss_code", "neighbour"):
            if row.get(column) not in register.by_gss:
                said = unknown_code(str(row.get(column)), register)
                problems.append(Problem(path.name, line, column, said))
    return problems
