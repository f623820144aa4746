"""The raw tables themselves; these tests fail on a coder's change, and say what to mend."""

from __future__ import annotations

import functools

import pandas as pd

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


def test_coding_is_double_where_it_is_coded() -> None:
    codings = tables()["codings"]
    coders = codings.groupby(["record_id", "variable"])["coder_id"].nunique()
    assert coders.eq(2).all()
