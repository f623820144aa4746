"""Cells: from text, or from values of any type, to the types of our tables."""

from __future__ import annotations

from typing import Any

import pandas as pd

from .table import Kind

# The text of a cell of each kind, as a coder types it. Whole numbers stay exact in a double.
_TEXT_OF = {
    "integer": r"-?(0|[1-9][0-9]{0,14})",
    "number": r"-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,9})?",
    "boolean": r"true|false",
    "day": r"(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}",
}

# Any: pandas' stubs name each dtype a literal of its own.
DTYPES: dict[str, Any] = {
    "text": "string",
    "integer": "Int64",
    "number": "Float64",
    "boolean": "boolean",
    "day": "datetime64[ms]",
}


def parse(cells: pd.Series, kind: Kind) -> tuple[pd.Series, pd.Series]:
    """Read text cells as values of a kind.

    Parameters
    ----------
    cells : Series of string
        Missing where the cell is empty.
    kind : str
        Kind of the column.

    Returns
    -------
    values : Series
        Typed by `DTYPES`; missing where the cell is empty or unreadable.
    unreadable : Series of bool
        True where a cell holds text that is no value of the kind.
    """
    cells = cells.astype("string")
    if kind == "text":
        return cells, pd.Series(False, index=cells.index)
    readable = cells.str.fullmatch(_TEXT_OF[kind]).fillna(False).astype(bool)
    values = cells.where(readable)
    if kind == "day":
        typed = pd.to_datetime(values, format="%Y-%m-%d", errors="coerce").astype(DTYPES["day"])
    elif kind == "boolean":
        typed = values.map({"true": True, "false": False}, na_action="ignore").astype("boolean")
    else:
        typed = pd.to_numeric(values).astype(DTYPES[kind])
    return typed, cells.notna() & typed.isna()


def read(values: pd.Series, kind: Kind) -> tuple[pd.Series, pd.Series]:
    """Like `parse`, for values of any type: text is parsed, the rest is converted.

    Parameters
    ----------
    values : Series
        As a user has them: text, numbers, booleans, days, categories.
    kind : str
        Kind of the column.

    Returns
    -------
    values : Series
        Typed by `DTYPES`.
    unreadable : Series of bool
        True where a value is none of the kind.
    """
    values = values.convert_dtypes() if values.dtype == object else values
    fits = {
        "day": pd.api.types.is_datetime64_dtype,
        "boolean": pd.api.types.is_bool_dtype,
        "number": _is_plain_number,
        "integer": _is_plain_number,
    }
    if kind == "text" or not fits[kind](values.dtype):
        return parse(values.astype("string"), kind)
    if kind == "day":
        return values.dt.normalize().astype(DTYPES["day"]), values.ne(
            values.dt.normalize()
        ) & values.notna()
    if kind == "integer":
        number = values.astype("Float64")
        broken = number.mod(1).ne(0).fillna(False).astype(bool)
        return number.mask(broken).astype("Int64"), broken
    return values.astype(DTYPES[kind]), pd.Series(False, index=values.index)


def _is_plain_number(dtype: Any) -> bool:
    return pd.api.types.is_numeric_dtype(dtype) and not pd.api.types.is_bool_dtype(dtype)
