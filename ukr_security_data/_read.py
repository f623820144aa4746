"""Reading tables of a release."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ._cite import cite
from ._registry import object_path, release, resource

if TYPE_CHECKING:
    import pandas as pd


def load(table: str, version: str | None = None) -> pd.DataFrame:
    """Load a table.

    Parameters
    ----------
    table : str
        Name of the table; `tables` lists them.
    version : str, optional
        Version of the data; the newest release by default. Every version ever
        released loads, with the columns it had then.

    Returns
    -------
    DataFrame
        One row per unit of observation; `codebook` describes each column and its unit.
        Days are datetime64, whole numbers Int64, true/false boolean; ranked codes are
        ordered categories. `attrs` has table, version and citation.

    Raises
    ------
    ValueError
        If there is no such table or version; the message names those there are.
    OSError
        If the file is damaged, or is missing and cannot be downloaded.

    Notes
    -----
    Source: the Parquet file of the release, checked against its SHA-256.

    Examples
    --------
    >>> import ukr_security_data as usd
    >>> troops = usd.load("pledges").query("pledge_type == 'troop_deployment'")
    >>> troops["commitment_level"].cat.ordered
    True
    """
    version, described = resource(table, version)
    file = object_path(release(version)[1]["tables"][table])

    import pandas as pd
    import pyarrow as pa
    import pyarrow.parquet as pq

    dtypes = {pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}
    rows = pq.ParquetFile(file).read()
    frame: pd.DataFrame = rows.to_pandas(types_mapper=dtypes.get, date_as_object=False)
    for field in described["schema"]["fields"]:
        if field.get("categoriesOrdered"):
            ranks = [category["value"] for category in field["categories"]]
            frame[field["name"]] = pd.Categorical(frame[field["name"]], ranks, ordered=True)
    frame.attrs = {"table": table, "version": version, "citation": cite(version=version)}
    return frame


def path(table: str, version: str | None = None) -> Path:
    """Locate the Parquet file of a table, for polars, DuckDB, Spark or R.

    Parameters
    ----------
    table : str
        Name of the table; `tables` lists them.
    version : str, optional
        Version of the data; the newest release by default.

    Returns
    -------
    Path
        The file, checked against its SHA-256. Do not change it.

    Raises
    ------
    ValueError
        If there is no such table or version.
    OSError
        If the file is damaged, or is missing and cannot be downloaded.

    Examples
    --------
    >>> import ukr_security_data as usd
    >>> usd.path("events").suffix
    '.parquet'
    """
    version, _ = resource(table, version)
    return object_path(release(version)[1]["tables"][table])
