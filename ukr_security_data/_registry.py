"""The registry of releases: which version has which objects."""

from __future__ import annotations

import hashlib
import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ._choices import choose

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
    described: dict[str, Any] = json.loads(read_object(entry["descriptor"]))
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
    """Where the object of a registry entry lies."""
    return DATA / "objects" / str(entry["file"])


def read_object(entry: dict[str, Any]) -> bytes:
    """The bytes of an object, once their SHA-256 is what the registry says.

    Raises
    ------
    OSError
        If the object is missing or damaged.
    """
    where = object_path(entry)
    cure = "; reinstall the package: pip install --force-reinstall ukr_security_data"
    try:
        data = where.read_bytes()
    except FileNotFoundError:
        raise OSError(f"{where} is missing{cure}") from None
    if hashlib.sha256(data).hexdigest() != entry["sha256"]:
        raise OSError(f"{where} is damaged: its SHA-256 is not that of the release{cure}")
    return data


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
