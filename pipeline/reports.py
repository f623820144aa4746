"""What a release says in words: its codebook and its quality report."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from ukr_security_data._cite import text as citation

from .docs import codebook
from .history import growth
from .page import page
from .project import ROOT
from .quality import quality, read_measured


def reports(
    about: dict[str, Any], tables: Mapping[str, pd.DataFrame], data: Path
) -> dict[str, bytes]:
    """The pages of a release, by their paths in its folder.

    Parameters
    ----------
    about : dict
        As `datapackage` makes it.
    tables : mapping of str to DataFrame
        The tables, as `derive` makes them.
    data : Path
        The package's data folder: the earlier releases.
    """
    version, licence = about["version"], about["licenses"][0]["title"]
    report, plots = quality(tables, version, read_measured(ROOT, growth(data, version)))
    title, footer = f"{about['title']} {version}: quality", f"{citation(about)} Licence: {licence}."
    return {
        "CODEBOOK.md": codebook(tables["reliability"]).encode(),
        "quality.html": page(report, plots, title, footer).encode(),
    }
