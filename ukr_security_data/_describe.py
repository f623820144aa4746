"""What the tables, columns and codes of a release are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._choices import choose
from ._facts import columns
from ._registry import descriptor, release, resource
from ._reliability import reliability

if TYPE_CHECKING:
    import pandas as pd


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
        alpha and reliability (Krippendorff's alpha of a double-coded column, and the band
        in which it falls: reliable, tentative or low; else empty); description.

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

    version, described = resource(table, version)
    frame = pd.DataFrame(columns(described))
    figures = reliability(version)
    mine = figures[figures["table"].eq(table)].set_index("variable")
    frame.insert(len(frame.columns) - 1, "alpha", frame["column"].map(mine["krippendorff_alpha"]))
    frame.insert(len(frame.columns) - 1, "reliability", frame["column"].map(mine["band"]))
    return frame


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
