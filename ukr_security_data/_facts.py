"""What a release's description says, as rows for a file that explains itself."""

from __future__ import annotations

from collections.abc import Container
from typing import Any

from ._cite import text as citation

Json = dict[str, Any]

CODE_FACTS = ("code", "label", "definition")


def about(descriptor: Json) -> dict[str, str]:
    """What the data set is, how to cite it and what its licence is."""
    licence = descriptor["licenses"][0]
    return {
        "title": descriptor["title"],
        "description": descriptor["description"],
        "version": descriptor["version"],
        "released": descriptor["created"][:10],
        "citation": citation(descriptor),
        "licence": f"{licence['title']} ({licence['name']})",
        "licence_text": licence["path"],
    }


def columns(resource: Json) -> list[Json]:
    """The codebook of a table: one row a column."""
    return [
        {
            "column": field["name"],
            "title": field["title"],
            "type": field["type"],
            "unit": field.get("unit"),
            "nullable": not field["constraints"]["required"],
            "codes": field.get("codeList"),
            "derived": field.get("derived", False),
            "description": field["description"],
        }
        for field in resource["schema"]["fields"]
    ]


def codebook(resources: list[Json]) -> list[Json]:
    """The codebook of several tables: one row a column."""
    return [{"table": item["name"], **facts} for item in resources for facts in columns(item)]


def chosen(descriptor: Json, names: Container[str]) -> list[Json]:
    """The resources whose names are among those given, in the release's order."""
    return [item for item in descriptor["resources"] if item["name"] in names]


def code_lists(descriptor: Json, resources: list[Json]) -> dict[str, Json]:
    """The code lists that columns of these tables use, by name."""
    used = {facts["codes"] for item in resources for facts in columns(item)}
    return {item["name"]: item for item in descriptor["codeLists"] if item["name"] in used}
