"""The plots of the quality report, as SVG: the same bytes for the same tables."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd
from ukr_security_data.schemas import TABLES
from ukr_security_data.schemas.codes import PLEDGE_TYPE, SOURCE_TYPE
from ukr_security_data.schemas.columns import CODED_TABLES

# matplotlib takes half a second to import; only the commands that draw wait for it.
if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_STYLE: dict[Any, Any] = {
    "svg.hashsalt": "ukr_security_data",
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
}
# Okabe and Ito: told apart by the colour-blind.
_COLOURS = ("#0072b2", "#e69f00", "#009e73", "#cc79a7")
_NO_METADATA = dict.fromkeys(("Date", "Creator", "Format", "Type"))
_INCHES_WIDE = 4.6  # on a phone its letters stay legible
_FIRST_MONTH = "2024-01"
_MOST_PLEDGERS = 15


@dataclass(frozen=True)
class Plot:
    """A plot, and its words for whoever does not see it.

    Parameters
    ----------
    name : str
        Name of its file, without the ending.
    alt : str
        What it shows, with its main figures.
    svg : str
    """

    name: str
    alt: str
    svg: str


def plots(tables: Mapping[str, pd.DataFrame]) -> list[Plot]:
    """Every plot of the report.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        The tables of a release, as `derive` makes them.
    """
    import matplotlib as mpl

    with mpl.rc_context(_STYLE):
        return [_coverage(tables), _pledges(tables), _sources(tables)]


def records_by_month(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Records of each coded table by month: months as YYYY-MM in rows, tables in columns."""
    counts = {
        name: tables[name][str(TABLES[name].date)].dropna().dt.strftime("%Y-%m").value_counts()
        for name in CODED_TABLES
    }
    return pd.DataFrame(counts).fillna(0).astype(int).sort_index()


def _coverage(tables: Mapping[str, pd.DataFrame]) -> Plot:
    counts = records_by_month(tables)
    before = int(counts[counts.index < _FIRST_MONTH].to_numpy().sum())
    counts = counts[counts.index >= _FIRST_MONTH]
    if len(counts):
        months = pd.period_range(counts.index[0], counts.index[-1], freq="M").strftime("%Y-%m")
        counts = counts.reindex(months, fill_value=0)
    figure, axes = _canvas(2.8)
    base = [0] * len(counts)
    for name, colour in zip(CODED_TABLES, _COLOURS, strict=True):
        heights = counts[name].tolist()
        axes.bar(range(len(counts)), heights, bottom=base, color=colour, label=name, width=0.85)
        base = [low + height for low, height in zip(base, heights, strict=True)]
    shown = range(0, len(counts), 4)
    axes.set_xticks(list(shown), [counts.index[n] for n in shown], rotation=60, fontsize=9)
    axes.set_ylabel("records")
    axes.legend(frameon=False)
    busiest = "" if counts.empty else f" The most fall in {counts.sum(axis=1).idxmax()}."
    alt = f"Bars: records by month since January 2024, by table; {before} older ones are left out.{busiest}"
    return Plot("coverage", alt, _svg(figure))


def _pledges(tables: Mapping[str, pd.DataFrame]) -> Plot:
    pledges = tables["pledges"]
    counts = pd.crosstab(pledges["pledge_type"], pledges["pledger"])
    kinds = [kind for kind in PLEDGE_TYPE.values if kind in counts.index]
    busiest = counts.sum().sort_values(ascending=False, kind="stable").index[:_MOST_PLEDGERS]
    counts = counts.reindex(index=kinds, columns=busiest)
    figure, axes = _canvas(0.9 + 0.27 * max(len(kinds), 4))
    if counts.size:
        axes.imshow(counts.to_numpy(), cmap="Blues", vmin=0, aspect="auto")
    dark = 0.6 * (counts.to_numpy().max() if counts.size else 0)
    for y, row in enumerate(counts.to_numpy()):
        for x, count in enumerate(row):
            if count:
                colour = "white" if count > dark else "black"
                axes.text(x, y, str(count), ha="center", va="center", color=colour, fontsize=9)
    axes.set_yticks(range(len(kinds)), [kind.replace("_", " ") for kind in kinds], fontsize=9)
    axes.set_xticks(range(len(busiest)), list(busiest), rotation=60, fontsize=9)
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)
    first = "" if counts.empty else f" {busiest[0]} has the most: {int(counts[busiest[0]].sum())}."
    alt = f"Table of squares: pledges and refusals by type, of the {len(busiest)} pledgers with the most.{first}"
    return Plot("pledges", alt, _svg(figure))


def _sources(tables: Mapping[str, pd.DataFrame]) -> Plot:
    counts = tables["sources"]["source_type"].value_counts()
    kinds = sorted(
        (kind for kind in SOURCE_TYPE.values if kind in counts.index), key=lambda k: counts[k]
    )
    figure, axes = _canvas(0.6 + 0.25 * max(len(kinds), 4))
    numbers = [int(counts[kind]) for kind in kinds]
    bars = axes.barh([kind.replace("_", " ") for kind in kinds], numbers, color=_COLOURS[0])
    axes.bar_label(bars, padding=3, fontsize=9)
    axes.tick_params(axis="y", labelsize=9)
    axes.set_xlabel("sources")
    most = "" if not kinds else f" The most are of type {kinds[-1]}: {numbers[-1]}."
    return Plot("sources", f"Bars: sources by type.{most}", _svg(figure))


def _canvas(inches_high: float) -> tuple[Figure, Axes]:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(_INCHES_WIDE, inches_high), layout="constrained")
    return figure, figure.add_subplot()


def _svg(figure: Figure) -> str:
    out = io.StringIO()
    figure.savefig(out, format="svg", metadata=_NO_METADATA)
    return out.getvalue()
