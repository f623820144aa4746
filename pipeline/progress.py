"""Progress on the terminal; silent when piped, and for whatever is quick."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from tqdm import tqdm

T = TypeVar("T")

_SECONDS_OF_SILENCE = 2


def progress(items: Iterable[T], what: str) -> Iterable[T]:
    """The same items, with a bar once they take longer than two seconds."""
    return tqdm(items, desc=what, delay=_SECONDS_OF_SILENCE, disable=None, leave=False)
