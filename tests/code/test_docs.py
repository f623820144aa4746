"""Generated pages are fresh, and what the README shows works as typed."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest

from pipeline.check import check
from pipeline.derive import derive
from pipeline.docs import pages
from pipeline.project import read_project
from tests.conftest import ROOT

BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_generated_pages_are_fresh() -> None:
    data = ROOT / "ukr_security_data" / "_data"
    texts = pages(derive(check(ROOT / "raw").tables), read_project().version, ROOT, data)
    stale = [name for name, text in texts.items() if (ROOT / name).read_text("utf-8") != text]
    assert not stale, "stale; run: python build.py docs"


def test_readme_examples_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    blocks = BLOCK.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    assert blocks
    program = tmp_path / "readme.py"
    program.write_text("\n".join(blocks), encoding="utf-8")
    runpy.run_path(str(program))
    assert "pledger" in capsys.readouterr().out
