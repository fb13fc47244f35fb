"""What a build asks of every worker of a cluster before it prints there: the same, byte for byte.

A worker with other code or packages, or one that sees other files, would print another edition in
silence. So the command says what it has by hashes, and a worker that differs says so and prints
nothing.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from pathlib import Path

from briefkit.publishing import inputs
from briefkit.publishing.jobs import Job, Preload

MARK = "cluster-"  # how a file begins that shows that a worker sees the edition's folder


@dataclass(frozen=True)
class Terms:
    """One build as its workers know it.

    `example` is one of its jobs, whose folders are those of all; `preload` says what a kernel
    prepares before it is needed; `seen` is a hash of what the command reads,
    `code` one of what it runs; `mark` lies in the edition's folder while the build runs.
    """

    build: str
    example: Job
    preload: Preload
    code: str
    seen: str
    mark: Path

    def complaint(self) -> str:
        """Why nothing may be printed here, as a sentence goes on after "it"; blank where it may."""
        if inputs.code() != self.code:
            return (
                "runs another briefkit, Python or set of packages. Install the same there as here, "
                "from requirements.lock, and start its workers again."
            )
        if not self.mark.is_file():
            return (
                f"does not see {self.mark.parent.parent}. Put the project and the edition on "
                "storage that all workers share, at the same path everywhere."
            )
        if seen(self.example) != self.seen:
            return (
                f"sees other notebooks, templates or figures in {self.example.home} than this "
                "command. Let both see the same storage, at the same path."
            )
        return ""


def terms(example: Job, preload: Preload, folder: Path) -> Terms:
    """The terms of a build that publishes in `folder`, as this process finds them."""
    build = uuid.uuid4().hex
    return Terms(
        build=build,
        example=example,
        preload=preload,
        code=inputs.code(),
        seen=seen(example),
        mark=folder / ".briefkit" / f"{MARK}{build}",
    )


def seen(job: Job) -> str:
    """A hash of all that a job is printed from."""
    beside = job.sources.parent  # not all below it: an edition may be published there
    return inputs.of_value(
        [
            inputs.of_files([job.notebook], job.notebook.parent),
            inputs.of_files(_tables(job.home), job.home),
            inputs.of_files(_tables(job.rules), job.rules),
            inputs.of_files(_tables(beside), beside),
            inputs.of_folder(job.templates),
            inputs.of_folder(job.sources, *TABLES),
        ]
    )


TABLES = ("*.csv", "*.toml")


def _tables(folder: Path) -> list[Path]:
    return [path for pattern in TABLES for path in folder.glob(pattern)]
