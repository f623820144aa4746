"""Rules on agreements, events and what is part of what."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from .. import TABLES
from .base import Finding, Tables, find, lookup, relies_on, values_at


@relies_on(
    "agreement_parties.agreement_id", "agreement_parties.actor_id", "agreement_parties.party_role"
)
def bilateral_has_two_sides(tables: Tables) -> Iterator[Finding]:
    """A bilateral agreement has exactly two parties, witnesses and adherents aside."""
    agreements, parties = tables["agreements"], tables["agreement_parties"]
    sides = parties[~parties["party_role"].isin(["witness", "adherent"])]
    count = sides.groupby("agreement_id")["actor_id"].nunique()
    number = values_at(count, agreements["agreement_id"]).fillna(0)
    broken = agreements["bilateral"].fillna(False) & number.ne(2)
    yield from find(
        "agreements",
        agreements.assign(n=number)[broken],
        "bilateral",
        lambda row: (
            f"is true, but raw/agreement_parties.csv has {int(row['n'])} sides; a bilateral agreement has two"
        ),
    )


@relies_on("agreement_parties.agreement_id")
def agreement_has_parties(tables: Tables) -> Iterator[Finding]:
    """Every agreement has a party."""
    agreements = tables["agreements"]
    missing = ~agreements["agreement_id"].isin(tables["agreement_parties"]["agreement_id"])
    yield from find(
        "agreements",
        agreements[missing],
        "",
        "has no row in raw/agreement_parties.csv; add its parties",
    )


@relies_on("event_participants.event_id")
def event_has_participants(tables: Tables) -> Iterator[Finding]:
    """Every event has a participant, background aside."""
    events = tables["events"]
    missing = events["event_type"].ne("context").fillna(True) & ~events["event_id"].isin(
        tables["event_participants"]["event_id"]
    )
    yield from find(
        "events", events[missing], "", "has no row in raw/event_participants.csv; add who took part"
    )


@relies_on("agreement_parties.agreement_id", "agreement_parties.actor_id")
def signatory_is_party(tables: Tables) -> Iterator[Finding]:
    """Who signs at an event is a party to the agreement of that event."""
    participants, parties = tables["event_participants"], tables["agreement_parties"]
    signs = participants[participants["role"].eq("signatory").fillna(False)]
    agreement = lookup(tables["events"], "event_id", "agreement_id", signs["event_id"])
    known = set(zip(parties["agreement_id"], parties["actor_id"], strict=True))
    pairs = zip(agreement, signs["actor_id"], strict=True)
    is_party = pd.Series([pair in known for pair in pairs], index=signs.index, dtype=bool)
    broken = signs.assign(agreement=agreement)[agreement.notna() & ~is_party]
    yield from find(
        "event_participants",
        broken,
        "actor_id",
        lambda row: (
            f"{row['actor_id']!r} signs, but is no party to {row['agreement']} in raw/agreement_parties.csv; add the party, or change the role"
        ),
    )


_PARENTS = (
    ("events", "parent_event_id"),
    ("agreements", "parent_agreement_id"),
    ("pledges", "parent_pledge_id"),
    ("pledges", "supersedes_pledge_id"),
    ("sources", "syndicated_from"),
)


def no_circles(tables: Tables) -> Iterator[Finding]:
    """No record is its own parent, nor its parent's parent, and so on."""
    for table, column in _PARENTS:
        frame, key = tables[table], TABLES[table].key[0]
        parents = frame.drop_duplicates(key).dropna(subset=[key, column]).set_index(key)[column]
        at = parents.to_dict()
        finished: set[str] = set()
        for child in parents.index:
            seen: list[str] = []
            node = child
            while node in at and node not in finished and node not in seen:
                seen.append(node)
                node = at[node]
            if node in seen:
                rows = frame[frame[key].eq(node)]
                yield from find(
                    table,
                    rows.head(1),
                    column,
                    "leads back to the record itself; name another parent, or none",
                )
            finished.update(seen)
