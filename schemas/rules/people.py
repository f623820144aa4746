"""Rules on people, their roles and memberships."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from .base import Finding, Tables, find, lookup, relies_on


@relies_on("person_roles.person_id", "person_roles.actor_id", "person_roles.start_date")
def speaker_held_role(tables: Tables) -> Iterator[Finding]:
    """Who speaks for an actor held a role for it on that day."""
    statements = tables["statements"]
    asked = statements.assign(day=statements["date"])
    yield from _without_role("statements", "person_id", asked, tables)


@relies_on("person_roles.person_id", "person_roles.actor_id", "person_roles.start_date")
def participant_held_role(tables: Tables) -> Iterator[Finding]:
    """Who takes part for an actor held a role for it on that day."""
    participants = tables["event_participants"]
    day = lookup(tables["events"], "event_id", "date_start", participants["event_id"])
    yield from _without_role(
        "event_participants", "person_id", participants.assign(day=day), tables
    )


@relies_on("person_roles.person_id", "person_roles.actor_id", "person_roles.start_date")
def signatory_held_role(tables: Tables) -> Iterator[Finding]:
    """Who signs for an actor held a role for it on that day."""
    parties = tables["agreement_parties"]
    signed = lookup(tables["agreements"], "agreement_id", "date_signed", parties["agreement_id"])
    day = parties["date_joined"].fillna(signed)
    asked = parties.assign(day=day, person_id=parties["signatory_id"])
    yield from _without_role("agreement_parties", "signatory_id", asked, tables)


def _without_role(
    table: str, column: str, asked: pd.DataFrame, tables: Tables
) -> Iterator[Finding]:
    """Rows whose person held no role for the actor on the day; all three must be known."""
    asked = asked.dropna(subset=["person_id", "actor_id", "day"])
    asked = asked[asked["person_id"].isin(tables["people"]["person_id"])]
    asked = asked.assign(label=asked.index)
    roles = tables["person_roles"][["person_id", "actor_id", "start_date", "end_date"]]
    pairs = asked.merge(roles, on=["person_id", "actor_id"])
    held = pairs["start_date"].le(pairs["day"]) & ~pairs["end_date"].lt(pairs["day"])
    broken = asked[~asked["label"].isin(pairs.loc[held, "label"])]
    yield from find(
        table,
        broken,
        column,
        lambda row: (
            f"{row['person_id']!r} has no role for {row['actor_id']} on {row['day']:%Y-%m-%d} in raw/person_roles.csv; add the role, or mend the row"
        ),
    )


def anonymous_speaker_is_marked(tables: Tables) -> Iterator[Finding]:
    """A statement on the record has a speaker; an institution's or unnamed official's has none."""
    statements = tables["statements"]
    named = statements["person_id"].notna()
    on_record = statements["attribution"].eq("on_record").fillna(False)
    stated = statements["attribution"].notna()
    yield from find(
        "statements",
        statements[on_record & ~named],
        "person_id",
        "is empty, but attribution is on_record; name the speaker",
    )
    yield from find(
        "statements",
        statements[~on_record & named & stated],
        "person_id",
        lambda row: f"is stated, but attribution is {row['attribution']}; write on_record",
    )


def memberships_do_not_overlap(tables: Tables) -> Iterator[Finding]:
    """A membership does not overlap another of the same actor, group and role."""
    yield from _overlaps("actor_memberships", ["actor_id", "group_id", "role"], tables)


def roles_do_not_overlap(tables: Tables) -> Iterator[Finding]:
    """A role does not overlap another of the same person, actor and title."""
    yield from _overlaps("person_roles", ["person_id", "actor_id", "title"], tables)


def _overlaps(table: str, same: list[str], tables: Tables) -> Iterator[Finding]:
    frame = tables[table].dropna(subset=[*same, "start_date"])
    frame = frame[~frame.duplicated([*same, "start_date"])].sort_values([*same, "start_date"])
    before = frame.groupby(same)[["start_date", "end_date"]].shift()
    open_before = before["start_date"].notna() & before["end_date"].isna()
    broken = open_before | frame["start_date"].le(before["end_date"])
    yield from find(
        table,
        frame[broken],
        "start_date",
        "is within an earlier period of the same; end that one before, or join the two",
    )
