"""Facts of the project, from the one place where they stand: pyproject.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Project:
    """What a release says of itself."""

    version: str
    title: str
    description: str
    released: str
    author: str
    keywords: tuple[str, ...]
    data_license: str
    code_license: str

    @property
    def release_name(self) -> str:
        """Name of the release's folder."""
        return f"ukr-security-data-{self.version}"


def read_project(root: Path = ROOT) -> Project:
    """Read the facts of the project."""
    facts = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    project, own = facts["project"], facts["tool"]["ukr_security_data"]
    return Project(
        version=project["version"],
        title=own["title"],
        description=project["description"],
        released=own["released"],
        author=project["authors"][0]["name"],
        keywords=tuple(project["keywords"]),
        data_license=own["data_license"],
        code_license=own["code_license"],
    )
