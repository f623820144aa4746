"""Checking the evidence against a reader's own copies of the pages."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ._cells import rows as plain_rows
from ._read import load
from .schemas.passage import first_half, normal_form
from .schemas.sources import HALF_DIGITS

if TYPE_CHECKING:
    import pandas as pd

_INDEX = "index.csv"
_TEXT = {".txt", ".md"}
_HTML = {".html", ".htm", ".xhtml"}


class _Part(NamedTuple):
    """A part of a copy, reduced to its words."""

    name: str
    encoded: bytes
    starts: list[int]
    ends: list[int]


class _Hit(NamedTuple):
    """Where a passage, or a half of it, stands."""

    result: str
    word: int | None
    words: int | None
    part: str | None


def verify_evidence(folder: Path | str, version: str | None = None) -> pd.DataFrame:
    """Check the evidence against your own copies of the pages.

    Parameters
    ----------
    folder : path
        Copies as text (.txt, .md) or HTML (.html, .htm, .xhtml): each named by the id
        of its source, such as ``SR0001.html``, or listed in a file ``index.csv`` with
        the columns url and file.
    version : str, optional
        Version of the data; the newest release by default.

    Returns
    -------
    DataFrame
        One row a row of `evidence`, in its order. Columns: evidence_id; record_id;
        variable; source_id; url; result (``found``; ``near``: one half of the passage
        stands there, as where a word differs; ``not_found``; ``no_copy``); word (number
        of the word, from 1, at which it begins); words (how many words stand there);
        part (of the copy: ``text``, or of HTML ``main_text`` or ``whole_page``); file.

    Raises
    ------
    ValueError
        If the index is not as described, or names a file outside the folder.
    OSError
        If the folder or a file in it cannot be read.
    ImportError
        If a copy is HTML and the library that reads it is not installed.

    Notes
    -----
    Source: the digests in `evidence`; docs/verifying.md gives the normal form and
    vectors to test another implementation with. Versions before 0.3.0 hold no digests
    of halves, so that nothing there is ``near``.

    Examples
    --------
    >>> import tempfile
    >>> import ukr_security_data as usd
    >>> with tempfile.TemporaryDirectory() as empty:
    ...     set(usd.verify_evidence(empty)["result"])
    {'no_copy'}
    """
    evidence = load("evidence", version)
    sources = load("sources", version)[["source_id", "url"]]
    facts = ["evidence_id", "record_id", "variable", "source_id"]
    made = evidence[facts].merge(sources, on="source_id", how="left", validate="many_to_one")
    wanted = _stored(evidence)
    copies = _copies(Path(folder), dict(plain_rows(sources)))
    hits: dict[int, _Hit] = {}
    files: dict[int, str] = {}
    for source, labels in evidence.groupby("source_id").groups.items():
        for file in copies.get(str(source), []):
            parts = list(_parts(file))
            for label in labels:
                files.setdefault(label, file.name)
            missing = {label: wanted[label] for label in labels if label not in hits}
            for label, hit in _search(parts, missing):
                hits[label], files[label] = hit, file.name
    missed = {label: _Hit("not_found", None, None, None) for label in files}
    none = _Hit("no_copy", None, None, None)
    found = missed | hits
    rows = [(*found.get(label, none), files.get(label)) for label in evidence.index]
    import pandas as pd

    answers = pd.DataFrame(rows, columns=[*_Hit._fields, "file"])
    return pd.concat([made, answers.astype({"word": "Int64", "words": "Int64"})], axis="columns")


class _Stored(NamedTuple):
    """What is stored of a passage."""

    words: int
    whole: str
    halves: tuple[str, ...]


def _stored(evidence: pd.DataFrame) -> dict[int, _Stored]:
    """What is stored of each passage, by the row's label."""
    halves = evidence.get("passage_halves")
    return {
        label: _Stored(
            int(count), digest, tuple(str(halves[label]).split("|")) if halves is not None else ()
        )
        for label, count, digest in zip(
            evidence.index, evidence["passage_words"], evidence["passage_sha256"], strict=True
        )
    }


# --- copies ----------------------------------------------------------------------------


def _copies(folder: Path, addresses: dict[object, object]) -> dict[str, list[Path]]:
    """The copies of each source: those named by its id, and those that the index lists."""
    found: dict[str, list[Path]] = {}
    for file in sorted(folder.iterdir()):
        if file.suffix.lower() in _TEXT | _HTML:
            found.setdefault(file.stem.upper(), []).append(file)
    index = folder / _INDEX
    if index.exists():
        listed = _listed(index)
        for source, url in addresses.items():
            found.setdefault(str(source), []).extend(listed.get(str(url), []))
    return found


def _listed(index: Path) -> dict[str, list[Path]]:
    """The files of each address."""
    found: dict[str, list[Path]] = {}
    with index.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines)
        if not {"url", "file"} <= set(reader.fieldnames or ()):
            raise ValueError(f"{index}: the first line must name the columns url and file")
        for row in reader:
            name = row["file"] or ""
            file = index.parent / name
            where = f"{index}, line {reader.line_num}: {name!r}"
            if not file.resolve().is_relative_to(index.parent.resolve()):
                raise ValueError(f"{where} lies outside the folder; put the copy into it")
            if file.suffix.lower() not in _TEXT | _HTML:
                kinds = ", ".join(sorted(_TEXT | _HTML))
                raise ValueError(f"{where} is neither text nor HTML; its name must end in {kinds}")
            found.setdefault(row["url"] or "", []).append(file)
    return found


def _parts(file: Path) -> Iterator[_Part]:
    """The parts in which a passage is looked for, the likeliest first."""
    data = file.read_bytes()
    if file.suffix.lower() in _TEXT:
        yield _words("text", _decode(data))
        return
    try:
        from resiliparse.extract.html2text import extract_plain_text
        from resiliparse.parse.encoding import bytes_to_str, detect_encoding
    except ImportError:
        raise ImportError(
            "copies in HTML need a library; install it with: "
            "pip install 'ukr_security_data[verify]'"
        ) from None
    page = bytes_to_str(data, detect_encoding(data, from_html_meta=True) or "utf-8")
    yield _words("main_text", extract_plain_text(page, main_content=True))
    yield _words("whole_page", extract_plain_text(page))


def _decode(data: bytes) -> str:
    """UTF-8, or UTF-16 that says so; what is neither is a lost letter, and no match."""
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    return data.decode("utf-16" if marked else "utf-8-sig", errors="replace")


def _words(name: str, text: str) -> _Part:
    starts, ends, at = [], [], 0
    encoded = [word.encode() for word in normal_form(text).split()]
    for word in encoded:
        starts.append(at)
        ends.append(at + len(word))
        at += len(word) + 1
    return _Part(name, b" ".join(encoded), starts, ends)


# --- search ----------------------------------------------------------------------------


def _search(parts: list[_Part], wanted: dict[int, _Stored]) -> Iterator[tuple[int, _Hit]]:
    """The passages that stand in a copy; of those that do not, a half that does."""
    left = dict(wanted)
    for part in parts:
        runs = _runs(part, {one.words for one in left.values()})
        for label, one in list(left.items()):
            if one.whole in runs[one.words]:
                yield label, _Hit("found", runs[one.words][one.whole], one.words, part.name)
                del left[label]
    for part in parts:
        halves = {size for one in left.values() if one.halves for size in _sizes(one)}
        runs = {
            size: {digest[:HALF_DIGITS]: word for digest, word in by_digest.items()}
            for size, by_digest in _runs(part, halves).items()
        }
        for label, one in list(left.items()):
            for size, half in zip(_sizes(one), one.halves, strict=False):
                if half in runs[size]:
                    yield label, _Hit("near", runs[size][half], size, part.name)
                    del left[label]
                    break


def _sizes(one: _Stored) -> tuple[int, int]:
    """Words of the first and of the second half."""
    first = first_half(one.words)
    return first, one.words - first


def _runs(part: _Part, sizes: Iterable[int]) -> dict[int, dict[str, int]]:
    """For each length: the digest of every run of so many words, and where it begins first."""
    view = memoryview(part.encoded)
    return {
        size: {
            hashlib.sha256(view[start:end]).hexdigest(): word
            for word, start, end in reversed(
                list(
                    zip(
                        range(1, len(part.starts) + 1),
                        part.starts,
                        part.ends[size - 1 :],
                        strict=False,
                    )
                )
            )
        }
        for size in sizes
    }
