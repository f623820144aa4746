"""Rows that a table admits, generated from its own definition."""

from __future__ import annotations

import datetime

from hypothesis import strategies as st
from ukr_security_data.schemas import Table
from ukr_security_data.schemas.columns import names
from ukr_security_data.schemas.table import Column

from pipeline.raw import sort_key
from pipeline.text import flaw
from ukr_security_data._cells import csv_bytes

_ALPHABET = "aeiouzAKéßøŁğłž0179.,;:!?'\"-()/&%’“”–"
_CYRILLIC = "жищьїєґЯЮЩ"


def words(column: Column) -> st.SearchStrategy[str]:
    """Free text without a flaw, commas, quotes and line breaks included."""
    word = st.text(_ALPHABET, min_size=1, max_size=8) | st.text(_CYRILLIC, min_size=1, max_size=8)
    separator = st.sampled_from([" ", "\n"])
    most = min(column.max_words or 6, 6)
    text = st.tuples(st.lists(word, min_size=1, max_size=most), separator).map(
        lambda t: t[1].join(t[0])
    )
    return text.filter(lambda cell: flaw(cell) is None and len(cell.split()) <= most)


def cell(column: Column) -> st.SearchStrategy[str]:
    """A cell as a coder may type it."""
    filled: st.SearchStrategy[str]
    if column.codes:
        filled = st.sampled_from(column.codes.values)
    elif column.pattern:
        printable = st.characters(min_codepoint=33, max_codepoint=126)
        filled = st.from_regex(f"(?:{column.pattern})", fullmatch=True, alphabet=printable)
    elif column.kind == "integer":
        low = int(column.minimum or 0)
        filled = st.integers(low, int(column.maximum or 10**15 - 1)).map(str)
    elif column.kind == "number":
        filled = st.decimals(0, 10**9, places=3, allow_nan=False, allow_infinity=False).map(_plain)
    elif column.kind == "boolean":
        filled = st.sampled_from(["true", "false"])
    elif column.kind == "day":
        days = st.dates(datetime.date(1900, 1, 1), datetime.date(2199, 12, 31))
        filled = days.map(datetime.date.isoformat)
    else:
        filled = words(column)
    return st.just("") | filled if column.nullable else filled


def _plain(value: object) -> str:
    text = str(value)
    return text.rstrip("0").rstrip(".") if "." in text else text


def raw_rows(table: Table, most: int = 5) -> st.SearchStrategy[list[list[str]]]:
    """Rows in canonical order, each key once."""
    header = names(table.typed)
    key = [header.index(name) for name in table.key]
    row = st.tuples(*(cell(column) for column in table.typed)).map(list)
    rows = st.lists(row, max_size=most, unique_by=lambda r: tuple(r[k] for k in key))
    return rows.map(lambda found: sorted(found, key=lambda r: ([sort_key(r[k]) for k in key], r)))


def raw_file(table: Table, most: int = 5) -> st.SearchStrategy[bytes]:
    """A raw file in canonical form."""
    return raw_rows(table, most).map(lambda rows: csv_bytes(names(table.typed), rows))
