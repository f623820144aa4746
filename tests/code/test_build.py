"""A release: the same bytes twice, described as it is, whole or not at all."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from ukr_security_data.schemas import TABLES
from ukr_security_data.schemas.columns import names

from pipeline.build import release_files, write_release
from pipeline.check import check
from pipeline.derive import derive
from pipeline.project import read_project
from tests.conftest import EXAMPLE, NOWHERE


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return release_files(check(EXAMPLE).tables, read_project(), NOWHERE)


def test_two_builds_are_identical(files: dict[str, bytes]) -> None:
    assert release_files(check(EXAMPLE).tables, read_project(), NOWHERE) == files


def test_sums_cover_every_other_file(files: dict[str, bytes]) -> None:
    sums = dict(reversed(line.split("  ")) for line in files["SHA256SUMS"].decode().splitlines())
    expected = {p: hashlib.sha256(d).hexdigest() for p, d in files.items() if p != "SHA256SUMS"}
    assert sums == expected


def test_parquet_carries_types_and_descriptions(files: dict[str, bytes]) -> None:
    for name, table in TABLES.items():
        schema = pq.read_schema(pa.BufferReader(files[f"{name}.parquet"]))
        assert schema.names == names(table.columns)
        assert schema.metadata[b"unit_of_observation"].decode() == table.unit
        for column in table.columns:
            field = schema.field(column.name)
            assert field.metadata[b"description"].decode() == column.description
            assert field.nullable == column.nullable
            assert (field.type == pa.date32()) == (column.kind == "day")
    codec = (
        pq.ParquetFile(pa.BufferReader(files["pledges.parquet"])).metadata.row_group(0).column(0)
    )
    assert codec.compression == "ZSTD"


def test_mirror_and_parquet_hold_the_same_rows(files: dict[str, bytes]) -> None:
    for name, table in TABLES.items():
        rows = list(csv.reader(io.StringIO(files[f"csv/{name}.csv"].decode())))
        arrow = pq.read_table(pa.BufferReader(files[f"{name}.parquet"]))
        assert rows[0] == names(table.columns)
        assert len(rows) - 1 == arrow.num_rows
        for position, column in enumerate(table.columns):
            missing = [value is None for value in arrow[column.name].to_pylist()]
            assert [row[position] == "" for row in rows[1:]] == missing


def test_description_agrees_with_the_files(files: dict[str, bytes]) -> None:
    described = json.loads(files["datapackage.json"])
    assert [item["name"] for item in described["resources"]] == list(TABLES)
    for item in described["resources"]:
        for entry in (item, item["parquet"]):
            data = files[entry["path"]]
            assert entry["bytes"] == len(data)
            assert entry["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
    lists = {item["name"] for item in described["codeLists"]}
    fields = [field for item in described["resources"] for field in item["schema"]["fields"]]
    assert {field["codeList"] for field in fields if "codeList" in field} <= lists


def test_release_folder_is_replaced_whole(tmp_path: Path, files: dict[str, bytes]) -> None:
    folder = tmp_path / "dist" / "release"
    write_release({"old.txt": b"old", "deep/old.txt": b"old"}, folder)
    write_release(files, folder)
    found = {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()
    }
    assert found == files
    assert [p.name for p in folder.parent.iterdir() if p.name != ".lock"] == ["release"]


def test_failed_build_leaves_the_last_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "release"
    write_release({"a": b"last"}, folder)
    write = Path.write_bytes

    def fail_late(path: Path, data: bytes) -> int:
        if path.name == "b":
            raise OSError(28, "No space left on device")
        return write(path, data)

    monkeypatch.setattr(Path, "write_bytes", fail_late)
    with pytest.raises(OSError, match="No space left"):
        write_release({"a": b"new", "b": b"new"}, folder)
    assert (folder / "a").read_bytes() == b"last"
    assert sorted(p.name for p in tmp_path.iterdir()) == [".lock", "release"]


def test_build_killed_between_the_renames_is_mended(tmp_path: Path) -> None:
    folder = tmp_path / "release"
    write_release({"a": b"last"}, folder)
    folder.rename(tmp_path / ".last-release")
    (tmp_path / ".new-release-x").mkdir()
    with pytest.raises(TypeError):
        write_release({"a": None}, folder)  # type: ignore[dict-item]
    assert (folder / "a").read_bytes() == b"last"


def test_derived_columns() -> None:
    made = derive(check(EXAMPLE).tables)
    pledges = made["pledges"].set_index("pledge_id")
    assert pledges["n_sources"].tolist() == [2, 1, 1, 1]
    assert pledges["has_conflict"].tolist() == [True, False, False, False]
    assert pledges.loc["PL0002", "amount_eur_best"] == pytest.approx(200.5 * 1.15, abs=0.01)
    assert pledges.loc["PL0004", ["amount_eur_low", "amount_eur_high"]].tolist() == [10, 20]
    assert pd.isna(pledges.loc["PL0001", "amount_eur_best"])
    assert pledges.loc["PL0001", "fulfilment"] == "minimal"
    assert pledges.loc["PL0001", "fulfilment_as_of"] == pd.Timestamp("2026-01-20")
    assert pledges.loc["PL0001", "conditions"] == "ceasefire_in_force|parliamentary_approval"
    assert pd.isna(pledges.loc["PL0003", "fulfilment"])


def test_a_copy_counts_as_its_origin() -> None:
    tables = check(EXAMPLE).tables
    evidence = tables["evidence"]
    evidence.loc[evidence["evidence_id"] == "EC0007", "source_id"] = "SR0003"
    pledges = derive(tables)["pledges"].set_index("pledge_id")
    assert pledges.loc["PL0001", ["n_sources", "n_independent_sources"]].tolist() == [2, 1]
