"""Every format holds what the tables hold, and the same bytes each time."""

from __future__ import annotations

import csv
import datetime
import hashlib
import io
import json
import os
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

import ukr_security_data as usd
from pipeline.build import release_files
from pipeline.check import check
from pipeline.derive import derive
from pipeline.project import read_project
from pipeline.release import release
from tests.conftest import EXAMPLE, NOWHERE, forget
from ukr_security_data import _export, _files, _registry
from ukr_security_data._cells import rows, text
from ukr_security_data._facts import about

Frames = dict[str, pd.DataFrame]

# What spreadsheets take for a formula, a number, a day or a link, and what breaks files.
NASTY = [
    *("=1+1", "+1", "-1", "@SUM(A1)", "{=A1}", '=HYPERLINK("x")', "0123", "1e5", "TRUE"),
    *("2026-01-06", "https://example.org/a b", "mailto:a", "NA", "NULL", "_x0041_", " a "),
    *('say "x", please', "two\nlines", "tab\there", "Жовтень", "首脳会談", "<a>&amp;", "'quoted"),
]


@pytest.fixture(scope="module")
def built() -> Frames:
    return derive(check(EXAMPLE).tables)


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return release_files(check(EXAMPLE).tables, read_project(), NOWHERE)


@pytest.fixture(scope="module")
def described(files: dict[str, bytes]) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(files["datapackage.json"])
    return content


@pytest.fixture
def released(data_folder: Path, files: dict[str, bytes]) -> Path:
    release(files, data_folder, read_project())
    forget()
    return data_folder


@pytest.fixture
def nasty(built: Frames) -> Frames:
    """The example, its titles of sources replaced by text that invites mistakes."""
    source = built["sources"].iloc[:1]
    many = pd.concat([source] * len(NASTY), ignore_index=True)
    many["source_id"] = [f"SR{n:04}" for n in range(1, len(NASTY) + 1)]
    many["title"] = pd.array(NASTY, dtype="string")
    return built | {"sources": many}


@pytest.fixture
def opened() -> Iterator[Callable[[bytes], sqlite3.Connection]]:
    connections = []

    def open_(data: bytes) -> sqlite3.Connection:
        connections.append(sqlite3.connect(":memory:"))
        connections[-1].deserialize(data)
        return connections[-1]

    yield open_
    for connection in connections:
        connection.close()


def item(described: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(r for r in described["resources"] if r["name"] == name)
    return found


def dta_rows(data: bytes) -> list[tuple[Any, ...]]:
    """The rows of a Stata file; an empty text and a missing value are the same there."""
    frame = pd.read_stata(io.BytesIO(data))
    return [tuple(None if cell == "" else cell for cell in row) for row in rows(frame)]


def as_stata(frame: pd.DataFrame, described: dict[str, Any], name: str) -> list[tuple[Any, ...]]:
    """What a Stata file is to hold: numbers as they are, labels where there are value labels."""
    labels: dict[str, dict[Any, Any]] = {}
    for field in item(described, name)["schema"]["fields"]:
        if field["type"] == "boolean":
            labels[field["name"]] = {True: "true", False: "false"}
        elif field["type"] == "integer" and "categories" in field:
            labels[field["name"]] = {c["value"]: c["label"] for c in field["categories"]}
    return [
        tuple(labels[c].get(v) if c in labels else v for c, v in zip(frame, row, strict=True))
        for row in rows(frame)
    ]


# --- one renderer ----------------------------------------------------------------------


def test_built_and_loaded_tables_give_the_same_bytes(
    released: Path, built: Frames, described: dict[str, Any]
) -> None:
    loaded = {name: usd.load(name) for name in built}
    for name in built:
        assert _export.csv(loaded[name]) == _export.csv(built[name])
        parts = [
            _export.dta(frames[name], item(described, name), described["created"])
            for frames in (loaded, built)
        ]
        assert parts[0] == parts[1]
    for make in (_export.sqlite, _export.xlsx):
        assert make(loaded, described) == make(built, described)


def test_csv_is_the_mirror_of_the_release(built: Frames, files: dict[str, bytes]) -> None:
    for name, frame in built.items():
        assert _export.csv(frame) == files[f"csv/{name}.csv"]


def test_csv_of_every_released_version_has_the_hash_that_it_had() -> None:
    for version in usd.versions()["version"]:
        for described in _registry.descriptor(version)["resources"]:
            data = _export.csv(usd.load(described["name"], version))
            assert f"sha256:{hashlib.sha256(data).hexdigest()}" == described["hash"]


def test_same_bytes_in_another_process_zone_and_hash_seed(tmp_path: Path) -> None:
    program = (
        "import sys; from ukr_security_data._export import export\n"
        "for form in ('csv', 'dta', 'xlsx', 'sqlite'): export(sys.argv[1], form)"
    )
    made = []
    for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo")):
        folder = tmp_path / seed
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone}
        subprocess.run(
            [sys.executable, "-W", "error", "-c", program, str(folder)], check=True, env=environment
        )
        made.append({file.name: file.read_bytes() for file in folder.iterdir()})
    assert made[0] == made[1]
    assert len(made[0]) == 2 * len(usd.tables()) + 2


# --- SQLite ----------------------------------------------------------------------------


def test_sqlite_holds_every_cell(
    nasty: Frames, described: dict[str, Any], opened: Callable[[bytes], sqlite3.Connection]
) -> None:
    database = opened(_export.sqlite(nasty, described))
    for name, frame in nasty.items():
        kinds = [field["type"] for field in item(described, name)["schema"]["fields"]]
        expected = [
            tuple(text(v) if isinstance(v, datetime.date) else v for v in row)
            for row in rows(frame)
        ]
        found = database.execute(f'SELECT * FROM "{name}"').fetchall()
        assert found == expected
        stored = {"string": str, "date": str, "integer": int, "number": float, "boolean": int}
        for row in found:
            for value, kind in zip(row, kinds, strict=True):
                assert value is None or type(value) is stored[kind]


def test_sqlite_has_the_keys_of_the_release(
    built: Frames, described: dict[str, Any], opened: Callable[[bytes], sqlite3.Connection]
) -> None:
    database = opened(_export.sqlite(built, described))
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    for resource in described["resources"]:
        schema = resource["schema"]
        info = database.execute(f'PRAGMA table_info("{resource["name"]}")').fetchall()
        key = [name for _, name, _, _, _, place in sorted(info, key=lambda c: c[5]) if place]
        assert key == schema.get("primaryKey", [])
        required = [f["name"] for f in schema["fields"] if f["constraints"]["required"]]
        assert [name for _, name, _, needed, _, _ in info if needed] == required
        links = {
            (source, table, target)
            for _, _, table, source, target, *_ in database.execute(
                f'PRAGMA foreign_key_list("{resource["name"]}")'
            )
        }
        assert links == {
            (key["fields"][0], key["reference"]["resource"], key["reference"]["fields"][0])
            for key in schema.get("foreignKeys", ())
        } | {
            (field["name"], f"codes_{field['codeList']}", "code")
            for field in schema["fields"]
            if "codeList" in field
        }


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("UPDATE pledges SET modality = 'hopes'", "FOREIGN KEY"),
        ("UPDATE pledges SET pledger = 'XXX'", "FOREIGN KEY"),
        ("UPDATE pledges SET date_precision = 9", "FOREIGN KEY"),
        ("UPDATE pledges SET pledger = NULL", "NOT NULL"),
        ("UPDATE pledges SET has_conflict = 2", "CHECK"),
        ("UPDATE pledges SET pledge_id = 'PL0001'", "UNIQUE"),
        ("INSERT INTO event_participants SELECT * FROM event_participants", "UNIQUE"),
    ],
)
def test_sqlite_refuses_what_the_tables_refuse(
    built: Frames,
    described: dict[str, Any],
    opened: Callable[[bytes], sqlite3.Connection],
    change: str,
    says: str,
) -> None:
    database = opened(_export.sqlite(built, described))
    database.execute("PRAGMA foreign_keys = ON")
    with pytest.raises(sqlite3.IntegrityError, match=says):
        database.execute(change)


def test_sqlite_explains_itself(
    built: Frames, described: dict[str, Any], opened: Callable[[bytes], sqlite3.Connection]
) -> None:
    database = opened(_export.sqlite(built, described))
    assert dict(database.execute("SELECT * FROM about")) == about(described)
    fields = [
        (r["name"], f["name"], f["description"])
        for r in described["resources"]
        for f in r["schema"]["fields"]
    ]
    found = database.execute('SELECT "table", "column", description FROM codebook').fetchall()
    assert found == fields
    ranks = database.execute("SELECT code FROM codes_commitment_level ORDER BY rank").fetchall()
    assert [code for (code,) in ranks] == ["proposal", "pledge", "commitment", "allocation"]
    codes = next(c for c in described["codeLists"] if c["name"] == "modality")["codes"]
    assert database.execute("SELECT * FROM codes_modality").fetchall() == [
        tuple(code.values()) for code in codes
    ]


def test_sqlite_of_some_tables_has_no_key_to_another(
    built: Frames, described: dict[str, Any], opened: Callable[[bytes], sqlite3.Connection]
) -> None:
    database = opened(_export.sqlite({"pledges": built["pledges"]}, described))
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    tables = {link[2] for link in database.execute("PRAGMA foreign_key_list(pledges)")}
    assert "pledges" in tables
    assert all(name == "pledges" or name.startswith("codes_") for name in tables)


# --- Excel -----------------------------------------------------------------------------


def test_workbook_holds_every_cell_as_what_it_is(nasty: Frames, described: dict[str, Any]) -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(_export.xlsx(nasty, described)))
    assert workbook.sheetnames == ["README", "codebook", "codes", *nasty]
    for name, frame in nasty.items():
        sheet = workbook[name]
        header, *cells = sheet.iter_rows()
        assert [cell.value for cell in header] == list(frame)
        assert len(cells) == len(frame)
        for found, expected in zip(cells, rows(frame), strict=True):
            for cell, value in zip(found, expected, strict=True):
                if isinstance(value, datetime.date):
                    assert cell.is_date
                    assert cell.value.date() == value
                else:
                    assert cell.value == value
                    kind = {str: "s", bool: "b"}.get(type(value), "n")
                    assert cell.data_type == kind
                    assert cell.hyperlink is None
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref.startswith("A1:")
        widths = [sheet.column_dimensions[c.column_letter].width for c in header]
        assert all(8 <= width <= 62 for width in widths)


def test_text_like_a_formula_stays_text_when_it_is_edited(
    nasty: Frames, described: dict[str, Any]
) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(_export.xlsx(nasty, described)))["sources"]
    titles = next(column for column in sheet.iter_cols() if column[0].value == "title")[1:]
    guarded = {cell.value for cell in titles if cell.quotePrefix}
    assert guarded == {value for value in NASTY if value.startswith(("=", "+", "-", "@"))}


def test_workbook_explains_itself(built: Frames, described: dict[str, Any]) -> None:
    data = _export.xlsx(built, described)
    workbook = openpyxl.load_workbook(io.BytesIO(data))
    told = dict(workbook["README"].iter_rows(min_row=2, values_only=True))
    assert told.items() >= about(described).items()
    assert {f"sheet {name}" for name in built} <= told.keys()
    assert workbook["codebook"].max_row - 1 == sum(len(f.columns) for f in built.values())
    assert workbook["README"]["B3"].alignment.wrap_text
    codes = set(workbook["codes"].iter_rows(min_row=2, max_col=2, values_only=True))
    assert ("modality", "refuses") in codes
    created = datetime.datetime.fromisoformat(described["created"]).replace(tzinfo=None)
    assert workbook.properties.created == workbook.properties.modified == created
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}


def test_workbook_refuses_a_cell_that_excel_would_drop(
    nasty: Frames, described: dict[str, Any]
) -> None:
    nasty["sources"].loc[3, "title"] = "x" * 32_768
    with pytest.raises(ValueError, match=r"^sources, row 4, title: Excel cannot hold"):
        _export.xlsx(nasty, described)


# --- Stata -----------------------------------------------------------------------------


def test_stata_holds_every_cell(nasty: Frames, described: dict[str, Any]) -> None:
    nasty["sources"].loc[0, "title"] = "Ж" * 1500  # 3000 bytes: more than a str2045
    for name, frame in nasty.items():
        data = _export.dta(frame, item(described, name), described["created"])
        assert dta_rows(data) == as_stata(frame, described, name)


def test_stata_labels_variables_and_values(built: Frames, described: dict[str, Any]) -> None:
    for name in built:
        resource = item(described, name)
        data = _export.dta(built[name], resource, described["created"])
        with pd.read_stata(io.BytesIO(data), iterator=True) as reader:
            assert reader.data_label == resource["title"]
            stamped = datetime.datetime.strptime(reader.time_stamp, "%d %b %Y %H:%M")
            assert f"{stamped:%Y-%m-%dT%H:%M:%SZ}" == described["created"]
            fields = resource["schema"]["fields"]
            assert reader.variable_labels() == {f["name"]: f["title"][:80] for f in fields}
            reader.read()
            labels = reader.value_labels()
        assert data[:60].startswith(b"<stata_dta><header><release>118</release>")
        for field in fields:
            if field["type"] == "string" and "categories" in field:
                codes = [category["value"] for category in field["categories"]]
                assert labels[field["name"]] == dict(enumerate(codes, 1))
            elif "categories" in field:
                expected = {c["value"]: c["label"] for c in field["categories"]}
                assert labels[field["name"]] == expected
            elif field["type"] == "boolean":
                assert labels[field["name"]] == {0: "false", 1: "true"}
            else:
                assert field["name"] not in labels


def test_stata_days_are_td(built: Frames, described: dict[str, Any]) -> None:
    data = _export.dta(built["pledges"], item(described, "pledges"), described["created"])
    assert data.count(b"%td") == 3
    with pd.read_stata(io.BytesIO(data), iterator=True) as reader:
        raw = reader.read(convert_dates=False, convert_categoricals=False)
    first = built["pledges"]["date"].iloc[0]
    assert raw["date"].iloc[0] == (first - pd.Timestamp("1960-01-01")).days


def test_a_long_label_is_cut_to_what_stata_takes(built: Frames, described: dict[str, Any]) -> None:
    resource = json.loads(json.dumps(item(described, "coders")))
    resource["schema"]["fields"][0]["title"] = resource["title"] = "ł" * 81
    data = _export.dta(built["coders"], resource, described["created"])
    with pd.read_stata(io.BytesIO(data), iterator=True) as reader:
        assert reader.variable_labels()["coder_id"] == reader.data_label == "ł" * 79 + "…"


# --- every format ----------------------------------------------------------------------


def test_nasty_text_survives_csv(nasty: Frames) -> None:
    data = _export.csv(nasty["sources"]).decode()
    found = [row["title"] for row in csv.DictReader(io.StringIO(data, newline=""))]
    assert found == NASTY


def test_tables_without_rows(
    built: Frames, described: dict[str, Any], opened: Callable[[bytes], sqlite3.Connection]
) -> None:
    empty = {name: frame.head(0) for name, frame in built.items()}
    database = opened(_export.sqlite(empty, described))
    workbook = openpyxl.load_workbook(io.BytesIO(_export.xlsx(empty, described)))
    for name, frame in empty.items():
        assert _export.csv(frame) == (",".join(frame) + "\n").encode()
        assert database.execute(f'SELECT count(*) FROM "{name}"').fetchone() == (0,)
        assert workbook[name].max_row == 1
        data = _export.dta(frame, item(described, name), described["created"])
        assert list(pd.read_stata(io.BytesIO(data))) == list(frame)


# --- export ----------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["parquet", "csv", "dta"])
def test_export_writes_a_file_a_table(
    released: Path, tmp_path: Path, files: dict[str, bytes], form: str
) -> None:
    folder = tmp_path / "deep" / "out"
    made = _export.export(folder, form, tables=["pledges", "events"])
    assert {file.name for file in made} == {f"pledges.{form}", f"events.{form}"}
    assert {file.name for file in folder.iterdir()} == {file.name for file in made}
    inside = {"parquet": "pledges.parquet", "csv": "csv/pledges.csv"}.get(form)
    if inside:
        assert (folder / f"pledges.{form}").read_bytes() == files[inside]


@pytest.mark.parametrize("form", ["xlsx", "sqlite"])
def test_export_writes_one_file_of_all_tables(released: Path, tmp_path: Path, form: str) -> None:
    version = read_project().version
    made = _export.export(str(tmp_path / "out"), form, version=version)
    assert [file.name for file in made] == [f"ukr-security-data-{version}.{form}"]
    if form == "sqlite":
        with closing(sqlite3.connect(made[0])) as database:
            assert database.execute("SELECT count(*) FROM pledges").fetchone() == (4,)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("json",), "There is no format 'json'. Valid: parquet, csv, dta, xlsx, sqlite."),
        (("csv", "9.9.9"), "There is no version '9.9.9'"),
        (("csv", None, ["pledges", "pledgs"]), "There is no table 'pledgs'. Did you mean"),
    ],
)
def test_export_of_what_is_not_there_writes_nothing(
    released: Path, tmp_path: Path, arguments: tuple[Any, ...], says: str
) -> None:
    with pytest.raises(ValueError, match=says):
        _export.export(tmp_path / "out", *arguments)
    assert not (tmp_path / "out").exists()


def test_export_names_the_extra_when_xlsxwriter_is_missing(
    released: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(ImportError, match=r"pip install 'ukr_security_data\[export\]'"):
        _export.export(tmp_path / "out", "xlsx")
    assert not (tmp_path / "out").exists()


def test_an_interrupted_export_leaves_the_old_file(
    released: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pledges.csv").write_bytes(b"old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(_files.os, "fsync", full)
        with pytest.raises(OSError, match="No space left"):
            _export.export(tmp_path, "csv", tables=["pledges"])
    assert (tmp_path / "pledges.csv").read_bytes() == b"old"
    assert not [file for file in tmp_path.iterdir() if file.name.startswith(".")]
    _export.export(tmp_path, "csv", tables=["pledges"])
    assert (tmp_path / "pledges.csv").read_bytes() == _export.csv(usd.load("pledges"))
