"""How to cite a version."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from ._choices import choose
from ._registry import descriptor, release

Json = dict[str, Any]


def cite(style: str = "text", version: str | None = None) -> str:
    """Cite a version of the data.

    Parameters
    ----------
    style : {"text", "bibtex", "cff", "ris"}
        A reference as text (APA), a BibTeX entry, a CITATION.cff file, or an RIS record.
    version : str, optional
        Version of the data; the newest release by default.

    Returns
    -------
    str
        The citation, with the DOI if the version has one. Source: the description that
        the release carries, and the registry of releases.

    Raises
    ------
    ValueError
        If there is no such style or version; the message names those there are.

    Examples
    --------
    >>> import ukr_security_data as usd
    >>> print(usd.cite(version="0.1.0"))
    The ukr_security_data contributors. (2026). International Security Guarantees for Ukraine (Version 0.1.0) [Data set].
    """
    choose("style", style, STYLES)
    version, entry = release(version)
    return STYLES[style](descriptor(version), entry.get("doi"))


def text(about: Json, doi: str | None = None) -> str:
    """The reference in the style of the American Psychological Association."""
    link = f" https://doi.org/{doi}" if doi else ""
    return (
        f"{_author(about)}. ({_day(about)[:4]}). {about['title']} "
        f"(Version {about['version']}) [Data set].{link}"
    )


def bibtex(about: Json, doi: str | None = None) -> str:
    """A BibTeX entry."""
    # Double braces keep a group's name in one piece, and the capitals of a title.
    fields = {
        "author": f"{{{_tex(_author(about))}}}",
        "title": f"{{{_tex(about['title'])}}}",
        "year": _day(about)[:4],
        "version": about["version"],
        "note": "Data set",
        "doi": doi,
    }
    lines = [f"  {name:<7} = {{{value}}}" for name, value in fields.items() if value]
    key = f"ukr_security_data_{about['version'].replace('.', '_')}"
    return f"@misc{{{key},\n" + ",\n".join(lines) + "\n}"


def cff(about: Json, doi: str | None = None) -> str:
    """A CITATION.cff file, version 1.2.0 of the format."""
    summary = about["description"].split("\n\n")[0]
    fields = {
        "message": "Please cite the version of the data that you used.",
        "type": "dataset",
        "title": about["title"],
        "abstract": " ".join(summary.split()),
        "version": about["version"],
        "doi": doi,
        "url": about.get("homepage"),
        "date-released": _day(about),
        "license": about["licenses"][0]["name"],
        "keywords": about["keywords"],
        "authors": [{"name": _author(about)}],
    }
    # JSON is YAML, and leaves no doubt where a text ends.
    lines = [
        f"{name}: {json.dumps(value, ensure_ascii=False)}\n"
        for name, value in fields.items()
        if value
    ]
    return "cff-version: 1.2.0\n" + "".join(lines)


def ris(about: Json, doi: str | None = None) -> str:
    """An RIS record, for EndNote, Zotero and others."""
    day = _day(about)
    fields = [
        ("TY", "DATA"),
        ("AU", _author(about)),
        ("TI", about["title"]),
        ("PY", day[:4]),
        ("DA", day.replace("-", "/")),
        ("ET", about["version"]),
        ("DO", doi),
        ("UR", about.get("homepage")),
        *(("KW", word) for word in about["keywords"]),
    ]
    return "".join(f"{tag}  - {value}\n" for tag, value in fields if value) + "ER  - "


STYLES: dict[str, Callable[[Json, str | None], str]] = {
    "text": text,
    "bibtex": bibtex,
    "cff": cff,
    "ris": ris,
}


def _author(about: Json) -> str:
    return str(about["contributors"][0]["title"])


def _day(about: Json) -> str:
    return str(about["created"])[:10]


def _tex(words: str) -> str:
    """Words with the characters escaped that TeX takes for commands."""
    escaped = {letter: f"\\{letter}" for letter in "&%$#_{}"} | {
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
    return "".join(escaped.get(letter, letter) for letter in words)
