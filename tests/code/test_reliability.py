"""Reliability, against figures that can be worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.reliability import _alpha, _interval


def counts(*units: str, values: str = "abc") -> np.ndarray:
    return np.array([[unit.count(value) for value in values] for unit in units])


def test_two_coders_by_hand() -> None:
    # aa, aa, ab, bb: 8 values, 4 a and ... observed disagreement 2/8, expected 2*5*3/(8*7).
    alpha = _alpha(counts("aa", "aa", "ab", "bb"), "nominal")
    assert alpha == pytest.approx(1 - (2 / 8) / (2 * 5 * 3 / (8 * 7)), abs=1e-4)


def test_ordinal_forgives_neighbours() -> None:
    near, far = counts("aa", "bb", "cc", "ab"), counts("aa", "bb", "cc", "ac")
    nearby, distant = _alpha(near, "ordinal"), _alpha(far, "ordinal")
    assert nearby is not None and distant is not None
    assert nearby > distant


def test_alpha_is_undefined_where_nothing_varies() -> None:
    assert _alpha(counts("aa", "aa"), "nominal") is None
    assert _interval(counts("aa", "aa"), "nominal") == (None, None)


@settings(max_examples=5)
@given(st.lists(st.sampled_from(["aa", "bb", "cc", "ab", "bc"]), min_size=4, max_size=20))
def test_interval_is_an_interval(units: list[str]) -> None:
    low, high = _interval(counts(*units), "nominal")
    if low is not None and high is not None:
        assert low <= high <= 1
