"""Tables made for analysis; each is derived from the coded tables alone."""

from __future__ import annotations

from dataclasses import replace

from . import codes
from .actors import NO_STATE
from .columns import ACTOR, boolean, day, integer, made, number
from .pledges import BENEFICIARY, BINDINGNESS, COMMITMENT_LEVEL, PLEDGER
from .table import Column, Table


def _count(name: str, title: str, description: str, unit: str = "pledges") -> Column:
    return integer(name, title, description, unit=unit, minimum=0)


def _sum(name: str, title: str, description: str, unit: str) -> Column:
    return number(name, title, description, unit=unit, minimum=0)


def _state_code(side: str, system: str, of: str, maximum: int = 999) -> Column:
    return integer(
        f"{side}_{system}_code",
        f"{of} of the {side}",
        f"`{system}_code` of the {side} in actors; empty if it is no state.",
        nullable=True,
        empty=NO_STATE,
        minimum=1,
        maximum=maximum,
    )


ACTOR_MONTH = Table(
    name="actor_month",
    title="Pledgers by month",
    unit="one pledger in one month, from the month of its first pledge to the last month of any pledge",
    key=("actor_id", "month"),
    columns=made(
        ACTOR,
        day("month", "Month", "First day of the month."),
        _count("n_pledges", "Pledges", "Pledges dated in the month, refusals aside."),
        _count("n_refusals", "Refusals", "Refusals dated in the month."),
        *(
            _count(
                f"n_{code.code}",
                f"Pledges: {code.label.lower()}",
                f"Pledges of type `{code.code}` dated in the month, refusals aside.",
            )
            for code in codes.PLEDGE_TYPE.codes
        ),
        _sum("amount_eur", "Money pledged", "Sum of `amount_eur_best` of the pledges dated in the month.", "EUR"),
        _sum("persons", "Persons pledged", "Sum of `quantity_best` of the pledges dated in the month that count persons and send or train them; the size of an army is none.", "persons"),
        _count("total_pledges", "Pledges to date", "Pledges from the first to the end of the month."),
        _count("standing_pledges", "Standing pledges", "Pledges to date that no later pledge has superseded by the end of the month."),
        _count("standing_conditional", "Standing conditional pledges", "Standing pledges with a condition that is not met by the end of the month."),
        _sum("standing_amount_eur", "Standing money", "Sum of `amount_eur_best` of the standing pledges.", "EUR"),
        _sum("standing_persons", "Standing persons", "Persons of the standing pledges, counted as in `persons`.", "persons"),
    ),
)  # fmt: skip

DIRECTED_DYAD = Table(
    name="directed_dyad",
    title="Directed dyads",
    unit="one pledger or guarantor toward one beneficiary, over the whole record",
    key=("pledger", "beneficiary"),
    columns=made(
        replace(PLEDGER, description="Who undertakes, or refuses, in a pledge or an agreement."),
        BENEFICIARY,
        *(
            _state_code(side, system, of)
            for side in ("pledger", "beneficiary")
            for system, of in (("cow", "Correlates of War code"), ("gw", "Gleditsch-Ward code"))
        ),
        _count("n_pledges", "Pledges", "Pledges, refusals aside."),
        _count("n_refusals", "Refusals", "Refusals."),
        day("first_pledge", "First pledge", "Day of the first pledge, refusals aside.", nullable=True, empty="refusals alone, or none but an agreement"),
        day("last_pledge", "Last pledge", "Day of the last pledge, refusals aside.", nullable=True, empty="refusals alone, or none but an agreement"),
        replace(COMMITMENT_LEVEL, description="Highest level of the pledges, refusals aside.", nullable=True, empty="refusals alone, or none but an agreement"),
        replace(BINDINGNESS, description="Strongest bindingness of the pledges, refusals aside.", nullable=True, empty="refusals alone, or none but an agreement"),
        _count("n_agreements", "Agreements", "Agreements in which the one is guarantor, mutual party or adherent and the other beneficiary or mutual party.", "agreements"),
        _count("n_in_force", "Agreements in force", "Those of them whose status is in_force or provisionally_applied.", "agreements"),
        *(
            boolean(
                f"obligation_{kind}",
                f"Obligation in force: {label}",
                f"Whether one of the agreements in force has `obligation_{kind}`; empty if none of them says.",
                nullable=True,
                empty="no agreement in force, or none of them says",
            )
            for kind, label in (("defence", "defence"), ("consultation", "consultation"), ("nonaggression", "non-aggression"))
        ),
    ),
)  # fmt: skip
