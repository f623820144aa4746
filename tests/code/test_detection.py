"""Every kind of defect is found where it was planted, and the published rates are fresh."""

from __future__ import annotations

import csv
import functools

import pytest

from .injector import KINDS, LIMITS, RESULTS, ROOT, Row, count, read


@functools.cache
def raw() -> dict[str, list[Row]]:
    return read(ROOT / "raw")


@functools.cache
def published() -> dict[str, tuple[int, int]]:
    header, *rows = csv.reader(RESULTS.read_text(encoding="utf-8").splitlines())
    assert header == ["kind", "planted", "found"]
    return {kind: (int(planted), int(found)) for kind, planted, found in rows}


def test_every_kind_is_published() -> None:
    assert len(KINDS) >= 40
    assert list(published()) == [*KINDS, *LIMITS], "stale; run: make detection"


@pytest.mark.parametrize("kind", KINDS)
def test_all_defects_of_a_kind_are_found(kind: str) -> None:
    planted, found = count(kind, raw())
    assert planted >= 2
    assert found == planted
    assert published()[kind] == (planted, found), "stale; run: make detection"


@pytest.mark.parametrize("kind", LIMITS)
def test_what_no_rule_can_find_is_counted_as_it_is(kind: str) -> None:
    assert published()[kind] == count(kind, raw()), "stale; run: make detection"
