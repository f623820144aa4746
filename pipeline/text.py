"""Flaws of a piece of text that no eye sees in a spreadsheet."""

from __future__ import annotations

import re
import unicodedata

# A cell without a match has no flaw; all of the costly looks come after it.
_SUSPECT = re.compile(r"^[\s=+@]|\s$|\s\s|[^ -~\n]|^#[A-Z]")
_SPREADSHEET_ERROR = re.compile(r"#(NAME|REF|VALUE|N/A|DIV/0|NUM|NULL)[?!]?")
_INVISIBLE = {"Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp"}
_WORD = re.compile(r"[^\W\d_]+")

# Cyrillic and Greek letters that a reader takes for Latin ones.
_LOOK_ALIKE = frozenset("аеорсухіјѕԁһԛԝАВЕКМНОРСТУХІЈЅԚԜαονρτυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ")


def flaw(cell: str) -> str | None:
    """What is wrong with the text of a cell, and how to mend it; None if nothing is.

    Examples
    --------
    >>> flaw("Kyiv")
    >>> flaw("Kyiv ")
    'ends with a space; remove it'
    """
    if not _SUSPECT.search(cell):
        return None
    for look in (_characters, _spaces, _formula, _scripts):
        found = look(cell)
        if found:
            return found
    return None


def _characters(cell: str) -> str | None:
    for position, character in enumerate(cell, 1):
        category = unicodedata.category(character)
        name = f"{unicodedata.name(character, 'control character')} (U+{ord(character):04X})"
        if character == "\N{REPLACEMENT CHARACTER}":
            return f"has a {name} at character {position}; type the letter that was lost"
        if category in _INVISIBLE and character != "\n":
            return f"has an invisible {name} at character {position}; remove it"
        if category == "Zs" and character != " ":
            return f"has a {name} at character {position}; type a plain space"
    if not unicodedata.is_normalized("NFC", cell):
        return "is not in Unicode NFC; type its accented letters as single characters"
    return None


def _spaces(cell: str) -> str | None:
    if cell[0].isspace():
        return "begins with a space; remove it"
    if cell[-1].isspace():
        return "ends with a space; remove it"
    if re.search(r"\s\s", cell):
        return "has two spaces in a row; leave one"
    return None


def _formula(cell: str) -> str | None:
    if cell[0] in "=+@":
        return f"begins with {cell[0]!r}, which spreadsheets run as a formula; begin it otherwise"
    if _SPREADSHEET_ERROR.fullmatch(cell):
        return f"{cell!r} is an error of a spreadsheet; type the value"
    return None


def _scripts(cell: str) -> str | None:
    """A word of two scripts, or a word of look-alikes alone in a Latin text."""
    words = _WORD.findall(cell)
    scripts = {word: {_script(letter) for letter in word} - {None} for word in words}
    latin = any(found == {"LATIN"} for found in scripts.values())
    foreign = any(
        "LATIN" not in found and found and not _LOOK_ALIKE.issuperset(word)
        for word, found in scripts.items()
    )
    for word, found in scripts.items():
        mixed = len(found) > 1 and "LATIN" in found
        if mixed or (
            latin and not foreign and "LATIN" not in found and _LOOK_ALIKE.issuperset(word)
        ):
            letter = next(letter for letter in word if _script(letter) != "LATIN")
            name = unicodedata.name(letter)
            return f"has a {name} among Latin letters in {word!r}; type the Latin letter"
    return None


def _script(letter: str) -> str | None:
    """LATIN, CYRILLIC or GREEK; None for every other script."""
    script = unicodedata.name(letter, "").split(" ")[0]
    return script if script in {"LATIN", "CYRILLIC", "GREEK"} else None
