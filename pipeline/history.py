"""What earlier releases hold, and the next free id after all of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from itertools import takewhile
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from ukr_security_data.schemas import TABLES, Table
from ukr_security_data.schemas.cells import read as read_values
from ukr_security_data.schemas.rules import History

from .raw import read_table
from .release import read_registry

Frame = Callable[[str], pd.DataFrame]


def read_history(data: Path) -> History:
    """Read what the releases in the package's data folder hold.

    Parameters
    ----------
    data : Path
        The package's data folder; without a registry there is no history.

    Raises
    ------
    ReleaseError
        If the registry was edited, or an object is missing or damaged.
    """
    releases = list(read_registry(data).values())
    if not releases:
        return History()
    ids: dict[str, frozenset[str]] = {}
    for name, table in TABLES.items():
        if table.prefix:
            objects = {r["tables"][name]["file"] for r in releases if name in r["tables"]}
            key = table.key[0]
            ids[name] = frozenset(
                value
                for file in sorted(objects)
                for value in pq.read_table(data / "objects" / file, columns=[key])[key].to_pylist()
            )
    latest = {
        name: _read(data / "objects" / entry["file"], TABLES[name])
        for name, entry in releases[-1]["tables"].items()
        if name in TABLES
    }
    return History(latest, ids)


def released(data: Path, version: str) -> tuple[dict[str, Any], Frame]:
    """The description of a release, and its tables by name."""
    entry = json.loads((data / "releases.json").read_text(encoding="utf-8"))[version]
    objects = data / "objects"
    described = json.loads((objects / entry["descriptor"]["file"]).read_bytes())
    return described, lambda name: _frame((objects / entry["tables"][name]["file"]).read_bytes())


def built(files: Mapping[str, bytes]) -> tuple[dict[str, Any], Frame]:
    """The description of a built release, and its tables by name."""
    return json.loads(files["datapackage.json"]), lambda name: _frame(files[f"{name}.parquet"])


def growth(data: Path, version: str) -> pd.DataFrame:
    """Rows of each table in the releases before a version.

    Returns
    -------
    DataFrame
        One row a release, oldest first: version, and a count for each table.
    """
    registry = data / "releases.json"
    releases = json.loads(registry.read_text(encoding="utf-8")) if registry.exists() else {}
    earlier = takewhile(lambda item: item[0] != version, releases.items())
    rows = [
        {"version": name, **{table: kept["rows"] for table, kept in entry["tables"].items()}}
        for name, entry in earlier
    ]
    return pd.DataFrame(rows, columns=["version", *TABLES]).fillna(0)


def _frame(parquet: bytes) -> pd.DataFrame:
    dtypes = {pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}
    frame: pd.DataFrame = pq.read_table(pa.BufferReader(parquet)).to_pandas(
        types_mapper=dtypes.get, date_as_object=False
    )
    return frame


def next_id(raw: Path, table: Table, history: History) -> str:
    """The id after the highest one that raw or any release ever used."""
    rows = read_table(raw / f"{table.name}.csv", table).rows
    used = set(history.ids.get(table.name, ()))
    if rows is not None:
        used |= set(rows[table.key[0]].dropna())
    prefix = str(table.prefix)
    numbers = [int(used_id[len(prefix) :]) for used_id in used if used_id[len(prefix) :].isdigit()]
    return f"{prefix}{max(numbers, default=0) + 1:04d}"


def _read(path: Path, table: Table) -> pd.DataFrame:
    frame = _frame(path.read_bytes())
    typed = {c.name: read_values(frame[c.name], c.kind)[0] for c in table.typed if c.name in frame}
    return pd.DataFrame(typed)
