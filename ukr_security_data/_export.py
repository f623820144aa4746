"""Tables of a release as files of other programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ._cells import csv_bytes, header, rows, text
from ._choices import choose
from ._export_sqlite import sqlite
from ._export_stata import dta
from ._export_xlsx import xlsx
from ._facts import Json, chosen
from ._files import write_atomically
from ._read import load, path
from ._registry import descriptor as described
from ._registry import release, resource

if TYPE_CHECKING:
    import pandas as pd

FORMATS = ("parquet", "csv", "dta", "xlsx", "sqlite")

__all__ = ["FORMATS", "csv", "dta", "export", "render", "sqlite", "xlsx"]


def csv(frame: pd.DataFrame) -> bytes:
    """A table as CSV; its SHA-256 is the hash of the release's own CSV file.

    Parameters
    ----------
    frame : DataFrame
        The table, as built or as loaded.
    """
    return csv_bytes(header(frame), [[text(value) for value in row] for row in rows(frame)])


def export(
    folder: str | Path,
    format: str,
    version: str | None = None,
    tables: Iterable[str] | None = None,
) -> list[Path]:
    """Write tables for another program.

    Parameters
    ----------
    folder : str or Path
        Where the files go; made if it is not there. Files of the same name are replaced.
    format : {"parquet", "csv", "dta", "xlsx", "sqlite"}
        For xlsx and sqlite one file holds all tables, else each table is a file.
    version : str, optional
        Version of the data; the newest release by default.
    tables : iterable of str, optional
        Names of tables; all by default.

    Returns
    -------
    list of Path
        The files written.

    Raises
    ------
    ValueError
        If there is no such format, version or table; the message names those there are.
    ImportError
        If the format is xlsx and XlsxWriter is not installed.
    OSError
        If a file cannot be written, or an object of the release is damaged or missing.

    Notes
    -----
    Source: the Parquet files of the release. The same version gives the same bytes.

    Examples
    --------
    >>> import tempfile
    >>> import ukr_security_data as usd
    >>> [file.name for file in usd.export(tempfile.mkdtemp(), "csv", tables=["pledges"])]
    ['pledges.csv']
    """
    choose("format", format, FORMATS)
    version, _ = release(version)
    about = described(version)
    names = [item["name"] for item in about["resources"]] if tables is None else list(tables)
    for name in names:
        resource(name, version)
    if format == "parquet":
        files = {f"{name}.parquet": path(name, version).read_bytes() for name in names}
    else:
        files = render(format, {name: load(name, version) for name in names}, about)
    # All are made before the first is written: an error leaves the folder as it was.
    into = Path(folder)
    into.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        write_atomically(into / name, data)
    return [into / name for name in files]


def render(format: str, frames: Mapping[str, pd.DataFrame], descriptor: Json) -> dict[str, bytes]:
    """Tables as the files of a format.

    Parameters
    ----------
    format : {"csv", "dta", "xlsx", "sqlite"}
        For xlsx and sqlite one file holds all tables, else each table is a file.
    frames : mapping of str to DataFrame
        Tables of the release by name, as built or as loaded.
    descriptor : dict
        Contents of the release's datapackage.json.

    Returns
    -------
    dict of str to bytes
        Contents by name of the file.
    """
    if format == "csv":
        return {f"{name}.csv": csv(frame) for name, frame in frames.items()}
    if format == "dta":
        return {
            f"{item['name']}.dta": dta(frames[item["name"]], item, descriptor["created"])
            for item in chosen(descriptor, frames)
        }
    whole = {"xlsx": xlsx, "sqlite": sqlite}[format]
    return {f"{descriptor['name']}-{descriptor['version']}.{format}": whole(frames, descriptor)}
