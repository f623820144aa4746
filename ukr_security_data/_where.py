"""Rows that a condition keeps: a pandas query that can do nothing but compare columns."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from ._cells import header, values
from ._choices import choose

if TYPE_CHECKING:
    import pandas as pd

_METHODS = {
    *("isna", "notna", "isin", "between"),
    *("str", "contains", "startswith", "endswith", "lower", "upper", "len"),
    *("dt", "year", "month", "day"),
}
# A query may call what it likes, to_pickle included; these nodes and methods cannot.
_NODES = (
    *(ast.Expression, ast.Constant, ast.List, ast.Tuple, ast.Name, ast.Load),
    *(ast.BoolOp, ast.boolop, ast.UnaryOp, ast.Not, ast.Invert, ast.USub),
    *(ast.BinOp, ast.BitAnd, ast.BitOr, ast.Add, ast.Sub, ast.Mult, ast.Div),
    *(ast.Compare, ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.In, ast.NotIn),
    *(ast.Attribute, ast.Call, ast.keyword),
)


def keep(frame: pd.DataFrame, condition: str) -> pd.DataFrame:
    """The rows for which a condition is true.

    Parameters
    ----------
    frame : DataFrame
        A table.
    condition : str
        A pandas query over its columns, such as ``modality == 'refuses' and date > '2026'``.

    Raises
    ------
    ValueError
        If it is no condition, names what is no column, or calls what could do more than
        compare.
    """
    _refuse(condition, header(frame))
    import pandas as pd

    try:
        truth = frame.eval(condition, engine="python")
    except Exception as error:  # pandas answers with many types, and a page of text
        raise _wrong(condition, str(error).partition("\n")[0]) from error
    told = values(truth) if isinstance(truth, pd.Series) else [truth]
    if not all(value is None or isinstance(value, bool) for value in told) or len(told) != len(
        frame
    ):
        raise _wrong(condition, "it is not true or false for each row")
    return frame[[value is True for value in told]]


def _refuse(condition: str, columns: list[str]) -> None:
    """Say what the condition has that it may not have."""
    try:
        nodes = list(ast.walk(ast.parse(condition.strip(), mode="eval")))
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        reason = error.msg if isinstance(error, SyntaxError) else str(error)
        raise _wrong(condition, reason) from None
    for node in nodes:
        if isinstance(node, ast.Name):
            choose("column", node.id, columns)
        if isinstance(node, ast.Attribute):
            choose("method", node.attr, sorted(_METHODS))
        named = not isinstance(node, ast.Call) or isinstance(node.func, ast.Attribute)
        if not (isinstance(node, _NODES) and named):
            raise _wrong(condition, f"{ast.unparse(node) or type(node).__name__!r} is not allowed")


def _wrong(condition: str, reason: str) -> ValueError:
    return ValueError(
        f"{condition!r} is no condition: {reason}; write one such as \"column == 'text'\""
    )
