"""A built release enters the package: content-addressed objects and the registry."""

from __future__ import annotations

import json
from pathlib import Path

from .files import write_atomically
from .project import Project
from .write import sha256


class ReleaseError(Exception):
    """A release that must not be made."""


def release(folder: Path, data: Path, project: Project) -> None:
    """Add a built release to the package's data.

    Objects come first and the registry last, so that an interruption leaves at most
    objects that nothing names yet.

    Parameters
    ----------
    folder : Path
        The built release.
    data : Path
        The package's data folder: objects and registry.
    project : Project

    Raises
    ------
    ReleaseError
        If the version was released before with other content.
    """
    registry = data / "releases.json"
    releases = json.loads(registry.read_text(encoding="utf-8")) if registry.exists() else {}
    described = json.loads((folder / "datapackage.json").read_bytes())
    entry = {
        "released": project.released,
        "descriptor": _store(folder / "datapackage.json", data),
        "tables": {
            item["name"]: {
                **_store(folder / item["parquet"]["path"], data),
                "content": item["hash"].removeprefix("sha256:"),
                "rows": item["rows"],
            }
            for item in described["resources"]
        },
    }
    if releases.get(project.version, entry) != entry:
        raise ReleaseError(
            f"version {project.version} was released with other content; "
            "write a higher version into pyproject.toml"
        )
    releases[project.version] = entry
    write_atomically(registry, (json.dumps(releases, indent=1) + "\n").encode())


def _store(path: Path, data: Path) -> dict[str, object]:
    """Keep a file under its digest, and say where."""
    content = path.read_bytes()
    digest = sha256(content)
    name = f"{digest}{path.suffix}"
    objects = data / "objects"
    objects.mkdir(parents=True, exist_ok=True)
    if not (objects / name).exists():
        write_atomically(objects / name, content)
    return {"file": name, "sha256": digest, "bytes": len(content)}
