"""Raw tables grown with synthetic copies of their own rows."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from ukr_security_data.schemas import Table

from pipeline.check import RAW_TABLES
from pipeline.raw import sort_key
from ukr_security_data._cells import csv_bytes

_COUNTED = re.compile(r"(EV|AG|PL|ST|SR|EC)(\d{4,6})")
_STRIDE = 9000  # above the highest number of an id in raw; a hundred of them fit six digits


def grow(raw: Path, into: Path, times: int) -> int:
    """Write the tables of `raw` with each counted record `times` times.

    Ids of the copies are shifted, addresses get a fragment; tables of people and actors
    stay as they are.

    Returns
    -------
    int
        Rows written.
    """
    into.mkdir(parents=True, exist_ok=True)
    total = 0
    for name, table in RAW_TABLES.items():
        with (raw / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        copies = times if _is_counted(table) else 1
        grown = [[_copy(cell, n) for cell in row] for n in range(copies) for row in rows]
        key = [header.index(column) for column in table.key]
        grown.sort(key=lambda row: ([sort_key(row[k]) for k in key], row))
        (into / f"{name}.csv").write_bytes(csv_bytes(header, grown))
        total += len(grown)
    return total


def _is_counted(table: Table) -> bool:
    return bool(table.prefix) or (
        any(table.column(name).references for name in table.key[:1])
        and (table.name not in {"actor_memberships", "person_roles"})
    )


def _copy(cell: str, n: int) -> str:
    if n == 0:
        return cell
    counted = _COUNTED.fullmatch(cell)
    if counted:
        return f"{counted[1]}{int(counted[2]) + n * _STRIDE:04d}"
    return f"{cell}#{n}" if cell.startswith("http") else cell
