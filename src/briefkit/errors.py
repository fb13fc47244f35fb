"""Every way in which briefkit can fail, as one tree.

    BriefkitError
    |-- UnknownCouncil       no council answers to that code or name, or several do
    |-- UnfitEvidence        the data folder cannot be used; says every problem at once
    |-- UnfitCommentary      an officer's commentary cannot be read as it stands; says every problem
    |-- UnknownParameter     a notebook was given a parameter that it does not have
    |-- UnknownPart          a briefing was asked for a part that it does not have
    |-- WrongCall            an argument is missing, misspelt or one too many
    |-- BadSetting           briefkit.toml, a TOML table or an option says something impossible
    |-- NoProject            no briefkit.toml here or above
    |-- BusyFolder           another build is writing in the same folder
    |-- UnusableCluster      no Dask cluster answers, or one that would print something else
    |-- UnreadableNotebook   a notebook cannot be exported as it stands
    `-- IncompleteBriefing   a run ended without the record that proves it whole

Each message says what is wrong, where, and what to do next. In a notebook it is shown
alone, without a traceback and on one line; debuggers keep everything.
"""

from __future__ import annotations


class BriefkitError(Exception):
    """The base of all: catch this to catch everything that briefkit raises on purpose."""

    def _render_traceback_(self) -> list[str]:
        """IPython asks an error for its own rendering: the sentence is enough.

        Of a list of problems the first is shown, and where the rest can be read.
        """
        head, *problems = str(self).splitlines() or [type(self).__name__]
        if not problems:
            return [head]
        first = f"{head.rstrip(':')}: {problems[0].strip().rstrip('.')}."
        rest = " Mend it and run again."
        if len(problems) > 1:
            rest = " That is the first: `briefkit check` in a terminal lists every problem."
        return [first + rest]


class UnknownCouncil(BriefkitError):
    """No council answers to a code or name, or more than one does."""


class UnfitEvidence(BriefkitError):
    """The data folder holds something that may not be used."""


class UnfitCommentary(BriefkitError):
    """An officer's file of commentary cannot be read as it stands."""


class UnknownParameter(BriefkitError):
    """A notebook was given a parameter that its tagged cell does not name."""

    @classmethod
    def among(cls, unknown: list[str], known: list[str]) -> UnknownParameter:
        """The error that names the unknown ones, the nearest known one, and all that are known."""
        from rapidfuzz import process

        near = process.extractOne(unknown[0], known, score_cutoff=60)
        hint = f" Did you mean {near[0]}?" if near else ""
        has = f" This notebook has: {', '.join(known)}." if known else ""
        return cls(f"Unknown parameter {', '.join(unknown)}.{hint}{has}")


class UnknownPart(BriefkitError, AttributeError):
    """A briefing was asked for a part that it does not have."""


class WrongCall(BriefkitError, TypeError):
    """A function was called with an argument missing, misspelt or one too many."""


class BadSetting(BriefkitError):
    """A setting, table or option says something impossible."""


class NoProject(BriefkitError):
    """No briefkit.toml was found here or above."""


class BusyFolder(BriefkitError):
    """Another build is writing in the same folder."""


class UnusableCluster(BriefkitError):
    """A Dask cluster does not answer, or a worker of it cannot print what the command asks for."""


class UnreadableNotebook(BriefkitError):
    """A notebook cannot be exported as it stands."""


class IncompleteBriefing(BriefkitError):
    """A run ended without the record that proves that it is whole."""
