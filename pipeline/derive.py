"""Columns and tables that the build makes and nobody types."""

from __future__ import annotations

from typing import Literal

import krippendorff
import numpy as np
import numpy.typing as npt
import pandas as pd
from ukr_security_data.schemas import TABLES, Table
from ukr_security_data.schemas.cells import DTYPES
from ukr_security_data.schemas.columns import CODED_TABLES, names
from ukr_security_data.schemas.rules import Tables, independent_publishers
from ukr_security_data.schemas.table import Column

from .analysis import actor_month, directed_dyad

Level = Literal["nominal", "ordinal"]

_BOOTSTRAP_DRAWS = 1000
_BOOTSTRAP_SEED = 20260106


def derive(tables: Tables) -> dict[str, pd.DataFrame]:
    """The tables of a release, from checked raw tables.

    Returns
    -------
    dict of str to DataFrame
        Every table of `TABLES`, in its order, with all of its columns; rows in raw order.
    """
    made = {name: frame.reset_index(drop=True) for name, frame in tables.items()}
    for name in CODED_TABLES:
        made[name] = made[name].assign(**_counts_of_sources(made, name))
    made["pledges"] = made["pledges"].assign(
        **_amounts_in_euro(made), **_latest_status(made), **_conditions(made)
    )
    made["reliability"] = _reliability(made)
    made["actor_month"] = actor_month(made)
    made["directed_dyad"] = directed_dyad(made)
    return {name: _typed(made[name], table) for name, table in TABLES.items()}


def _typed(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    """The columns of the table, in its order, in its types."""
    ordered = frame[names(table.columns)]
    return ordered.astype({column.name: DTYPES[column.kind] for column in table.columns})


def _counts_of_sources(tables: Tables, name: str) -> dict[str, pd.Series]:
    supports = independent_publishers(tables).groupby("record_id")
    evidence = tables["evidence"]
    disputed = evidence.loc[evidence["relation"].eq("contradicts"), "record_id"]
    ids = tables[name][TABLES[name].key[0]]

    def count(what: str) -> pd.Series:
        return supports[what].nunique().reindex(ids).fillna(0).set_axis(ids.index)

    return {
        "n_sources": count("source_id"),
        "n_independent_sources": count("origin"),
        "has_conflict": ids.isin(disputed),
    }


def _amounts_in_euro(tables: Tables) -> dict[str, pd.Series]:
    pledges = tables["pledges"]
    rates = tables["fx_rates"][["currency", "date", "eur_per_unit"]]
    on_day = pledges[["quantity_unit", "date"]].merge(
        rates, how="left", left_on=["quantity_unit", "date"], right_on=["currency", "date"]
    )
    rate = on_day["eur_per_unit"].mask(pledges["quantity_unit"].eq("EUR"), 1.0).astype("Float64")
    return {
        f"amount_eur_{bound}": (pledges[f"quantity_{bound}"] * rate).round(2)
        for bound in ("low", "best", "high")
    }


def _latest_status(tables: Tables) -> dict[str, pd.Series]:
    pledges, status = tables["pledges"], tables["pledge_status"]
    latest = status.sort_values("as_of").groupby("pledge_id").last()
    found = latest.reindex(pledges["pledge_id"]).set_axis(pledges.index)
    return {"fulfilment": found["fulfilment"], "fulfilment_as_of": found["as_of"]}


def _conditions(tables: Tables) -> dict[str, pd.Series]:
    pledges, conditions = tables["pledges"], tables["pledge_conditions"]
    joined = {
        pledge: "|".join(sorted(rows["condition_type"]))
        for pledge, rows in conditions.groupby("pledge_id")
    }
    found = [joined.get(pledge) for pledge in pledges["pledge_id"]]
    return {"conditions": pd.Series(found, index=pledges.index, dtype="string")}


# --- reliability -----------------------------------------------------------------------


def _reliability(tables: Tables) -> pd.DataFrame:
    """Agreement of the coders on each double-coded variable, over records that two or more coded."""
    rows = [
        {"table": table.name, "variable": column.name, **_agreement(tables, table, column)}
        for table in TABLES.values()
        for column in table.columns
        if column.double_coded
    ]
    return pd.DataFrame(rows).sort_values(["table", "variable"], ignore_index=True)


def _agreement(tables: Tables, table: Table, column: Column) -> dict[str, object]:
    codings, code_list = tables["codings"], column.codes
    assert code_list is not None
    ids = tables[table.name][table.key[0]]
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
    }
    if by_unit.empty:
        return facts
    counts = _value_counts(by_unit, code_list.values)
    level: Level = "ordinal" if code_list.ordered else "nominal"
    low, high = _interval(counts, level)
    agree = (counts > 0).sum(axis=1) == 1
    return facts | {
        "percent_agreement": round(100 * float(agree.mean()), 2),
        "krippendorff_alpha": _alpha(counts, level),
        "ci_low": low,
        "ci_high": high,
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
