"""Rules on evidence and sources."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import parse_qsl, urlsplit

import pandas as pd

from .. import TABLES
from ..codes import PRIMARY_SOURCE_TYPES
from ..columns import CODED_TABLES
from ..faults import near
from .base import Finding, Tables, find, relies_on, values_at
from .dates import last_reading


def coded_records(tables: Tables) -> pd.DataFrame:
    """All coded records: table, label, record_id, date, review_status."""
    parts = []
    for name in CODED_TABLES:
        frame = tables[name]
        date = frame[str(TABLES[name].date)]
        parts.append(
            pd.DataFrame(
                {
                    "table": name,
                    "label": frame.index,
                    "record_id": frame[TABLES[name].key[0]].array,
                    "date": date.array,
                    "review_status": frame["review_status"].array,
                }
            )
        )
    return pd.concat(parts, ignore_index=True)


def independent_publishers(tables: Tables) -> pd.DataFrame:
    """The supporting sources of each record, as (record_id, source_id, source_type, origin).

    `origin` is who wrote the source's text: the publisher of the page it copies, or the
    agency or outlet that it is credited to, or else its own publisher.
    """
    sources = tables["sources"].drop_duplicates("source_id").set_index("source_id")
    copied = sources["syndicated_from"].dropna().to_dict()
    author = sources["credited_to"].fillna(sources["publisher"]).to_dict()

    def origin(source: str) -> str:
        seen = {source}
        while source in copied and copied[source] in author and copied[source] not in seen:
            source = copied[source]
            seen.add(source)
        return str(author.get(source, source))

    evidence = tables["evidence"]
    supports = evidence[evidence["relation"].eq("supports").fillna(False)]
    supports = supports[["record_id", "source_id"]].dropna().drop_duplicates()
    return supports.assign(
        source_type=values_at(sources["source_type"], supports["source_id"]),
        origin=[origin(source) for source in supports["source_id"]],
    )


@relies_on("evidence.record_id", "evidence.variable", "evidence.relation")
def record_has_evidence(tables: Tables) -> Iterator[Finding]:
    """Every event, agreement, pledge and statement has a source that supports it as a whole."""
    evidence = tables["evidence"]
    whole = evidence["relation"].eq("supports").fillna(False) & evidence["variable"].isna()
    records = coded_records(tables)
    missing = records[~records["record_id"].isin(evidence.loc[whole, "record_id"])]
    for row in missing.itertuples():
        yield Finding(
            str(row.table),
            row.label,
            "",
            "has no supporting row in raw/evidence.csv; add the source and its passage",
        )


@relies_on(
    "evidence.record_id",
    "evidence.source_id",
    "evidence.relation",
    "sources.source_id",
    "sources.source_type",
    "sources.publisher",
    "sources.credited_to",
)
def final_has_sources(tables: Tables) -> Iterator[Finding]:
    """A record is `final` only with one primary source or two independent ones."""
    supports = independent_publishers(tables)
    primary = supports.loc[supports["source_type"].isin(PRIMARY_SOURCE_TYPES), "record_id"]
    count = supports.groupby("record_id")["origin"].nunique()
    records = coded_records(tables)
    enough = records["record_id"].isin(primary) | values_at(count, records["record_id"]).ge(2)
    final = records["review_status"].eq("final").fillna(False)
    known = records["record_id"].isin(supports["record_id"])
    for row in records[final & known & ~enough].itertuples():
        yield Finding(
            str(row.table),
            row.label,
            "review_status",
            "is final, but rests on one secondary source; add a primary or an independent one, or write candidate",
        )


def source_follows_event(tables: Tables) -> Iterator[Finding]:
    """A source that was published before a record's date cannot support that it happened."""
    evidence = tables["evidence"]
    records = coded_records(tables).dropna(subset=["record_id"]).drop_duplicates("record_id")
    date = values_at(records.set_index("record_id")["date"], evidence["record_id"])
    sources = tables["sources"].drop_duplicates("source_id").set_index("source_id")
    shown = values_at(sources["published"].fillna(sources["accessed"]), evidence["source_id"])
    supports = evidence["relation"].eq("supports").fillna(False)
    # What is dated in the future is reported there.
    broken = supports & shown.lt(date) & date.le(last_reading(tables))
    yield from find(
        "evidence",
        evidence.assign(shown=shown, date=date)[broken],
        "source_id",
        lambda row: (
            f"{row['source_id']} is of {row['shown']:%Y-%m-%d} and cannot support what is dated {row['date']:%Y-%m-%d}; check both days, or write context"
        ),
    )


def evidence_names_a_column(tables: Tables) -> Iterator[Finding]:
    """Evidence names a column of its record's table, or none."""
    evidence = tables["evidence"].dropna(subset=["variable", "record_id"])
    columns = columns_by_prefix(lambda column: True)
    yield from unknown_variable("evidence", evidence, columns, "no column of its table")


def contradiction_reports_a_value(tables: Tables) -> Iterator[Finding]:
    """Evidence that contradicts names the variable and the value reported."""
    evidence = tables["evidence"]
    contradicts = evidence["relation"].eq("contradicts").fillna(False)
    for column in ("variable", "value_reported"):
        yield from find(
            "evidence",
            evidence[contradicts & evidence[column].isna()],
            column,
            "is empty, but the source contradicts; say which column and which value",
        )


def columns_by_prefix(wanted: Callable[..., bool]) -> dict[str, set[str]]:
    """For the letters that begin an id: the columns of its table that are wanted."""
    return {
        str(table.prefix): {column.name for column in table.columns if wanted(column)}
        for table in TABLES.values()
        if table.coded
    }


def unknown_variable(
    name: str, frame: pd.DataFrame, columns: dict[str, set[str]], what: str
) -> Iterator[Finding]:
    """Rows whose variable is none of the columns admitted for the table of their record."""
    prefix = frame["record_id"].str.slice(0, 2)
    known = [
        variable in columns.get(letters, {variable})
        for letters, variable in zip(prefix, frame["variable"], strict=True)
    ]
    broken = frame[~pd.Series(known, index=frame.index, dtype=bool)]
    yield from find(
        name,
        broken,
        "variable",
        lambda row: (
            f"{row['variable']!r} is {what}; {_hint(row['variable'], columns[row['record_id'][:2]])}"
        ),
    )


def _hint(variable: str, columns: set[str]) -> str:
    guess = near(variable, sorted(columns))
    return f"did you mean {guess!r}?" if guess else "docs/codebook.md lists them"


_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|yclid|dclid|msclkid|mc_[ce]id|igshid|ref_src|at_medium|at_campaign"
)


def addresses_are_clean(tables: Tables) -> Iterator[Finding]:
    """An address occurs once and has no tracking parameter."""
    sources = tables["sources"].dropna(subset=["url"])
    sources = sources.assign(p=[_tracking_parameter(url) for url in sources["url"]])
    yield from find(
        "sources",
        sources[sources["p"].ne("")],
        "url",
        lambda row: f"has the tracking parameter {row['p']!r}; remove it",
    )
    again = sources["url"].duplicated()
    first = sources.drop_duplicates("url").set_index("url")["source_id"]
    yield from find(
        "sources",
        sources[again],
        "url",
        lambda row: f"is the address of {first[row['url']]} already; use that source",
    )


def _tracking_parameter(url: str) -> str:
    try:
        parameters = parse_qsl(urlsplit(url).query, keep_blank_values=True)
    except ValueError:
        return ""
    return next((name for name, _ in parameters if _TRACKING.fullmatch(name)), "")
