"""A problem of the raw tables, and how a list of them is printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong at one place.

    Parameters
    ----------
    file : str
        Path as a coder sees it, such as ``raw/pledges.csv``.
    line : int
        Physical line of the file, counted from 1.
    record : str
        Id of the row; empty if the row or file as such is meant.
    column : str
        Empty if the whole row is meant.
    message : str
        What is wrong, and how to mend it.
    """

    file: str
    line: int
    record: str
    column: str
    message: str

    def __str__(self) -> str:
        where = " ".join(part for part in (self.record, self.column) if part)
        colon = ": " if self.column else " " if self.record else ""
        return f"{self.file}:{self.line}: {where}{colon}{self.message}"


def report(problems: Sequence[Problem]) -> str:
    """Problems sorted by file and line, and their count."""
    files = len({problem.file for problem in problems})
    lines = [str(problem) for problem in sorted(problems)]
    lines.append(f"{_counted(len(problems), 'problem')} in {_counted(files, 'file')}")
    return "\n".join(lines)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")
