"""Who coded what before adjudication, and how well coders agree."""

from __future__ import annotations

from . import codes
from .columns import CODER, CODER_KEY, code, day, integer, made, number, record, text
from .table import Table

# Krippendorff's bands.
RELIABLE, TENTATIVE = 0.8, 0.667

CODERS = Table(
    name="coders",
    title="Coders",
    unit="one coder",
    key=("coder_id",),
    columns=(
        CODER_KEY,
        code("coder_type", codes.CODER_TYPE, "Person or language model."),
        text("languages", "Languages", "ISO 639-1 codes of the languages read, separated by |.", pattern=r"[a-z]{2}(\|[a-z]{2})*", shape="codes joined by |, such as en|uk"),
        text("note", "Note", "Which task the coder had.", nullable=True, empty="no remark"),
    ),
)  # fmt: skip

CODINGS = Table(
    name="codings",
    title="Codings",
    unit="the value that one coder gave to one variable of one record, before adjudication",
    key=("record_id", "variable", "coder_id"),
    columns=(
        record("The record that was coded."),
        text("variable", "Variable", "The column that was coded; one of the double-coded ones."),
        CODER,
        text("value", "Value", "The code that the coder gave."),
        day("coded_on", "Coded on", "Day of the coding."),
        text("codebook_version", "Codebook version", "Version of the codebook that the coder used.", pattern=r"[0-9]+\.[0-9]+\.[0-9]+", shape="a version, such as 0.1.0"),
    ),
)  # fmt: skip

_NOT_DOUBLE = "no record is double-coded"

RELIABILITY = Table(
    name="reliability",
    title="Reliability",
    unit="one double-coded variable of one table",
    key=("table", "variable"),
    columns=made(
        text("table", "Table", "Table of the variable."),
        text("variable", "Variable", "The double-coded column."),
        integer("n_units", "Units", "Records coded by at least two coders; of a record that was double-coded again under a later codebook, the latest coding counts.", unit="records", minimum=0),
        integer("n_coders", "Coders", "Coders who coded them.", unit="coders", minimum=0),
        number("percent_agreement", "Agreement", "Share of the units on which all coders agree.", nullable=True, empty=_NOT_DOUBLE, unit="per cent", minimum=0, maximum=100),
        number("krippendorff_alpha", "Krippendorff's alpha", "Agreement corrected for chance; empty if the values do not vary.", nullable=True, empty="the values do not vary, or no record is double-coded", maximum=1),
        number("ci_low", "Interval, low", "Lower end of the 95 % bootstrap interval of alpha.", nullable=True, empty=_NOT_DOUBLE, maximum=1),
        number("ci_high", "Interval, high", "Upper end of the 95 % bootstrap interval of alpha.", nullable=True, empty=_NOT_DOUBLE, maximum=1),
        code("band", codes.RELIABILITY_BAND, "How far the variable can be trusted.", nullable=True, empty="alpha is empty"),
    ),
)  # fmt: skip


def band(alpha: float) -> str:
    """The reliability band of an alpha: a code of `reliability_band`."""
    return "reliable" if alpha >= RELIABLE else "tentative" if alpha >= TENTATIVE else "low"
