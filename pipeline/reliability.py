"""How well coders agree on each double-coded variable."""

from __future__ import annotations

from typing import Literal

import krippendorff
import numpy as np
import numpy.typing as npt
import pandas as pd
from ukr_security_data.schemas import TABLES
from ukr_security_data.schemas.coding import band
from ukr_security_data.schemas.rules import Tables
from ukr_security_data.schemas.table import Column

Level = Literal["nominal", "ordinal"]

_BOOTSTRAP_DRAWS = 1000
_BOOTSTRAP_SEED = 20260106


def latest(codings: pd.DataFrame) -> pd.DataFrame:
    """The codings that count: for each variable of each record those of one codebook alone.

    It is the newest codebook under which two coders or more coded it.
    """
    unit = ["record_id", "variable"]
    by_codebook = codings.groupby([*unit, "codebook_version"])["coder_id"]
    rank = codings["codebook_version"].map(_order)
    double = by_codebook.transform("nunique").ge(2)
    newest = rank.where(double).groupby([codings[name] for name in unit]).transform("max")
    return codings[double & rank.eq(newest)]


def _order(version: str) -> int:
    """A version as a number of the same order."""
    major, minor, patch = map(int, version.split("."))
    return (major * 1000 + minor) * 1000 + patch


def reliability(tables: Tables, codings: pd.DataFrame) -> pd.DataFrame:
    """Agreement of the coders on each double-coded variable.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        The raw tables.
    codings : DataFrame
        The codings to compare: those of `latest`, or others.

    Returns
    -------
    DataFrame
        The columns of the table `reliability`.
    """
    rows = [
        {
            "table": table.name,
            "variable": column.name,
            **_agreement(codings, tables[table.name][table.key[0]], column),
        }
        for table in TABLES.values()
        for column in table.columns
        if column.double_coded
    ]
    return pd.DataFrame(rows).sort_values(["table", "variable"], ignore_index=True)


def _agreement(codings: pd.DataFrame, ids: pd.Series, column: Column) -> dict[str, object]:
    code_list = column.codes
    assert code_list is not None
    mine = codings[codings["record_id"].isin(ids) & codings["variable"].eq(column.name)]
    by_unit = mine.pivot(index="record_id", columns="coder_id", values="value")
    by_unit = by_unit[by_unit.notna().sum(axis=1).ge(2)]
    facts: dict[str, object] = {
        "n_units": len(by_unit),
        "n_coders": int(by_unit.notna().any().sum()),
        "percent_agreement": None,
        "krippendorff_alpha": None,
        "ci_low": None,
        "ci_high": None,
        "band": None,
    }
    if by_unit.empty:
        return facts
    counts = _value_counts(by_unit, code_list.values)
    level: Level = "ordinal" if code_list.ordered else "nominal"
    alpha = _alpha(counts, level)
    low, high = _interval(counts, level)
    agree = (counts > 0).sum(axis=1) == 1
    return facts | {
        "percent_agreement": round(100 * float(agree.mean()), 2),
        "krippendorff_alpha": alpha,
        "ci_low": low,
        "ci_high": high,
        "band": None if alpha is None else band(alpha),
    }


def _value_counts(by_unit: pd.DataFrame, values: tuple[str, ...]) -> npt.NDArray[np.int64]:
    """How many coders gave each value to each unit: units in rows, values in columns."""
    columns = [(by_unit == value).fillna(False).sum(axis=1).to_numpy("int64") for value in values]
    return np.stack(columns, axis=1)


def _alpha(counts: npt.NDArray[np.int64], level: Level) -> float | None:
    """Krippendorff's alpha; None where it is not defined because all values are the same."""
    if (counts.sum(axis=0) > 0).sum() < 2:
        return None
    alpha = krippendorff.alpha(value_counts=counts, level_of_measurement=level)
    return round(float(alpha), 4)


def _interval(counts: npt.NDArray[np.int64], level: Level) -> tuple[float | None, float | None]:
    """95 % percentile interval of alpha over resampled units."""
    draws = np.random.default_rng(_BOOTSTRAP_SEED)
    alphas = [
        _alpha(counts[draws.integers(0, len(counts), len(counts))], level)
        for _ in range(_BOOTSTRAP_DRAWS)
    ]
    defined = [alpha for alpha in alphas if alpha is not None]
    if not defined:
        return None, None
    low, high = np.quantile(defined, [0.025, 0.975])
    return round(float(low), 4), round(float(high), 4)
