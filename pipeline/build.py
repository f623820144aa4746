"""One build: checked raw tables become the folder of a release."""

from __future__ import annotations

import io
import json
import shutil
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
from ukr_security_data.schemas import TABLES

from ukr_security_data._export import csv, render

from .derive import derive
from .describe import as_json, datapackage, descriptions
from .lock import alone
from .progress import progress
from .project import Project
from .reports import reports
from .write import parquet, sha256


def table_files(tables: Mapping[str, pd.DataFrame], project: Project) -> dict[str, bytes]:
    """What the package needs of a release: Parquet, its CSV mirror, and their description.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        The tables, as `derive` makes them.
    project : Project
    """
    files: dict[str, bytes] = {}
    for name, frame in progress(tables.items(), "writing tables"):
        files[f"{name}.parquet"] = parquet(frame, TABLES[name])
        files[f"csv/{name}.csv"] = csv(frame)
    return files | {"datapackage.json": as_json(datapackage(project, tables, files))}


def release_files(
    tables: Mapping[str, pd.DataFrame], project: Project, data: Path
) -> dict[str, bytes]:
    """Every file of a release, by its path in the release's folder.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        The checked raw tables.
    project : Project
    data : Path
        The package's data folder: the earlier releases.
    """
    derived = derive(tables)
    files = table_files(derived, project)
    about = json.loads(files.pop("datapackage.json"))
    for format in progress(("sqlite", "xlsx", "dta"), "writing formats"):
        made = render(format, derived, about)
        # One file holds all tables, or each table has its own in a folder of the format.
        files |= made if len(made) == 1 else {f"{format}/{name}": made[name] for name in made}
    files |= descriptions(about, files) | reports(about, derived, data)
    sums = "".join(f"{sha256(files[path])}  {path}\n" for path in sorted(files))
    return files | {"SHA256SUMS": sums.encode()}


def archive(files: Mapping[str, bytes], project: Project) -> bytes:
    """The release as one zip; its entries carry the day of the release."""
    day = tuple(map(int, project.released.split("-")))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted(files):
            entry = zipfile.ZipInfo(
                f"{project.release_name}/{path}", (day[0], day[1], day[2], 0, 0, 0)
            )
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            packed.writestr(entry, files[path])
    return out.getvalue()


def write_release(files: Mapping[str, bytes], folder: Path) -> None:
    """Write the folder beside its place and rename it; an interruption leaves the last one whole.

    Parameters
    ----------
    files : mapping of str to bytes
        Contents by relative path.
    folder : Path
        The release's folder; replaced as a whole.
    """
    with alone(folder.parent):
        _tidy(folder)
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


def _last(folder: Path) -> Path:
    return folder.with_name(f".last-{folder.name}")


def _tidy(folder: Path) -> None:
    """Mend what an interruption left: the last folder back in its place, leftovers gone."""
    if _last(folder).exists() and not folder.exists():
        _last(folder).rename(folder)
    for left in [_last(folder), *folder.parent.glob(f".new-{folder.name}-*")]:
        shutil.rmtree(left, ignore_errors=True)
