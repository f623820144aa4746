"""The tables made for analysis: pledgers by month, and directed dyads."""

from __future__ import annotations

import pandas as pd
from ukr_security_data.schemas import codes
from ukr_security_data.schemas.analysis import ACTOR_MONTH
from ukr_security_data.schemas.columns import names
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
        return pd.DataFrame(columns=names(ACTOR_MONTH.columns))
    first = pledges.groupby("pledger", as_index=False)["month"].min()
    ranges = [pd.date_range(month, pledges["month"].max(), freq="MS") for month in first["month"]]
    months = first.assign(month=ranges).explode("month").astype({"month": pledges["month"].dtype})
    pairs = months.merge(pledges, on="pledger", suffixes=("", "_made"))
    pairs = pairs[pairs["month_made"] <= pairs["month"]]
    figures = pd.DataFrame(_figures(pairs))
    sides = [pairs["pledger"].rename("actor_id"), pairs["month"]]
    return figures.groupby(sides).sum().reset_index()


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


def _figures(pairs: pd.DataFrame) -> dict[str, pd.Series]:
    """What each pledge adds to its pledger's figures for a month in or after its own."""
    end = pairs["month"] + pd.offsets.MonthEnd()
    in_month = pairs["month_made"].eq(pairs["month"])
    given = ~pairs["refuses"]
    now = given & in_month
    standing = given & pairs["ends"].gt(end)
    return {
        "n_pledges": now,
        "n_refusals": pairs["refuses"] & in_month,
        **{f"n_{code}": now & pairs["pledge_type"].eq(code) for code in codes.PLEDGE_TYPE.values},
        "amount_eur": pairs["amount_eur"].where(now, 0),
        "persons": pairs["persons"].where(now, 0),
        "total_pledges": given,
        "standing_pledges": standing,
        "standing_conditional": standing & pairs["free"].gt(end),
        "standing_amount_eur": pairs["amount_eur"].where(standing, 0),
        "standing_persons": pairs["persons"].where(standing, 0),
    }


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
