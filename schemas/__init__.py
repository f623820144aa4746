"""What the data mean: every table, column, code and rule, defined once."""

from __future__ import annotations

from .actors import ACTOR_MEMBERSHIPS, ACTORS, PEOPLE, PERSON_ROLES
from .agreements import AGREEMENT_PARTIES, AGREEMENTS
from .analysis import ACTOR_MONTH, DIRECTED_DYAD
from .coding import CODERS, CODINGS, RELIABILITY
from .events import EVENT_PARTICIPANTS, EVENTS
from .pledges import FX_RATES, PLEDGE_CONDITIONS, PLEDGE_STATUS, PLEDGES
from .sources import EVIDENCE, SOURCES
from .statements import STATEMENTS
from .table import Column, Table

# In load order: a table comes after those that it refers to, as far as circles allow.
TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        ACTORS,
        PEOPLE,
        SOURCES,
        ACTOR_MEMBERSHIPS,
        PERSON_ROLES,
        EVENTS,
        EVENT_PARTICIPANTS,
        AGREEMENTS,
        AGREEMENT_PARTIES,
        PLEDGES,
        PLEDGE_CONDITIONS,
        PLEDGE_STATUS,
        STATEMENTS,
        EVIDENCE,
        CODERS,
        CODINGS,
        FX_RATES,
        RELIABILITY,
        ACTOR_MONTH,
        DIRECTED_DYAD,
    )
}

__all__ = ["TABLES", "Column", "Table"]
