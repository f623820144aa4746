"""A table as a Stata file."""

from __future__ import annotations

import io
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ._cells import values

if TYPE_CHECKING:
    import pandas as pd

_LABEL_LENGTH = 80
_STR_BYTES = 2045  # a longer text is a strL


def dta(frame: pd.DataFrame, resource: dict[str, Any], created: str) -> bytes:
    """A table as a Stata file, version 118 (Stata 14 and newer).

    Parameters
    ----------
    frame : DataFrame
        The table, as built or as loaded.
    resource : dict
        Its entry in the release's datapackage.json.
    created : str
        `created` of the same file; becomes the time stamp.

    Returns
    -------
    bytes
        The file. A coded column of text is the rank of the code in its list, with the code
        as value label, so that ``if modality == "refuses":modality`` holds in every
        version; one of numbers keeps them, labelled. True and false are 1 and 0, a missing
        text is empty, days are %td.
    """
    import pandas as pd

    made: dict[str, pd.Series] = {}
    labels: dict[Any, dict[float, str]] = {}
    days: dict[Any, Any] = {}
    long: list[Any] = []
    for field in resource["schema"]["fields"]:
        name, kind = field["name"], field["type"]
        cells = values(frame[name])
        if kind == "string" and "categories" in field:
            codes = [category["value"] for category in field["categories"]]
            ranks = {code: rank for rank, code in enumerate(codes, 1)}
            made[name] = pd.Series([ranks.get(cell) for cell in cells], dtype="Int32")
            labels[name] = {rank: code for code, rank in ranks.items()}
        elif kind == "string":
            texts = ["" if cell is None else cell for cell in cells]
            made[name] = pd.Series(texts, dtype=object)
            # pandas 2 counts letters where Stata counts bytes.
            if any(len(cell.encode()) > _STR_BYTES for cell in texts):
                long.append(name)
        elif kind == "boolean":
            made[name] = pd.Series(cells, dtype="boolean").astype("Int8")
            labels[name] = {0: "false", 1: "true"}
        elif kind == "integer":
            made[name] = pd.Series(cells, dtype="Int64")
            if "categories" in field:
                labels[name] = {c["value"]: c["label"] for c in field["categories"]}
        elif kind == "date":
            made[name] = pd.Series(pd.to_datetime(cells), dtype="datetime64[ns]")
            days[name] = "td"
        else:
            made[name] = pd.Series(cells, dtype="float64")
    out = io.BytesIO()
    pd.DataFrame(made).to_stata(
        out,
        version=118,
        write_index=False,
        convert_dates=days,
        convert_strl=long,
        value_labels=labels,
        variable_labels={f["name"]: _short(f["title"]) for f in resource["schema"]["fields"]},
        data_label=_short(resource["title"]),
        time_stamp=datetime.fromisoformat(created).replace(tzinfo=None),
    )
    return out.getvalue()


def _short(label: str) -> str:
    """As much of a label as Stata takes."""
    return label if len(label) <= _LABEL_LENGTH else label[: _LABEL_LENGTH - 1] + "…"
