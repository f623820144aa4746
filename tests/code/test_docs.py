"""Generated pages are fresh, and what the README shows works as typed."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest

from pipeline.docs import pages
from tests.conftest import ROOT

BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("name", pages())
def test_generated_page_is_fresh(name: str) -> None:
    fresh = (ROOT / name).read_text(encoding="utf-8") == pages()[name]
    assert fresh, f"{name} is stale; run: python build.py docs"


def test_readme_examples_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    blocks = BLOCK.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    assert blocks
    program = tmp_path / "readme.py"
    program.write_text("\n".join(blocks), encoding="utf-8")
    runpy.run_path(str(program))
    assert "pledger" in capsys.readouterr().out
