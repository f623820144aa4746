"""CHANGELOG.md: the hand-written why, and beneath it the generated list of changes."""

from __future__ import annotations

import re
from collections.abc import Sequence

_LIST = "\nChanges since {last}, counted:\n\n"


def section(changelog: str, version: str) -> str | None:
    """The section of a version, its heading included; None if there is none."""
    found = re.search(
        rf"^## {re.escape(version)} .*?(?=^## |\Z)", changelog, re.MULTILINE | re.DOTALL
    )
    return found[0] if found else None


def with_changes(changelog: str, version: str, last: str, changes: Sequence[str]) -> str:
    """The changelog with the generated list at the end of a version's section.

    A list that stands there already is replaced.
    """
    written = section(changelog, version)
    if written is None:
        raise ValueError(f"the changelog has no section of {version}")
    heading = _LIST.format(last=last)
    by_hand = written.split(heading)[0].rstrip("\n")
    listed = "".join(f"- {change}\n" for change in changes)
    rest = "\n" if changelog.split(written)[1] else ""
    return changelog.replace(written, f"{by_hand}\n{heading}{listed}{rest}")
