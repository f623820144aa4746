"""Sources, and what they say about the records."""

from __future__ import annotations

from . import codes
from .columns import (
    EVIDENCE_KEY,
    SOURCE,
    SOURCE_KEY,
    code,
    day,
    integer,
    language,
    other,
    record,
    text,
)
from .table import Table

MIN_PASSAGE_WORDS = 6
MAX_PASSAGE_WORDS = 60
HALF_DIGITS = 16

SOURCES = Table(
    name="sources",
    title="Sources",
    unit="one public document or page",
    key=("source_id",),
    prefix="SR",
    columns=(
        SOURCE_KEY,
        text("url", "Address", "Absolute address of the page; occurs once, without tracking parameters.", pattern=r"https?://[^\s/?#]+\.[^\s/?#]+(/[^\s]*)?", shape="an absolute address, such as https://www.president.gov.ua/en/news/1"),
        text("title", "Title", "Title of the page or document, in its own language; in square brackets a title supplied by the coder, where the part that was read shows none."),
        text("publisher", "Publisher", "Who publishes the page."),
        code("source_type", codes.SOURCE_TYPE, "What kind of source it is; whether it is primary follows from it."),
        language("Language of the page."),
        day("published", "Published", "Day of publication that the page shows.", nullable=True, empty="the part that was read shows no day"),
        day("accessed", "Accessed", "Day on which the coder read the page, or a stored copy of it."),
        code("extent_read", codes.EXTENT_READ, "How much of it the coder read."),
        other(SOURCE, "syndicated_from", "Copy of", "The source whose text this page reprints.", nullable=True, empty="no copy, as far as is known"),
        text("credited_to", "Credited to", "Agency or outlet to which the page credits its text, where that one's own page was not read; pages credited to the same one are not independent.", nullable=True, empty="credits nobody, or the origin is a source itself"),
    ),
)  # fmt: skip

EVIDENCE = Table(
    name="evidence",
    title="Evidence",
    unit="what one passage of one source says about one record, or one variable of it",
    key=("evidence_id",),
    prefix="EC",
    columns=(
        EVIDENCE_KEY,
        record("The record that the passage is about."),
        text("variable", "Variable", "Column of the record that the passage is about; empty for the record as a whole.", nullable=True, empty="the record as a whole"),
        SOURCE,
        code("relation", codes.RELATION, "What the passage does to the record."),
        text("value_reported", "Value reported", "The value as the source has it, in the coder's few words; required if it contradicts.", nullable=True, empty="the source says what the record says"),
        integer("passage_words", "Words of the passage", "Length of the passage in its normal form.", unit="words", minimum=MIN_PASSAGE_WORDS, maximum=MAX_PASSAGE_WORDS),
        text("passage_sha256", "Digest of the passage", "SHA-256 of the normal form of the passage, over its UTF-8 bytes.", pattern=r"[0-9a-f]{64}", shape="64 hexadecimal digits, as build.py passage prints them"),
        text("note", "Note", "Remark of the coder.", nullable=True, empty="no remark"),
        text(
            "passage_halves",
            "Digests of the halves",
            f"First {HALF_DIGITS} digits of the SHA-256 of the first and of the second half of the passage, by which a copy that differs in a word is known; the middle word belongs to the first half.",
            nullable=True,
            empty="coded before 0.3.0 and not made since",
            pattern=rf"[0-9a-f]{{{HALF_DIGITS}}}\|[0-9a-f]{{{HALF_DIGITS}}}",
            shape="twice 16 hexadecimal digits joined by |, as build.py passage prints them",
        ),
    ),
)  # fmt: skip
