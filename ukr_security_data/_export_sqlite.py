"""A release as one SQLite database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING, Any

from ._cells import Value, rows, text
from ._facts import CODE_FACTS, Json, about, chosen, code_lists, codebook

if TYPE_CHECKING:
    import sqlite3

    import pandas as pd

# Names of types that every version of SQLite, and every program that reads it, takes alike.
_TYPES = {
    "string": "TEXT",
    "integer": "INTEGER",
    "number": "REAL",
    "boolean": "INTEGER",
    "date": "TEXT",
}


def sqlite(frames: Mapping[str, pd.DataFrame], descriptor: Json) -> bytes:
    """Tables as a SQLite database with keys.

    Parameters
    ----------
    frames : mapping of str to DataFrame
        Tables of the release by name, as built or as loaded.
    descriptor : dict
        Contents of the release's datapackage.json.

    Returns
    -------
    bytes
        The file. Days are text YYYY-MM-DD, true and false are 1 and 0. Each code list is
        a table `codes_…`, to which the coded columns refer; `codebook` describes every
        column and `about` the release.
    """
    import sqlite3

    resources = chosen(descriptor, frames)
    with closing(sqlite3.connect(":memory:")) as database:
        _fill(database, "about", ["fact", "value"], list(about(descriptor).items()))
        described = codebook(resources)
        _fill(database, "codebook", list(described[0]), [list(d.values()) for d in described])
        for name, code_list in code_lists(descriptor, resources).items():
            _add_codes(database, name, code_list, _type_of_codes(name, resources))
        for item in resources:
            database.execute(_create(item, {r["name"] for r in resources}))
            frame = frames[item["name"]]
            _insert(database, item["name"], rows(frame[_names(item)]))
        database.commit()
        return database.serialize()


def _create(resource: Json, present: set[str]) -> str:
    """The statement that makes a table; a reference to a table that is absent is left out."""
    schema = resource["schema"]
    lines = []
    for field in schema["fields"]:
        line = f"{_quoted(field['name'])} {_TYPES[field['type']]}"
        if field["constraints"]["required"]:
            line += " NOT NULL"
        if field["type"] == "boolean":
            line += f" CHECK ({_quoted(field['name'])} IN (0, 1))"
        lines.append(line)
    if "primaryKey" in schema:
        lines.append(f"PRIMARY KEY ({_listed(schema['primaryKey'])})")
    lines += [f"UNIQUE ({_listed(key)})" for key in schema.get("uniqueKeys", ())]
    lines += [
        _foreign_key(key["fields"], key["reference"]["resource"], key["reference"]["fields"])
        for key in schema.get("foreignKeys", ())
        if key["reference"]["resource"] in present
    ]
    lines += [
        _foreign_key([field["name"]], _codes_table(field["codeList"]), ["code"])
        for field in schema["fields"]
        if "codeList" in field
    ]
    return _table(resource["name"], lines)


def _add_codes(database: sqlite3.Connection, name: str, code_list: Json, type_name: str) -> None:
    """A lookup table; where the list is ordered, `rank` counts from the lowest code."""
    lines = [f'"code" {type_name} NOT NULL PRIMARY KEY', '"label" TEXT NOT NULL']
    lines.append('"definition" TEXT NOT NULL')
    made = [[code[fact] for fact in CODE_FACTS] for code in code_list["codes"]]
    if code_list["ordered"]:
        lines.append('"rank" INTEGER NOT NULL UNIQUE')
        made = [[*row, rank] for rank, row in enumerate(made, 1)]
    database.execute(_table(_codes_table(name), lines))
    _insert(database, _codes_table(name), made)


def _type_of_codes(name: str, resources: list[Json]) -> str:
    """The type of the columns that use a code list."""
    fields = (field for item in resources for field in item["schema"]["fields"])
    return next(_TYPES[field["type"]] for field in fields if field.get("codeList") == name)


def _fill(database: sqlite3.Connection, table: str, header: list[str], cells: list[Any]) -> None:
    """Make a table that only informs."""
    database.execute(_table(table, [_quoted(name) for name in header]))
    _insert(database, table, cells)


def _insert(database: sqlite3.Connection, table: str, cells: Sequence[Sequence[Value]]) -> None:
    if cells:
        places = ", ".join("?" * len(cells[0]))
        database.executemany(
            f"INSERT INTO {_quoted(table)} VALUES ({places})",
            [[_stored(value) for value in row] for row in cells],
        )


def _stored(value: Value) -> Value:
    return text(value) if isinstance(value, date) else value


def _table(name: str, lines: list[str]) -> str:
    return f"CREATE TABLE {_quoted(name)} (\n  " + ",\n  ".join(lines) + "\n)"


def _foreign_key(fields: list[str], table: str, targets: list[str]) -> str:
    return f"FOREIGN KEY ({_listed(fields)}) REFERENCES {_quoted(table)} ({_listed(targets)})"


def _codes_table(name: str) -> str:
    return f"codes_{name}"


def _names(resource: Json) -> list[str]:
    return [field["name"] for field in resource["schema"]["fields"]]


def _listed(names: list[str]) -> str:
    return ", ".join(_quoted(name) for name in names)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
