"""Rules on numbers, days and periods."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from .. import TABLES
from .base import Finding, Tables, find


def quantities_in_order(tables: Tables) -> Iterator[Finding]:
    """A quantity's low is not above its best, and its best not above its high."""
    pledges = tables["pledges"]
    for lower, upper in (("low", "best"), ("best", "high"), ("low", "high")):
        a, b = f"quantity_{lower}", f"quantity_{upper}"
        broken = pledges[a].gt(pledges[b]).fillna(False)
        if (lower, upper) == ("low", "high"):
            broken &= pledges["quantity_best"].isna()
        yield from find(
            "pledges", pledges[broken], a, f"is above {b}; put the smaller number in {a}"
        )


def quantity_has_unit(tables: Tables) -> Iterator[Finding]:
    """A quantity has a unit, and a unit has a quantity."""
    pledges = tables["pledges"]
    stated = pledges[["quantity_low", "quantity_best", "quantity_high"]].notna().any(axis=1)
    unit = pledges["quantity_unit"].notna()
    yield from find(
        "pledges",
        pledges[stated & ~unit],
        "quantity_unit",
        "is empty beside a quantity; name what is counted",
    )
    yield from find(
        "pledges",
        pledges[unit & ~stated],
        "quantity_unit",
        "has no quantity beside it; add the number, or empty it",
    )


_PERIODS = (
    ("events", "date_start", "date_end"),
    ("actor_memberships", "start_date", "end_date"),
    ("person_roles", "start_date", "end_date"),
    ("agreements", "date_signed", "date_in_force"),
    ("agreements", "date_signed", "date_expires"),
    ("agreements", "date_in_force", "date_expires"),
    ("agreements", "date_signed", "status_as_of"),
    ("pledges", "date", "deadline"),
    ("sources", "published", "accessed"),
)


def periods_in_order(tables: Tables) -> Iterator[Finding]:
    """No period ends before it starts."""
    for table, start, end in _PERIODS:
        frame = tables[table]
        broken = frame[end].lt(frame[start])
        yield from find(table, frame[broken], end, f"is before {start}; check both days")


_PAST = (
    ("events", "date_start"),
    ("agreements", "date_signed"),
    ("agreements", "status_as_of"),
    ("agreement_parties", "date_joined"),
    ("pledges", "date"),
    ("pledge_conditions", "met_date"),
    ("pledge_status", "as_of"),
    ("statements", "date"),
)


def nothing_is_in_the_future(tables: Tables) -> Iterator[Finding]:
    """What happened is not dated after the last day on which a source was read."""
    last = last_reading(tables)
    for table, column in _PAST:
        frame = tables[table]
        broken = frame[column].gt(last)
        yield from find(
            table, frame[broken], column, f"is after {last:%Y-%m-%d}, when the last source was read"
        )


def last_reading(tables: Tables) -> pd.Timestamp:
    """The last day on which a source was read."""
    last: pd.Timestamp = tables["sources"]["accessed"].max()
    return last


def imprecise_date_is_first_day(tables: Tables) -> Iterator[Finding]:
    """A date known to the month is the first day of it, and one known to the year is 1 January."""
    for name in ("events", "pledges", "statements"):
        frame, column = tables[name], str(TABLES[name].date)
        date, precision = frame[column], frame["date_precision"]
        late_in_month = precision.ge(4).fillna(False) & date.dt.day.ne(1)
        late_in_year = precision.eq(5).fillna(False) & date.dt.month.ne(1) & ~late_in_month
        for broken, first in (
            (late_in_month, "the first day of its month"),
            (late_in_year, "1 January"),
        ):
            yield from find(
                name,
                frame[broken],
                column,
                lambda row, first=first: (
                    f"is not {first}, as date_precision {row['date_precision']} wants"
                ),
            )


def imprecise_event_ends_on_last_day(tables: Tables) -> Iterator[Finding]:
    """An event whose date is imprecise ends on the last possible day, within its precision."""
    events = tables["events"]
    for label, event in events[events["date_precision"].gt(1).fillna(False)].iterrows():
        start, end, precision = event["date_start"], event["date_end"], event["date_precision"]
        if pd.isna(end):
            fault = "is empty, and should be the last possible day"
        elif pd.isna(start) or end < start or precision not in _LAST_DAY:
            continue
        else:
            first, last = (start + offset for offset in _LAST_DAY[precision])
            if first <= end <= last:
                continue
            fault = f"is not in {first:%Y-%m-%d} to {last:%Y-%m-%d}"
        yield Finding("events", label, "date_end", f"{fault}, as date_precision {precision} wants")


# The earliest and latest last day, from the first day on.
_LAST_DAY = {
    2: (pd.DateOffset(days=1), pd.DateOffset(days=5)),
    3: (pd.DateOffset(days=1), pd.DateOffset(days=7)),
    4: (pd.DateOffset(days=1), pd.DateOffset(day=31)),
    5: (pd.DateOffset(days=1), pd.DateOffset(month=12, day=31)),
}
