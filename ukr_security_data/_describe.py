"""What the tables, columns, codes and records of a release are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._choices import choose
from ._facts import columns
from ._read import load
from ._registry import descriptor, release, resource

if TYPE_CHECKING:
    import pandas as pd

_OF_SOURCE = ["title", "publisher", "source_type", "language", "published", "extent_read", "url"]


def tables(version: str | None = None) -> pd.DataFrame:
    """List the tables.

    Parameters
    ----------
    version : str, optional
        Version of the data; the newest release by default.

    Returns
    -------
    DataFrame
        One row a table. Columns: table; title; rows and columns (counts);
        unit_of_observation (what one row is).

    Raises
    ------
    ValueError
        If there is no such version.

    Examples
    --------
    >>> import ukr_security_data as usd
    >>> "pledges" in set(usd.tables()["table"])
    True
    """
    import pandas as pd

    version, _ = release(version)
    return pd.DataFrame(
        [
            {
                "table": item["name"],
                "title": item["title"],
                "rows": item["rows"],
                "columns": len(item["schema"]["fields"]),
                "unit_of_observation": item["unitOfObservation"],
            }
            for item in descriptor(version)["resources"]
        ]
    )


def codebook(table: str, version: str | None = None) -> pd.DataFrame:
    """Describe the columns of a table.

    Parameters
    ----------
    table : str
        Name of the table; `tables` lists them.
    version : str, optional
        Version of the data; the newest release by default.

    Returns
    -------
    DataFrame
        One row a column, in the order of the table. Columns: column; title; type
        (string, integer, number, boolean or date); unit (of a number); nullable;
        codes (name of the code list, for `codes`); derived (made at build, not typed);
        description.

    Raises
    ------
    ValueError
        If there is no such table or version.

    Examples
    --------
    >>> import ukr_security_data as usd
    >>> usd.codebook("pledges").set_index("column").loc["modality", "codes"]
    'modality'
    """
    import pandas as pd

    _, described = resource(table, version)
    return pd.DataFrame(columns(described))


def codes(code_list: str, version: str | None = None) -> pd.DataFrame:
    """List the codes of a coded column.

    Parameters
    ----------
    code_list : str
        Name of the code list; that of the column but where two columns of one
        name differ. `codebook` names the list of each column.
    version : str, optional
        Version of the data; the newest release by default.

    Returns
    -------
    DataFrame
        One row a code, ranked from lowest to highest where the list is ordered.
        Columns: code; label; definition. `attrs` has title, vocabulary and ordered.

    Raises
    ------
    ValueError
        If there is no such list or version; the message names those there are.

    Examples
    --------
    >>> import ukr_security_data as usd
    >>> usd.codes("commitment_level")["code"].tolist()
    ['proposal', 'pledge', 'commitment', 'allocation']
    """
    import pandas as pd

    version, _ = release(version)
    lists: dict[str, Any] = {item["name"]: item for item in descriptor(version)["codeLists"]}
    found = lists[choose("code list", code_list, lists)]
    frame = pd.DataFrame(found["codes"])
    frame.attrs = {name: found[name] for name in ("title", "vocabulary", "ordered")}
    return frame


def evidence(record_id: str, version: str | None = None) -> pd.DataFrame:
    """List what each source says about a record.

    Parameters
    ----------
    record_id : str
        Id of an event, agreement, pledge or statement, such as ``"PL0001"``.
    version : str, optional
        Version of the data; the newest release by default.

    Returns
    -------
    DataFrame
        One row a passage, what contradicts last. Columns: those of the table
        `evidence` but record_id (passage_words is in words), and of each source its
        title, publisher, source_type, language, published, extent_read and url.

    Raises
    ------
    ValueError
        If no record has that id.

    Examples
    --------
    >>> import ukr_security_data as usd
    >>> usd.evidence("AG0001")["relation"].iloc[0]
    'supports'
    """
    rows = load("evidence", version)
    found = rows[rows["record_id"] == record_id]
    if found.empty:
        raise ValueError(
            f"No event, agreement, pledge or statement has the id {record_id!r}; "
            "the ids stand in the first column of those tables."
        )
    sources = load("sources", version)[["source_id", *_OF_SOURCE]]
    rank = {"supports": 0, "context": 1, "contradicts": 2}
    joined = found.drop(columns="record_id").merge(sources, on="source_id", how="left")
    return joined.sort_values(
        "relation", key=lambda r: r.map(rank), kind="stable", ignore_index=True
    )
