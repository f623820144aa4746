"""Strict reading of raw tables: text alone, physical line numbers, one canonical form."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pandas as pd
from ukr_security_data.schemas import Table
from ukr_security_data.schemas.columns import names
from ukr_security_data.schemas.faults import near

from ukr_security_data._cells import csv_bytes
from ukr_security_data._files import write_atomically

from .problems import Problem
from .text import flaw

FIX = "run python build.py check --fix"
KEPT = 50  # readings remembered: `check --fix` reads each file twice, tests check many like copies
_MOST_PROBLEMS = 1000  # of one file; who has more has one cause
_CONFLICT = re.compile(r"^(<{7} |={7}$|>{7} )", re.MULTILINE)
_STRAY_COLUMNS = 20  # beyond them the first line is no header that somebody edited
_COUNTED_ID = re.compile(r"([A-Z]{2})([0-9]+)")
_ENCODING_MARKS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16", b"\xef\xbb\xbf": "UTF-8"}


@dataclass(eq=False)
class RawTable:
    """A raw file as it was read; two readings are the same only if they are one object.

    Parameters
    ----------
    rows : DataFrame of string, or None
        The typed columns as text, missing where empty; indexed by the physical line
        on which each row begins. None if the file cannot be read as a table.
    problems : list of Problem
    whole : bool
        Whether every row of the file is in `rows`.
    canonical : bytes or None
        The canonical form of the file; None if it cannot be read as a whole table.
    """

    rows: pd.DataFrame | None
    problems: list[Problem]
    whole: bool = False
    canonical: bytes | None = None


def read_table(path: Path, table: Table) -> RawTable:
    """Read one raw file; whatever its bytes are, the answer is rows and problems.

    The same bytes give the same object, which nobody changes.
    """
    file = f"{path.parent.name}/{path.name}"
    try:
        return _read(file, path.read_bytes(), table)
    except IsADirectoryError:
        message = "is a directory; a CSV file belongs here"
    except FileNotFoundError:
        message = f"is missing; create it with the header {','.join(names(table.typed))}"
    except OSError as error:
        message = f"cannot be read ({error.strerror}); check its permissions"
    return RawTable(None, [Problem(file, 1, "", "", message)])


@lru_cache(maxsize=KEPT)
def _read(file: str, data: bytes, table: Table) -> RawTable:
    return _Reader(file, table).read(data)


def fix(path: Path, table: Table) -> bool:
    """Rewrite a raw file in canonical form: sorted by key, LF, minimal quoting.

    Returns
    -------
    bool
        Whether the file was changed. A file that cannot be read whole stays as it is.
    """
    canonical = read_table(path, table).canonical
    if canonical is None or path.read_bytes() == canonical:
        return False
    write_atomically(path, canonical)
    return True


def sort_key(cell: str) -> tuple[str, int, str]:
    """Order of key cells: counted ids by their number, all else as text."""
    counted = _COUNTED_ID.fullmatch(cell)
    return (counted[1], int(counted[2]), "") if counted else (cell, 0, "")


class _UnreadableError(Exception):
    """The file is no table; carries line and message, unless the problems are noted already."""


class _Reader:
    """Reads one file; holds the problems found on the way."""

    def __init__(self, file: str, table: Table) -> None:
        self.file = file
        self.table = table
        self.header = names(table.typed)
        self.problems: list[Problem] = []

    def read(self, data: bytes) -> RawTable:
        try:
            text = self._text(data)
            lines, cells, whole = self._parse(text)
        except _UnreadableError as reason:
            if reason.args:
                self.problem(*reason.args)
            return RawTable(None, self.problems)
        rows = pd.DataFrame(
            cells, columns=self.header, index=pd.Index(lines, name="line"), dtype="string"
        )
        self._lint(lines, cells)
        canonical = None
        if whole:
            canonical = self._canonical(cells)
            if not self.problems and self._keys_are_stated(cells):
                self._compare(text, canonical.decode())
        return RawTable(rows.mask(rows == ""), self.problems, whole, canonical)

    def problem(self, line: int, message: str, record: str = "", column: str = "") -> None:
        if len(self.problems) < _MOST_PROBLEMS:
            self.problems.append(Problem(self.file, line, record, column, message))
        elif len(self.problems) == _MOST_PROBLEMS:
            message = "here and below are more problems than are listed; mend these first"
            self.problems.append(Problem(self.file, line, "", "", message))

    def _text(self, data: bytes) -> str:
        """The file's text with LF line ends."""
        mark = next((mark for mark in _ENCODING_MARKS if data.startswith(mark)), b"")
        if _ENCODING_MARKS.get(mark) == "UTF-16":
            raise _UnreadableError(1, "is UTF-16; save it as UTF-8")
        if mark:
            self.problem(1, f"begins with a byte order mark; {FIX}")
            data = data.removeprefix(mark)
        if b"\0" in data:
            line = data[: data.index(b"\0")].count(b"\n") + 1
            raise _UnreadableError(line, "has a NUL byte; save the file as UTF-8 text")
        try:
            text = data.decode()
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
            byte = data[error.start]
            message = f"byte 0x{byte:02X} is not UTF-8; save the file as UTF-8"
            raise _UnreadableError(line, message) from None
        if not text.strip():
            raise _UnreadableError(1, f"is empty; its first line must be {','.join(self.header)}")
        if "\r" in text:
            line = text[: text.index("\r")].count("\n") + 1
            self.problem(line, f"ends with CR; lines end with LF alone; {FIX}")
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        conflict = _CONFLICT.search(text)
        if conflict:
            line = text[: conflict.start()].count("\n") + 1
            raise _UnreadableError(line, "has the mark of a merge conflict; resolve the conflict")
        return text

    def _parse(self, text: str) -> tuple[list[int], list[list[str]], bool]:
        """Lines and cells of the rows that have as many cells as the header."""
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        lines: list[int] = []
        rows: list[list[str]] = []
        whole = True
        begins = 1
        order: list[int] | None = None
        try:
            for row in reader:
                if order is None:
                    order = self._order(row)
                elif len(row) != len(self.header):
                    whole = False
                    self.problem(begins, self._ragged(row, begins, reader.line_num))
                else:
                    lines.append(begins)
                    rows.append([row[position] for position in order])
                begins = reader.line_num + 1
        except csv.Error as error:
            raise _UnreadableError(begins, _csv_error(error)) from None
        if not text.endswith("\n") and whole:
            last = text.count("\n") + 1
            self.problem(last, f"does not end with a line break; if the row is complete, {FIX}")
        return lines, rows, whole

    def _ragged(self, row: list[str], begins: int, ends: int) -> str:
        if not row:
            return "is blank; remove it"
        cells = f"has {len(row)} cells, the header has {len(self.header)}"
        if ends > begins:
            return f"{cells}, and the row runs to line {ends}; close its quote"
        return f"{cells}; quote a cell that has a comma, or add what is missing"

    def _order(self, found: list[str]) -> list[int]:
        """Where each column of the table stands in the file."""
        before = len(self.problems)
        if len(found) > 2 * len(self.header) + _STRAY_COLUMNS:
            raise _UnreadableError(
                1, f"is no header: it has {len(found):,} cells; write {','.join(self.header)}"
            )
        for name in dict.fromkeys(found):
            if found.count(name) > 1:
                self.problem(
                    1, f"the column occurs {found.count(name)} times; keep one", column=name
                )
        missing = [name for name in self.header if name not in found]
        extra = [name for name in dict.fromkeys(found) if name not in self.header]
        for name in extra:
            guess = near(name, missing)
            if guess:
                missing.remove(guess)
            hint = f"did you mean {guess!r}?" if guess else "remove it"
            self.problem(1, f"is not a column of {self.table.name}; {hint}", column=name)
        for name in missing:
            self.problem(1, "the column is missing; add it", column=name)
        if len(self.problems) > before:
            raise _UnreadableError
        if found != self.header:
            self.problem(1, f"the columns are in another order; write {','.join(self.header)}")
        return [found.index(name) for name in self.header]

    def _lint(self, lines: list[int], rows: list[list[str]]) -> None:
        key = [self.header.index(name) for name in self.table.key]
        for line, row in zip(lines, rows, strict=True):
            for name, cell in zip(self.header, row, strict=True):
                message = flaw(cell) if cell else None
                if message:
                    record = " ".join(row[position] for position in key if row[position])
                    self.problem(line, message, record, name)

    def _keys_are_stated(self, rows: list[list[str]]) -> bool:
        """Whether each row can be sorted; one without its key is reported as such."""
        needed = [
            n
            for n, column in enumerate(self.table.typed)
            if column.name in self.table.key and not column.nullable
        ]
        return all(row[position] for row in rows for position in needed)

    def _canonical(self, rows: list[list[str]]) -> bytes:
        key = [self.header.index(name) for name in self.table.key]
        ordered = sorted(rows, key=lambda row: ([sort_key(row[k]) for k in key], row))
        return csv_bytes(self.header, ordered)

    def _compare(self, text: str, canonical: str) -> None:
        """Name the first line that is not in canonical form."""
        if text == canonical:
            return
        pairs = zip(text.split("\n"), canonical.split("\n"), strict=False)
        line = next((n for n, (a, b) in enumerate(pairs, 1) if a != b), 1)
        key = ", ".join(self.table.key)
        self.problem(line, f"is not sorted by {key}, or is quoted without need; {FIX}")


def _csv_error(error: csv.Error) -> str:
    if "unexpected end of data" in str(error):
        return "opens a quote that is never closed; close it"
    if "field larger" in str(error):
        return "has a cell of more than 131,072 characters; is a quote not closed?"
    return "has a stray quote; double the quotes inside a quoted cell"
