"""Rules on pledges, their conditions and their history."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from ..codes import CURRENCIES
from .base import Finding, Tables, find, lookup, relies_on


@relies_on("pledge_conditions.pledge_id")
def conditional_has_conditions(tables: Tables) -> Iterator[Finding]:
    """A pledge is `conditional` if and only if pledge_conditions has a row of it."""
    pledges, conditions = tables["pledges"], tables["pledge_conditions"]
    has = pledges["pledge_id"].isin(conditions["pledge_id"])
    conditional = pledges["conditionality"].eq("conditional").fillna(False)
    yield from find(
        "pledges",
        pledges[conditional & ~has],
        "conditionality",
        "is conditional, but raw/pledge_conditions.csv has no row of it; add the condition",
    )
    yield from find(
        "pledges",
        pledges[~conditional & has],
        "conditionality",
        lambda row: (
            f"is {row['conditionality']}, but raw/pledge_conditions.csv has a condition; write conditional"
        ),
    )


def refusal_gives_nothing(tables: Tables) -> Iterator[Finding]:
    """A refusal carries no quantity and is no allocation."""
    pledges = tables["pledges"]
    refuses = pledges["modality"].eq("refuses").fillna(False)
    for column in ("quantity_low", "quantity_best", "quantity_high"):
        yield from find(
            "pledges",
            pledges[refuses & pledges[column].notna()],
            column,
            "is stated, but a refusal gives nothing; empty it",
        )
    allocated = pledges["commitment_level"].eq("allocation").fillna(False)
    yield from find(
        "pledges",
        pledges[refuses & allocated],
        "commitment_level",
        "is allocation, but a refusal earmarks nothing; write pledge",
    )


def condition_met_has_date(tables: Tables) -> Iterator[Finding]:
    """Only a condition that is met has a day on which it was met."""
    conditions = tables["pledge_conditions"]
    broken = conditions["met_date"].notna() & conditions["met"].ne("met").fillna(False)
    yield from find(
        "pledge_conditions",
        conditions[broken],
        "met_date",
        lambda row: f"is stated, but met is {row['met']}; empty it, or write met",
    )


def status_follows_pledge(tables: Tables) -> Iterator[Finding]:
    """No state of a pledge is dated before the pledge."""
    status = tables["pledge_status"]
    made = lookup(tables["pledges"], "pledge_id", "date", status["pledge_id"])
    broken = status["as_of"].lt(made)
    yield from find(
        "pledge_status",
        status[broken],
        "as_of",
        "is before the date of the pledge; check both days",
    )


@relies_on("fx_rates.currency", "fx_rates.date")
def money_has_rate(tables: Tables) -> Iterator[Finding]:
    """A quantity in a currency other than the euro has a rate of its day in fx_rates."""
    pledges, rates = tables["pledges"], tables["fx_rates"]
    money = pledges["quantity_unit"].isin([c for c in CURRENCIES if c != "EUR"])
    known = set(zip(rates["currency"], rates["date"], strict=True))
    has = [pair in known for pair in zip(pledges["quantity_unit"], pledges["date"], strict=True)]
    broken = money & pledges["date"].notna() & ~pd.Series(has, index=pledges.index, dtype=bool)
    yield from find(
        "pledges",
        pledges[broken],
        "quantity_unit",
        lambda row: (
            f"is {row['quantity_unit']}, but raw/fx_rates.csv has no rate of {row['date']:%Y-%m-%d}; add it"
        ),
    )


def later_supersedes_earlier(tables: Tables) -> Iterator[Finding]:
    """A pledge supersedes an earlier one."""
    pledges = tables["pledges"]
    earlier = lookup(pledges, "pledge_id", "date", pledges["supersedes_pledge_id"])
    broken = pledges["date"].lt(earlier)
    yield from find(
        "pledges",
        pledges[broken],
        "supersedes_pledge_id",
        "is a later pledge; a pledge supersedes an earlier one",
    )
