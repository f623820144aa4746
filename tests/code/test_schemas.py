"""The definitions themselves: complete, consistent, compiled by Pandera."""

from __future__ import annotations

import itertools
from collections import defaultdict

import pytest
from ukr_security_data.schemas import TABLES, Column
from ukr_security_data.schemas.codes import CODE_LISTS
from ukr_security_data.schemas.columns import CODED_TABLES
from ukr_security_data.schemas.model import pandera_schema

COLUMNS = [(table, column) for table in TABLES.values() for column in table.columns]

# `role` is the one name that the codebook gives to two code lists.
TWO_MEANINGS = {"role"}


def test_a_column_of_one_name_means_one_thing() -> None:
    meanings = defaultdict(set)
    for _, column in COLUMNS:
        facts = (column.kind, column.unit, column.codes, column.pattern, column.max_words)
        meanings[column.name].add(facts)
    assert {name for name, found in meanings.items() if len(found) > 1} == TWO_MEANINGS


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=lambda item: item.name)
def test_every_column_says_what_it_is(table: object, column: Column) -> None:
    assert column.title and column.description.endswith(".")
    assert (column.pattern is None) == (column.shape is None)
    assert column.kind in {"integer", "number"} or (column.unit, column.minimum) == (None, None)
    assert all(len(TABLES[target].key) == 1 for target in column.references)


def test_every_code_has_label_and_definition_and_occurs_once() -> None:
    for code_list in CODE_LISTS.values():
        assert len(set(code_list.values)) == len(code_list.values)
        assert all(code.label and code.definition.endswith(".") for code in code_list.codes)


def test_every_code_list_is_used_and_every_used_one_is_listed() -> None:
    used = {column.codes.name for _, column in COLUMNS if column.codes}
    assert set(CODE_LISTS) - used == {"adoption_rule"}  # in which conflicts() answers
    assert used <= set(CODE_LISTS)


def test_keys_are_columns_and_prefixes_differ() -> None:
    assert all(set(table.key) <= {c.name for c in table.columns} for table in TABLES.values())
    prefixes = [table.prefix for table in TABLES.values() if table.prefix]
    assert len(set(prefixes)) == len(prefixes)
    assert tuple(name for name, table in TABLES.items() if table.coded) == CODED_TABLES


@pytest.mark.parametrize(("name", "derived"), [*itertools.product(TABLES, (True, False))])
def test_pandera_compiles_every_table(name: str, derived: bool) -> None:
    schema = pandera_schema(name, derived)
    expected = TABLES[name].columns if derived else TABLES[name].typed
    assert list(schema.columns) == [column.name for column in expected]
    assert all(schema.columns[c.name].description == c.description for c in expected)


def test_definitions_import_no_engine() -> None:
    import subprocess
    import sys

    code = (
        "import sys, ukr_security_data.schemas as s\n"
        "engines = {'pandas', 'pandera', 'pyarrow', 'numpy'} & set(sys.modules)\n"
        "assert s.TABLES and not engines, engines"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
