"""How a fault of a cell is worded: what is wrong, and how to mend it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Any

from .table import Column, Kind

_HOW_TO_WRITE: dict[Kind, str] = {
    "text": "text",
    "integer": "a whole number; write digits only, such as 15000",
    "number": "a number; write digits and a decimal point, such as 2.5",
    "boolean": "true or false; write one of the two",
    "day": "a day; write YYYY-MM-DD",
}

_CODES_WORTH_LISTING = 12


def near(value: str, choices: Iterable[str]) -> str | None:
    """The choice that the value most resembles, if any does."""
    folded = {choice.casefold(): choice for choice in choices}
    matches = difflib.get_close_matches(value.strip().casefold(), list(folded), n=1, cutoff=0.6)
    return folded[matches[0]] if matches else None


def unreadable(column: Column, value: str) -> str:
    """The cell is no value of the column's kind."""
    return f"{value!r} is not {_HOW_TO_WRITE[column.kind]}"


def fault(column: Column, check: str, value: Any) -> str:
    """Word the failure of one check of a column.

    Parameters
    ----------
    column : Column
    check : {"empty", "codes", "pattern", "minimum", "maximum", "words"}
    value : object
        The value that failed.
    """
    if check == "empty":
        return "is empty; it must be stated"
    if check == "codes" and column.codes:
        return f"{str(value)!r} is not one of its codes; {_codes_hint(column, str(value))}"
    if check == "pattern":
        return f"{value!r} is not {column.shape}"
    if check == "minimum":
        return f"{value} is too small; the least is {column.minimum:g}"
    if check == "maximum":
        return f"{value} is too large; the most is {column.maximum:g}"
    if check == "words":
        return f"has {len(value.split())} words; shorten it to {column.max_words}"
    raise ValueError(f"no such check: {check}")


def _codes_hint(column: Column, value: str) -> str:
    assert column.codes is not None
    suggestion = near(value, column.codes.values)
    if suggestion:
        return f"did you mean {suggestion!r}?"
    if len(column.codes.values) <= _CODES_WORTH_LISTING:
        return f"write one of {', '.join(column.codes.values)}"
    return f"docs/codebook.md lists them under {column.codes.name}"
