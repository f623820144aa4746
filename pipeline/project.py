"""Facts of the project: from pyproject.toml, and in prose from README.md."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

_LIMITS = "What the data do not cover"


@dataclass(frozen=True)
class Project:
    """What a release says of itself.

    Parameters
    ----------
    about : str
        What the README says first, and what it says that the data do not cover; Markdown.
    places : tuple of str
        Ids of the states that the data are about.
    homepage : str or None
        Absolute address; None until the project has one.
    doi : str or None
        Reserved for this release at the archive; none is invented.
    """

    version: str
    title: str
    about: str
    released: str
    author: str
    keywords: tuple[str, ...]
    language: str
    places: tuple[str, ...]
    data_license: str
    code_license: str
    homepage: str | None
    doi: str | None

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
        about=_about((root / "README.md").read_text(encoding="utf-8")),
        released=own["released"],
        author=project["authors"][0]["name"],
        keywords=tuple(project["keywords"]),
        language=own["language"],
        places=tuple(own["places"]),
        data_license=own["data_license"],
        code_license=own["code_license"],
        doi=own.get("doi"),
        homepage=project.get("urls", {}).get("Homepage"),
    )


def _about(readme: str) -> str:
    """What stands before the README's first section, and in the section of limits.

    Links are cut to their words: they lead to pages that a release does not have.
    """
    _, _, below = readme.partition("\n")
    lead, *sections = re.split(r"^##+ ", below, flags=re.MULTILINE)
    limits = [text for text in sections if text.startswith(f"{_LIMITS}\n")]
    if not limits:
        raise ValueError(f"README.md has no section {_LIMITS!r}; a release quotes it")
    heading, _, rest = limits[0].partition("\n")
    text = f"{lead.strip()}\n\n{heading}:\n\n{rest.strip()}\n"
    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
