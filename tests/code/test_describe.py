"""The descriptors of a release: true to its files, to the models and to each other."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from ukr_security_data.schemas import TABLES
from ukr_security_data.schemas.codes import CODE_LISTS

from pipeline.build import release_files
from pipeline.check import check
from pipeline.derive import derive
from pipeline.describe import datapackage, descriptions
from pipeline.docs import codebook
from pipeline.project import ROOT, read_project
from tests.conftest import EXAMPLE, NOWHERE

Json = dict[str, Any]

PROJECT = read_project()
DATA_FILES = (".parquet", ".csv", ".dta", ".xlsx", ".sqlite")
TABLES_BUILT = check(EXAMPLE).tables


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return release_files(TABLES_BUILT, PROJECT, NOWHERE)


@pytest.fixture(scope="module")
def described(files: dict[str, bytes]) -> dict[str, Json]:
    return {name: json.loads(data) for name, data in files.items() if name.endswith(".json")}


def test_a_release_has_every_descriptor_and_text(files: dict[str, bytes]) -> None:
    texts = {path for path in files if not path.endswith(DATA_FILES)}
    assert texts == {
        *("datapackage.json", "croissant.json", "schema-org.json", "datacite.json"),
        *(".zenodo.json", "CITATION.cff", "CODEBOOK.md", "CHANGELOG.md", "quality.html"),
        *("LICENSE", "LICENSE-DATA", "SHA256SUMS"),
    }
    assert files["CODEBOOK.md"].decode() == codebook(derive(TABLES_BUILT)["reliability"])
    for name in ("CHANGELOG.md", "LICENSE", "LICENSE-DATA"):
        assert files[name] == (ROOT / name).read_bytes()


def test_no_path_leads_out_of_the_release(files: dict[str, bytes]) -> None:
    names = ("datapackage.json", "croissant.json", "schema-org.json")
    found = {path for name in names for path in paths(json.loads(files[name]))}
    outside = {path for path in found if not path.startswith(("https://", "cr:"))} - set(files)
    assert found & set(files)
    assert not outside


def paths(node: object) -> Iterator[str]:
    """Whatever a descriptor gives as a place."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key in ("path", "contentUrl") and isinstance(value, str):
                yield value
            yield from paths(value)
    elif isinstance(node, list):
        for value in node:
            yield from paths(value)


def test_the_days_covered_are_those_of_the_coded_records(described: dict[str, Json]) -> None:
    days = [
        day
        for name, table in TABLES.items()
        if table.date
        for day in TABLES_BUILT[name][table.date].dropna()
    ]
    first, last = f"{min(days):%Y-%m-%d}", f"{max(days):%Y-%m-%d}"
    assert first < last
    assert described["datapackage.json"]["temporal"] == {"start": first, "end": last}
    assert described["schema-org.json"]["temporalCoverage"] == f"{first}/{last}"
    assert f"{first}/{last}" in [date["date"] for date in described["datacite.json"]["dates"]]


def test_no_record_no_days_covered(files: dict[str, bytes]) -> None:
    empty = {name: frame.iloc[:0] for name, frame in TABLES_BUILT.items()}
    about = datapackage(PROJECT, empty, files)
    assert about["temporal"] == {}
    made = descriptions(about, {})
    assert "temporalCoverage" not in json.loads(made["schema-org.json"])
    assert len(json.loads(made["datacite.json"])["dates"]) == 1


def test_the_place_is_named_as_the_actor_is(described: dict[str, Json]) -> None:
    (place,) = described["schema-org.json"]["spatialCoverage"]
    assert place["name"] == "Ukraine"
    assert place["identifier"]["value"] == "UKR"
    assert place["sameAs"] == "https://www.wikidata.org/entity/Q212"
    assert described["datacite.json"]["geoLocations"] == [{"geoLocationPlace": "Ukraine"}]


def test_the_place_is_among_the_coded_actors() -> None:
    assert set(PROJECT.places) <= set(check(ROOT / "raw").tables["actors"]["actor_id"])


@pytest.mark.parametrize("name", ["croissant.json", "schema-org.json"])
def test_every_data_file_is_listed_with_its_digest(
    name: str, files: dict[str, bytes], described: dict[str, Json]
) -> None:
    listed = {file["contentUrl"]: file for file in described[name]["distribution"]}
    assert set(listed) == {path for path in files if path.endswith(DATA_FILES)}
    for path, file in listed.items():
        assert file["sha256"] == hashlib.sha256(files[path]).hexdigest()
        assert file["contentSize"] == f"{len(files[path])} B"


def test_other_data_files_are_listed_too(described: dict[str, Json]) -> None:
    about = described["datapackage.json"]
    made = descriptions(about, {"all.sqlite": b"1", "all.xlsx": b"2", "stata/people.dta": b"3"})
    listed = json.loads(made["schema-org.json"])["distribution"]
    assert [file["encodingFormat"] for file in listed] == [
        "application/vnd.sqlite3",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/x-stata-dta",
    ]


def test_croissant_has_each_column_with_its_reference(described: dict[str, Json]) -> None:
    sets = {item["@id"]: item for item in described["croissant.json"]["recordSet"]}
    fields = {field["@id"]: field for item in sets.values() for field in item["field"]}
    order = list(TABLES)
    for table in TABLES.values():
        assert [key["@id"] for key in sets[table.name]["key"]] == [
            f"{table.name}/{name}" for name in table.key
        ]
        for column in table.columns:
            field = fields[f"{table.name}/{column.name}"]
            target = field.get("references", {}).get("field", {}).get("@id")
            if column.codes:
                assert target == f"codes/{column.codes.name}/code"
                assert fields[target]["dataType"] == field["dataType"]
            elif len(column.references) == 1 and order.index(column.references[0]) < order.index(
                table.name
            ):
                assert target == f"{column.references[0]}/{TABLES[column.references[0]].key[0]}"
            else:
                # The readers of the format follow no circle and no choice.
                assert target is None
                assert all(name in field["description"] for name in column.references)
            assert target is None or target in fields


def test_croissant_carries_every_code(described: dict[str, Json]) -> None:
    sets = {item["@id"]: item for item in described["croissant.json"]["recordSet"]}
    for code_list in CODE_LISTS.values():
        of = f"codes/{code_list.name}"
        found = [(str(row[f"{of}/code"]), row[f"{of}/name"]) for row in sets[of]["data"]]
        assert found == [(code.code, code.label) for code in code_list.codes]


def test_variables_are_those_that_say_something(described: dict[str, Json]) -> None:
    measured = {v["name"]: v for v in described["schema-org.json"]["variableMeasured"]}
    assert measured["pledges.amount_eur_best"]["unitText"] == "EUR"
    assert "pledges.modality" in measured
    assert measured.keys().isdisjoint(
        {"pledges.pledge_id", "pledges.pledger", "evidence.record_id"}
    )


def test_title_version_day_and_licence_agree(described: dict[str, Json]) -> None:
    about, cited = described["datapackage.json"], described["datacite.json"]
    facts = {
        (about["title"], about["version"], about["created"][:10], about["licenses"][0]["name"]),
        (
            cited["titles"][0]["title"],
            cited["version"],
            cited["dates"][0]["date"],
            cited["rightsList"][0]["rightsIdentifier"],
        ),
        tuple(
            described[".zenodo.json"][name]
            for name in ("title", "version", "publication_date", "license")
        ),
    }
    assert facts == {(PROJECT.title, PROJECT.version, PROJECT.released, PROJECT.data_license)}
    for name in ("croissant.json", "schema-org.json"):
        assert described[name]["version"] == PROJECT.version
        assert described[name]["license"] == about["licenses"][0]["path"]


def test_no_address_is_made_up(files: dict[str, bytes]) -> None:
    known = (
        "https://datapackage.org/profiles/2.0/",
        "https://creativecommons.org/licenses/by/4.0/",
        "https://spdx.org/licenses/",
        "https://www.wikidata.org/entity/",
        "https://schema.org/",
        "http://mlcommons.org/croissant/",
        "http://purl.org/dc/terms/",
        "http://datacite.org/schema/kernel-4",
    )
    for path, data in files.items():
        if path.endswith((".json", ".cff")):
            # The pattern and the example of an address in the codebook are none.
            for address in re.findall(r'"(https?://[^"]*)"', data.decode()):
                assert address.startswith(known), (path, address)
            assert not re.search(rb'"doi"|^doi:', data, re.MULTILINE)


def test_a_homepage_goes_where_the_standards_have_a_place_for_it() -> None:
    project = replace(PROJECT, homepage="https://example.org/data")
    made = release_files(TABLES_BUILT, project, NOWHERE)
    for name, key in (
        ("datapackage.json", "homepage"),
        ("croissant.json", "url"),
        ("schema-org.json", "url"),
    ):
        assert json.loads(made[name])[key] == project.homepage
    assert f'url: "{project.homepage}"\n' in made["CITATION.cff"].decode()


def test_descriptions_speak_plainly(described: dict[str, Json]) -> None:
    about = described["datapackage.json"]["description"]
    assert about.startswith("International security guarantees for Ukraine")
    assert "do not cover" in about
    assert "](" not in about
    abstract = described["datacite.json"]["descriptions"][0]["description"]
    html = described[".zenodo.json"]["description"]
    assert not re.search(r"[`*]", abstract + html)
    assert re.fullmatch(r"(<p>[^<>]+</p>)+", html)


def test_empty_lists_that_the_standard_forbids_are_left_out(described: dict[str, Json]) -> None:
    schemas = {r["name"]: r["schema"] for r in described["datapackage.json"]["resources"]}
    assert "foreignKeys" not in schemas["actors"]
    assert all(schema.get("foreignKeys", True) for schema in schemas.values())
    assert {"fields": ["pledger"], "reference": {"resource": "actors", "fields": ["actor_id"]}} in (
        schemas["pledges"]["foreignKeys"]
    )


def test_the_readme_must_say_what_the_data_do_not_cover(tmp_path: Any) -> None:
    (tmp_path / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    (tmp_path / "README.md").write_text("# Data\n\nLead.\n\n## Other\n\nText.\n")
    with pytest.raises(ValueError, match=r"README\.md has no section 'What the data do not cover'"):
        read_project(tmp_path)
