"""What a reader is told about how far to trust a cell: evidence, conflicts, reliability, report."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest
from ukr_security_data.schemas import TABLES
from ukr_security_data.schemas.codes import ADOPTION_RULE, PREFERENCE, SOURCE_TYPE
from ukr_security_data.schemas.coding import band

import ukr_security_data as usd
from pipeline.build import table_files
from pipeline.check import check
from pipeline.derive import derive
from pipeline.history import growth
from pipeline.page import page
from pipeline.project import read_project
from pipeline.quality import Measured, quality
from pipeline.release import release
from pipeline.reliability import latest, reliability
from tests.conftest import EXAMPLE, NOWHERE, forget

from .edit import add_line, set_cell

DIGEST = "ab" * 32


def say(raw: Path, number: int, **cells: str) -> None:
    """Add evidence."""
    passage = {"passage_words": "6", "passage_sha256": DIGEST}
    add_line(raw, "evidence", {"evidence_id": f"EC{number:04d}", **passage, **cells})


def publish(raw: Path, data: Path) -> None:
    checked = check(raw)
    assert not checked.problems, checked.problems[0]
    release(table_files(derive(checked.tables), read_project()), data, read_project())
    forget()


def test_evidence_says_what_each_source_reports(example: Path, data_folder: Path) -> None:
    say(
        example,
        14,
        record_id="PL0001",
        variable="quantity_best",
        source_id="SR0004",
        relation="supports",
    )
    say(
        example, 15, record_id="PL0001", variable="modality", source_id="SR0004", relation="context"
    )
    publish(example, data_folder)
    told = usd.evidence("PL0001").set_index("evidence_id")
    assert told["agrees"].fillna(False).tolist() == [True, True, True, False, False]
    assert told.loc["EC0014", ["adopted", "reports"]].tolist() == ["6000", "6000"]
    assert told.loc["EC0008", ["adopted", "reports"]].tolist() == ["6000", "8000"]
    assert told.loc["EC0006", ["adopted", "reports"]].isna().all()
    assert pd.isna(told.loc["EC0015", "agrees"])
    assert pd.isna(told.loc["EC0015", "reports"])


@pytest.mark.parametrize(
    ("supports", "contradicts", "rule"),
    [
        (["SR0001"], ["SR0002"], "preferred_kind"),
        (["SR0002"], ["SR0004"], "preferred_kind"),
        (["SR0003"], ["SR0004"], "judgement"),
        (["SR0003", "SR0004"], ["SR0004"], "more_sources"),
        (["SR0004"], ["SR0002"], "judgement"),
    ],
)
def test_rule_of_adoption(
    example: Path, data_folder: Path, supports: list[str], contradicts: list[str], rule: str
) -> None:
    set_cell(example, "evidence", 9, "relation", "context")  # the example's own contradiction
    for number, source in enumerate(supports, 14):
        say(
            example,
            number,
            record_id="PL0001",
            variable="date",
            source_id=source,
            relation="supports",
        )
    for number, source in enumerate(contradicts, 20):
        say(
            example,
            number,
            record_id="PL0001",
            variable="date",
            source_id=source,
            relation="contradicts",
            value_reported="2026-01-05",
            note="n",
        )
    publish(example, data_folder)
    [row] = usd.conflicts().to_dict("records")
    assert (row["table"], row["record_id"], row["variable"]) == ("pledges", "PL0001", "date")
    assert (row["adopted"], row["reported"], row["rule"]) == ("2026-01-06", "2026-01-05", rule)
    assert row["source_id"] == contradicts[0]


def test_a_value_without_sources_of_its_own_rests_on_those_of_the_record(
    example: Path, data_folder: Path
) -> None:
    publish(example, data_folder)
    [row] = usd.conflicts().to_dict("records")
    assert (row["adopted"], row["reported"]) == ("6000", "8000")
    assert (row["rule"], row["adopted_source_type"]) == ("preferred_kind", "news_agency")


def test_order_of_preference_has_every_kind_of_source_once() -> None:
    kinds = [kind for line in PREFERENCE for kind in line]
    assert sorted(kinds) == sorted(SOURCE_TYPE.values)
    assert set(usd.conflicts()["rule"]) <= set(ADOPTION_RULE.values)


@pytest.mark.parametrize(
    ("alpha", "expected"),
    [(1.0, "reliable"), (0.8, "reliable"), (0.7999, "tentative"), (0.667, "tentative"), (0.6669, "low"), (-1.0, "low")],
)  # fmt: skip
def test_bands(alpha: float, expected: str) -> None:
    assert band(alpha) == expected


def coding(record: str, coder: int, value: str, version: str) -> dict[str, object]:
    return {
        "record_id": record,
        "variable": "modality",
        "coder_id": f"lm-{coder}",
        "value": value,
        "coded_on": pd.Timestamp("2026-01-01"),
        "codebook_version": version,
    }


def test_the_latest_double_coding_of_a_record_counts() -> None:
    codings = pd.DataFrame(
        [
            coding("PL0001", 1, "will", "0.9.0"),
            coding("PL0001", 2, "intends", "0.9.0"),
            coding("PL0001", 3, "will", "0.10.0"),
            coding("PL0001", 4, "will", "0.10.0"),
            coding("PL0002", 1, "refuses", "0.9.0"),
            coding("PL0002", 2, "refuses", "0.9.0"),
            coding("PL0002", 3, "intends", "0.10.0"),  # one coder alone proves nothing
        ]
    )
    counted = latest(codings)
    assert counted.index.tolist() == [2, 3, 4, 5]
    tables = check(EXAMPLE).tables
    figures = reliability(tables, counted).set_index("variable")
    assert figures.loc["modality", ["n_units", "percent_agreement", "band"]].tolist() == [
        2,
        100,
        "reliable",
    ]
    earlier = reliability(tables, latest(codings.drop(index=counted.index))).set_index("variable")
    assert earlier.loc["modality", ["n_units", "percent_agreement"]].tolist() == [1, 0]


def test_codebook_says_how_far_a_column_can_be_trusted() -> None:
    told = usd.codebook("pledges").set_index("column")
    double = {column.name for column in TABLES["pledges"].columns if column.double_coded}
    assert set(told.index[told["alpha"].notna()]) == double
    for name in double:
        assert told.loc[name, "reliability"] == band(told.loc[name, "alpha"])


def report(tables: dict[str, pd.DataFrame]) -> str:
    measured = Measured(
        growth(NOWHERE, "1.0.0"),
        [["day"], ["2026"]],
        [["kind", "planted", "found"], ["typo", "4", "3"]],
    )
    markdown, plots = quality(tables, "1.0.0", measured)
    return page(markdown, plots, "Quality & more", "Cite <this>")


def test_report_stands_alone_and_speaks_to_everybody() -> None:
    made = report(derive(check(EXAMPLE).tables))
    assert not re.search(r"<script|<link|@import|url\(|src=\"(?!data:)", made)
    pictures = re.findall(r"<img [^>]*>", made)
    assert len(pictures) == 3
    assert all(re.search(r'alt="[^"]{30,}"', picture) for picture in pictures)
    assert '<meta name="viewport"' in made and '<html lang="en">' in made
    assert "<title>Quality &amp; more</title>" in made and "Cite &lt;this&gt;" in made
    assert set(re.findall(r'href="#([^"]+)"', made)) == set(re.findall(r'<h2 id="([^"]+)"', made))
    assert made.count("<table>") == made.count('<div class="wide" tabindex="0">')
    assert "75\N{NO-BREAK SPACE}%" in made  # of the planted typos


def test_report_of_nothing() -> None:
    empty = {name: frame.iloc[:0] for name, frame in derive(check(EXAMPLE).tables).items()}
    assert "<h2" in report(empty)


def test_every_column_that_may_be_empty_says_what_that_means() -> None:
    for table in TABLES.values():
        for column in table.columns:
            assert column.empty, f"{table.name}.{column.name}"
            assert not column.nullable or not column.empty.endswith(".")
