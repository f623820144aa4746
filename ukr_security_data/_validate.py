"""Checking a frame of the user's own against a table's definition."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._choices import choose

if TYPE_CHECKING:
    import pandas as pd


class InvalidTableError(ValueError):
    """A frame breaks the definition of its table.

    Attributes
    ----------
    problems : DataFrame
        One row a problem. Columns: row (index label of the frame), column, problem.
    """

    def __init__(self, table: str, problems: pd.DataFrame) -> None:
        self.problems = problems
        shown = [f"row {p.row}, {p.column}: {p.problem}" for p in problems.head(20).itertuples()]
        more = [f"and {len(problems) - 20} more; see .problems"] if len(problems) > 20 else []
        count = f"{len(problems)} problem" + ("" if len(problems) == 1 else "s")
        super().__init__("\n".join([f"{count} in {table}:", *shown, *more]))


def validate(frame: pd.DataFrame, table: str) -> pd.DataFrame:
    """Check a frame against the definition of a table, with Pandera.

    Each cell is checked against its column's type, codes, pattern and bounds, and
    the key for repetition. References and rules between tables are not.

    Parameters
    ----------
    frame : DataFrame
        Rows of the table, typed or as text; with or without the derived columns.
    table : str
        Name of a table of the installed codebook.

    Returns
    -------
    DataFrame
        The rows in the columns' order and types: string, Int64, Float64, boolean, datetime64.

    Raises
    ------
    InvalidTableError
        Naming row, column and cause of every problem.
    ValueError
        If there is no such table.
    ImportError
        If Pandera is not installed.

    Examples
    --------
    >>> import ukr_security_data as usd
    >>> len(usd.validate(usd.load("coders"), "coders")) == len(usd.load("coders"))
    True
    """
    from .schemas import TABLES

    choose("table", table, TABLES)
    try:
        from .schemas.model import faults
    except ImportError as error:
        raise ImportError(
            "validate needs Pandera; install it with: pip install 'ukr_security_data[validate]'"
        ) from error
    import pandas as pd

    from .schemas.cells import read
    from .schemas.columns import names
    from .schemas.faults import unreadable

    definition = TABLES[table]
    derived = any(column.derived and column.name in frame for column in definition.columns)
    columns = definition.columns if derived else definition.typed
    wanted = names(columns)
    problems: list[tuple[object, str, str]] = [
        *(("", name, "is missing; add the column") for name in wanted if name not in frame),
        *(("", str(name), f"is not a column of {table}") for name in frame if name not in wanted),
    ]
    if problems:
        raise _invalid(table, problems)
    made, told = {}, set()
    for column in columns:
        given = frame[column.name].reset_index(drop=True)
        made[column.name], broken = read(given, column.kind)
        for row in given.index[broken]:
            told.add((row, column.name))
            problems.append((row, column.name, unreadable(column, str(given[row]))))
    valid = pd.DataFrame(made)
    problems += [found for found in faults(valid, table, derived) if found[:2] not in told]
    if problems:
        raise _invalid(table, [(frame.index[int(str(row))], *rest) for row, *rest in problems])
    return valid.set_axis(frame.index)


def _invalid(table: str, problems: list[Any]) -> InvalidTableError:
    import pandas as pd

    return InvalidTableError(table, pd.DataFrame(problems, columns=["row", "column", "problem"]))
