"""Rules across rows and tables.

Each rule is a small function that yields the cells that break it; its docstring
is the rule as the codebook prints it. A rule sees typed frames whose index labels
the rows (in the raw tables: the physical line).
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

import pandas as pd

from . import TABLES
from .codes import CURRENCIES, PRIMARY_SOURCE_TYPES
from .columns import CODED_TABLES
from .faults import near

Tables = Mapping[str, pd.DataFrame]


@dataclass(frozen=True)
class Finding:
    """A cell, or a row where `column` is empty, that breaks a rule."""

    table: str
    label: object
    column: str
    message: str


@dataclass(frozen=True)
class History:
    """What earlier releases hold, for the rules that look back.

    Parameters
    ----------
    latest : mapping of str to DataFrame
        The tables of the last release; empty before the first.
    ids : mapping of str to set of str
        Every counted id that any release ever held, by table.
    """

    latest: Tables = field(default_factory=dict)
    ids: Mapping[str, frozenset[str]] = field(default_factory=dict)


Rule = Callable[[Tables], Iterator[Finding]]
HistoryRule = Callable[[Tables, History], Iterator[Finding]]

# Rules that conclude from the absence of a row, and the columns (table.column) by which
# that row would be found. While one of these has a faulty cell, the rule proves nothing.
RELIES_ON: dict[str, tuple[str, ...]] = {}


def _relies_on(*columns: str) -> Callable[[Rule], Rule]:
    def note(rule: Rule) -> Rule:
        RELIES_ON[rule.__name__] = columns
        return rule

    return note


def _find(
    table: str, rows: pd.DataFrame, column: str, message: str | Callable[[pd.Series], str]
) -> Iterator[Finding]:
    """One finding a row."""
    for label, row in rows.iterrows():
        yield Finding(table, label, column, message if isinstance(message, str) else message(row))


# --- numbers and dates -----------------------------------------------------------------


def quantities_in_order(tables: Tables) -> Iterator[Finding]:
    """A quantity's low is not above its best, and its best not above its high."""
    pledges = tables["pledges"]
    for lower, upper in (("low", "best"), ("best", "high"), ("low", "high")):
        a, b = f"quantity_{lower}", f"quantity_{upper}"
        broken = pledges[a].gt(pledges[b]).fillna(False)
        if (lower, upper) == ("low", "high"):
            broken &= pledges["quantity_best"].isna()
        yield from _find(
            "pledges", pledges[broken], a, f"is above {b}; put the smaller number in {a}"
        )


def quantity_has_unit(tables: Tables) -> Iterator[Finding]:
    """A quantity has a unit, and a unit has a quantity."""
    pledges = tables["pledges"]
    stated = pledges[["quantity_low", "quantity_best", "quantity_high"]].notna().any(axis=1)
    unit = pledges["quantity_unit"].notna()
    yield from _find("pledges", pledges[stated & ~unit], "quantity_unit", "is empty beside a quantity; name what is counted")
    yield from _find("pledges", pledges[unit & ~stated], "quantity_unit", "has no quantity beside it; add the number, or empty it")


_PERIODS = (
    ("events", "date_start", "date_end"),
    ("actor_memberships", "start_date", "end_date"),
    ("person_roles", "start_date", "end_date"),
    ("agreements", "date_signed", "date_in_force"),
    ("agreements", "date_signed", "date_expires"),
    ("agreements", "date_in_force", "date_expires"),
    ("agreements", "date_signed", "status_as_of"),
    ("pledges", "date", "deadline"),
    ("sources", "published", "accessed"),
)


def periods_in_order(tables: Tables) -> Iterator[Finding]:
    """No period ends before it starts."""
    for table, start, end in _PERIODS:
        frame = tables[table]
        broken = frame[end].lt(frame[start])
        yield from _find(table, frame[broken], end, f"is before {start}; check both days")


_DAYS_OF_PRECISION = {1: (0, None), 2: (1, 5), 3: (1, 7), 4: (27, 30), 5: (364, 365)}


def dates_agree_with_precision(tables: Tables) -> Iterator[Finding]:
    """A date known to the month is its first day, one known to the year is 1 January; an event of imprecise date ends on the last possible day."""
    for name in CODED_TABLES:
        if name == "agreements":
            continue
        frame, column = tables[name], TABLES[name].date
        assert column is not None
        date, precision = frame[column], frame["date_precision"]
        month = precision.ge(4).fillna(False) & date.dt.day.ne(1)
        year = precision.eq(5).fillna(False) & date.dt.month.ne(1) & ~month
        yield from _find(name, frame[month], column, "is not the first day of its period, as its date_precision wants")
        yield from _find(name, frame[year], column, "is not 1 January, as date_precision 5 wants")
    events = tables["events"]
    for label, event in events[events["date_precision"].gt(1).fillna(False)].iterrows():
        start, end, precision = event["date_start"], event["date_end"], int(event["date_precision"])
        if pd.isna(end):
            yield Finding("events", label, "date_end", f"is empty; date_precision {precision} wants the last possible day")
            continue
        if pd.isna(start) or end < start:
            continue
        if precision == 4 and start.day == 1 and end != _month_end(start):
            yield Finding("events", label, "date_end", "is not the last day of the month, as date_precision 4 wants")
        elif precision == 5 and (start.day, start.month) == (1, 1) and end != start.replace(month=12, day=31):
            yield Finding("events", label, "date_end", "is not 31 December, as date_precision 5 wants")
        elif precision in (2, 3):
            least, most = _DAYS_OF_PRECISION[precision]
            assert most is not None
            if not least <= (end - start).days <= most:
                yield Finding("events", label, "date_end", f"is {(end - start).days} days after date_start; date_precision {precision} wants {least} to {most}")


def _month_end(start: pd.Timestamp) -> pd.Timestamp:
    return start.replace(day=calendar.monthrange(start.year, start.month)[1])


# --- pledges ---------------------------------------------------------------------------


@_relies_on("pledge_conditions.pledge_id")
def conditional_has_conditions(tables: Tables) -> Iterator[Finding]:
    """A pledge is `conditional` if and only if pledge_conditions has a row of it."""
    pledges, conditions = tables["pledges"], tables["pledge_conditions"]
    has = pledges["pledge_id"].isin(conditions["pledge_id"])
    conditional = pledges["conditionality"].eq("conditional").fillna(False)
    yield from _find("pledges", pledges[conditional & ~has], "conditionality", "is conditional, but raw/pledge_conditions.csv has no row of it; add the condition")
    yield from _find("pledges", pledges[~conditional & has], "conditionality", lambda row: f"is {row['conditionality']}, but raw/pledge_conditions.csv has a condition; write conditional")


def refusal_gives_nothing(tables: Tables) -> Iterator[Finding]:
    """A refusal carries no quantity and is no allocation."""
    pledges = tables["pledges"]
    refuses = pledges["modality"].eq("refuses").fillna(False)
    for column in ("quantity_low", "quantity_best", "quantity_high"):
        yield from _find("pledges", pledges[refuses & pledges[column].notna()], column, "is stated, but a refusal gives nothing; empty it")
    allocated = pledges["commitment_level"].eq("allocation").fillna(False)
    yield from _find("pledges", pledges[refuses & allocated], "commitment_level", "is allocation, but a refusal earmarks nothing; write pledge")


def condition_met_has_date(tables: Tables) -> Iterator[Finding]:
    """Only a condition that is met has a day on which it was met."""
    conditions = tables["pledge_conditions"]
    broken = conditions["met_date"].notna() & conditions["met"].ne("met").fillna(False)
    yield from _find("pledge_conditions", conditions[broken], "met_date", lambda row: f"is stated, but met is {row['met']}; empty it, or write met")


def status_follows_pledge(tables: Tables) -> Iterator[Finding]:
    """No state of a pledge is dated before the pledge."""
    status = tables["pledge_status"]
    made = _lookup(tables["pledges"], "pledge_id", "date", status["pledge_id"])
    broken = status["as_of"].lt(made)
    yield from _find("pledge_status", status[broken], "as_of", "is before the date of the pledge; check both days")


@_relies_on("fx_rates.currency", "fx_rates.date")
def money_has_rate(tables: Tables) -> Iterator[Finding]:
    """A quantity in a currency other than the euro has a rate of its day in fx_rates."""
    pledges, rates = tables["pledges"], tables["fx_rates"]
    money = pledges["quantity_unit"].isin([c for c in CURRENCIES if c != "EUR"])
    known = set(zip(rates["currency"], rates["date"], strict=True))
    has = [pair in known for pair in zip(pledges["quantity_unit"], pledges["date"], strict=True)]
    broken = money & pledges["date"].notna() & ~pd.Series(has, index=pledges.index, dtype=bool)
    yield from _find("pledges", pledges[broken], "quantity_unit", lambda row: f"is {row['quantity_unit']}, but raw/fx_rates.csv has no rate of {row['date']:%Y-%m-%d}; add it")


def later_supersedes_earlier(tables: Tables) -> Iterator[Finding]:
    """A pledge supersedes an earlier one."""
    pledges = tables["pledges"]
    earlier = _lookup(pledges, "pledge_id", "date", pledges["supersedes_pledge_id"])
    broken = pledges["date"].lt(earlier)
    yield from _find("pledges", pledges[broken], "supersedes_pledge_id", "is a later pledge; a pledge supersedes an earlier one")


# --- people and memberships ------------------------------------------------------------


@_relies_on("person_roles.person_id", "person_roles.actor_id", "person_roles.start_date")
def speaker_held_role(tables: Tables) -> Iterator[Finding]:
    """Who speaks for an actor held a role for it on that day."""
    statements = tables["statements"]
    asked = statements.assign(day=statements["date"])
    yield from _without_role("statements", "person_id", asked, tables)


@_relies_on("person_roles.person_id", "person_roles.actor_id", "person_roles.start_date")
def participant_held_role(tables: Tables) -> Iterator[Finding]:
    """Who takes part for an actor held a role for it on that day."""
    participants = tables["event_participants"]
    day = _lookup(tables["events"], "event_id", "date_start", participants["event_id"])
    yield from _without_role("event_participants", "person_id", participants.assign(day=day), tables)


@_relies_on("person_roles.person_id", "person_roles.actor_id", "person_roles.start_date")
def signatory_held_role(tables: Tables) -> Iterator[Finding]:
    """Who signs for an actor held a role for it on that day."""
    parties = tables["agreement_parties"]
    signed = _lookup(tables["agreements"], "agreement_id", "date_signed", parties["agreement_id"])
    day = parties["date_joined"].fillna(signed)
    asked = parties.assign(day=day, person_id=parties["signatory_id"])
    yield from _without_role("agreement_parties", "signatory_id", asked, tables)


def _without_role(table: str, column: str, asked: pd.DataFrame, tables: Tables) -> Iterator[Finding]:
    """Rows whose person held no role for the actor on the day; all three must be known."""
    asked = asked.dropna(subset=["person_id", "actor_id", "day"])
    asked = asked[asked["person_id"].isin(tables["people"]["person_id"])]
    asked = asked.assign(label=asked.index)
    roles = tables["person_roles"][["person_id", "actor_id", "start_date", "end_date"]]
    pairs = asked.merge(roles, on=["person_id", "actor_id"])
    held = pairs["start_date"].le(pairs["day"]) & ~pairs["end_date"].lt(pairs["day"])
    broken = asked[~asked["label"].isin(pairs.loc[held, "label"])]
    yield from _find(table, broken, column, lambda row: f"{row['person_id']!r} has no role for {row['actor_id']} on {row['day']:%Y-%m-%d} in raw/person_roles.csv; add the role, or mend the row")


def anonymous_speaker_is_marked(tables: Tables) -> Iterator[Finding]:
    """A statement on the record has a speaker; an institution's or unnamed official's has none."""
    statements = tables["statements"]
    named = statements["person_id"].notna()
    on_record = statements["attribution"].eq("on_record").fillna(False)
    stated = statements["attribution"].notna()
    yield from _find("statements", statements[on_record & ~named], "person_id", "is empty, but attribution is on_record; name the speaker")
    yield from _find("statements", statements[~on_record & named & stated], "person_id", lambda row: f"is stated, but attribution is {row['attribution']}; write on_record")


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
    yield from _find(table, frame[broken], "start_date", "is within an earlier period of the same; end that one before, or join the two")


# --- agreements and events -------------------------------------------------------------


@_relies_on("agreement_parties.agreement_id", "agreement_parties.actor_id", "agreement_parties.party_role")
def bilateral_has_two_sides(tables: Tables) -> Iterator[Finding]:
    """A bilateral agreement has exactly two parties, witnesses and adherents aside."""
    agreements, parties = tables["agreements"], tables["agreement_parties"]
    sides = parties[~parties["party_role"].isin(["witness", "adherent"])]
    count = sides.groupby("agreement_id")["actor_id"].nunique()
    number = _at(count, agreements["agreement_id"]).fillna(0)
    broken = agreements["bilateral"].fillna(False) & number.ne(2)
    yield from _find("agreements", agreements.assign(n=number)[broken], "bilateral", lambda row: f"is true, but raw/agreement_parties.csv has {int(row['n'])} sides; a bilateral agreement has two")


@_relies_on("agreement_parties.agreement_id")
def agreement_has_parties(tables: Tables) -> Iterator[Finding]:
    """Every agreement has a party."""
    agreements = tables["agreements"]
    missing = ~agreements["agreement_id"].isin(tables["agreement_parties"]["agreement_id"])
    yield from _find("agreements", agreements[missing], "", "has no row in raw/agreement_parties.csv; add its parties")


@_relies_on("event_participants.event_id")
def event_has_participants(tables: Tables) -> Iterator[Finding]:
    """Every event has a participant."""
    events = tables["events"]
    missing = ~events["event_id"].isin(tables["event_participants"]["event_id"])
    yield from _find("events", events[missing], "", "has no row in raw/event_participants.csv; add who took part")


@_relies_on("agreement_parties.agreement_id", "agreement_parties.actor_id")
def signatory_is_party(tables: Tables) -> Iterator[Finding]:
    """Who signs at an event is a party to the agreement of that event."""
    participants, parties = tables["event_participants"], tables["agreement_parties"]
    signs = participants[participants["role"].eq("signatory").fillna(False)]
    agreement = _lookup(tables["events"], "event_id", "agreement_id", signs["event_id"])
    known = set(zip(parties["agreement_id"], parties["actor_id"], strict=True))
    pairs = zip(agreement, signs["actor_id"], strict=True)
    is_party = pd.Series([pair in known for pair in pairs], index=signs.index, dtype=bool)
    broken = signs.assign(agreement=agreement)[agreement.notna() & ~is_party]
    yield from _find("event_participants", broken, "actor_id", lambda row: f"{row['actor_id']!r} signs, but is no party to {row['agreement']} in raw/agreement_parties.csv; add the party, or change the role")


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
                yield from _find(table, rows.head(1), column, "leads back to the record itself; name another parent, or none")
            finished.update(seen)


# --- evidence --------------------------------------------------------------------------


def _coded(tables: Tables) -> pd.DataFrame:
    """All coded records: table, label, record_id, date, review_status."""
    parts = []
    for name in CODED_TABLES:
        frame = tables[name]
        date = frame[str(TABLES[name].date)]
        parts.append(
            pd.DataFrame(
                {
                    "table": name,
                    "label": frame.index,
                    "record_id": frame[TABLES[name].key[0]].array,
                    "date": date.array,
                    "review_status": frame["review_status"].array,
                }
            )
        )
    return pd.concat(parts, ignore_index=True)


def independent_publishers(tables: Tables) -> pd.DataFrame:
    """The supporting sources of each record, as (record_id, source_id, source_type, origin).

    `origin` is who wrote the source's text: the publisher of the page it copies, or the
    agency or outlet that it is credited to, or else its own publisher.
    """
    sources = tables["sources"].drop_duplicates("source_id").set_index("source_id")
    copied = sources["syndicated_from"].dropna().to_dict()
    author = sources["credited_to"].fillna(sources["publisher"]).to_dict()

    def origin(source: str) -> str:
        seen = {source}
        while source in copied and copied[source] in author and copied[source] not in seen:
            source = copied[source]
            seen.add(source)
        return str(author.get(source, source))

    evidence = tables["evidence"]
    supports = evidence[evidence["relation"].eq("supports").fillna(False)]
    supports = supports[["record_id", "source_id"]].dropna().drop_duplicates()
    return supports.assign(
        source_type=_at(sources["source_type"], supports["source_id"]),
        origin=[origin(source) for source in supports["source_id"]],
    )


@_relies_on("evidence.record_id", "evidence.variable", "evidence.relation")
def record_has_evidence(tables: Tables) -> Iterator[Finding]:
    """Every event, agreement, pledge and statement has a source that supports it as a whole."""
    evidence = tables["evidence"]
    whole = evidence["relation"].eq("supports").fillna(False) & evidence["variable"].isna()
    records = _coded(tables)
    missing = records[~records["record_id"].isin(evidence.loc[whole, "record_id"])]
    for row in missing.itertuples():
        yield Finding(str(row.table), row.label, "", "has no supporting row in raw/evidence.csv; add the source and its passage")


@_relies_on("evidence.record_id", "evidence.source_id", "evidence.relation", "sources.source_id", "sources.source_type", "sources.publisher", "sources.credited_to")
def final_has_sources(tables: Tables) -> Iterator[Finding]:
    """A record is `final` only with one primary source or two independent ones."""
    supports = independent_publishers(tables)
    primary = supports.loc[supports["source_type"].isin(PRIMARY_SOURCE_TYPES), "record_id"]
    count = supports.groupby("record_id")["origin"].nunique()
    records = _coded(tables)
    enough = records["record_id"].isin(primary) | _at(count, records["record_id"]).ge(2)
    final = records["review_status"].eq("final").fillna(False)
    known = records["record_id"].isin(supports["record_id"])
    for row in records[final & known & ~enough].itertuples():
        yield Finding(str(row.table), row.label, "review_status", "is final, but rests on one secondary source; add a primary or an independent one, or write candidate")


def source_follows_event(tables: Tables) -> Iterator[Finding]:
    """A source that was published before a record's date cannot support that it happened."""
    evidence = tables["evidence"]
    records = _coded(tables).dropna(subset=["record_id"]).drop_duplicates("record_id")
    date = _at(records.set_index("record_id")["date"], evidence["record_id"])
    sources = tables["sources"].drop_duplicates("source_id").set_index("source_id")
    shown = _at(sources["published"].fillna(sources["accessed"]), evidence["source_id"])
    broken = evidence["relation"].eq("supports").fillna(False) & shown.lt(date)
    yield from _find("evidence", evidence.assign(shown=shown, date=date)[broken], "source_id", lambda row: f"{row['source_id']} is of {row['shown']:%Y-%m-%d} and cannot support what is dated {row['date']:%Y-%m-%d}; check both days, or write context")


def evidence_names_a_column(tables: Tables) -> Iterator[Finding]:
    """Evidence names a column of its record's table, or none."""
    evidence = tables["evidence"].dropna(subset=["variable", "record_id"])
    columns = _columns_by_prefix(lambda column: True)
    yield from _unknown_variable("evidence", evidence, columns, "no column of its table")


def contradiction_reports_a_value(tables: Tables) -> Iterator[Finding]:
    """Evidence that contradicts names the variable and the value reported."""
    evidence = tables["evidence"]
    contradicts = evidence["relation"].eq("contradicts").fillna(False)
    for column in ("variable", "value_reported"):
        yield from _find("evidence", evidence[contradicts & evidence[column].isna()], column, "is empty, but the source contradicts; say which column and which value")


def _columns_by_prefix(wanted: Callable[..., bool]) -> dict[str, set[str]]:
    """For the letters that begin an id: the columns of its table that are wanted."""
    return {
        str(table.prefix): {column.name for column in table.columns if wanted(column)}
        for table in TABLES.values()
        if table.coded
    }


def _unknown_variable(
    name: str, frame: pd.DataFrame, columns: dict[str, set[str]], what: str
) -> Iterator[Finding]:
    prefix = frame["record_id"].str.slice(0, 2)
    known = [
        variable in columns.get(letters, {variable})
        for letters, variable in zip(prefix, frame["variable"], strict=True)
    ]
    broken = frame[~pd.Series(known, index=frame.index, dtype=bool)]
    yield from _find(name, broken, "variable", lambda row: f"{row['variable']!r} is {what}; {_hint(row['variable'], columns[row['record_id'][:2]])}")


def _hint(variable: str, columns: set[str]) -> str:
    guess = near(variable, sorted(columns))
    return f"did you mean {guess!r}?" if guess else "docs/codebook.md lists them"


# --- coding ----------------------------------------------------------------------------


def coding_is_of_a_double_coded_variable(tables: Tables) -> Iterator[Finding]:
    """Codings are of the double-coded variables alone."""
    codings = tables["codings"].dropna(subset=["variable", "record_id"])
    columns = _columns_by_prefix(lambda column: column.double_coded)
    yield from _unknown_variable("codings", codings, columns, "not double-coded")


def coding_uses_the_codes(tables: Tables) -> Iterator[Finding]:
    """A coder's value is a code of the variable."""
    codings = tables["codings"].dropna(subset=["variable", "record_id", "value"])
    for table in TABLES.values():
        for column in table.columns:
            if not column.double_coded or column.codes is None:
                continue
            mine = codings["record_id"].str.startswith(str(table.prefix)) & codings["variable"].eq(column.name)
            broken = codings[mine & ~codings["value"].isin(column.codes.values)]
            yield from _find("codings", broken, "value", lambda row, name=column.name: f"{row['value']!r} is no code of {name}; docs/codebook.md lists them")  # type: ignore[misc]


# --- addresses -------------------------------------------------------------------------

_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|yclid|dclid|msclkid|mc_[ce]id|igshid|ref_src|at_medium|at_campaign")


def addresses_are_clean(tables: Tables) -> Iterator[Finding]:
    """An address occurs once and has no tracking parameter."""
    sources = tables["sources"].dropna(subset=["url"])
    sources = sources.assign(p=[_tracking_parameter(url) for url in sources["url"]])
    yield from _find("sources", sources[sources["p"].ne("")], "url", lambda row: f"has the tracking parameter {row['p']!r}; remove it")
    again = sources["url"].duplicated()
    first = sources.drop_duplicates("url").set_index("url")["source_id"]
    yield from _find("sources", sources[again], "url", lambda row: f"is the address of {first[row['url']]} already; use that source")


def _tracking_parameter(url: str) -> str:
    try:
        parameters = parse_qsl(urlsplit(url).query, keep_blank_values=True)
    except ValueError:
        return ""
    return next((name for name, _ in parameters if _TRACKING.fullmatch(name)), "")


# --- rules that look back --------------------------------------------------------------


def status_is_kept(tables: Tables, history: History) -> Iterator[Finding]:
    """The history of a pledge is added to, never changed: a released state stays as it was."""
    if "pledge_status" not in history.latest:
        return
    columns = list(TABLES["pledge_status"].key)
    now = tables["pledge_status"]
    released = history.latest["pledge_status"]
    facts = [column.name for column in TABLES["pledge_status"].typed]
    both = now.assign(label=now.index).merge(released[facts], on=columns, suffixes=("", "_released"))
    for name in facts:
        if name in columns:
            continue
        old, new = both[f"{name}_released"], both[name]
        changed = ~(old.eq(new).fillna(False) | (old.isna() & new.isna()))
        for row in both[changed].itertuples():
            yield Finding("pledge_status", row.label, name, "was released with another value; add a row with a later as_of instead")
    kept = set(zip(now["pledge_id"], now["as_of"], strict=True))
    gone = [key for key in zip(released["pledge_id"], released["as_of"], strict=True) if key not in kept]
    for pledge, as_of in gone:
        yield Finding("pledge_status", 1, "", f"lacks the released state of {pledge} as of {as_of:%Y-%m-%d}; put it back")


def id_is_not_reused(tables: Tables, history: History) -> Iterator[Finding]:
    """An id that a release held and a later one dropped is never used again."""
    for name, ever in history.ids.items():
        if name not in history.latest or name not in tables:
            continue
        key = TABLES[name].key[0]
        retired = ever - set(history.latest[name][key])
        frame = tables[name]
        yield from _find(name, frame[frame[key].isin(retired)], key, "was used in an earlier release and retired; take the next free id")


def _lookup(frame: pd.DataFrame, key: str, value: str, ids: pd.Series) -> pd.Series:
    """The value that belongs to each id; missing where the id is not in the frame."""
    return _at(frame.dropna(subset=[key]).drop_duplicates(key).set_index(key)[value], ids)


def _at(values: pd.Series, ids: pd.Series) -> pd.Series:
    """The values at ids, aligned with the ids; `map` would fail on empty values."""
    return values.reindex(ids.array).set_axis(ids.index)


RULES: tuple[Rule, ...] = (
    quantities_in_order,
    quantity_has_unit,
    periods_in_order,
    dates_agree_with_precision,
    conditional_has_conditions,
    refusal_gives_nothing,
    condition_met_has_date,
    status_follows_pledge,
    money_has_rate,
    later_supersedes_earlier,
    speaker_held_role,
    participant_held_role,
    signatory_held_role,
    anonymous_speaker_is_marked,
    memberships_do_not_overlap,
    roles_do_not_overlap,
    bilateral_has_two_sides,
    agreement_has_parties,
    event_has_participants,
    signatory_is_party,
    no_circles,
    record_has_evidence,
    final_has_sources,
    source_follows_event,
    evidence_names_a_column,
    contradiction_reports_a_value,
    coding_is_of_a_double_coded_variable,
    coding_uses_the_codes,
    addresses_are_clean,
)

HISTORY_RULES: tuple[HistoryRule, ...] = (status_is_kept, id_is_not_reused)
