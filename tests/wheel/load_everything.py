"""Run in an environment that holds the wheel alone: every table of every version loads."""

from __future__ import annotations

import importlib.util

import pandas as pd

import ukr_security_data as usd

assert importlib.util.find_spec("pandera") is None, "pandera must not come with the package"

loaded = 0
for version in usd.versions()["version"]:
    for row in usd.tables(version).itertuples():
        frame = usd.load(row.table, version)
        assert (len(frame), frame.shape[1]) == (row.rows, row.columns), row.table
        types = usd.codebook(row.table, version).set_index("column")["type"]
        for name, kind in types.items():
            expected = {"date": "M", "number": "f", "integer": "i", "boolean": "b"}.get(kind)
            assert expected in (None, frame[name].dtype.kind), (row.table, name)
        loaded += 1
assert usd.evidence(usd.load("pledges")["pledge_id"].iloc[0])["url"].str.startswith("http").all()
try:
    usd.validate(usd.load("coders"), "coders")
except ImportError as error:
    assert "ukr_security_data[validate]" in str(error)
else:
    raise AssertionError("validate ran without pandera")
print(f"pandas {pd.__version__}: {loaded} tables loaded from the wheel")
