"""A built release enters the package: content-addressed objects and the registry."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ukr_security_data.schemas import TABLES

from ukr_security_data._diff import Difference
from ukr_security_data._files import write_atomically

from .changelog import section
from .lock import alone
from .project import Project
from .versions import follows, is_final, lowest_next
from .write import sha256

Registry = dict[str, Any]


class ReleaseError(Exception):
    """A release that must not be made."""


def read_registry(data: Path) -> Registry:
    """The registry of releases, from the oldest to the newest; empty before the first.

    Raises
    ------
    ReleaseError
        If an entry was edited after its release, or an object is missing or damaged.
    """
    path = data / "releases.json"
    try:
        registry: Registry = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    except ValueError as error:
        raise ReleaseError(f"{path.name} is not JSON: {error}; restore it") from None
    earlier: Registry = {}
    for version, entry in registry.items():
        if entry["previous"] != _digest(earlier):
            raise ReleaseError(
                f"{path.name}: an entry before {version} was edited after its release; restore it"
            )
        earlier[version] = entry
        for item in (entry["descriptor"], *entry["tables"].values()):
            stored = data / "objects" / item["file"]
            if not stored.exists() or sha256(stored.read_bytes()) != item["sha256"]:
                raise ReleaseError(
                    f"objects/{item['file']} of {version} is missing or damaged; restore it"
                )
    return registry


def last_final(registry: Registry) -> str | None:
    """The newest release that is no candidate."""
    return next((version for version in reversed(registry) if is_final(version)), None)


def refuse(
    registry: Registry, difference: Difference | None, project: Project, changelog: str
) -> None:
    """Say why a release must not be made, if so.

    Parameters
    ----------
    registry : dict
        What was released before.
    difference : Difference or None
        From the last final release; None before the first.
    project : Project
    changelog : str
        The text of CHANGELOG.md.

    Raises
    ------
    ReleaseError
        If the version is too low or has no section in the changelog, or a record is gone
        without a note there.
    """
    version, last = project.version, last_final(registry)
    written = section(changelog, version)
    if written is None:
        raise ReleaseError(
            f"CHANGELOG.md has no section '## {version} ({project.released})'; write what changed and why"
        )
    if last is None or difference is None:
        return
    if not follows(version, last, difference.step):
        raise ReleaseError(
            f"version {version} is too low: the changes since {last} are {difference.step}; "
            f"write {lowest_next(last, difference.step)} or higher into pyproject.toml"
        )
    for gone in _removed_records(difference):
        if gone not in written:
            raise ReleaseError(
                f"{gone} is gone since {last}; note in its section of CHANGELOG.md that it is retired, and its successor"
            )


def _removed_records(difference: Difference) -> list[str]:
    """Ids of records that the new release lacks."""
    coded = {name for name, table in TABLES.items() if table.coded}
    rows = difference.rows
    return rows.loc[rows["change"].eq("removed") & rows["table"].isin(coded), "key"].tolist()


def release(files: Mapping[str, bytes], data: Path, project: Project) -> None:
    """Add a built release to the package's data.

    Objects come first and the registry last, so that an interruption leaves at most
    objects that nothing names yet.

    Parameters
    ----------
    files : mapping of str to bytes
        The files of the release.
    data : Path
        The package's data folder: objects and registry.
    project : Project

    Raises
    ------
    ReleaseError
        If the version was released before with other content.
    """
    with alone(data):
        _release(files, data, project)


def _release(files: Mapping[str, bytes], data: Path, project: Project) -> None:
    registry = read_registry(data)
    entry = _entry(files, project, _digest(before(registry, project.version)))
    if registry.get(project.version, entry) != entry:
        raise ReleaseError(
            f"version {project.version} was released with other content; "
            "write a higher version into pyproject.toml"
        )
    objects = data / "objects"
    objects.mkdir(parents=True, exist_ok=True)
    # Half written when an earlier release was killed.
    for left in (*data.glob(".releases.json.*"), *objects.glob(".*")):
        left.unlink()
    for path in _stored(files):
        write_once(objects / _object_name(path, files[path]), files[path])
    registry[project.version] = entry
    write_atomically(data / "releases.json", (json.dumps(registry, indent=1) + "\n").encode())


def write_once(path: Path, content: bytes) -> None:
    """Write an object unless it is there, whole."""
    if not path.exists() or path.read_bytes() != content:
        write_atomically(path, content)


def _stored(files: Mapping[str, bytes]) -> list[str]:
    """The files of a release that become objects."""
    return [path for path in files if path == "datapackage.json" or path.endswith(".parquet")]


def _entry(files: Mapping[str, bytes], project: Project, previous: str) -> dict[str, Any]:
    described = json.loads(files["datapackage.json"])
    return {
        "released": project.released,
        **({"doi": project.doi} if project.doi else {}),
        "previous": previous,
        "descriptor": _object("datapackage.json", files),
        "tables": {
            item["name"]: {
                **_object(item["parquet"]["path"], files),
                "content": item["hash"].removeprefix("sha256:"),
                "rows": item["rows"],
            }
            for item in described["resources"]
        },
    }


def _object(path: str, files: Mapping[str, bytes]) -> dict[str, object]:
    content = files[path]
    return {"file": _object_name(path, content), "sha256": sha256(content), "bytes": len(content)}


def _object_name(path: str, content: bytes) -> str:
    return f"{sha256(content)}{Path(path).suffix}"


def before(registry: Registry, version: str) -> Registry:
    """What was released before a version; all of it if that is new."""
    versions = list(registry)
    known = versions.index(version) if version in registry else len(versions)
    return {name: registry[name] for name in versions[:known]}


def _digest(registry: Registry) -> str:
    return sha256(json.dumps(registry, sort_keys=True).encode())
