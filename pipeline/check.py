"""All checks of the raw tables: text, cells, keys, references, rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pandas as pd
from ukr_security_data.schemas import TABLES, Table
from ukr_security_data.schemas.cells import parse
from ukr_security_data.schemas.faults import near, unreadable
from ukr_security_data.schemas.model import Fault, faults
from ukr_security_data.schemas.rules import HISTORY_RULES, RELIES_ON, RULES, Finding, History

from .problems import Problem
from .progress import progress
from .raw import KEPT, RawTable, read_table

RAW_TABLES: dict[str, Table] = {name: t for name, t in TABLES.items() if not t.derived}


@dataclass
class Checked:
    """The raw tables, typed, and everything that is wrong with them."""

    tables: dict[str, pd.DataFrame]
    problems: list[Problem]


def check(raw: Path, history: History | None = None) -> Checked:
    """Read and check every raw table.

    Parameters
    ----------
    raw : Path
        Folder of the CSV files.
    history : History, optional
        What earlier releases hold.
    """
    return _Checker(raw, history or History()).run()


class _Checker:
    """Collects problems stage by stage.

    A later stage keeps silent about rows that an earlier one has found faulty, and
    about records entangled with them: what it would say may be a mere echo.
    """

    def __init__(self, raw: Path, history: History) -> None:
        self.raw = raw
        self.history = history
        self.read: dict[str, RawTable] = {}
        self.tables: dict[str, pd.DataFrame] = {}
        self.problems: list[Problem] = []
        self.unreadable: dict[str, dict[str, pd.Series]] = {}
        self.faulty: set[tuple[str, object]] = set()
        self.entangled: set[str] = set()

    def run(self) -> Checked:
        for name, table in progress(RAW_TABLES.items(), "reading"):
            self.read[name] = read_table(self.raw / f"{name}.csv", table)
            self._take_text(name)
        for name in progress(list(self.tables), "checking cells"):
            self._take_findings(self._cells(name))
        self._take_findings(self._references())
        self._take_findings(self._rules())
        return Checked(self.tables, self.problems)

    def _take_text(self, name: str) -> None:
        """Problems of the text, and the rows typed."""
        read = self.read[name]
        self.problems += read.problems
        self.faulty |= {(name, problem.line) for problem in read.problems}
        if read.rows is None:
            return
        typed = _typed(read, name)
        self.tables[name] = typed.frame.copy()
        self.unreadable[name] = typed.unreadable

    def _take_findings(self, findings: Iterable[Finding]) -> None:
        """Note what one stage found, and which rows it makes faulty."""
        found = list(findings)
        for finding in found:
            self.problems.append(self._problem(finding))
            self.faulty.add((finding.table, finding.label))

    def _records(self, name: str, rows: pd.DataFrame) -> Iterator[str]:
        """The ids of the coded records that rows are, or refer to."""
        for column in RAW_TABLES[name].typed:
            own = RAW_TABLES[name].coded and column.name in RAW_TABLES[name].key
            if own or any(RAW_TABLES[target].coded for target in column.references):
                yield from rows[column.name].dropna()

    def _cells(self, name: str) -> Iterator[Finding]:
        """Cells that are no value of their kind, or break their column's definition."""
        rows, table = self.read[name].rows, RAW_TABLES[name]
        assert rows is not None
        told: set[tuple[object, str]] = {
            (problem.line, problem.column) for problem in self.read[name].problems
        }
        for column, bad in self.unreadable[name].items():
            for line, cell in rows.loc[bad, column].items():
                if (line, column) not in told:
                    told.add((line, column))
                    yield Finding(name, line, column, unreadable(table.column(column), cell))
        for fault in _typed(self.read[name], name).faults:
            if (fault.label, fault.column) not in told:
                told.add((fault.label, fault.column))
                yield Finding(name, fault.label, fault.column, fault.message)

    def _references(self) -> Iterator[Finding]:
        """Cells that name a record which does not exist."""
        for name, frame in self.tables.items():
            for column in RAW_TABLES[name].typed:
                if not column.references or not all(map(self._keys_are_whole, column.references)):
                    continue
                known = self._keys(column.references)
                unknown = frame[column.name].notna() & ~frame[column.name].isin(known)
                for label, value in frame.loc[unknown, column.name].items():
                    if (name, label) not in self.faulty:
                        files = " or ".join(f"raw/{target}.csv" for target in column.references)
                        counted = RAW_TABLES[column.references[0]].prefix
                        guess = None if counted else near(value, known)
                        hint = f"; did you mean {guess!r}?" if guess else ""
                        yield Finding(
                            name, label, column.name, f"{value!r} is not in {files}{hint}"
                        )

    def _keys(self, names: Iterable[str]) -> set[str]:
        return {
            value for name in names for value in self.tables[name][RAW_TABLES[name].key[0]].dropna()
        }

    def _keys_are_whole(self, name: str) -> bool:
        """Whether every key of the table could be read; if not, what refers to it proves nothing."""
        key = RAW_TABLES[name].key[0]
        return self.read[name].whole and not any(
            problem.column == key
            for problem in self.problems
            if problem.file == f"{self.raw.name}/{name}.csv"
        )

    def _rules(self) -> Iterator[Finding]:
        if len(self.tables) < len(RAW_TABLES) or not all(read.whole for read in self.read.values()):
            return
        for name, frame in self.tables.items():
            labels = [label for table, label in self.faulty if table == name]
            if labels:
                self.entangled |= set(self._records(name, frame[frame.index.isin(labels)]))
        faulty = {f"{Path(problem.file).stem}.{problem.column}" for problem in self.problems}
        for rule in progress(RULES, "checking rules"):
            if faulty.intersection(RELIES_ON.get(rule.__name__, ())):
                continue
            yield from filter(self._is_no_echo, rule(self.tables))
        for history_rule in HISTORY_RULES:
            yield from filter(self._is_no_echo, history_rule(self.tables, self.history))

    def _is_no_echo(self, finding: Finding) -> bool:
        if (finding.table, finding.label) in self.faulty:
            return False
        rows = _row(self.tables[finding.table], finding.label)
        return self.entangled.isdisjoint(self._records(finding.table, rows))

    def _problem(self, finding: Finding) -> Problem:
        return Problem(
            f"{self.raw.name}/{finding.table}.csv",
            int(str(finding.label)),
            record_name(self.tables[finding.table], RAW_TABLES[finding.table], finding.label),
            finding.column,
            finding.message,
        )


@dataclass(frozen=True)
class _Typed:
    """The rows of one file as values, and what its table's definition has against them."""

    frame: pd.DataFrame
    unreadable: dict[str, pd.Series]
    faults: list[Fault]


@lru_cache(maxsize=KEPT)
def _typed(read: RawTable, name: str) -> _Typed:
    """Type a file's rows and check them; of one reading this is done once."""
    assert read.rows is not None
    columns = RAW_TABLES[name].typed
    parsed = {column.name: parse(read.rows[column.name], column.kind) for column in columns}
    frame = pd.DataFrame({column: values for column, (values, _) in parsed.items()})
    unreadable = {column: bad for column, (_, bad) in parsed.items() if bad.any()}
    return _Typed(frame, unreadable, list(faults(frame, name, derived=False)))


def record_name(frame: pd.DataFrame, table: Table, label: object) -> str:
    """The key of a row as a coder reads it."""
    rows = _row(frame, label)
    cells = (value for name in table.key for value in rows[name] if not pd.isna(value))
    return " ".join(f"{v:%Y-%m-%d}" if isinstance(v, pd.Timestamp) else str(v) for v in cells)


def _row(frame: pd.DataFrame, label: object) -> pd.DataFrame:
    """The row of that label as a frame; empty if there is none."""
    return frame.loc[frame.index.intersection([label])]


def rows_by_review(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Rows of each table, and how many of its records are still `candidate`.

    Returns
    -------
    DataFrame
        Indexed by table: rows; candidate (missing for tables without review).
    """
    counts = {}
    for name, frame in tables.items():
        reviewed = "review_status" in frame
        candidates = int(frame["review_status"].eq("candidate").sum()) if reviewed else pd.NA
        counts[name] = {"rows": len(frame), "candidate": candidates}
    return pd.DataFrame.from_dict(counts, orient="index").astype("Int64")
