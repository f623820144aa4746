"""The tables made for analysis: pledgers by month, and directed dyads."""

from __future__ import annotations

import pandas as pd
from ukr_security_data.schemas import codes
from ukr_security_data.schemas.rules import Tables

_GIVES = ["guarantor", "mutual_party", "adherent"]
_RECEIVES = ["beneficiary", "mutual_party"]
_IN_FORCE = ["in_force", "provisionally_applied"]


def actor_month(tables: Tables) -> pd.DataFrame:
    """Pledgers by month; needs the pledges with their amounts in euro.

    Returns
    -------
    DataFrame
        The columns of ACTOR_MONTH, sorted by its key.
    """
    pledges = _counted(tables)
    if pledges.empty:
        return pd.DataFrame({"actor_id": [], "month": []}).reindex(columns=_month_columns())
    last = pledges["month"].max()
    rows = []
    for actor, made in pledges.groupby("pledger"):
        for month in pd.date_range(made["month"].min(), last, freq="MS"):
            rows.append({"actor_id": actor, "month": month} | _month(made, month))
    return pd.DataFrame(rows)


def _counted(tables: Tables) -> pd.DataFrame:
    """Pledges with their month, what they sum to, and until when they stand and are conditional."""
    pledges = tables["pledges"].dropna(subset=["pledger", "date"])
    later = pledges.dropna(subset=["supersedes_pledge_id"])
    superseded = later.groupby("supersedes_pledge_id")["date"].min()
    conditions = tables["pledge_conditions"]
    # A pledge is conditional until its last condition is met, and for ever if one never is.
    met_on = conditions["met_date"].where(conditions["met"].eq("met"), _NEVER).fillna(_NEVER)
    free = met_on.groupby(conditions["pledge_id"]).max()
    sent = pledges["quantity_unit"].eq("persons") & pledges["pledge_type"].ne("force_size")
    return pledges.assign(
        month=pledges["date"].dt.to_period("M").dt.to_timestamp(),
        refuses=pledges["modality"].eq("refuses"),
        amount_eur=pledges["amount_eur_best"].fillna(0),
        persons=pledges["quantity_best"].where(sent, 0).fillna(0),
        ends=superseded.reindex(pledges["pledge_id"]).fillna(_NEVER).array,
        free=free.reindex(pledges["pledge_id"]).fillna(pd.Timestamp(1900, 1, 1)).array,
    )


_NEVER = pd.Timestamp(2199, 12, 31)


def _month(made: pd.DataFrame, month: pd.Timestamp) -> dict[str, object]:
    """One actor's figures for one month."""
    end = month + pd.offsets.MonthEnd()
    given = made[~made["refuses"]]
    now = given[given["month"].eq(month)]
    to_date = given[given["month"].le(month)]
    standing = to_date[to_date["ends"].gt(end)]
    types = now["pledge_type"].value_counts()
    return {
        "n_pledges": len(now),
        "n_refusals": int((made["refuses"] & made["month"].eq(month)).sum()),
        **{f"n_{code}": int(types.get(code, 0)) for code in codes.PLEDGE_TYPE.values},
        "amount_eur": now["amount_eur"].sum(),
        "persons": now["persons"].sum(),
        "total_pledges": len(to_date),
        "standing_pledges": len(standing),
        "standing_conditional": int(standing["free"].gt(end).sum()),
        "standing_amount_eur": standing["amount_eur"].sum(),
        "standing_persons": standing["persons"].sum(),
    }


def _month_columns() -> list[str]:
    empty = pd.DataFrame(
        {
            "refuses": [],
            "month": [],
            "ends": [],
            "pledge_type": [],
            "amount_eur": [],
            "persons": [],
            "free": [],
        }
    )
    empty = empty.astype(
        {
            "refuses": bool,
            "month": "datetime64[ms]",
            "ends": "datetime64[ms]",
            "free": "datetime64[ms]",
        }
    )
    return ["actor_id", "month", *_month(empty, _NEVER)]


def directed_dyad(tables: Tables) -> pd.DataFrame:
    """Directed dyads over the whole record.

    Returns
    -------
    DataFrame
        The columns of DIRECTED_DYAD, sorted by its key.
    """
    pledges, agreements = tables["pledges"], _agreement_dyads(tables)
    sides = ["pledger", "beneficiary"]
    dyads = pd.concat([pledges[sides], agreements[sides]]).drop_duplicates().sort_values(sides)
    given = pledges[pledges["modality"].ne("refuses")]
    refused = pledges[pledges["modality"].eq("refuses")]
    by_pledge = given.groupby(sides).agg(
        n_pledges=("pledge_id", "size"), first_pledge=("date", "min"), last_pledge=("date", "max")
    )
    in_force = agreements[agreements["status"].isin(_IN_FORCE)]
    joined = (
        dyads.set_index(sides)
        .join(by_pledge)
        .join(refused.groupby(sides).size().rename("n_refusals"))
        .join(_highest(given, "commitment_level", codes.COMMITMENT_LEVEL.values, sides))
        .join(_highest(given, "bindingness", codes.BINDINGNESS.values[::-1], sides))
        .join(agreements.groupby(sides).size().rename("n_agreements"))
        .join(in_force.groupby(sides).size().rename("n_in_force"))
        .join(
            in_force.groupby(sides)[
                [f"obligation_{kind}" for kind in ("defence", "consultation", "nonaggression")]
            ].max()
        )
        .reset_index()
    )
    counts = ["n_pledges", "n_refusals", "n_agreements", "n_in_force"]
    joined[counts] = joined[counts].fillna(0)
    actors = tables["actors"].set_index("actor_id")
    for side in sides:
        for system in ("cow", "gw"):
            joined[f"{side}_{system}_code"] = actors[f"{system}_code"].reindex(joined[side]).array
    return joined


def _agreement_dyads(tables: Tables) -> pd.DataFrame:
    """Who undertakes toward whom in which agreement, with its status and obligations."""
    parties = tables["agreement_parties"][["agreement_id", "actor_id", "party_role"]]
    gives = parties[parties["party_role"].isin(_GIVES)].rename(columns={"actor_id": "pledger"})
    receives = parties[parties["party_role"].isin(_RECEIVES)].rename(
        columns={"actor_id": "beneficiary"}
    )
    pairs = gives.merge(receives, on="agreement_id")
    pairs = pairs[pairs["pledger"].ne(pairs["beneficiary"])]
    pairs = pairs.drop_duplicates(["agreement_id", "pledger", "beneficiary"])
    return pairs.merge(tables["agreements"], on="agreement_id")


def _highest(
    pledges: pd.DataFrame, column: str, ranks: tuple[str, ...], sides: list[str]
) -> pd.Series:
    """The value that stands last in the ranking, for each dyad."""
    rank = pledges[column].map({value: n for n, value in enumerate(ranks)}).astype("Int64")
    highest = rank.groupby([pledges[side] for side in sides]).max()
    return highest.map(dict(enumerate(ranks))).astype("string").rename(column)
