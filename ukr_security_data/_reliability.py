"""How well the coders agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._read import load
from .schemas.coding import band

if TYPE_CHECKING:
    import pandas as pd


def reliability(version: str | None = None) -> pd.DataFrame:
    """Say how well the coders agree on each double-coded variable.

    Parameters
    ----------
    version : str, optional
        Version of the data; the newest release by default.

    Returns
    -------
    DataFrame
        One row a variable. Columns: table; variable; n_units (records that two coders
        or more coded); n_coders; percent_agreement; krippendorff_alpha; ci_low and
        ci_high (95 % bootstrap interval of alpha); band (``reliable``: alpha of 0.8 or
        more, ``tentative``: of 0.667 or more, or ``low``; empty where alpha is).

    Raises
    ------
    ValueError
        If there is no such version.

    Examples
    --------
    >>> import ukr_security_data as usd
    >>> set(usd.reliability()["band"].dropna()) <= {"reliable", "tentative", "low"}
    True
    """
    import pandas as pd

    frame = load("reliability", version)
    bands = [None if pd.isna(alpha) else band(alpha) for alpha in frame["krippendorff_alpha"]]
    frame["band"] = pd.Series(bands, index=frame.index)  # the first releases had none
    return frame
