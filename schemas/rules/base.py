"""What a rule is, and what rules share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import pandas as pd

Tables = Mapping[str, pd.DataFrame]


@dataclass(frozen=True)
class Finding:
    """A cell, or a row where `column` is empty, that breaks a rule."""

    table: str
    label: object
    column: str
    message: str


@dataclass(frozen=True)
class History:
    """What earlier releases hold, for the rules that look back.

    Parameters
    ----------
    latest : mapping of str to DataFrame
        The tables of the last release; empty before the first.
    ids : mapping of str to set of str
        Every counted id that any release ever held, by table.
    """

    latest: Tables = field(default_factory=dict)
    ids: Mapping[str, frozenset[str]] = field(default_factory=dict)


Rule = Callable[[Tables], Iterator[Finding]]
HistoryRule = Callable[[Tables, History], Iterator[Finding]]

# Rules that conclude from the absence of a row, and the columns (table.column) by which
# that row would be found. While one of these has a faulty cell, the rule proves nothing.
RELIES_ON: dict[str, tuple[str, ...]] = {}


def relies_on(*columns: str) -> Callable[[Rule], Rule]:
    """Note that a rule concludes from what is absent in these columns."""

    def note(rule: Rule) -> Rule:
        RELIES_ON[rule.__name__] = columns
        return rule

    return note


def find(
    table: str, rows: pd.DataFrame, column: str, message: str | Callable[..., str]
) -> Iterator[Finding]:
    """One finding a row."""
    for label, row in rows.iterrows():
        yield Finding(table, label, column, message if isinstance(message, str) else message(row))


def lookup(frame: pd.DataFrame, key: str, value: str, ids: pd.Series) -> pd.Series:
    """The value that belongs to each id; missing where the id is not in the frame."""
    return values_at(frame.dropna(subset=[key]).drop_duplicates(key).set_index(key)[value], ids)


def values_at(values: pd.Series, ids: pd.Series) -> pd.Series:
    """The values at ids, aligned with the ids; `map` would fail on empty values."""
    return values.reindex(ids.array).set_axis(ids.index)
