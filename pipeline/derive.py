"""Columns and tables that the build makes and nobody types."""

from __future__ import annotations

import pandas as pd
from ukr_security_data.schemas import TABLES, Table
from ukr_security_data.schemas.cells import DTYPES
from ukr_security_data.schemas.columns import CODED_TABLES, names
from ukr_security_data.schemas.rules import Tables, independent_publishers

from .analysis import actor_month, directed_dyad
from .reliability import latest, reliability


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
    made["reliability"] = reliability(made, latest(made["codings"]))
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
