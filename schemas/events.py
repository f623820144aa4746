"""Events and those who took part."""

from __future__ import annotations

from . import codes
from .columns import (
    ACTOR,
    AGREEMENT,
    EVENT,
    EVENT_KEY,
    PERSON,
    code,
    date_precision,
    day,
    other,
    review,
    summary,
    text,
)
from .table import Table

EVENTS = Table(
    name="events",
    title="Events",
    unit="one act or meeting at one time and place",
    key=("event_id",),
    prefix="EV",
    date="date_start",
    columns=(
        EVENT_KEY,
        code("event_type", codes.EVENT_TYPE, "What kind of act or meeting it was.", double_coded=True),
        text("title", "Title", "Short name of the event, in English."),
        day("date_start", "Start", "First day, local date; the first possible day if the date is imprecise."),
        day("date_end", "End", "Last day; the last possible one if the date is imprecise; empty for a single day.", nullable=True, empty="a single day"),
        date_precision(),
        text("place", "Place", "Town, and building if it matters; empty for a remote or written event.", nullable=True, empty="remote, written, or not stated in any source read"),
        other(ACTOR, "country", "Country", "State where it took place.", nullable=True, empty="remote, written, or not stated in any source read"),
        code("format", codes.FORMAT, "Whether those who took part met in a room.", nullable=True),
        other(EVENT, "parent_event_id", "Part of", "The event of which this one is a part.", nullable=True, empty="part of no other"),
        other(AGREEMENT, "agreement_id", AGREEMENT.title, "The agreement that was signed, adopted, approved or discussed.", nullable=True, empty="none"),
        summary("What happened"),
        *review(),
    ),
)  # fmt: skip

EVENT_PARTICIPANTS = Table(
    name="event_participants",
    title="Participants of events",
    unit="one actor, through one person where named, in one role at one event",
    key=("event_id", "actor_id", "person_id", "role"),
    columns=(
        EVENT,
        ACTOR,
        other(PERSON, "person_id", PERSON.title, "Who represented the actor; empty if no source read names the person.", nullable=True, empty="no source read names the person"),
        code("role", codes.PARTICIPANT_ROLE, "Role at the event."),
        code("level", codes.LEVEL, "Level of the representative."),
    ),
)  # fmt: skip
