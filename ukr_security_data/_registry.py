"""The registry of releases: which version has which objects."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ._choices import choose
from ._objects import locate

if TYPE_CHECKING:
    import pandas as pd

DATA = Path(__file__).parent / "_data"

_FINAL = re.compile(r"\d+\.\d+\.\d+(\.post\d+)?")


@cache
def registry() -> dict[str, Any]:
    """Every release, from the oldest to the newest."""
    releases: dict[str, Any] = json.loads((DATA / "releases.json").read_text(encoding="utf-8"))
    return releases


def release(version: str | None = None) -> tuple[str, dict[str, Any]]:
    """A version and its entry in the registry; the newest final one by default.

    Raises
    ------
    ValueError
        If there is no such version; the message names those there are.
    """
    releases = registry()
    if version is None:
        version = next(v for v in reversed(releases) if _FINAL.fullmatch(v))
    return version, releases[choose("version", version, releases)]


@cache
def descriptor(version: str) -> dict[str, Any]:
    """The description that the release carries (datapackage.json)."""
    _, entry = release(version)
    described: dict[str, Any] = json.loads(object_path(entry["descriptor"]).read_bytes())
    return described


def resource(table: str, version: str | None = None) -> tuple[str, dict[str, Any]]:
    """A version and what its release says of a table.

    Raises
    ------
    ValueError
        If there is no such table or version; the message names those there are.
    """
    version, _ = release(version)
    resources = {item["name"]: item for item in descriptor(version)["resources"]}
    return version, resources[choose("table", table, resources)]


def object_path(entry: dict[str, Any]) -> Path:
    """The file of a registry entry, its SHA-256 checked."""
    return locate(DATA / "objects", entry)


def versions() -> pd.DataFrame:
    """List the versions that can be loaded.

    Returns
    -------
    DataFrame
        One row a release, oldest first. Columns: version; released (day); tables and
        rows (counts); candidate (true for a pre-release, which `load` never picks by itself).

    Examples
    --------
    >>> import ukr_security_data as usd
    >>> usd.versions().loc[0, "version"]
    '0.1.0'
    """
    import pandas as pd

    listed = [
        {
            "version": version,
            "released": entry["released"],
            "tables": len(entry["tables"]),
            "rows": sum(table["rows"] for table in entry["tables"].values()),
            "candidate": not _FINAL.fullmatch(version),
        }
        for version, entry in registry().items()
    ]
    frame = pd.DataFrame(listed)
    return frame.assign(released=pd.to_datetime(frame["released"]))
