"""Factories for columns; a column that several tables share is made here once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from . import codes
from .codes import CodeList
from .table import Column

# The four tables whose records carry evidence.
CODED_TABLES = ("events", "agreements", "pledges", "statements")

MAX_SUMMARY_WORDS = 60
MAX_KEY_PHRASE_WORDS = 8


def text(name: str, title: str, description: str, **facts: Any) -> Column:
    """Free text, or text of a stated pattern."""
    return Column(name=name, kind="text", title=title, description=description, **facts)


def code(name: str, code_list: CodeList, description: str, **facts: Any) -> Column:
    """One code of a list; the list gives the title."""
    return text(name, code_list.title, description, codes=code_list, **facts)


def integer(name: str, title: str, description: str, **facts: Any) -> Column:
    """A whole number."""
    return Column(name=name, kind="integer", title=title, description=description, **facts)


def number(name: str, title: str, description: str, **facts: Any) -> Column:
    """A number that may have decimals."""
    return Column(name=name, kind="number", title=title, description=description, **facts)


def boolean(name: str, title: str, description: str, **facts: Any) -> Column:
    """True or false."""
    return Column(name=name, kind="boolean", title=title, description=description, **facts)


def day(name: str, title: str, description: str, **facts: Any) -> Column:
    """A calendar day, ISO 8601."""
    return Column(name=name, kind="day", title=title, description=description, **facts)


def key(name: str, prefix: str, noun: str) -> Column:
    """The id of a counted table: its prefix and at least four digits."""
    return text(
        name,
        f"Id of the {noun}",
        f"Opaque id of the {noun}; typed by hand, never reused.",
        pattern=rf"{prefix}[0-9]{{4,6}}",
        shape=f"{prefix} and four digits, such as {prefix}0001",
    )


def reference(column: Column, table: str, **facts: Any) -> Column:
    """A column that holds the key of another table."""
    return replace(column, references=(table,), **facts)


# --- ids, defined once, used as key in one table and as reference in others ------------

EVENT_KEY = key("event_id", "EV", "event")
AGREEMENT_KEY = key("agreement_id", "AG", "agreement")
PLEDGE_KEY = key("pledge_id", "PL", "pledge")
STATEMENT_KEY = key("statement_id", "ST", "statement")
SOURCE_KEY = key("source_id", "SR", "source")
EVIDENCE_KEY = key("evidence_id", "EC", "piece of evidence")
ACTOR_KEY = text(
    "actor_id",
    "Id of the actor",
    "ISO 3166-1 alpha-3 for a state, a short upper-case code for any other actor.",
    pattern=r"[A-Z][A-Z0-9]{1,5}",
    shape="two to six capitals or digits, such as UKR or EU",
)
PERSON_KEY = text(
    "person_id",
    "Id of the person",
    "Slug of the person's name.",
    pattern=r"[a-z]+(-[a-z]+)*",
    shape="lower-case letters and hyphens, such as keir-starmer",
)
CODER_KEY = text(
    "coder_id",
    "Id of the coder",
    "Short id of the coder.",
    pattern=r"[a-z]+-[0-9]+",
    shape="letters, a hyphen and a number, such as lm-1",
)

EVENT = reference(EVENT_KEY, "events")
AGREEMENT = reference(AGREEMENT_KEY, "agreements")
PLEDGE = reference(PLEDGE_KEY, "pledges")
STATEMENT = reference(STATEMENT_KEY, "statements")
SOURCE = reference(SOURCE_KEY, "sources")
ACTOR = reference(ACTOR_KEY, "actors")
PERSON = reference(PERSON_KEY, "people")
CODER = reference(CODER_KEY, "coders")


def other(column: Column, name: str, title: str, description: str, **facts: Any) -> Column:
    """The same kind of reference under another name, such as a parent or a group."""
    return replace(column, name=name, title=title, description=description, **facts)


def record(description: str) -> Column:
    """The id of a record of any coded table."""
    prefixes = "EV|AG|PL|ST"
    return text(
        "record_id",
        "Id of the record",
        description,
        pattern=rf"({prefixes})[0-9]{{4,6}}",
        shape="the id of an event, agreement, pledge or statement, such as PL0001",
        references=CODED_TABLES,
    )


# --- columns that tables share ---------------------------------------------------------


def date_precision() -> Column:
    """How exact the record's date is."""
    return integer(
        "date_precision",
        codes.DATE_PRECISION.title,
        "UCDP precision of the date, 1 (day) to 5 (year).",
        codes=codes.DATE_PRECISION,
    )


def language(description: str, **facts: Any) -> Column:
    """An ISO 639-1 code."""
    return code("language", codes.LANGUAGE, description, **facts)


def key_phrase(whose: str) -> Column:
    """A few words whose wording is itself the datum."""
    return text(
        "key_phrase",
        "Key phrase",
        f"At most {MAX_KEY_PHRASE_WORDS} words of {whose}, where the wording itself is the datum.",
        nullable=True,
        empty="the wording is not the datum, or no source read gives it",
        max_words=MAX_KEY_PHRASE_WORDS,
    )


def summary(of: str, **facts: Any) -> Column:
    """The coder's own words."""
    return text(
        "summary",
        "Summary",
        f"{of}, in the coder's own plain words; at most {MAX_SUMMARY_WORDS}.",
        max_words=MAX_SUMMARY_WORDS,
        **facts,
    )


def review() -> tuple[Column, ...]:
    """How a coded record ends: its state of review, and what the build counts."""
    return (
        code("review_status", codes.REVIEW_STATUS, "Whether the evidence suffices."),
        integer(
            "n_sources",
            "Supporting sources",
            "Number of sources that support the record.",
            unit="sources",
            minimum=0,
            derived=True,
        ),
        integer(
            "n_independent_sources",
            "Independent supporting sources",
            "Number of publishers among the supporting sources; a copy, or a page credited to another, counts as its origin.",
            unit="publishers",
            minimum=0,
            derived=True,
        ),
        boolean(
            "has_conflict",
            "Sources disagree",
            "Whether a source contradicts the record or a value of it.",
            derived=True,
        ),
    )


def made(*columns: Column) -> tuple[Column, ...]:
    """The same columns, made at build: those of a table that nobody types."""
    return tuple(replace(column, derived=True, double_coded=False) for column in columns)


def names(columns: Sequence[Column]) -> list[str]:
    """The names of columns, in their order."""
    return [column.name for column in columns]
