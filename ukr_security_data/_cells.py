"""Cells of a frame as plain values, and the one text that stands for a value."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

Value = str | int | float | bool | datetime.date | None


def values(column: pd.Series) -> list[Any]:
    """The cells of a column as str, int, float, bool or date; None where empty.

    Parameters
    ----------
    column : Series
        Of any type that a table of the data has: as built, or as loaded.
    """
    cells = zip(column.astype(object), column.isna(), strict=True)
    plain = [None if empty else cell for cell, empty in cells]
    if column.dtype.kind == "M":
        return [None if day is None else day.date() for day in plain]
    return plain


def text(value: Value) -> str:
    """A value as text; a number without decimals has no point, and nothing is empty text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


def header(frame: pd.DataFrame) -> list[str]:
    """The names of the columns."""
    return [str(name) for name in frame]


def rows(frame: pd.DataFrame) -> list[tuple[Any, ...]]:
    """The rows of a frame as plain values."""
    return list(zip(*(values(column) for _, column in frame.items()), strict=True))


def csv_bytes(names: Sequence[str], cells: Iterable[Sequence[str]]) -> bytes:
    """CSV as we write it everywhere: UTF-8, LF, quotes only where needed."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows(cells)
    return out.getvalue().encode()
