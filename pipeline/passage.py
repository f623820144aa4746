"""From passages that a coder copied to evidence rows that hold digests alone."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ukr_security_data.schemas.columns import names
from ukr_security_data.schemas.passage import fingerprint
from ukr_security_data.schemas.sources import EVIDENCE

from ukr_security_data._cells import csv_bytes

from .problems import Problem

_HEADER = names(EVIDENCE.typed)
_GIVEN = {name for name in _HEADER if not name.startswith("passage_")}


def fingerprint_rows(file: Path) -> tuple[str, list[Problem]]:
    """Turn JSON lines into rows for raw/evidence.csv.

    Parameters
    ----------
    file : Path
        One JSON object a line: the columns of `evidence` but the two of the passage,
        and ``passage`` and ``page``, the texts. The file is the coder's own; neither
        text enters the project.

    Returns
    -------
    rows : str
        CSV without header, a row for each line whose passage is in its page.
    problems : list of Problem
        A problem for each other line.
    """
    rows, problems = [], []
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        return "", [Problem(str(file), 1, "", "", f"cannot be read: {error}")]
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            rows.append(_row(json.loads(line)))
        except json.JSONDecodeError as error:
            problems.append(Problem(str(file), number, "", "", f"is not JSON: {error.msg}"))
        except ValueError as error:
            problems.append(Problem(str(file), number, "", "", str(error)))
    return csv_bytes(_HEADER, rows).decode().split("\n", 1)[1], problems


def _row(given: Any) -> list[str]:
    if not isinstance(given, dict) or not all(isinstance(v, str) for v in given.values()):
        raise ValueError("is not a JSON object of texts; write one object a line")
    unknown = set(given) - _GIVEN - {"passage", "page"}
    if unknown:
        raise ValueError(
            f"has the unknown field {sorted(unknown)[0]!r}; the fields are {', '.join(sorted(_GIVEN))}, passage, page"
        )
    for needed in ("passage", "page"):
        if needed not in given:
            raise ValueError(f"lacks {needed!r}; add the text")
    made = asdict(fingerprint(given["passage"], given["page"]))
    return [str(made.get(name, given.get(name, ""))) for name in _HEADER]
