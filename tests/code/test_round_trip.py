"""Any valid table survives raw, Parquet and load unchanged."""

from __future__ import annotations

import io
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ukr_security_data.schemas.cells import parse, read
from ukr_security_data.schemas.columns import names
from ukr_security_data.schemas.model import faults

import ukr_security_data as usd
from pipeline.build import table_files
from pipeline.check import RAW_TABLES
from pipeline.derive import derive
from pipeline.project import read_project
from pipeline.raw import read_table
from pipeline.release import release
from tests.conftest import forget
from ukr_security_data._cells import text, values

from .strategies import raw_file

EMPTY = {
    name: pd.DataFrame(
        {c.name: parse(pd.Series([], dtype="string"), c.kind)[0] for c in table.typed}
    )
    for name, table in RAW_TABLES.items()
}


@pytest.mark.parametrize("name", RAW_TABLES)
@settings(max_examples=6)
@given(data=st.data())
def test_table_survives(tmp_path: Path, data_folder: Path, name: str, data: st.DataObject) -> None:
    table = RAW_TABLES[name]
    file = tmp_path / f"{name}.csv"
    file.write_bytes(data.draw(raw_file(table)))
    rows = read_table(file, table).rows
    assert rows is not None
    typed = pd.DataFrame({c.name: parse(rows[c.name], c.kind)[0] for c in table.typed})
    assert list(faults(typed, name, derived=False)) == []

    (data_folder / "releases.json").unlink(missing_ok=True)
    release(
        table_files(derive({**EMPTY, name: typed}), read_project()), data_folder, read_project()
    )
    forget()
    loaded = usd.load(name)
    assert list(loaded.columns) == names(table.columns)
    for column in table.typed:
        again, unreadable = read(loaded[column.name], column.kind)
        assert not unreadable.any()
        written = [text(value) for value in values(again)]
        assert written == rows[column.name].fillna("").tolist()


@pytest.mark.parametrize("name", RAW_TABLES)
@settings(max_examples=20)
@given(data=st.data())
def test_validate_accepts_what_a_coder_may_type(name: str, data: st.DataObject) -> None:
    table = RAW_TABLES[name]
    drawn = data.draw(raw_file(table)).decode()
    frame = pd.read_csv(io.StringIO(drawn), dtype="string", keep_default_na=False)
    frame = frame.mask(frame == "")
    assert list(usd.validate(frame, name).columns) == names(table.typed)
