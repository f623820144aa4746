"""Print every benchmark as a ratio; run with ``make benchmarks``."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from pipeline.build import release_files
from pipeline.check import check
from pipeline.project import ROOT, read_project

from .grow import grow

_IMPORT_PANDAS = "import pandas"
_IMPORT_PACKAGE = "import ukr_security_data"
_LOAD = "import ukr_security_data as usd\nfor t in {tables}: usd.load(t)"
_READ_PARQUET = "import pandas as pd\nfor p in {paths}: pd.read_parquet(p)"


def main() -> None:
    """Measure reading, then checking and building over grown tables."""
    import ukr_security_data as usd

    tables = usd.tables()["table"].tolist()
    paths = [str(usd.path(table)) for table in tables]
    nothing, pandas, package, load, read = _fresh(
        "",
        _IMPORT_PANDAS,
        _IMPORT_PACKAGE,
        _LOAD.format(tables=tables),
        _READ_PARQUET.format(paths=paths),
    )
    print(
        f"import ukr_security_data / import pandas: {(package - nothing) / (pandas - nothing):.3f} (goal 0.1 or less)"
    )
    print(
        f"load all {len(tables)} tables / pandas.read_parquet: {(load - nothing) / (read - nothing):.3f} (goal 1.05 or less)"
    )

    with tempfile.TemporaryDirectory() as folder:
        print("times  rows     check s/row ratio  build s/row ratio  (goal: 1 or less)")
        first: tuple[float, float] | None = None
        for times in (1, 10, 100):
            raw = Path(folder) / f"x{times}" / "raw"
            rows = grow(ROOT / "raw", raw, times)
            start = time.perf_counter()
            checked = check(raw)
            middle = time.perf_counter()
            release_files(checked.tables, read_project(), Path(folder))
            cost = ((middle - start) / rows, (time.perf_counter() - middle) / rows)
            first = first or cost
            assert not checked.problems, checked.problems[0]
            print(f"{times:5d}  {rows:7d}  {cost[0] / first[0]:17.2f}  {cost[1] / first[1]:17.2f}")


def _fresh(*programs: str, rounds: int = 9) -> list[float]:
    """Median seconds of each program in fresh processes, taken in turns."""
    seconds: list[list[float]] = [[] for _ in programs]
    for _ in range(rounds):
        for taken, program in zip(seconds, programs, strict=True):
            start = time.perf_counter()
            subprocess.run([sys.executable, "-c", program], check=True)
            taken.append(time.perf_counter() - start)
    return [statistics.median(taken) for taken in seconds]


if __name__ == "__main__":
    main()
