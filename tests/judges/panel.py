"""The panel: every judge with the documents that it judges, and a sitting over many of them.

A new judge is a module with NAME and `judge`, and a line here; a new kind of document is an
ending that its lines name.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from judges import aloud, axe, markup, nu, office, pictures, screen, source, universal, vera, words
from judges.finding import Finding, Judge

PAGE, PAPER, WORD = ".html", ".pdf", ".docx"


@dataclass(frozen=True)
class Seat:
    """A judge, the endings of the files that it judges, and how many it takes at a time."""

    name: str
    judge: Judge
    endings: tuple[str, ...]
    batch: int

    def files(self, paths: Sequence[Path]) -> list[Path]:
        """Those of the documents that this judge judges."""
        return [path for path in paths if path.suffix in self.endings]


PANEL = (  # the slowest first, so that two processes end together
    Seat(axe.NAME, axe.judge, (PAGE,), 25),
    Seat(screen.NAME, screen.judge, (PAGE,), 25),
    Seat(vera.NAME, vera.judge, (PAPER,), 100),
    Seat(aloud.NAME, aloud.judge, (PAPER,), 50),
    Seat(nu.NAME, nu.judge, (PAGE,), 1000),
    Seat(universal.NAME, universal.judge, (PAPER,), 100),
    Seat(markup.NAME, markup.judge, (PAGE,), 1000),
    Seat(words.NAME, words.judge, (PAPER,), 100),
    Seat(office.NAME, office.judge, (WORD,), 100),
    Seat(source.NAME, source.judge, (PAGE, PAPER), 200),
    Seat(pictures.NAME, pictures.judge, (PAGE,), 1000),
)


@dataclass(frozen=True)
class Turn:
    """One judge on one batch of files: what it found, and how long it took, in seconds."""

    judge: str
    files: int
    seconds: float
    findings: tuple[Finding, ...]


def documents(folder: Path) -> list[Path]:
    """Every document below a folder that some judge judges, in order."""
    endings = {ending for seat in PANEL for ending in seat.endings}
    return sorted(path for path in folder.rglob("*") if path.suffix in endings and path.is_file())


def sitting(
    paths: Sequence[Path], *, panel: Sequence[Seat] = PANEL, jobs: int = 1
) -> Iterator[Turn]:
    """Each judge's turns on the documents, as they end. Raises CannotJudge."""
    turns = [(seat.name, batch) for seat in panel for batch in _batches(seat, paths)]
    if jobs == 1:
        yield from (turn(*named) for named in turns)
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        try:
            for done in as_completed([pool.submit(turn, *named) for named in turns]):
                yield done.result()
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def turn(name: str, batch: Sequence[Path]) -> Turn:
    """One judge on one batch."""
    judge: Callable[[Sequence[Path]], list[Finding]] = next(
        seat.judge for seat in PANEL if seat.name == name
    )
    began = time.perf_counter()
    found = judge(batch)
    return Turn(name, len(batch), time.perf_counter() - began, tuple(found))


def _batches(seat: Seat, paths: Sequence[Path]) -> Iterator[list[Path]]:
    files = seat.files(paths)
    for start in range(0, len(files), seat.batch):
        yield files[start : start + seat.batch]
