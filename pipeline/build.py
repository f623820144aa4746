"""One build: checked raw tables become the folder of a release."""

from __future__ import annotations

import fcntl
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
from ukr_security_data.schemas import TABLES

from .derive import derive
from .describe import TableFiles, as_json, datapackage
from .progress import progress
from .project import Project
from .write import csv, parquet, sha256


def release_files(tables: Mapping[str, pd.DataFrame], project: Project) -> dict[str, bytes]:
    """Every file of a release, by its path in the release's folder."""
    made: dict[str, TableFiles] = {}
    for name, frame in progress(derive(tables).items(), "writing tables"):
        table = TABLES[name]
        made[name] = TableFiles(len(frame), csv(frame, table), parquet(frame, table))
    files = {f"{name}.parquet": table.parquet for name, table in made.items()}
    files |= {f"csv/{name}.csv": table.csv for name, table in made.items()}
    files["datapackage.json"] = as_json(datapackage(project, made))
    sums = "".join(f"{sha256(files[path])}  {path}\n" for path in sorted(files))
    return files | {"SHA256SUMS": sums.encode()}


def write_release(files: Mapping[str, bytes], folder: Path) -> None:
    """Write the folder beside its place and rename it; an interruption leaves the last one whole.

    Parameters
    ----------
    files : mapping of str to bytes
        Contents by relative path.
    folder : Path
        The release's folder; replaced as a whole.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    with _alone(folder):
        beside = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".new-{folder.name}-"))
        try:
            for path, data in files.items():
                (beside / path).parent.mkdir(parents=True, exist_ok=True)
                (beside / path).write_bytes(data)
            beside.chmod(0o755)
            if folder.exists():
                folder.rename(_last(folder))
            beside.rename(folder)
        finally:
            _tidy(folder)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keep other builds out, and mend what an interrupted one left behind."""
    with (folder.parent / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        _tidy(folder)
        yield


def _last(folder: Path) -> Path:
    return folder.with_name(f".last-{folder.name}")


def _tidy(folder: Path) -> None:
    """Put the last folder back if the new one did not take its place; remove leftovers."""
    if _last(folder).exists() and not folder.exists():
        _last(folder).rename(folder)
    for left in [_last(folder), *folder.parent.glob(f".new-{folder.name}-*")]:
        shutil.rmtree(left, ignore_errors=True)
