"""Actors, their memberships, people and the roles they hold."""

from __future__ import annotations

from . import codes
from .columns import (
    ACTOR,
    ACTOR_KEY,
    PERSON,
    PERSON_KEY,
    SOURCE,
    code,
    day,
    integer,
    other,
    text,
)
from .table import Table

NO_STATE = "no state, or not in that list of states"

ACTORS = Table(
    name="actors",
    title="Actors",
    unit="one state, organisation, coalition or force",
    key=("actor_id",),
    columns=(
        ACTOR_KEY,
        text("name", "Name", "Name in English."),
        code("actor_type", codes.ACTOR_TYPE, "What kind of actor it is."),
        text("iso2", "ISO 3166-1 alpha-2", "Two-letter code of a state.", nullable=True, empty=NO_STATE, pattern=r"[A-Z]{2}", shape="two capitals, such as UA"),
        text("iso3", "ISO 3166-1 alpha-3", "Three-letter code of a state.", nullable=True, empty=NO_STATE, pattern=r"[A-Z]{3}", shape="three capitals, such as UKR"),
        text("iso_numeric", "ISO 3166-1 numeric", "Three-digit code of a state, as text because of its leading zeros.", nullable=True, empty=NO_STATE, pattern=r"[0-9]{3}", shape="three digits, such as 804"),
        integer("cow_code", "Correlates of War", "Numeric state code of the Correlates of War project. Germany since 1990 is 255.", nullable=True, empty=NO_STATE, minimum=1, maximum=999),
        integer("gw_code", "Gleditsch-Ward", "Numeric state code of Gleditsch and Ward. Germany is 260.", nullable=True, empty=NO_STATE, minimum=1, maximum=999),
        integer("vdem_id", "V-Dem", "Country id of V-Dem.", nullable=True, empty=NO_STATE, minimum=1),
        integer("imf_code", "IMF", "Country code of the International Monetary Fund.", nullable=True, empty=NO_STATE, minimum=1, maximum=999),
        text("wikidata_qid", "Wikidata", "Item of Wikidata.", nullable=True, empty="no item, or none found", pattern=r"Q[1-9][0-9]*", shape="Q and a number, such as Q212"),
        text("kiel_name", "Kiel tracker name", "Name in the donor column of the Kiel Ukraine Support Tracker.", nullable=True, empty="not among the tracker's donors"),
    ),
)  # fmt: skip

ACTOR_MEMBERSHIPS = Table(
    name="actor_memberships",
    title="Memberships of actors in groups",
    unit="one actor in one role in one group, for one period",
    key=("actor_id", "group_id", "role", "start_date"),
    columns=(
        ACTOR,
        other(ACTOR, "group_id", "Id of the group", "The group that the actor belongs to."),
        code("role", codes.MEMBERSHIP_ROLE, "Role of the actor in the group."),
        day("start_date", "Start", "First day of the membership; where no source read gives it, the earliest day on which a source shows the membership."),
        day("end_date", "End", "Last day of the membership; empty if it goes on.", nullable=True, empty="goes on"),
        code("basis", codes.MEMBERSHIP_BASIS, "How the membership is known."),
        SOURCE,
    ),
)  # fmt: skip

PEOPLE = Table(
    name="people",
    title="People",
    unit="one person",
    key=("person_id",),
    columns=(
        PERSON_KEY,
        text("name", "Name", "Name in English, as the person's own institution writes it."),
        text("name_variants", "Other spellings", "Other spellings and the native one, separated by |.", nullable=True, empty="none known"),
    ),
)  # fmt: skip

PERSON_ROLES = Table(
    name="person_roles",
    title="Roles of people",
    unit="one person in one role for one actor, for one period",
    key=("person_id", "actor_id", "title", "start_date"),
    columns=(
        PERSON,
        ACTOR,
        text("title", "Title", "Title of the role in English."),
        day("start_date", "Start", "First day in the role; where no source read gives it, the earliest day on which a source shows the person in the role."),
        day("end_date", "End", "Last day in the role; empty if it goes on or no source read gives it.", nullable=True, empty="goes on, or no source read gives it"),
        SOURCE,
    ),
)  # fmt: skip
