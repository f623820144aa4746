"""Frames as a person or a program reads them."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import TYPE_CHECKING

from ._cells import header, rows, text

if TYPE_CHECKING:
    import pandas as pd

_GAP = "  "
_NARROWEST = 12  # a cell cut shorter than that tells nothing
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def as_json(frame: pd.DataFrame) -> str:
    """A list of objects, one a row; an empty cell is null, a day is text."""
    return json.dumps(records(frame), ensure_ascii=False, indent=1, default=text)


def records(frame: pd.DataFrame) -> list[dict[str, object]]:
    """The rows as dicts of plain values."""
    names = header(frame)
    return [dict(zip(names, row, strict=True)) for row in rows(frame)]


def as_lines(frame: pd.DataFrame) -> str:
    """Tab-separated lines, one a row, below a header."""
    return "\n".join("\t".join(line) for line in _cells(frame))


def as_table(frame: pd.DataFrame, width: int) -> str:
    """Aligned columns, numbers to the right, cut to a width.

    Parameters
    ----------
    frame : DataFrame
        What to show.
    width : int
        Columns of the terminal. Long cells end in an ellipsis; columns that do not fit
        even then are counted in a last line.
    """
    lines = _cells(frame)
    longest = [max(_width(line[n]) for line in lines) for n in range(len(frame.columns))]
    shown = len(longest)
    while shown > 1 and _total(longest[:shown], _NARROWEST) > width:
        shown -= 1
    most = max(longest)
    while most > _NARROWEST and _total(longest[:shown], most) > width:
        most -= 1
    widths = [min(wide, most) for wide in longest[:shown]]
    numeric = [dtype.kind in "iuf" for dtype in frame.dtypes.iloc[:shown]]
    made = [
        _GAP.join(
            _fit(cell, wide, right)
            for cell, wide, right in zip(line[:shown], widths, numeric, strict=True)
        ).rstrip()
        for line in lines
    ]
    made.insert(1, _GAP.join("─" * wide for wide in widths))
    if shown < len(longest):
        made.append(f"… and {', '.join(map(str, frame.columns[shown:]))}")
    return "\n".join(made)


def _cells(frame: pd.DataFrame) -> list[list[str]]:
    """Header and rows as text; what would break a line, or steer a terminal, is a space."""
    lines = [header(frame), *rows(frame)]
    return [[_CONTROL.sub(" ", text(cell)) for cell in line] for line in lines]


def _total(widths: list[int], most: int) -> int:
    return sum(min(wide, most) for wide in widths) + len(_GAP) * (len(widths) - 1)


def _fit(cell: str, width: int, right: bool) -> str:
    """The cell in so many columns of a terminal."""
    if _width(cell) > width:
        while _width(cell) > width - 1:
            cell = cell[:-1]
        cell += "…"
    padding = " " * (width - _width(cell))
    return padding + cell if right else cell + padding


def _width(cell: str) -> int:
    """Columns that a text takes on a terminal; letters of East Asia take two."""
    return sum(
        0 if unicodedata.combining(letter) else 1 + (unicodedata.east_asian_width(letter) in "WF")
        for letter in cell
    )
