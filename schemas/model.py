"""Pandera schemas, compiled from the tables.

This is the only module that knows Pandera, and the pandas engine of it. Another
engine needs another module like this one and no change to any column.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from . import TABLES
from .cells import DTYPES
from .faults import fault
from .table import Column


class Fault(NamedTuple):
    """One cell that breaks its column's definition, or a row that repeats a key."""

    label: object
    column: str
    message: str


def checks(column: Column) -> list[pa.Check]:
    """The Pandera checks of a column, named by the fact that each one tests."""
    found = []
    if column.codes:
        values: list[str] | list[int] = list(column.codes.values)
        if column.kind == "integer":
            values = [int(value) for value in column.codes.values]
        found.append(pa.Check.isin(values, error="codes"))
    if column.pattern:
        whole = f"(?:{column.pattern})"
        found.append(pa.Check(lambda cells: cells.str.fullmatch(whole), error="pattern"))
    if column.minimum is not None:
        found.append(pa.Check.ge(column.minimum, error="minimum"))
    if column.maximum is not None:
        found.append(pa.Check.le(column.maximum, error="maximum"))
    if column.max_words is not None:
        most = column.max_words
        found.append(pa.Check(lambda cells: cells.str.split().str.len() <= most, error="words"))
    return found


@cache
def pandera_schema(table_name: str, derived: bool = True) -> pa.DataFrameSchema:
    """The Pandera schema of a table.

    Parameters
    ----------
    table_name : str
        A name in `TABLES`.
    derived : bool
        Whether the columns that the build makes are part of it.
    """
    table = TABLES[table_name]
    columns = table.columns if derived else table.typed
    return pa.DataFrameSchema(
        {
            column.name: pa.Column(
                DTYPES[column.kind],
                checks=checks(column),
                nullable=column.nullable,
                title=column.title,
                description=column.description,
            )
            for column in columns
        },
        unique=list(table.key),
        report_duplicates="exclude_first",
        strict=True,
        ordered=True,
        name=table.name,
        title=table.title,
        description=f"One row is {table.unit}.",
    )


def faults(frame: pd.DataFrame, table_name: str, derived: bool = True) -> Iterator[Fault]:
    """What a typed frame has against its table's definition, in our own words.

    Parameters
    ----------
    frame : DataFrame
        Columns of the table, typed by `cells.DTYPES`; its index labels the rows.
    table_name : str
        A name in `TABLES`.
    derived : bool
        Whether the frame has the columns that the build makes.
    """
    table = TABLES[table_name]
    try:
        pandera_schema(table_name, derived).validate(frame, lazy=True)
    except SchemaErrors as errors:
        cases = errors.failure_cases
        repeated = cases["check"].eq("multiple_fields_uniqueness")
        for label in dict.fromkeys(cases.loc[repeated, "index"]):
            first = frame.index[_same_key(frame, table.key, label)][0]
            yield Fault(
                label,
                table.key[0],
                f"repeats the key of line {first}; give it a new id, or remove it",
            )
        for case in cases[~repeated].itertuples():
            column = table.column(case.column)
            check = "empty" if case.check == "not_nullable" else case.check
            yield Fault(case.index, column.name, fault(column, check, case.failure_case))


def _same_key(frame: pd.DataFrame, key: tuple[str, ...], label: object) -> pd.Series:
    """Which rows have the same key as the labelled one; an empty part equals an empty part."""
    same = pd.Series(True, index=frame.index)
    for name in key:
        value: Any = frame.at[label, name]
        same &= frame[name].isna() if pd.isna(value) else frame[name].eq(value).fillna(False)
    return same
