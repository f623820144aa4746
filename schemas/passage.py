"""The normal form of a passage, by which anyone who holds a page can check our evidence."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from .sources import HALF_DIGITS, MAX_PASSAGE_WORDS, MIN_PASSAGE_WORDS


@dataclass(frozen=True)
class Fingerprint:
    """What is stored of a passage: its length and its digests."""

    passage_words: int
    passage_sha256: str
    passage_halves: str


def normal_form(text: str) -> str:
    """Reduce a text to its words.

    Unicode NFKC, then casefold, then every run of characters that are neither
    letters nor digits becomes one space, then the ends are trimmed. Letters and
    digits are the Unicode categories L* and N*.

    Examples
    --------
    >>> normal_form("  “Boots on the ground” – 2026! ")
    'boots on the ground 2026'
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(
        "".join(c if unicodedata.category(c)[0] in "LN" else " " for c in folded).split()
    )


def fingerprint(passage: str, page: str) -> Fingerprint:
    """Length and digest of a passage that stands in a page.

    Raises
    ------
    ValueError
        If the passage has too few or too many words, or is not a run of whole words of the page.
    """
    words = normal_form(passage).split()
    count = len(words)
    if not MIN_PASSAGE_WORDS <= count <= MAX_PASSAGE_WORDS:
        raise ValueError(
            f"the passage has {count} words; choose {MIN_PASSAGE_WORDS} to {MAX_PASSAGE_WORDS}"
        )
    if f" {' '.join(words)} " not in f" {normal_form(page)} ":
        raise ValueError("the passage is not in the page; copy it from the page as it stands")
    middle = first_half(count)
    halves = (digest(words[:middle])[:HALF_DIGITS], digest(words[middle:])[:HALF_DIGITS])
    return Fingerprint(count, digest(words), "|".join(halves))


def digest(words: Sequence[str]) -> str:
    """SHA-256 of words of a normal form, over their UTF-8 bytes."""
    return hashlib.sha256(" ".join(words).encode()).hexdigest()


def first_half(count: int) -> int:
    """Words of the first half of a passage; the middle word belongs to it."""
    return (count + 1) // 2
