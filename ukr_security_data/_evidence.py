"""What the sources say about the records, and where they disagree."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import TYPE_CHECKING, Any

from ._cells import text, values
from ._read import load
from .schemas import TABLES
from .schemas.codes import PREFERENCE
from .schemas.columns import CODED_TABLES

if TYPE_CHECKING:
    import pandas as pd

_OF_SOURCE = ["title", "publisher", "source_type", "language", "published", "extent_read", "url"]
_RELATIONS = {"supports": 0, "context": 1, "contradicts": 2}
_AGREES = {"supports": True, "contradicts": False}


def evidence(record_id: str, version: str | None = None) -> pd.DataFrame:
    """List what each source says about a record.

    Parameters
    ----------
    record_id : str
        Id of an event, agreement, pledge or statement, such as ``"PL0001"``.
    version : str, optional
        Version of the data; the newest release by default.

    Returns
    -------
    DataFrame
        One row a passage, what contradicts last. Columns: those of the table
        `evidence` but record_id (passage_words is in words); adopted (the record's value
        of the variable, as text; empty where the passage is about the whole record);
        reports (the value as the source has it); agrees (whether the source says what
        the record says; empty for context); and of each source its title, publisher,
        source_type, language, published, extent_read and url.

    Raises
    ------
    ValueError
        If no record has that id.

    Examples
    --------
    >>> import ukr_security_data as usd
    >>> usd.evidence("AG0001")["relation"].iloc[0]
    'supports'
    """
    said = load("evidence", version)
    found = said[said["record_id"] == record_id]
    if found.empty:
        raise ValueError(
            f"No event, agreement, pledge or statement has the id {record_id!r}; "
            "the ids stand in the first column of those tables."
        )
    sources = load("sources", version)[["source_id", *_OF_SOURCE]]
    adopted = _adopted(found, lambda table: load(table, version))
    agrees = found["relation"].map(_AGREES).astype("boolean")
    found = found.assign(
        adopted=adopted,
        reports=found["value_reported"].fillna(adopted.where(agrees.fillna(False))),
        agrees=agrees,
    )
    joined = found.drop(columns="record_id").merge(sources, on="source_id", how="left")
    return joined.sort_values(
        "relation", key=lambda r: r.map(_RELATIONS), kind="stable", ignore_index=True
    )


def conflicts(version: str | None = None) -> pd.DataFrame:
    """List the records on which sources disagree, with the values side by side.

    Parameters
    ----------
    version : str, optional
        Version of the data; the newest release by default.

    Returns
    -------
    DataFrame
        One row a source that reports another value. Columns: table; record_id; variable;
        adopted (the record's value, as text); reported (the other one); rule (why the one
        was adopted: ``preferred_kind``, ``more_sources`` or ``judgement``; `codes` of
        ``"adoption_rule"`` defines them); adopted_source_type (the most preferred kind
        among the sources of the adopted value); reported_source_type; source_id and
        publisher of the source that disagrees; note.

    Raises
    ------
    ValueError
        If there is no such version.

    Examples
    --------
    >>> import ukr_security_data as usd
    >>> set(usd.conflicts()["rule"]) <= {"preferred_kind", "more_sources", "judgement"}
    True
    """
    return disagreements(lambda table: load(table, version))


def disagreements(frame_of: Callable[[str], pd.DataFrame]) -> pd.DataFrame:
    """As `conflicts`, of the tables that a function gives by name."""
    import pandas as pd

    sources = frame_of("sources")[["source_id", "publisher", "source_type", "credited_to"]]
    said = frame_of("evidence").merge(sources, on="source_id", how="left", validate="many_to_one")
    said["author"] = said["credited_to"].fillna(said["publisher"])
    said["rank"] = said["source_type"].map(_rank).astype("int64")
    against = said[said["relation"].eq("contradicts")]
    sides = [_sides(said, row) for row in against.to_dict("records")]
    tables = {str(TABLES[name].prefix): name for name in CODED_TABLES}
    return pd.DataFrame(
        {
            "table": against["record_id"].str[:2].map(tables).array,
            "record_id": against["record_id"].array,
            "variable": against["variable"].array,
            "adopted": _adopted(against, frame_of).array,
            "reported": against["value_reported"].array,
            "rule": [rule for rule, _ in sides],
            "adopted_source_type": [kind for _, kind in sides],
            "reported_source_type": against["source_type"].array,
            "source_id": against["source_id"].array,
            "publisher": against["publisher"].array,
            "note": against["note"].array,
        }
    )


def _rank(source_type: str) -> int:
    """How far back a kind of source stands in the order of preference."""
    return next(n for n, kinds in enumerate(PREFERENCE) if source_type in kinds)


def _sides(said: pd.DataFrame, other: Mapping[Hashable, Any]) -> tuple[str, str]:
    """The rule by which the adopted value goes before another, and the kind of its best source."""
    about = said[said["record_id"].eq(other["record_id"])]
    supports = about[about["relation"].eq("supports")]
    own = supports[supports["variable"].eq(other["variable"])]
    # Where no passage was noted for the variable, those of the whole record carry it.
    carriers = own if len(own) else supports[supports["variable"].isna()]
    best = carriers.sort_values("rank", kind="stable").iloc[0]
    alike = about[
        about["relation"].eq("contradicts")
        & about["variable"].eq(other["variable"])
        & about["value_reported"].eq(other["value_reported"])
    ]
    if best["rank"] != alike["rank"].min():
        rule = "preferred_kind" if best["rank"] < alike["rank"].min() else "judgement"
    else:
        more = carriers["author"].nunique() > alike["author"].nunique()
        rule = "more_sources" if more else "judgement"
    return rule, str(best["source_type"])


def _adopted(said: pd.DataFrame, frame_of: Callable[[str], pd.DataFrame]) -> pd.Series:
    """The record's value of each variable that evidence is about, as text."""
    import pandas as pd

    known: dict[tuple[str, str], str] = {}
    for name in CODED_TABLES:
        mine = said[said["record_id"].str.startswith(str(TABLES[name].prefix))]
        named = mine["variable"].dropna().unique()
        if len(named):
            frame = frame_of(name)
            for variable in named:
                cells = zip(frame[TABLES[name].key[0]], values(frame[variable]), strict=True)
                known |= {(record, variable): text(value) for record, value in cells}
    pairs = zip(said["record_id"], said["variable"], strict=True)
    return pd.Series([known.get(pair) for pair in pairs], index=said.index)
