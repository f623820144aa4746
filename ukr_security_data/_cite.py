"""How to cite a version."""

from __future__ import annotations

from ._choices import choose
from ._registry import descriptor, release

_STYLES = ("text", "bibtex", "cff")


def cite(style: str = "text", version: str | None = None) -> str:
    """Cite a version of the data.

    Parameters
    ----------
    style : {"text", "bibtex", "cff"}
        A reference as text, a BibTeX entry, or a CITATION.cff file.
    version : str, optional
        Version of the data; the newest release by default.

    Returns
    -------
    str
        The citation. Source: the description that the release carries.

    Raises
    ------
    ValueError
        If there is no such style or version; the message names those there are.

    Examples
    --------
    >>> import ukr_security_data as usd
    >>> print(usd.cite(version="0.1.0"))
    The ukr_security_data contributors (2026). International Security Guarantees for Ukraine (Version 0.1.0) [Data set].
    """
    choose("style", style, _STYLES)
    version, _ = release(version)
    about = descriptor(version)
    author, title = about["contributors"][0]["title"], about["title"]
    day = about["created"][:10]
    if style == "text":
        return f"{author} ({day[:4]}). {title} (Version {version}) [Data set]."
    if style == "bibtex":
        key = version.replace(".", "_")
        # Double braces keep the name of a group in one piece.
        return (
            f"@misc{{ukr_security_data_{key},\n"
            f"  author  = {{{{{author.replace('_', chr(92) + '_')}}}}},\n"
            f"  title   = {{{title}}},\n"
            f"  year    = {{{day[:4]}}},\n"
            f"  version = {{{version}}},\n"
            f"  note    = {{Data set}}\n"
            "}"
        )
    return (
        "cff-version: 1.2.0\n"
        "message: Please cite the version of the data that you used.\n"
        "type: dataset\n"
        f"title: {title}\n"
        f"version: {version}\n"
        f"date-released: {day}\n"
        f"license: {about['licenses'][0]['name']}\n"
        "authors:\n"
        f"  - name: {author}\n"
    )
