"""Croissant 1.0: the release as data sets for machine learning are described."""

from __future__ import annotations

from typing import Any

from ukr_security_data._cite import bibtex

Json = dict[str, Any]

# The context that the format prescribes; its tools warn of any other.
_TERMS = (
    *("citeAs", "column", "equivalentProperty", "extract", "field", "fileObject", "fileProperty"),
    *("fileSet", "format", "includes", "isLiveDataset", "jsonPath", "key", "md5", "parentField"),
    *("path", "recordSet", "references", "regex", "repeated", "replace", "samplingRate"),
    *("separator", "source", "subField", "transform"),
)
_CONTEXT: Json = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    **{term: f"cr:{term}" for term in _TERMS},
}
_TYPES = {
    "string": "sc:Text",
    "integer": "sc:Integer",
    "number": "sc:Float",
    "boolean": "sc:Boolean",
    "date": "sc:Date",
}
# Croissant's readers know Parquet by an older name than the registered one.
_ENCODINGS = {"application/vnd.apache.parquet": "application/x-parquet"}


def croissant(about: Json, files: list[Json]) -> Json:
    """Translate a datapackage: a record set for each code list and each table.

    The records are read from the Parquet files; a code list carries its codes with it.
    """
    tables = {item["name"]: item for item in about["resources"]}
    fields = [field for item in about["resources"] for field in item["schema"]["fields"]]
    whole = {field.get("codeList") for field in fields if field["type"] == "integer"}
    return {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": about["name"],
        "alternateName": about["title"],
        "description": about["description"],
        # The format demands an address: until there is a homepage, that of the folder.
        "url": about.get("homepage", "./"),
        "version": about["version"],
        "datePublished": about["created"][:10],
        "license": about["licenses"][0]["path"],
        "creator": {"@type": "sc:Organization", "name": about["contributors"][0]["title"]},
        "keywords": about["keywords"],
        "inLanguage": about["language"],
        "citeAs": bibtex(about),
        "isLiveDataset": False,
        "distribution": [_file(file) for file in files],
        "recordSet": [
            *(_codes(codes, codes["name"] in whole) for codes in about["codeLists"]),
            *(_records(table, tables) for table in tables.values()),
        ],
    }


def _file(file: Json) -> Json:
    return {
        "@type": "cr:FileObject",
        "@id": file["path"],
        "name": file["path"],
        "contentUrl": file["path"],
        "contentSize": f"{file['bytes']} B",
        "encodingFormat": _ENCODINGS.get(file["mediatype"], file["mediatype"]),
        "sha256": file["hash"].removeprefix("sha256:"),
    }


def _codes(code_list: Json, whole: bool) -> Json:
    """A code list as an enumeration: `name` is the label of a code."""
    of = f"codes/{code_list['name']}"
    facts = {"code": "code", "name": "label", "description": "definition"}
    records = [{name: code[fact] for name, fact in facts.items()} for code in code_list["codes"]]
    if whole:
        records = [{**record, "code": int(record["code"])} for record in records]
    return {
        "@type": "cr:RecordSet",
        "@id": of,
        "name": of,
        "description": f"{code_list['title']}. Vocabulary: {code_list['vocabulary']}.",
        "dataType": "sc:Enumeration",
        "key": {"@id": f"{of}/code"},
        "field": [
            {
                "@type": "cr:Field",
                "@id": f"{of}/{name}",
                "name": name,
                "description": f"The {fact} of the code.",
                "dataType": "sc:Integer" if whole and name == "code" else "sc:Text",
            }
            for name, fact in facts.items()
        ],
        "data": [{f"{of}/{name}": value for name, value in record.items()} for record in records],
    }


def _records(table: Json, tables: dict[str, Json]) -> Json:
    name, schema = table["name"], table["schema"]
    key = schema.get("primaryKey") or schema["uniqueKeys"][0]
    return {
        "@type": "cr:RecordSet",
        "@id": name,
        "name": name,
        "description": f"{table['title']}. {table['description']}",
        "key": [{"@id": f"{name}/{column}"} for column in key],
        "field": [_field(field, table, tables) for field in schema["fields"]],
    }


def _field(field: Json, table: Json, tables: dict[str, Json]) -> Json:
    told: Json = {
        "@type": "cr:Field",
        "@id": f"{table['name']}/{field['name']}",
        "name": field["name"],
        "description": field["description"],
        "dataType": _TYPES[field["type"]],
        "source": {
            "fileObject": {"@id": table["parquet"]["path"]},
            "extract": {"column": field["name"]},
        },
    }
    target = _target(field, table, tables)
    if target:
        told["references"] = {"field": {"@id": target}}
    elif "references" in field:
        told["description"] += f" Refers to {' or '.join(field['references'])}."
    return told


def _target(field: Json, table: Json, tables: dict[str, Json]) -> str | None:
    """The field that a column refers to, if Croissant's readers can follow it.

    They admit one target, and no circle: a table may refer to those before it alone.
    """
    if "codeList" in field:
        return f"codes/{field['codeList']}/code"
    order = list(tables)
    match field.get("references", []):
        case [name] if order.index(name) < order.index(table["name"]):
            return f"{name}/{tables[name]['schema']['primaryKey'][0]}"
    return None
