"""Pledges, their conditions, what became of them, and the rates that make them comparable."""

from __future__ import annotations

from dataclasses import replace

from . import codes
from .columns import (
    ACTOR,
    AGREEMENT,
    EVENT,
    PLEDGE,
    PLEDGE_KEY,
    SOURCE,
    STATEMENT,
    code,
    date_precision,
    day,
    key_phrase,
    number,
    other,
    review,
    summary,
    text,
)
from .table import Column, Table

CURRENCIES = tuple(codes.CURRENCIES)


def _quantity(bound: str, description: str) -> Column:
    return number(
        f"quantity_{bound}",
        f"Quantity, {bound}",
        f"{description}, in `quantity_unit`.",
        nullable=True,
        empty="nothing is counted, or no number is stated",
        unit="quantity_unit",
        minimum=0,
    )


def _amount(bound: str) -> Column:
    return number(
        f"amount_eur_{bound}",
        f"Amount in euro, {bound}",
        f"`quantity_{bound}` at the euro rate of the pledge's date; empty if it is no money.",
        nullable=True,
        empty="no money, or no sum is stated",
        unit="EUR",
        minimum=0,
        derived=True,
    )


PLEDGER = other(ACTOR, "pledger", "Pledger", "Who undertakes, or refuses.")
BENEFICIARY = other(ACTOR, "beneficiary", "Beneficiary", "For whom.")
COMMITMENT_LEVEL = code(
    "commitment_level",
    codes.COMMITMENT_LEVEL,
    "How firm it is. Delivery is not on this ladder.",
    double_coded=True,
)
BINDINGNESS = code("bindingness", codes.BINDINGNESS, "Whether it binds.", double_coded=True)
FULFILMENT = code("fulfilment", codes.FULFILMENT, "What became of the pledge by that day.")

PLEDGES = Table(
    name="pledges",
    title="Pledges",
    unit="one testable undertaking by one pledger on one object, in one act",
    key=("pledge_id",),
    prefix="PL",
    date="date",
    columns=(
        PLEDGE_KEY,
        PLEDGER,
        BENEFICIARY,
        code("pledge_type", codes.PLEDGE_TYPE, "What is undertaken or refused.", double_coded=True),
        code("domain", codes.DOMAIN, "Where it takes effect.", nullable=True, empty="no one domain"),
        code("modality", codes.MODALITY, "How strongly it is worded.", double_coded=True),
        COMMITMENT_LEVEL,
        BINDINGNESS,
        code("conditionality", codes.CONDITIONALITY, "Whether conditions are attached.", double_coded=True),
        day("date", "Date", "Day of the act; the first possible day if imprecise."),
        date_precision(),
        day("deadline", "Deadline", "Last day by which it is to be done.", nullable=True, empty="no day is set"),
        _quantity("low", "Lowest number stated"),
        _quantity("best", "Number stated, or best estimate of the sources"),
        _quantity("high", "Highest number stated"),
        code("quantity_unit", codes.QUANTITY_UNIT, "What is counted, or the currency.", nullable=True, empty="nothing is counted"),
        code("quantity_qualifier", codes.QUANTITY_QUALIFIER, "How exact the number is.", nullable=True, empty="nothing is counted"),
        other(AGREEMENT, "agreement_id", AGREEMENT.title, "The agreement that contains it.", nullable=True, empty="in no agreement"),
        other(EVENT, "event_id", EVENT.title, "The event at which it was made.", nullable=True, empty="at no coded event"),
        other(STATEMENT, "statement_id", STATEMENT.title, "The statement that made it.", nullable=True, empty="by no coded statement, or by several"),
        other(PLEDGE, "parent_pledge_id", "Share of", "The collective pledge of which this is a national share.", nullable=True, empty="no share of another"),
        other(PLEDGE, "supersedes_pledge_id", "Supersedes", "The earlier pledge that this one changes.", nullable=True, empty="changes none"),
        key_phrase("the pledger's or the document's own"),
        summary("What is undertaken"),
        *review(),
        *(_amount(bound) for bound in ("low", "best", "high")),
        replace(FULFILMENT, description="Latest `fulfilment` of pledge_status; empty if none is coded.", nullable=True, empty="no status is coded", derived=True),
        day("fulfilment_as_of", "Fulfilment as of", "Day of that status.", nullable=True, empty="no status is coded", derived=True),
        text("conditions", "Conditions", "Condition types, sorted, joined by |; empty if none.", nullable=True, empty="none", derived=True),
    ),
)  # fmt: skip

PLEDGE_CONDITIONS = Table(
    name="pledge_conditions",
    title="Conditions of pledges",
    unit="one condition of one pledge",
    key=("pledge_id", "condition_type"),
    columns=(
        PLEDGE,
        code("condition_type", codes.CONDITION_TYPE, "What must be so before the pledge falls due."),
        code("met", codes.CONDITION_MET, "Whether it was so on the latest date read."),
        day("met_date", "Met on", "Day on which it was met.", nullable=True, empty="not met, or the day is not stated"),
        summary("The condition", nullable=True, empty="its type says it all"),
    ),
)  # fmt: skip

PLEDGE_STATUS = Table(
    name="pledge_status",
    title="History of pledges",
    unit="the state of one pledge on one day; rows are added and never changed",
    key=("pledge_id", "as_of"),
    columns=(
        PLEDGE,
        day("as_of", "As of", "Day for which the source shows the state."),
        FULFILMENT,
        number("delivered_best", "Delivered", "Quantity delivered by that day, in the pledge's `quantity_unit`.", nullable=True, empty="nothing is counted, or no number is stated", unit="quantity_unit", minimum=0),
        SOURCE,
        summary("The state", nullable=True, empty="its code says it all"),
    ),
)  # fmt: skip

FX_RATES = Table(
    name="fx_rates",
    title="Euro reference rates",
    unit="one currency on one day",
    key=("currency", "date"),
    columns=(
        code("currency", codes.CURRENCY, "The currency that is converted."),
        day("date", "Date", "Day of a pledge in that currency."),
        number("eur_per_unit", "Euro per unit", "ECB euro reference rate of the day, or of the last bank day before it.", unit="EUR per unit of currency", minimum=0),
        SOURCE,
    ),
)  # fmt: skip
