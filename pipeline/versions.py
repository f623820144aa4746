"""The numbers of versions: PEP 440, stepped as the README says."""

from __future__ import annotations

from packaging.version import Version


def lowest_next(last: str, step: str) -> str:
    """The lowest version that may follow, if the changes need that step.

    Before 1.0.0 a major step is a minor one, as in Semantic Versioning.

    Examples
    --------
    >>> lowest_next("1.2.3", "minor")
    '1.3.0'
    >>> lowest_next("0.2.3", "major")
    '0.3.0'
    """
    major, minor, patch = Version(last).release[:3]
    if step == "major" and major:
        return f"{major + 1}.0.0"
    if step in {"major", "minor"}:
        return f"{major}.{minor + 1}.0"
    return f"{major}.{minor}.{patch + 1}" if step == "patch" else f"{last}.post1"


def is_final(version: str) -> bool:
    """Whether a version is no pre-release."""
    return not Version(version).is_prerelease


def follows(version: str, last: str, step: str) -> bool:
    """Whether a version may follow the last final one; a pre-release counts as what it leads to."""
    found, lowest = Version(version), Version(lowest_next(last, step))
    if found.is_prerelease:
        return Version(found.base_version) >= lowest
    return found >= lowest
