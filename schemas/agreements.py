"""Agreements and their parties."""

from __future__ import annotations

from . import codes
from .columns import (
    ACTOR,
    AGREEMENT,
    AGREEMENT_KEY,
    EVENT,
    PERSON,
    boolean,
    code,
    day,
    integer,
    key_phrase,
    number,
    other,
    review,
    summary,
    text,
)
from .table import Table

AGREEMENTS = Table(
    name="agreements",
    title="Agreements",
    unit="one document",
    key=("agreement_id",),
    prefix="AG",
    date="date_signed",
    columns=(
        AGREEMENT_KEY,
        text("title", "Title", "Title of the document in English, as a signatory publishes it."),
        code("instrument_type", codes.INSTRUMENT_TYPE, "What kind of instrument it is.", double_coded=True),
        boolean("bilateral", "Bilateral", "Whether it has exactly two sides."),
        code("legal_character", codes.LEGAL_CHARACTER, "Whether it binds, by its own text.", double_coded=True),
        day("date_signed", "Signed or adopted", "Day of signature or adoption.", nullable=True, empty="a draft, or not stated in any source read"),
        day("date_in_force", "In force", "Day of entry into force.", nullable=True, empty="not in force, or not stated in any source read"),
        day("date_expires", "Expires", "Last day of its term.", nullable=True, empty="no term, or not stated in any source read"),
        number("duration_years", "Duration", "Term that the text sets.", nullable=True, empty="no term, or not stated in any source read", unit="years", minimum=0),
        code("status", codes.AGREEMENT_STATUS, "Its status on the day of `status_as_of`."),
        day("status_as_of", "Status as of", "Latest day for which a source read shows the status."),
        integer("consultation_hours", "Time limit for consultations", "Hours within which the parties consult after a renewed attack.", nullable=True, empty="no limit, or not stated in any source read", unit="hours", minimum=1),
        boolean("obligation_defence", "Obligation: defence", "Whether it promises active military support to a party that is attacked (ATOP); empty if the texts read do not show it.", nullable=True, empty="the texts read do not show it"),
        boolean("obligation_consultation", "Obligation: consultation", "Whether it promises to consult in a crisis or after an attack (ATOP); empty if the texts read do not show it.", nullable=True, empty="the texts read do not show it"),
        boolean("obligation_nonaggression", "Obligation: non-aggression", "Whether it promises not to use force against a party (ATOP); empty if the texts read do not show it.", nullable=True, empty="the texts read do not show it"),
        other(AGREEMENT, "parent_agreement_id", "Under", "The agreement under which this one was made.", nullable=True, empty="under none"),
        other(EVENT, "event_id", EVENT.title, "The event at which it was signed or adopted.", nullable=True, empty="a draft, or the event is not coded"),
        key_phrase("the document's own"),
        summary("What the document says"),
        *review(),
    ),
)  # fmt: skip

AGREEMENT_PARTIES = Table(
    name="agreement_parties",
    title="Parties to agreements",
    unit="one actor in one role in one agreement",
    key=("agreement_id", "actor_id", "party_role"),
    columns=(
        AGREEMENT,
        ACTOR,
        code("party_role", codes.PARTY_ROLE, "What the actor undertakes or receives."),
        day("date_joined", "Joined", "Day on which the actor became a party, if later than the others.", nullable=True, empty="with the others"),
        other(PERSON, "signatory_id", "Signatory", "Who signed for the actor.", nullable=True, empty="nobody signed, or no source read names the person"),
    ),
)  # fmt: skip
