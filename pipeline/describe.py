"""The description that a release carries: a Frictionless Data Package, version 2."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ukr_security_data.schemas import TABLES, Table
from ukr_security_data.schemas.codes import CODE_LISTS, CodeList
from ukr_security_data.schemas.table import Column

from .project import Project
from .write import sha256

Json = dict[str, Any]

_TYPES = {
    "text": "string",
    "integer": "integer",
    "number": "number",
    "boolean": "boolean",
    "day": "date",
}
_LICENSES = {
    "CC-BY-4.0": (
        "https://creativecommons.org/licenses/by/4.0/",
        "Creative Commons Attribution 4.0",
    ),
}


@dataclass(frozen=True)
class TableFiles:
    """One table as the release has it."""

    rows: int
    csv: bytes
    parquet: bytes


def datapackage(project: Project, files: Mapping[str, TableFiles]) -> Json:
    """Describe a release: what it is, its files, its tables, columns and codes."""
    path, title = _LICENSES[project.data_license]
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "ukr-security-data",
        "title": project.title,
        "description": project.description,
        "version": project.version,
        "created": f"{project.released}T00:00:00Z",
        "keywords": list(project.keywords),
        "contributors": [{"title": project.author, "roles": ["creator"]}],
        "licenses": [{"name": project.data_license, "path": path, "title": title}],
        "resources": [_resource(TABLES[name], made) for name, made in files.items()],
        "codeLists": [_code_list(code_list) for code_list in CODE_LISTS.values()],
    }


def as_json(content: Json) -> bytes:
    """JSON as we write it everywhere."""
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _file(path: str, data: bytes) -> Json:
    return {"path": path, "bytes": len(data), "hash": f"sha256:{sha256(data)}"}


def _resource(table: Table, made: TableFiles) -> Json:
    return {
        "name": table.name,
        "type": "table",
        "title": table.title,
        "description": f"One row is {table.unit}.",
        **_file(f"csv/{table.name}.csv", made.csv),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "rows": made.rows,
        "parquet": _file(f"{table.name}.parquet", made.parquet),
        "unitOfObservation": table.unit,
        "schema": _table_schema(table),
    }


def _table_schema(table: Table) -> Json:
    key = [table.column(name) for name in table.key]
    # A primary key admits no empty cell; a key that has one is unique all the same.
    keys: Json = {"primaryKey": list(table.key)}
    if any(column.nullable for column in key):
        keys = {"uniqueKeys": [list(table.key)]}
    return {
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
        **keys,
        "foreignKeys": [
            {
                "fields": [column.name],
                "reference": {"resource": target, "fields": [TABLES[target].key[0]]},
            }
            for column in table.columns
            if len(column.references) == 1
            for target in column.references
        ],
    }


def _field(column: Column) -> Json:
    bounds: Json = {"required": not column.nullable}
    field: Json = {
        "name": column.name,
        "type": _TYPES[column.kind],
        "title": column.title,
        "description": column.description,
    }
    if column.kind == "boolean":
        field |= {"trueValues": ["true"], "falseValues": ["false"]}
    if column.codes:
        whole = column.kind == "integer"
        values: list[str | int] = [int(v) if whole else v for v in column.codes.values]
        bounds["enum"] = values
        labels = [code.label for code in column.codes.codes]
        field["categories"] = [
            {"value": value, "label": label} for value, label in zip(values, labels, strict=True)
        ]
        field["categoriesOrdered"] = column.codes.ordered
        field["codeList"] = column.codes.name
    for name in ("pattern", "minimum", "maximum"):
        value = getattr(column, name)
        if value is not None:
            bounds[name] = value
    for name, told in (
        ("unit", column.unit),
        ("maxWords", column.max_words),
        ("references", list(column.references)),
        ("derived", column.derived),
        ("doubleCoded", column.double_coded),
    ):
        if told:
            field[name] = told
    return field | {"constraints": bounds}


def _code_list(code_list: CodeList) -> Json:
    return {
        "name": code_list.name,
        "title": code_list.title,
        "vocabulary": code_list.vocabulary,
        "ordered": code_list.ordered,
        "codes": [
            {"code": code.code, "label": code.label, "definition": code.definition}
            for code in code_list.codes
        ],
    }
