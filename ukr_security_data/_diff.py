"""What differs between two releases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ._read import load
from ._registry import descriptor, release

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pandas as pd

    Frame = Callable[[str], pd.DataFrame]

_ROWS = ["table", "key", "change", "column", "old", "new"]
_COLUMNS = ["table", "column", "change", "fact", "old", "new"]
_CODES = ["code_list", "code", "change", "fact", "old", "new"]

# What changes the meaning of what was there. Any other fact is wording.
_MEANING = {"type", "unit", "required", "codeList", "primaryKey", "uniqueKeys"}

STEPS = ("none", "patch", "minor", "major")


@dataclass(frozen=True)
class Difference:
    """What differs between two releases.

    Attributes
    ----------
    rows : DataFrame
        Columns: table; key (cells of the key, joined by a space); change (added, removed or
        changed); column, old, new (of a changed cell, as text).
    columns : DataFrame
        Columns: table; column (empty for the table itself); change; fact (of a changed
        column, such as type); old; new.
    codes : DataFrame
        Columns: code_list; code; change; fact; old; new.
    step : {"none", "patch", "minor", "major"}
        The least step of the version number that these changes need.
    """

    rows: pd.DataFrame
    columns: pd.DataFrame
    codes: pd.DataFrame
    step: str

    def summary(self) -> list[str]:
        """One line for each table and code list that changed."""
        lines = []
        for frame, noun in ((self.columns, "column"), (self.rows, "row"), (self.codes, "code")):
            subject, item = frame.columns[:2]
            for name, changes in frame.drop_duplicates([subject, item]).groupby(
                subject, sort=False
            ):
                counts = changes["change"].value_counts()
                told = [
                    f"{n} {noun}{'' if n == 1 else 's'} {change}" for change, n in counts.items()
                ]
                lines.append(f"{name}: {', '.join(told)}")
        return lines


def diff(old: str, new: str) -> Difference:
    """Compare two versions.

    Parameters
    ----------
    old, new : str
        Versions; `versions` lists them.

    Returns
    -------
    Difference
        With the DataFrames `rows`, `columns` and `codes`, and the `step` they need.

    Raises
    ------
    ValueError
        If there is no such version.

    Notes
    -----
    Source: the descriptions and tables that the two releases carry. Rows are matched by
    key; a record whose id changed is one removed and one added.

    Examples
    --------
    >>> import ukr_security_data as usd
    >>> usd.diff("0.1.0", "0.1.0").step
    'none'
    """
    described = [descriptor(release(version)[0]) for version in (old, new)]
    return compare(
        described[0], lambda table: load(table, old), described[1], lambda table: load(table, new)
    )


def compare(
    old: dict[str, Any], old_frame: Frame, new: dict[str, Any], new_frame: Frame
) -> Difference:
    """Compare two releases given as description and tables.

    Parameters
    ----------
    old, new : dict
        Contents of datapackage.json.
    old_frame, new_frame : callable
        From the name of a table to its DataFrame.
    """
    import pandas as pd

    before = {item["name"]: item for item in old["resources"]}
    after = {item["name"]: item for item in new["resources"]}
    columns = pd.DataFrame(_column_changes(before, after), columns=_COLUMNS)
    codes = pd.DataFrame(_code_changes(old, new), columns=_CODES)
    rows = pd.DataFrame(
        [
            change
            for name in after
            if name in before and before[name]["hash"] != after[name]["hash"]
            for change in _row_changes(name, after[name], old_frame(name), new_frame(name))
        ],
        columns=_ROWS,
    )
    return Difference(rows, columns, codes, _step(columns, codes, rows, after))


def _column_changes(before: dict[str, Any], after: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    for name in sorted(before.keys() - after.keys()):
        yield name, "", "removed", "", "", ""
    for name, item in after.items():
        if name not in before:
            yield name, "", "added", "", "", ""
            continue
        was = {field["name"]: field for field in before[name]["schema"]["fields"]}
        now = {field["name"]: field for field in item["schema"]["fields"]}
        for fact in ("primaryKey", "uniqueKeys"):
            a, b = before[name]["schema"].get(fact), item["schema"].get(fact)
            if a != b:
                yield name, "", "changed", fact, _text(a), _text(b)
        for column in sorted(was.keys() - now.keys()):
            yield name, column, "removed", "", "", ""
        kept = [column for column in now if column in was]
        for column in (c for c in now if c not in was):
            # At the end and nullable, or made at build: nothing that reads the table breaks.
            last = list(now).index(column) > max((list(now).index(k) for k in kept), default=-1)
            harmless = last and (
                not now[column]["constraints"]["required"] or now[column].get("derived")
            )
            yield name, column, "added", "" if harmless else "required", "", ""
        for column in kept:
            yield from _fact_changes(name, column, was[column], now[column])


def _fact_changes(
    table: str, column: str, was: dict[str, Any], now: dict[str, Any]
) -> Iterator[tuple[str, ...]]:
    facts = [{**f, **f["constraints"]} for f in (was, now)]
    # Codes are compared by themselves.
    skip = {"constraints", "categories", "enum", "name"}
    for fact in sorted((facts[0].keys() | facts[1].keys()) - skip):
        a, b = facts[0].get(fact), facts[1].get(fact)
        if a != b:
            yield table, column, "changed", fact, _text(a), _text(b)


def _code_changes(old: dict[str, Any], new: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    before = {c["name"]: {code["code"]: code for code in c["codes"]} for c in old["codeLists"]}
    after = {c["name"]: {code["code"]: code for code in c["codes"]} for c in new["codeLists"]}
    for name in sorted(before.keys() | after.keys()):
        was, now = before.get(name, {}), after.get(name, {})
        for code in sorted(was.keys() | now.keys()):
            if code not in now:
                yield name, code, "removed", "", "", ""
            elif code not in was:
                yield name, code, "added", "", "", ""
            else:
                for fact in ("label", "definition"):
                    if was[code][fact] != now[code][fact]:
                        yield name, code, "changed", fact, was[code][fact], now[code][fact]


def _row_changes(
    name: str, item: dict[str, Any], old: pd.DataFrame, new: pd.DataFrame
) -> Iterator[tuple[str, ...]]:
    schema = item["schema"]
    key = schema.get("primaryKey") or schema["uniqueKeys"][0]
    if not set(key) <= set(old.columns):
        return
    was, now = (_keyed(frame, key) for frame in (old, new))
    for label in was.index.difference(now.index, sort=False):
        yield name, label, "removed", "", "", ""
    for label in now.index.difference(was.index, sort=False):
        yield name, label, "added", "", "", ""
    both = now.index.intersection(was.index, sort=False)
    for column in (c for c in new.columns if c in old.columns and c not in key):
        a, b = was.loc[both, column], now.loc[both, column]
        for label in both[(a != b).to_numpy()]:
            yield name, label, "changed", column, a[label], b[label]


def _keyed(frame: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    """The cells as text, indexed by the key."""
    import pandas as pd

    text = pd.DataFrame({name: frame[name].map(_text) for name in frame})
    return text.set_index(
        pd.Index(
            [" ".join(filter(None, cells)) for cells in zip(*(text[k] for k in key), strict=True)]
        )
    )


def _text(value: Any) -> str:
    import pandas as pd

    if value is None or (pd.api.types.is_scalar(value) and pd.isna(value)):
        return ""
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def _step(
    columns: pd.DataFrame, codes: pd.DataFrame, rows: pd.DataFrame, after: dict[str, Any]
) -> str:
    """The least step that these changes need."""
    removed = columns["change"].eq("removed").any() or codes["change"].eq("removed").any()
    if removed or columns["fact"].isin(_MEANING).any():
        return "major"
    # Records have an id of their own; other rows go and come with a correction.
    records = {
        name for name, item in after.items() if len(item["schema"].get("primaryKey", ())) == 1
    }
    gone = rows["change"].eq("removed") & rows["table"].isin(records)
    added = any(frame["change"].eq("added").any() for frame in (columns, codes, rows))
    if added or gone.any():
        return "minor"
    return "patch" if len(columns) + len(codes) + len(rows) else "none"
