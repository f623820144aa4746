"""Rules on codings."""

from __future__ import annotations

from collections.abc import Iterator

from .. import TABLES
from .base import Finding, Tables, find
from .evidence import columns_by_prefix, unknown_variable


def coding_is_of_a_double_coded_variable(tables: Tables) -> Iterator[Finding]:
    """Codings are of the double-coded variables alone."""
    codings = tables["codings"].dropna(subset=["variable", "record_id"])
    columns = columns_by_prefix(lambda column: column.double_coded)
    yield from unknown_variable("codings", codings, columns, "not double-coded")


def coding_uses_the_codes(tables: Tables) -> Iterator[Finding]:
    """A coder's value is a code of the variable."""
    codings = tables["codings"].dropna(subset=["variable", "record_id", "value"])
    for table in TABLES.values():
        for column in table.columns:
            if not column.double_coded or column.codes is None:
                continue
            of_table = codings["record_id"].str.startswith(str(table.prefix))
            mine = of_table & codings["variable"].eq(column.name)
            yield from find(
                "codings",
                codings[mine & ~codings["value"].isin(column.codes.values)],
                "value",
                lambda row: (
                    f"{row['value']!r} is no code of {row['variable']}; docs/codebook.md lists them"
                ),
            )
