"""Shared by data tests and code tests."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from pipeline.check import check
from pipeline.problems import Problem
from ukr_security_data import _registry

ROOT = Path(__file__).parent.parent
NOWHERE = Path(__file__).parent / "no earlier releases"
EXAMPLE = Path(__file__).parent / "code" / "example" / "raw"

# The same examples on every machine; a slow machine is no failure.
settings.register_profile(
    "project",
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
settings.load_profile("project")


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """A copy of the small valid raw tables."""
    raw = tmp_path / "raw"
    shutil.copytree(EXAMPLE, raw)
    return raw


@pytest.fixture
def problems(example: Path) -> Callable[[], list[Problem]]:
    """Check the copy; the sorted problems."""
    return lambda: sorted(check(example).problems)


@pytest.fixture
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty data folder in the place of the package's own."""
    folder = tmp_path / "_data"
    folder.mkdir()
    monkeypatch.setattr(_registry, "DATA", folder)
    forget()
    yield folder
    forget()


def forget() -> None:
    """Empty what the package keeps in memory."""
    _registry.registry.cache_clear()
    _registry.descriptor.cache_clear()
