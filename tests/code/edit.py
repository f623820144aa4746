"""Editing raw CSV files in tests, by row and column."""

from __future__ import annotations

import csv
import io
from pathlib import Path


def rows(raw: Path, table: str) -> list[list[str]]:
    text = (raw / f"{table}.csv").read_text(encoding="utf-8")
    return list(csv.reader(io.StringIO(text)))


def write(raw: Path, table: str, lines: list[list[str]]) -> None:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(lines)
    (raw / f"{table}.csv").write_text(out.getvalue(), encoding="utf-8")


def set_cell(raw: Path, table: str, line: int, column: str, value: str) -> None:
    """Write one cell; `line` is the physical line (the header is line 1)."""
    lines = rows(raw, table)
    lines[line - 1][lines[0].index(column)] = value
    write(raw, table, lines)


def drop_line(raw: Path, table: str, line: int) -> None:
    lines = rows(raw, table)
    del lines[line - 1]
    write(raw, table, lines)


def add_line(raw: Path, table: str, cells: dict[str, str], line: int | None = None) -> None:
    """Insert a row before a physical line, or at the end."""
    lines = rows(raw, table)
    new = [cells.get(name, "") for name in lines[0]]
    lines.insert(len(lines) if line is None else line - 1, new)
    write(raw, table, lines)


def edit_bytes(raw: Path, table: str, old: bytes, new: bytes) -> None:
    """Replace the first occurrence, which must exist."""
    path = raw / f"{table}.csv"
    data = path.read_bytes()
    assert old in data
    path.write_bytes(data.replace(old, new, 1))
