"""The raw tables themselves; these tests fail on a coder's change, and say what to mend."""

from __future__ import annotations

import functools
import re

import pandas as pd
from ukr_security_data.schemas import TABLES
from ukr_security_data.schemas.columns import CODED_TABLES

from pipeline.check import Checked, check
from pipeline.history import read_history
from pipeline.problems import report
from tests.conftest import ROOT


@functools.cache
def checked() -> Checked:
    return check(ROOT / "raw", read_history(ROOT / "ukr_security_data" / "_data"))


def tables() -> dict[str, pd.DataFrame]:
    return checked().tables


def test_raw_is_clean() -> None:
    assert not checked().problems, report(checked().problems)


def test_every_source_person_and_actor_is_used() -> None:
    made = tables()
    used = {
        "source_id": [
            t["source_id"] for name, t in made.items() if "source_id" in t and name != "sources"
        ],
        "person_id": [
            made["event_participants"]["person_id"],
            made["statements"]["person_id"],
            made["agreement_parties"]["signatory_id"],
            made["person_roles"]["person_id"],
        ],
    }
    assert set(made["sources"]["source_id"]) <= set(pd.concat(used["source_id"])) | set(
        made["sources"]["syndicated_from"].dropna()
    )
    assert set(made["people"]["person_id"]) <= set(pd.concat(used["person_id"]).dropna())


def test_most_records_are_final() -> None:
    made = tables()
    reviewed = pd.concat(
        [made[name]["review_status"] for name in ("events", "agreements", "pledges", "statements")]
    )
    assert reviewed.eq("final").mean() >= 0.75


def test_every_record_is_double_coded() -> None:
    made = tables()
    codings = made["codings"]
    coders = codings.groupby(["record_id", "variable"])["coder_id"].nunique()
    for table in CODED_TABLES:
        ids = made[table][TABLES[table].key[0]]
        for column in TABLES[table].columns:
            if column.double_coded:
                wanted = pd.MultiIndex.from_product([ids, [column.name]])
                single = wanted[coders.reindex(wanted).fillna(0).lt(2)]
                assert single.empty, f"coded by fewer than two: {list(single)}"


def test_examples_in_the_definitions_hold() -> None:
    made = tables()
    for table in CODED_TABLES:
        values = made[table].set_index(TABLES[table].key[0])
        for column in TABLES[table].columns:
            for code in column.codes.codes if column.codes else ():
                for example in re.findall(rf"\b{TABLES[table].prefix}\d+", code.definition):
                    assert values.at[example, column.name] == code.code, (column.name, example)
