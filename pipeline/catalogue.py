"""The release as archives, DOI registries and search engines list it."""

from __future__ import annotations

import re
from html import escape
from typing import Any

from ukr_security_data._cite import text

Json = dict[str, Any]


def schema_org(about: Json, files: list[Json]) -> Json:
    """A schema.org Dataset, as JSON-LD."""
    creator = {"@type": "Organization", "name": about["contributors"][0]["title"]}
    temporal = _interval(about)
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": about["title"],
        "alternateName": about["name"],
        "description": about["description"],
        **({"url": about["homepage"]} if "homepage" in about else {}),
        "version": about["version"],
        "datePublished": about["created"][:10],
        "inLanguage": about["language"],
        "keywords": about["keywords"],
        "license": about["licenses"][0]["path"],
        "isAccessibleForFree": True,
        "creator": creator,
        "publisher": creator,
        "creditText": text(about),
        **({"temporalCoverage": temporal} if temporal else {}),
        "spatialCoverage": [_place(place) for place in about["spatial"]],
        "variableMeasured": [
            _variable(table, field)
            for table in about["resources"]
            for field in table["schema"]["fields"]
            if _measured(table, field)
        ],
        "distribution": [
            {
                "@type": "DataDownload",
                "name": file["path"],
                "contentUrl": file["path"],
                "encodingFormat": file["mediatype"],
                "contentSize": f"{file['bytes']} B",
                "sha256": file["hash"].removeprefix("sha256:"),
            }
            for file in files
        ],
    }


def datacite(about: Json, files: list[Json]) -> Json:
    """DataCite metadata 4.5; the archive adds the DOI and its address."""
    author, license_ = about["contributors"][0]["title"], about["licenses"][0]
    issued, temporal = about["created"][:10], _interval(about)
    dates = [{"date": issued, "dateType": "Issued"}]
    if temporal:
        dates.append(
            {"date": temporal, "dateType": "Other", "dateInformation": "Days that the data cover"}
        )
    return {
        "schemaVersion": "http://datacite.org/schema/kernel-4",
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Coded events data"},
        "titles": [{"title": about["title"]}],
        "creators": [{"name": author, "nameType": "Organizational"}],
        "publisher": {"name": author},
        "publicationYear": issued[:4],
        "version": about["version"],
        "language": about["language"],
        "subjects": [{"subject": word} for word in about["keywords"]],
        "dates": dates,
        "geoLocations": [{"geoLocationPlace": place["name"]} for place in about["spatial"]],
        "descriptions": [
            {
                "description": "\n\n".join(_paragraphs(about["description"])),
                "descriptionType": "Abstract",
            }
        ],
        "rightsList": [
            {
                "rights": license_["title"],
                "rightsUri": license_["path"],
                "rightsIdentifier": license_["name"],
                "rightsIdentifierScheme": "SPDX",
                "schemeUri": "https://spdx.org/licenses/",
            }
        ],
        "formats": sorted({file["mediatype"] for file in files}),
        "sizes": [
            f"{len(about['resources'])} tables",
            f"{sum(table['rows'] for table in about['resources'])} rows",
        ],
    }


def zenodo(about: Json) -> Json:
    """What Zenodo reads from .zenodo.json."""
    return {
        "upload_type": "dataset",
        "title": about["title"],
        "description": "".join(
            f"<p>{escape(part)}</p>" for part in _paragraphs(about["description"])
        ),
        "creators": [{"name": about["contributors"][0]["title"]}],
        "version": about["version"],
        "publication_date": about["created"][:10],
        "access_right": "open",
        "license": about["licenses"][0]["name"],
        "keywords": about["keywords"],
    }


def _interval(about: Json) -> str:
    """The days that the data cover, ISO 8601; empty if no record is dated."""
    return "/".join(about["temporal"].values())


def _place(place: Json) -> Json:
    told: Json = {"@type": "Place", "name": place["name"]}
    if "iso3" in place:
        told["identifier"] = {
            "@type": "PropertyValue",
            "propertyID": "ISO 3166-1 alpha-3",
            "value": place["iso3"],
        }
    if "wikidata_qid" in place:
        told["sameAs"] = f"https://www.wikidata.org/entity/{place['wikidata_qid']}"
    return told


def _measured(table: Json, field: Json) -> bool:
    """Whether a column says something of its unit, and does not only name it or another."""
    schema = table["schema"]
    key = schema.get("primaryKey") or schema["uniqueKeys"][0]
    return field["name"] not in key and "references" not in field


def _variable(table: Json, field: Json) -> Json:
    told: Json = {
        "@type": "PropertyValue",
        "name": f"{table['name']}.{field['name']}",
        "alternateName": field["title"],
        "description": field["description"],
    }
    if "unit" in field:
        told["unitText"] = field["unit"]
    return told


def _paragraphs(markdown: str) -> list[str]:
    """The paragraphs and points of a page as plain text, one line each."""
    parts = re.split(r"\n\n|\n(?=- )", markdown.strip())
    return [" ".join(re.sub(r"\*\*|`", "", part).split()) for part in parts]
