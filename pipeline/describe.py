"""What a release says of itself: its descriptors, in the standards of the field.

`datapackage.json` is made from the project's facts, the models and the built tables;
every other descriptor is a translation of it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

import pandas as pd
from ukr_security_data.schemas import TABLES, Table
from ukr_security_data.schemas.codes import CODE_LISTS, CodeList
from ukr_security_data.schemas.rules import Tables
from ukr_security_data.schemas.table import Column

from ukr_security_data._cite import cff

from .catalogue import datacite, schema_org, zenodo
from .croissant import croissant
from .project import ROOT, Project
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
_MEDIA_TYPES = {
    ".csv": "text/csv",
    ".dta": "application/x-stata-dta",
    ".parquet": "application/vnd.apache.parquet",
    ".sqlite": "application/vnd.sqlite3",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_COPIES = ("CHANGELOG.md", "LICENSE", "LICENSE-DATA")


def datapackage(project: Project, tables: Tables, files: Mapping[str, bytes]) -> Json:
    """Describe the tables of a release as a Frictionless Data Package, version 2.

    `temporal`, `spatial`, `parquet` and `codeLists` are ours; the standard leaves room for them.

    Parameters
    ----------
    project : Project
    tables : mapping of str to DataFrame
        The tables, as `derive` makes them.
    files : mapping of str to bytes
        The CSV and the Parquet file of each, by path.
    """
    path, title = _LICENSES[project.data_license]
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "ukr-security-data",
        "title": project.title,
        "description": project.about,
        **({"homepage": project.homepage} if project.homepage else {}),
        "version": project.version,
        "created": f"{project.released}T00:00:00Z",
        "language": project.language,
        "keywords": list(project.keywords),
        "contributors": [{"title": project.author, "roles": ["creator"]}],
        "licenses": [{"name": project.data_license, "path": path, "title": title}],
        "sources": [{"title": "The pages and documents that were read", "path": "csv/sources.csv"}],
        "temporal": _temporal(tables),
        "spatial": _spatial(project, tables["actors"]),
        "resources": [_resource(TABLES[name], len(frame), files) for name, frame in tables.items()],
        "codeLists": [_code_list(code_list) for code_list in CODE_LISTS.values()],
    }


def descriptions(about: Json, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Every descriptor of a release, and its copies of texts, by their paths in its folder.

    Parameters
    ----------
    about : dict
        As `datapackage` makes it.
    files : mapping of str to bytes
        Every data file of the release, by path.
    """
    listed = [_file(path, files[path]) for path in sorted(files)]
    return {
        "datapackage.json": as_json(about),
        "croissant.json": as_json(croissant(about, listed)),
        "schema-org.json": as_json(schema_org(about, listed)),
        "datacite.json": as_json(datacite(about, listed)),
        ".zenodo.json": as_json(zenodo(about)),
        "CITATION.cff": cff(about).encode(),
        **{name: (ROOT / name).read_bytes() for name in _COPIES},
    }


def as_json(content: Json) -> bytes:
    """JSON as we write it everywhere."""
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _temporal(tables: Tables) -> Json:
    """The first and the last day of a coded record; empty if no record has one."""
    dates = pd.concat(
        [tables[name][table.date] for name, table in TABLES.items() if table.date]
    ).dropna()
    if dates.empty:
        return {}
    return {"start": f"{dates.min():%Y-%m-%d}", "end": f"{dates.max():%Y-%m-%d}"}


def _spatial(project: Project, actors: pd.DataFrame) -> list[Json]:
    """The states that the data are about, as the actors are named."""
    places = actors.loc[actors["actor_id"].isin(project.places), ["name", "iso3", "wikidata_qid"]]
    rows = places.astype(object).to_dict("records")
    return [{str(name): value for name, value in row.items() if pd.notna(value)} for row in rows]


def _file(path: str, data: bytes) -> Json:
    return {
        "path": path,
        "mediatype": _MEDIA_TYPES[PurePosixPath(path).suffix],
        "bytes": len(data),
        "hash": f"sha256:{sha256(data)}",
    }


def _resource(table: Table, rows: int, files: Mapping[str, bytes]) -> Json:
    csv, parquet = f"csv/{table.name}.csv", f"{table.name}.parquet"
    return {
        "name": table.name,
        "type": "table",
        "title": table.title,
        "description": f"One row is {table.unit}.",
        **_file(csv, files[csv]),
        "format": "csv",
        "encoding": "utf-8",
        "rows": rows,
        "parquet": _file(parquet, files[parquet]),
        "unitOfObservation": table.unit,
        "schema": _table_schema(table),
    }


def _table_schema(table: Table) -> Json:
    key = [table.column(name) for name in table.key]
    # A primary key admits no empty cell; a key that has one is unique all the same.
    keys: Json = {"primaryKey": list(table.key)}
    if any(column.nullable for column in key):
        keys = {"uniqueKeys": [list(table.key)]}
    references = [
        {
            "fields": [column.name],
            "reference": {"resource": target, "fields": [TABLES[target].key[0]]},
        }
        for column in table.columns
        if len(column.references) == 1
        for target in column.references
    ]
    return {
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
        **keys,
        # The standard admits no empty list.
        **({"foreignKeys": references} if references else {}),
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
