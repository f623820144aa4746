"""Two releases compared: what changed, and the step of the version that it needs."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.build import table_files
from pipeline.changelog import section, with_changes
from pipeline.check import check
from pipeline.derive import derive
from pipeline.history import built
from pipeline.project import read_project
from pipeline.versions import follows, lowest_next
from tests.conftest import EXAMPLE
from ukr_security_data._diff import STEPS, Difference, compare

DESCRIBED, FRAME = built(table_files(derive(check(EXAMPLE).tables), read_project()))


def after(change: Callable[[dict[str, Any]], None]) -> Difference:
    """The difference that one change of the description makes."""
    new = copy.deepcopy(DESCRIBED)
    change(new)
    return compare(DESCRIBED, FRAME, new, FRAME)


def field(described: dict[str, Any], table: str, column: str) -> dict[str, Any]:
    fields = next(r for r in described["resources"] if r["name"] == table)["schema"]["fields"]
    return next(f for f in fields if f["name"] == column)


def fields(described: dict[str, Any], table: str) -> list[dict[str, Any]]:
    return next(r for r in described["resources"] if r["name"] == table)["schema"]["fields"]  # type: ignore[no-any-return]


def new_field(required: bool) -> dict[str, Any]:
    return {
        "name": "new",
        "type": "string",
        "title": "New",
        "description": "New.",
        "constraints": {"required": required},
    }


@pytest.mark.parametrize(
    ("change", "step"),
    [
        (lambda d: None, "none"),
        (lambda d: field(d, "people", "name").update(description="Other."), "patch"),
        (lambda d: d["codeLists"][0]["codes"][0].update(definition="Other."), "patch"),
        (lambda d: d["codeLists"][0]["codes"].append({"code": "x", "label": "X", "definition": "X."}), "minor"),
        (lambda d: fields(d, "people").append(new_field(False)), "minor"),
        (lambda d: d["resources"].append({"name": "new", "hash": "", "schema": {"fields": [], "primaryKey": ["a"]}}), "minor"),
        (lambda d: fields(d, "people").append(new_field(True)), "major"),
        (lambda d: fields(d, "people").insert(0, new_field(False)), "major"),
        (lambda d: fields(d, "people").pop(), "major"),
        (lambda d: field(d, "people", "name").update(type="integer"), "major"),
        (lambda d: field(d, "people", "name").update(unit="EUR"), "major"),
        (lambda d: d["codeLists"][0]["codes"].pop(), "major"),
        (lambda d: d["resources"].pop(), "major"),
    ],
)  # fmt: skip
def test_step_of_a_change_of_meaning(change: Callable[[dict[str, Any]], None], step: str) -> None:
    assert after(change).step == step


def rows_after(table: str, new: pd.DataFrame) -> Difference:
    described = copy.deepcopy(DESCRIBED)
    next(r for r in described["resources"] if r["name"] == table)["hash"] = "other"
    return compare(DESCRIBED, FRAME, described, lambda name: new if name == table else FRAME(name))


def test_step_of_a_change_of_rows() -> None:
    people, evidence = FRAME("people"), FRAME("pledge_conditions")
    assert rows_after("people", people.replace("Speaker B", "Speaker Bee")).step == "patch"
    assert rows_after("people", people.iloc[:1]).step == "minor"
    assert rows_after("pledge_conditions", evidence.iloc[:1]).step == "patch"
    more = pd.concat([people, people.tail(1).assign(person_id="speaker-z")], ignore_index=True)
    assert rows_after("people", more).step == "minor"


@given(data=st.data())
def test_difference_tells_what_was_done(data: st.DataObject) -> None:
    """Dropping some rows and changing one cell is reported as exactly that."""
    old = FRAME("pledges")
    dropped = data.draw(st.sets(st.sampled_from(old.index.tolist()), max_size=2))
    new = old.drop(index=sorted(dropped)).reset_index(drop=True)
    row = data.draw(st.sampled_from(new.index.tolist()))
    new.loc[row, "summary"] = "Another summary."
    rows = rows_after("pledges", new).rows
    removed = rows[rows["change"].eq("removed")]
    changed = rows[rows["change"].eq("changed")]
    assert set(removed["key"]) == set(old.loc[sorted(dropped), "pledge_id"])
    assert changed[["key", "column", "new"]].to_numpy().tolist() == [
        [new.loc[row, "pledge_id"], "summary", "Another summary."]
    ]
    assert not rows["change"].eq("added").any()
    back = compare(*_swap(old, new))
    assert len(back.rows) == len(rows)


def _swap(old: pd.DataFrame, new: pd.DataFrame) -> tuple[Any, ...]:
    described = copy.deepcopy(DESCRIBED)
    next(r for r in described["resources"] if r["name"] == "pledges")["hash"] = "other"
    return described, lambda name: new, DESCRIBED, lambda name: old


@pytest.mark.parametrize(
    ("last", "step", "lowest"),
    [
        ("1.2.3", "major", "2.0.0"), ("1.2.3", "minor", "1.3.0"), ("1.2.3", "patch", "1.2.4"),
        ("0.1.0", "major", "0.2.0"), ("0.1.0", "minor", "0.2.0"), ("0.1.0", "none", "0.1.0.post1"),
    ],
)  # fmt: skip
def test_lowest_version(last: str, step: str, lowest: str) -> None:
    assert lowest_next(last, step) == lowest
    assert follows(lowest, last, step)
    assert not follows(last, last, step)
    if step != "none":
        assert follows(f"{lowest}rc1", last, step)


@given(st.sampled_from(STEPS), st.sampled_from(STEPS))
def test_a_larger_step_is_never_a_lower_version(a: str, b: str) -> None:
    smaller, larger = sorted((a, b), key=STEPS.index)
    assert follows(lowest_next("1.2.3", larger), "1.2.3", smaller)


CHANGELOG = "# Changelog\n\n## 0.2.0 (2027-01-01)\n\nWhy.\n\n## 0.1.0 (2026-11-23)\n\nFirst.\n"


def test_generated_list_is_put_in_its_section_once() -> None:
    once = with_changes(CHANGELOG, "0.2.0", "0.1.0", ["people: 1 row added"])
    assert (
        section(once, "0.2.0")
        == "## 0.2.0 (2027-01-01)\n\nWhy.\n\nChanges since 0.1.0, counted:\n\n- people: 1 row added\n\n"
    )
    assert section(once, "0.1.0") == section(CHANGELOG, "0.1.0")
    assert with_changes(once, "0.2.0", "0.1.0", ["people: 1 row added"]) == once
    assert section(CHANGELOG, "0.2") is None
