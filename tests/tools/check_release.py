"""Check a built release with other people's tools.

Run it with the Python of requirements/tools.txt: ``python tests/tools/check_release.py FOLDER``.
One line per problem; exit code 1 if there is one. It needs no network.
"""

from __future__ import annotations

import csv
import json
import math
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import duckdb
import frictionless
import jsonschema
import mlcroissant
import openpyxl
import polars
import pyreadstat
from ruamel.yaml import YAML

Json = dict[str, Any]
Problems = Iterator[str]
# Of a column: how many cells are empty, and what the others sum to.
Measure = tuple[int, float]

_EPOCH = date(1970, 1, 1).toordinal()


def main(folder: Path) -> int:
    """Run every check that the release has files for; the answer is the exit code."""
    about = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    sums = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    listed = [line.split("  ", 1)[1] for line in sums]
    found = 0
    for name, (suffix, check) in CHECKS.items():
        if not any(path.endswith(suffix) for path in listed):
            print(f"{name}: skipped, the release has no {suffix}")
            continue
        try:
            problems = list(check(folder, about))
        except Exception as error:  # whatever a tool raises at a file that it cannot read
            problems = [" ".join(f"{type(error).__name__}: {error}".split())]
        found += len(problems)
        print("\n".join(f"{name}: {problem}" for problem in problems) or f"{name}: in order")
    return 1 if found else 0


# --- descriptors -----------------------------------------------------------------------


def check_frictionless(folder: Path, about: Json) -> Problems:
    """The CSV mirror: types, constraints, keys, foreign keys, bytes, hashes and rows."""
    report = frictionless.Package(str(folder / "datapackage.json")).validate()
    yield from (error.message for error in report.errors)
    for task in report.tasks:
        yield from (f"{task.name}: {error.message}" for error in task.errors)
        yield from (f"{task.name}: {warning}" for warning in task.warnings)


def check_profile(folder: Path, about: Json) -> Problems:
    """The descriptor, against the profile of Data Package 2.0."""
    profile = files("dplib") / "profiles" / "2.0" / "datapackage.json"
    yield from _breaches(about, json.loads(profile.read_text(encoding="utf-8")))


def check_cff(folder: Path, about: Json) -> Problems:
    """The citation file, against the schema of the Citation File Format."""
    schemas = files("check_jsonschema") / "builtin_schemas" / "vendor"
    schema = json.loads((schemas / "citation-file-format.json").read_text(encoding="utf-8"))
    cited = YAML(typ="safe", pure=True).load((folder / "CITATION.cff").read_text(encoding="utf-8"))
    yield from _breaches(cited, schema)


def check_datacite(folder: Path, about: Json) -> Problems:
    """The DataCite metadata, against schema 4.5."""
    schema = json.loads((files("datacite") / "schemas" / "datacite-v4.5.json").read_text())
    yield from _breaches(json.loads((folder / "datacite.json").read_text()), schema)


def _breaches(document: Json, schema: Json) -> Problems:
    validator = jsonschema.validators.validator_for(schema)(schema)
    for error in validator.iter_errors(document):
        yield f"{error.json_path}: {error.message[:200]}"


def check_croissant(folder: Path, about: Json) -> Problems:
    """The Croissant file loads, and each record set gives all of its records."""
    path = str(folder / "croissant.json")
    wanted = {f"codes/{item['name']}": len(item["codes"]) for item in about["codeLists"]}
    wanted |= {item["name"]: item["rows"] for item in about["resources"]}
    dataset = mlcroissant.Dataset(jsonld=path)
    issues = dataset.metadata.ctx.issues
    yield from sorted(issues.errors | issues.warnings)
    given = {record_set.uuid for record_set in dataset.metadata.record_sets}
    yield from (f"{name}: has no record set" for name in wanted.keys() - given)
    for name in sorted(wanted.keys() & given):
        if not name.startswith("codes/"):
            # A data set that was read once has empty code lists to join.
            dataset = mlcroissant.Dataset(jsonld=path)
        records = sum(1 for _ in dataset.records(name))
        if records != wanted[name]:
            yield f"{name}: {records} records instead of {wanted[name]}"


# --- tables ----------------------------------------------------------------------------


def check_duckdb(folder: Path, about: Json) -> Problems:
    """Every Parquet file says in DuckDB what its CSV says."""
    sums = {
        "string": "length({})",
        "integer": "{}",
        "number": "{}",
        "boolean": "{}::integer",
        "date": "date_diff('day', DATE '1970-01-01', {})",
    }
    with duckdb.connect() as database:
        for table in about["resources"]:
            source = database.read_parquet(str(folder / table["parquet"]["path"]))
            fields = table["schema"]["fields"]
            asked = [
                f"count(*) - count({name}), coalesce(sum({sums[kind].format(name)}), 0)"
                for name, kind in ((f'"{field["name"]}"', field["type"]) for field in fields)
            ]
            ((rows, *answer),) = source.aggregate(f"count(*), {', '.join(asked)}").fetchall()
            measures = list(zip(answer[::2], map(float, answer[1::2]), strict=True))
            yield from _compare(folder, table, source.columns, rows, measures)


def check_polars(folder: Path, about: Json) -> Problems:
    """Every Parquet file says in polars what its CSV says."""
    sums: dict[str, Callable[[polars.Series], Any]] = {
        "string": lambda cells: cells.str.len_chars().sum(),
        "integer": lambda cells: cells.sum(),
        "number": lambda cells: cells.sum(),
        "boolean": lambda cells: cells.sum(),
        "date": lambda cells: cells.to_physical().sum(),
    }
    for table in about["resources"]:
        frame = polars.read_parquet(folder / table["parquet"]["path"])
        measures = [
            (frame[field["name"]].null_count(), float(sums[field["type"]](frame[field["name"]])))
            for field in table["schema"]["fields"]
        ]
        yield from _compare(folder, table, frame.columns, frame.height, measures)


def check_sqlite(folder: Path, about: Json) -> Problems:
    """The database is whole, its foreign keys hold, and it has every row."""
    for path in sorted(folder.rglob("*.sqlite")):
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
            for (answer,) in database.execute("PRAGMA integrity_check"):
                if answer != "ok":
                    yield f"{path.name}: {answer}"
            for table, row, target, _ in database.execute("PRAGMA foreign_key_check"):
                yield f"{path.name}: row {row} of {table} refers to nothing in {target}"
            for table in about["resources"]:
                name = table["name"]
                (rows,) = database.execute(f'SELECT count(*) FROM "{name}"').fetchone()
                if rows != table["rows"]:
                    yield f"{path.name}: {name} has {rows} rows instead of {table['rows']}"
                keys = len(database.execute(f'PRAGMA foreign_key_list("{name}")').fetchall())
                if keys < len(table["schema"].get("foreignKeys", ())):
                    yield f"{path.name}: {name} lacks a foreign key"


def check_stata(folder: Path, about: Json) -> Problems:
    """Every Stata file has its table's rows, columns, labels and empty cells."""
    paths = {path.stem: path for path in folder.rglob("*.dta")}
    for table in about["resources"]:
        name, fields = table["name"], table["schema"]["fields"]
        if name not in paths:
            yield f"{name}: has no file"
            continue
        frame, facts = pyreadstat.read_dta(str(paths[name]), apply_value_formats=True)
        missing = [int((frame[c].isna() | frame[c].astype(str).eq("")).sum()) for c in frame]
        yield from _compare(folder, table, list(frame), len(frame), missing)
        for field, label in zip(fields, facts.column_labels, strict=False):
            if not label:
                yield f"{name}.{field['name']}: has no variable label"
            if "codeList" in field and field["name"] not in facts.variable_value_labels:
                yield f"{name}.{field['name']}: has no value labels"


def check_excel(folder: Path, about: Json) -> Problems:
    """The workbook has a codebook, and each table with a frozen, filtered header."""
    for path in sorted(folder.rglob("*.xlsx")):
        workbook = openpyxl.load_workbook(path)
        if "codebook" not in workbook.sheetnames:
            yield f"{path.name}: has no sheet 'codebook'"
        for table in about["resources"]:
            if table["name"] not in workbook.sheetnames:
                yield f"{path.name}: has no sheet {table['name']!r}"
                continue
            sheet = workbook[table["name"]]
            header, *rows = sheet.iter_rows(values_only=True)
            missing = [sum(row[n] in (None, "") for row in rows) for n in range(len(header))]
            yield from _compare(folder, table, list(header), len(rows), missing)
            if sheet.freeze_panes != "A2" or not sheet.auto_filter.ref:
                yield f"{path.name}: the header of {table['name']} is not frozen, or not filtered"


def _compare(
    folder: Path, table: Json, columns: list[str], rows: int, found: list[Measure] | list[int]
) -> Problems:
    """What differs from the CSV; of numbers alone only the empty cells are compared."""
    with (folder / table["path"]).open(encoding="utf-8", newline="") as file:
        header, *lines = csv.reader(file)
    if columns != header:
        yield f"{table['name']}: the columns are {columns} instead of {header}"
    elif rows != len(lines):
        yield f"{table['name']}: {rows} rows instead of {len(lines)}"
    else:
        for n, (field, measure) in enumerate(zip(table["schema"]["fields"], found, strict=True)):
            empty, total = _measure([line[n] for line in lines], field["type"])
            given = measure if isinstance(measure, tuple) else (measure, total)
            if given[0] != empty or not math.isclose(given[1], total, rel_tol=1e-9):
                yield (
                    f"{table['name']}.{field['name']}: {given[0]} empty cells and a sum of "
                    f"{given[1]:.15g} instead of {empty} and {total:.15g}"
                )


def _measure(cells: list[str], kind: str) -> Measure:
    """Empty cells, and the sum of numbers, trues, characters or days since 1970."""
    values: dict[str, Callable[[str], float]] = {
        "string": len,
        "integer": int,
        "number": float,
        "boolean": "true".__eq__,
        "date": lambda cell: date.fromisoformat(cell).toordinal() - _EPOCH,
    }
    filled = [cell for cell in cells if cell]
    return len(cells) - len(filled), math.fsum(map(values[kind], filled))


# By tool: the file that it checks, and how.
CHECKS: dict[str, tuple[str, Callable[[Path, Json], Problems]]] = {
    "frictionless": ("datapackage.json", check_frictionless),
    "Data Package 2.0": ("datapackage.json", check_profile),
    "mlcroissant": ("croissant.json", check_croissant),
    "Citation File Format": ("CITATION.cff", check_cff),
    "DataCite 4.5": ("datacite.json", check_datacite),
    "DuckDB": (".parquet", check_duckdb),
    "polars": (".parquet", check_polars),
    "SQLite": (".sqlite", check_sqlite),
    "pyreadstat": (".dta", check_stata),
    "openpyxl": (".xlsx", check_excel),
}


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
