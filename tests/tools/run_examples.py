"""Run the Python examples of a Markdown page, one after the other, in one program."""

from __future__ import annotations

import re
import runpy
import sys
import tempfile
from pathlib import Path

BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def main(page: Path) -> None:
    """Run the page's blocks; whatever fails stops the run."""
    blocks = BLOCK.findall(page.read_text(encoding="utf-8"))
    if not blocks:
        raise SystemExit(f"{page} has no Python example")
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder) / "examples.py"
        program.write_text("\n".join(blocks), encoding="utf-8")
        runpy.run_path(str(program))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
