"""Statements."""

from __future__ import annotations

from . import codes
from .columns import (
    ACTOR,
    AGREEMENT_KEY,
    EVENT,
    EVENT_KEY,
    PERSON,
    PLEDGE,
    STATEMENT_KEY,
    code,
    date_precision,
    day,
    key_phrase,
    language,
    other,
    review,
    summary,
    text,
)
from .table import Table

_ANSWERED = (EVENT_KEY, AGREEMENT_KEY, STATEMENT_KEY)

STATEMENTS = Table(
    name="statements",
    title="Statements",
    unit="one speaker, one occasion, one issue",
    key=("statement_id",),
    prefix="ST",
    date="date",
    columns=(
        STATEMENT_KEY,
        other(PERSON, "person_id", PERSON.title, "Who spoke; empty for an institution or an unnamed official.", nullable=True, empty="an institution, or an unnamed official"),
        other(ACTOR, "actor_id", ACTOR.title, "On whose behalf."),
        day("date", "Date", "Day of the speech act; the first possible day if imprecise."),
        date_precision(),
        other(EVENT, "event_id", EVENT.title, "The event at which it was made.", nullable=True, empty="at no coded event"),
        text("venue", "Venue", "Where it was made: town, building, programme or platform.", nullable=True),
        code("medium", codes.MEDIUM, "How it was made."),
        language("Language in which it was made, if a source read shows it.", nullable=True),
        code("issue", codes.ISSUE, "What it is about.", double_coded=True),
        code("position", codes.POSITION, "The speaker's position on that issue.", double_coded=True),
        code("directness", codes.DIRECTNESS, "Whether the speaker's own words are known."),
        code("attribution", codes.ATTRIBUTION, "Who stands behind it."),
        code("guarantee_term", codes.GUARANTEE_TERM, "The word used for the undertaking.", nullable=True, empty="no such word, or it is not known"),
        text(
            "in_response_to",
            "In response to",
            "The event, agreement or statement that it answers.",
            nullable=True,
            empty="answers no coded record, or several",
            pattern="|".join(column.pattern or "" for column in _ANSWERED),
            shape="the id of an event, agreement or statement, such as AG0001",
            references=("events", "agreements", "statements"),
        ),
        other(PLEDGE, "pledge_id", PLEDGE.title, "The pledge that it makes or is about.", nullable=True, empty="no coded pledge, or several"),
        key_phrase("the speaker's own"),
        summary("What was said"),
        *review(),
    ),
)  # fmt: skip
