"""Plants defects of many kinds in a copy of the raw tables, and counts those that are found.

``python -m tests.code.injector`` (``make detection``) writes docs/detection.csv.
"""

from __future__ import annotations

import csv
import io
import random
import sys
import tempfile
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
from ukr_security_data.schemas import TABLES
from ukr_security_data.schemas.codes import PRIMARY_SOURCE_TYPES
from ukr_security_data.schemas.columns import CODED_TABLES
from ukr_security_data.schemas.rules import History
from ukr_security_data.schemas.table import Column

from pipeline.check import RAW_TABLES, check
from ukr_security_data._cells import csv_bytes

ROOT = Path(__file__).parent.parent.parent
RESULTS = ROOT / "docs" / "detection.csv"
SEED = 20260106
PLANTED = 6  # of each kind
LIMIT_PLANTED = 30

Row = dict[str, str]


class Raw:
    """The raw tables in memory, with the places where defects were planted."""

    def __init__(self, tables: dict[str, list[Row]], draw: random.Random) -> None:
        self.tables = {name: [dict(row) for row in rows] for name, rows in tables.items()}
        self.draw = draw
        self.spoilt: set[int] = set()  # rows that must not be planted twice
        self.used: set[str] = set()  # records, and tables, that have a defect already
        self.edits: dict[str, Callable[[bytes], bytes]] = {}
        # A defect is found if a problem stands on one of its lines.
        self.places: list[list[tuple[str, Row | int]]] = []

    def pick(
        self, suits: Callable[[str, Row], bool], tables: tuple[str, ...] = tuple(RAW_TABLES)
    ) -> tuple[str, Row]:
        """A row that suits, of a record that has no defect yet."""
        names = [name for name in tables if name not in self.edits]
        for name in self.draw.sample(names, len(names)):
            rows = [row for row in self.tables[name] if id(row) not in self.spoilt]
            for row in self.draw.sample(rows, min(len(rows), 400)):
                if suits(name, row) and self.used.isdisjoint(self._records(name, row)):
                    self.used |= self._records(name, row)
                    self.spoilt.add(id(row))
                    return name, row
        raise LookupError("no row suits")

    @staticmethod
    def _records(name: str, row: Row) -> set[str]:
        """Ids of the records that a row is or refers to: two defects there may hide each other."""
        ids = {
            row[column]
            for column in row
            if column.endswith("_id") or column in RAW_TABLES[name].key
        }
        return {cell for cell in ids if cell[:2] in {"EV", "AG", "PL", "ST"} and cell[2:].isdigit()}

    def at(self, *places: tuple[str, Row | int]) -> None:
        """Note where the last defect stands: rows, or physical lines."""
        self.places.append(list(places))

    def spoil(self, table: str, edit: Callable[[bytes], bytes], line: int | Row) -> None:
        """Change the bytes of a whole file."""
        self.edits[table] = edit
        self.at((table, line))

    def write(self, folder: Path) -> None:
        for name, rows in self.tables.items():
            header = [column.name for column in RAW_TABLES[name].typed]
            data = csv_bytes(header, [list(row.values()) for row in rows])
            (folder / f"{name}.csv").write_bytes(self.edits.get(name, bytes)(data))

    def line(self, table: str, place: Row | int) -> int:
        """The physical line of a row."""
        if isinstance(place, int):
            return place
        return 2 + next(n for n, row in enumerate(self.tables[table]) if row is place)


Kind = Callable[[Raw], None]
KINDS: dict[str, Kind] = {}
# Wrong values that the codebook admits: what no rule can promise to find.
LIMITS: dict[str, Kind] = {}


def kind(name: str, among: dict[str, Kind] = KINDS) -> Callable[[Kind], Kind]:
    def note(function: Kind) -> Kind:
        among[name] = function
        return function

    return note


# --- cells -----------------------------------------------------------------------------


def cells(
    name: str,
    suits: Callable[[Column, str], bool],
    spoil: Callable[[str, random.Random], str],
    tables: tuple[str, ...] = tuple(RAW_TABLES),
    among: dict[str, Kind] = KINDS,
) -> None:
    """A kind of defect that is one cell, in any column that suits."""

    def plant(raw: Raw) -> None:
        def columns(table: str, row: Row) -> list[str]:
            return [
                column.name
                for column in RAW_TABLES[table].typed
                if suits(column, row[column.name])
                and spoil(row[column.name], random.Random(0)) != row[column.name]
            ]

        table, row = raw.pick(lambda table, row: bool(columns(table, row)), tables)
        column = raw.draw.choice(columns(table, row))
        row[column] = spoil(row[column], raw.draw)
        raw.at((table, row))

    kind(name, among)(plant)


def is_prose(column: Column, cell: str) -> bool:
    return (
        column.kind == "text"
        and not column.pattern
        and not column.codes
        and not column.references
        and " " in cell
        and cell.isascii()
    )


def is_code(column: Column, cell: str) -> bool:
    return bool(column.codes) and column.kind == "text" and len(cell) > 4


def is_number(column: Column, cell: str) -> bool:
    return column.kind in ("number", "integer") and not column.codes and cell != ""


def is_day(column: Column, cell: str) -> bool:
    return column.kind == "day" and cell != "" and column.name != "coded_on"


def is_id(column: Column, cell: str) -> bool:
    return cell[2:].isdigit() and cell[:2].isupper()


def inside(text: str) -> Callable[[str, random.Random], str]:
    """Put a text between two letters of the cell."""

    def spoil(cell: str, draw: random.Random) -> str:
        at = draw.randrange(1, len(cell))
        return cell[:at] + text + cell[at:]

    return spoil


def replace(old: str, new: str) -> Callable[[str, random.Random], str]:
    return lambda cell, draw: cell.replace(old, new, 1)


def look_alike(cell: str, draw: random.Random) -> str:
    latin, cyrillic = "aeocpxABEKMHOPCTX", "аеосрхАВЕКМНОРСТХ"
    found = [
        n
        for n, letter in enumerate(cell)
        if letter in latin and (cell[n - 1 : n].isalpha() or cell[n + 1 : n + 2].isalpha())
    ]
    if not found:
        return cell
    at = draw.choice(found)
    return cell[:at] + cyrillic[latin.index(cell[at])] + cell[at + 1 :]


def typo(cell: str, draw: random.Random) -> str:
    at = draw.randrange(1, len(cell) - 1)
    return (
        cell[:at] + cell[at + 1 :] if cell[at] != cell[at + 1] else cell[: at - 1] + "q" + cell[at:]
    )


def serial(cell: str, draw: random.Random) -> str:
    return str((date.fromisoformat(cell) - date(1899, 12, 30)).days)


def swapped(cell: str, draw: random.Random) -> str:
    year, month, day = cell.split("-")
    return f"{year}-{day}-{month}"


cells("trailing space", is_prose, lambda cell, draw: f"{cell} ")
cells("leading space", is_prose, lambda cell, draw: f" {cell}")
cells("two spaces", is_prose, replace(" ", "  "))
cells("non-breaking space", is_prose, replace(" ", "\N{NO-BREAK SPACE}"))
cells("zero-width character", is_prose, inside("\N{ZERO WIDTH SPACE}"))
cells("soft hyphen", is_prose, inside("\N{SOFT HYPHEN}"))
cells("control character", is_prose, inside("\x0b"))
cells("letter lost in conversion", is_prose, inside("\N{REPLACEMENT CHARACTER}"))
cells("look-alike letter", is_prose, look_alike)
cells(
    "mixed normal forms",
    lambda column, cell: column.kind == "text",
    lambda cell, draw: unicodedata.normalize("NFD", cell),
)
cells(
    "error of a spreadsheet",
    is_prose,
    lambda cell, draw: draw.choice(["#NAME?", "#REF!", "#VALUE!", "#N/A"]),
)
cells("formula", is_prose, lambda cell, draw: f"={cell}")
cells("typo in a code", is_code, typo)
cells("smart quotes round a code", is_code, lambda cell, draw: f"“{cell}”")
cells("capitals in a code", is_code, lambda cell, draw: cell.upper())
cells("label instead of a code", is_code, lambda cell, draw: cell.replace("_", " ").capitalize())
cells(
    "code of another list",
    is_code,
    lambda cell, draw: draw.choice(["in_force", "head_of_mission", "maybe"]),
)
cells(
    "thousands separator",
    lambda column, cell: is_number(column, cell) and len(cell) > 3 and cell.isdigit(),
    lambda cell, draw: f"{int(cell):,}",
    ("pledges", "actors"),
)
cells(
    "decimal comma",
    is_number,
    lambda cell, draw: cell.replace(".", ",") if "." in cell else f"{cell},5",
)
cells("negative number", is_number, lambda cell, draw: f"-{cell}")
cells("number in scientific notation", is_number, lambda cell, draw: f"{float(cell):.0E}")
cells("unit beside a number", is_number, lambda cell, draw: f"{cell} men")
cells(
    "swapped day and month",
    is_day,
    lambda cell, draw: swapped(cell, draw) if cell[8:] > "12" else cell,
)
cells("day as day/month/year", is_day, lambda cell, draw: "/".join(reversed(cell.split("-"))))
cells("spreadsheet serial of a day", is_day, serial)
cells("day that no calendar has", is_day, lambda cell, draw: f"{cell[:5]}02-30")
cells("year of two digits", is_day, lambda cell, draw: cell[2:])
cells("day in words", is_day, lambda cell, draw: f"{date.fromisoformat(cell):%-d %B %Y}")
cells("malformed id", is_id, lambda cell, draw: cell[:2] + str(int(cell[2:])) + "x")
cells("id in scientific notation", is_id, lambda cell, draw: f"{cell[0]}E+{cell[-2:]}")


def required(column: Column, cell: str) -> bool:
    return not column.nullable and cell != ""


cells(
    "required cell emptied",
    lambda c, cell: required(c, cell) and not c.references and not is_id(c, cell),
    lambda cell, draw: "",
    ("events", "agreements", "pledges", "statements", "sources"),
)
cells(
    "too long a summary",
    lambda column, cell: column.name == "summary" and cell != "",
    lambda cell, draw: f"{cell} {'word ' * 60}.",
)
cells(
    "too long a key phrase",
    lambda column, cell: column.name == "key_phrase" and cell != "",
    lambda cell, draw: f"{cell} and seven more words that nobody wants",
)
cells(
    "digest cut short",
    lambda column, cell: column.name == "passage_sha256",
    lambda cell, draw: cell[:-1],
)
cells(
    "passage of the wrong length",
    lambda column, cell: column.name == "passage_words",
    lambda cell, draw: draw.choice(["5", "61", "0"]),
)
cells(
    "tracking parameter",
    lambda column, cell: column.name == "url",
    lambda cell, draw: f"{cell}{'&' if '?' in cell else '?'}utm_source=x",
)
cells(
    "address without its scheme",
    lambda column, cell: column.name == "url",
    lambda cell, draw: cell.split("//", 1)[1],
)
cells(
    "reference to nothing",
    lambda column, cell: bool(column.references) and is_id(column, cell),
    lambda cell, draw: f"{cell[:2]}9{draw.randrange(100, 999)}",
    ("events", "pledges", "statements", "agreements", "evidence"),
)
cells(
    "misspelt actor or person",
    lambda column, cell: column.references in (("actors",), ("people",)) and len(cell) > 2,
    lambda cell, draw: cell[:-2] + cell[-1] + cell[-2],
    ("events", "event_participants", "pledges", "statements", "agreement_parties"),
)


@kind("reference to the wrong table")
def _(raw: Raw) -> None:
    table, row = raw.pick(
        lambda table, row: row["event_id"] != "", ("pledges", "statements", "agreements")
    )
    row["event_id"] = "SR0001"
    raw.at((table, row))


# --- keys and rows ---------------------------------------------------------------------


@kind("row duplicated")
def _(raw: Raw) -> None:
    table, row = raw.pick(lambda table, row: True)
    again = dict(row)
    raw.tables[table].insert(raw.tables[table].index(row) + 1, again)
    raw.at((table, row), (table, again))


@kind("id used twice")
def _(raw: Raw) -> None:
    table, row = raw.pick(
        lambda table, row: raw.tables[table].index(row) > 0,
        ("events", "agreements", "pledges", "statements", "sources", "evidence"),
    )
    before = raw.tables[table][raw.tables[table].index(row) - 1]
    key = RAW_TABLES[table].key[0]
    row[key] = before[key]
    raw.spoilt.add(id(before))
    raw.at((table, row), (table, before))


@kind("retired id used again")
def _(raw: Raw) -> None:
    table, row = raw.pick(lambda table, row: True, CODED_TABLES)
    raw.used.add(f"retired {table} {row[RAW_TABLES[table].key[0]]}")
    raw.at((table, row))


@kind("empty key")
def _(raw: Raw) -> None:
    table, row = raw.pick(lambda table, row: True)
    row[
        next(
            c.name
            for c in RAW_TABLES[table].typed
            if c.name in RAW_TABLES[table].key and not c.nullable
        )
    ] = ""
    raw.at((table, row))


@kind("two ids exchanged")
def _(raw: Raw) -> None:
    table, row = raw.pick(
        lambda table, row: row is not raw.tables[table][-1],
        ("events", "sources", "evidence", "statements", "pledges", "agreements"),
    )
    following = raw.tables[table][raw.tables[table].index(row) + 1]
    key = RAW_TABLES[table].key[0]
    row[key], following[key] = following[key], row[key]
    raw.edits.setdefault(table, bytes)
    raw.at((table, row), (table, following))


@kind("two rows out of order")
def _(raw: Raw) -> None:
    names = tuple(name for name in RAW_TABLES if len(raw.tables[name]) > 3)
    table, row = raw.pick(lambda table, row: row is not raw.tables[table][-1], names)
    rows = raw.tables[table]
    at = rows.index(row)
    rows[at], rows[at + 1] = rows[at + 1], rows[at]
    raw.edits.setdefault(table, bytes)
    raw.at((table, rows[at]), (table, rows[at + 1]))


@kind("orphaned evidence")
def _(raw: Raw) -> None:
    table, row = raw.pick(lambda table, row: True, ("events", "statements"))
    record = row[RAW_TABLES[table].key[0]]
    raw.tables[table] = [kept for kept in raw.tables[table] if kept is not row]
    raw.at(*(("evidence", said) for said in raw.tables["evidence"] if said["record_id"] == record))


# --- files -----------------------------------------------------------------------------


def file(name: str, edit: Callable[[bytes], bytes], line: Callable[[Raw, str], int]) -> None:
    """A kind of defect of a whole file, in another file each time."""

    def plant(raw: Raw) -> None:
        tables = tuple(t for t in RAW_TABLES if len(raw.tables[t]) > 2 and t not in raw.edits)
        table = raw.draw.choice(tables)
        raw.spoil(table, edit, line(raw, table))

    kind(name)(plant)


def first(raw: Raw, table: str) -> int:
    return 1


def last(raw: Raw, table: str) -> int:
    return len(raw.tables[table]) + 1


def on_line(number: int, change: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    """Change one line of a file."""

    def edit(data: bytes) -> bytes:
        lines = data.split(b"\n")
        lines[number - 1] = change(lines[number - 1])
        return b"\n".join(lines)

    return edit


def exchange(header: bytes) -> bytes:
    names = header.split(b",")
    return b",".join([names[1], names[0], *names[2:]])


file("byte order mark", lambda data: b"\xef\xbb\xbf" + data, first)
file("CRLF line ends", lambda data: data.replace(b"\n", b"\r\n"), first)
file("UTF-16", lambda data: data.decode().encode("utf-16"), first)
file("byte of another encoding", on_line(3, lambda line: line + b"\xe9"), lambda raw, table: 3)
file("NUL byte", on_line(3, lambda line: line + b"\0"), lambda raw, table: 3)
file("row with a cell too many", on_line(3, lambda line: line + b",x"), lambda raw, table: 3)
file(
    "row with a cell too few",
    on_line(3, lambda line: line.rpartition(b",")[0]),
    lambda raw, table: 3,
)
file(
    "unclosed quote", on_line(3, lambda line: b'"' + line.replace(b'"', b"")), lambda raw, table: 3
)
file("blank line", on_line(3, lambda line: b"\n" + line), lambda raw, table: 3)
file("last line break lost", lambda data: data.rstrip(b"\n"), last)
file("last line cut", lambda data: data[: data.rstrip(b"\n").rfind(b",")], last)
file(
    "mark of a merge conflict",
    on_line(3, lambda line: b"<<<<<<< HEAD\n" + line),
    lambda raw, table: 3,
)
file("two columns exchanged in the header", on_line(1, exchange), first)
file(
    "column misspelt",
    on_line(1, lambda line: line.replace(b"_id", b"_ID", 1) if b"_id" in line else b"x" + line),
    first,
)
file(
    "column missing",
    lambda data: b"\n".join(line.partition(b",")[2] for line in data.split(b"\n")),
    first,
)
file("file emptied", lambda data: b"", first)


@kind("last line lost")
def _(raw: Raw) -> None:
    # Lost whole: what refers to it is reported where it stands.
    table, key = raw.draw.choice(
        [(t, RAW_TABLES[t].key[0]) for t in ("events", "sources", "people") if t not in raw.used]
    )
    raw.used.add(table)
    gone = raw.tables[table].pop()
    raw.at(
        *(
            (name, row)
            for name, rows in raw.tables.items()
            for row in rows
            if gone[key] in row.values()
        )
    )


# --- rules -----------------------------------------------------------------------------


@kind("two cells of a row exchanged")
def _(raw: Raw) -> None:
    pairs = [
        ("pledges", "pledge_type", "modality"),
        ("events", "event_type", "title"),
        ("statements", "issue", "position"),
        ("sources", "publisher", "source_type"),
        ("event_participants", "role", "level"),
        ("codings", "variable", "value"),
        ("pledges", "date", "summary"),
    ]
    name, one, other = raw.draw.choice(pairs)
    table, row = raw.pick(lambda table, row: row[one] != row[other], (name,))
    row[one], row[other] = row[other], row[one]
    raw.at((table, row))


@kind("low above high")
def _(raw: Raw) -> None:
    table, row = raw.pick(
        lambda table, row: (
            row["modality"] != "refuses" and row["quantity_low"] == row["quantity_high"] == ""
        ),
        ("pledges",),
    )
    row |= {
        "quantity_low": "30",
        "quantity_high": "20",
        "quantity_unit": row["quantity_unit"] or "persons",
    }
    raw.at((table, row))


@kind("quantity without unit")
def _(raw: Raw) -> None:
    table, row = raw.pick(
        lambda table, row: row["quantity_unit"] == "" and row["modality"] != "refuses", ("pledges",)
    )
    row["quantity_best"] = "500"
    raw.at((table, row))


@kind("currency without rate")
def _(raw: Raw) -> None:
    table, row = raw.pick(
        lambda table, row: row["quantity_unit"] == "" and row["modality"] != "refuses", ("pledges",)
    )
    row |= {"quantity_best": "500", "quantity_unit": "SEK"}
    raw.at((table, row))


@kind("refusal with an allocation")
def _(raw: Raw) -> None:
    table, row = raw.pick(lambda table, row: row["modality"] == "refuses", ("pledges",))
    row["commitment_level"] = "allocation"
    raw.at((table, row))


@kind("condition without `conditional`")
def _(raw: Raw) -> None:
    table, row = raw.pick(lambda table, row: row["conditionality"] == "conditional", ("pledges",))
    row["conditionality"] = "unconditional"
    raw.at((table, row))


@kind("`conditional` without condition")
def _(raw: Raw) -> None:
    table, row = raw.pick(lambda table, row: row["conditionality"] != "conditional", ("pledges",))
    row["conditionality"] = "conditional"
    raw.at((table, row))


@kind("status dated before its pledge")
def _(raw: Raw) -> None:
    table, row = raw.pick(lambda table, row: True, ("pledge_status",))
    row["as_of"] = "1993-01-01"
    order(raw, table)
    raw.at((table, row))


def order(raw: Raw, table: str) -> None:
    """Sort a table again after a key was changed."""
    raw.tables[table].sort(key=lambda row: [row[name] for name in RAW_TABLES[table].key])


@kind("`final` without sources")
def _(raw: Raw) -> None:
    said = [r for r in raw.tables["evidence"] if r["relation"] == "supports"]
    primary = {
        r["source_id"] for r in raw.tables["sources"] if r["source_type"] in PRIMARY_SOURCE_TYPES
    }

    def rests_on_one(table: str, row: Row) -> bool:
        record = row[RAW_TABLES[table].key[0]]
        found = {r["source_id"] for r in said if r["record_id"] == record}
        return row["review_status"] == "candidate" and len(found) == 1 and not found & primary

    table, row = raw.pick(rests_on_one, ("events", "statements"))
    row["review_status"] = "final"
    raw.at((table, row))


@kind("record without evidence")
def _(raw: Raw) -> None:
    table, row = raw.pick(lambda table, row: True, CODED_TABLES)
    record = row[RAW_TABLES[table].key[0]]
    said = raw.tables["evidence"]
    raw.tables["evidence"] = [
        r for r in said if r["record_id"] != record or r["relation"] != "supports"
    ]
    raw.at((table, row))


@kind("contradiction without its value")
def _(raw: Raw) -> None:
    table, row = raw.pick(lambda table, row: row["relation"] == "contradicts", ("evidence",))
    row["value_reported"] = ""
    raw.at((table, row))


@kind("evidence on a column of another table")
def _(raw: Raw) -> None:
    table, row = raw.pick(
        lambda table, row: row["record_id"].startswith("EV") and row["variable"] != "",
        ("evidence",),
    )
    row["variable"] = "quantity_best"
    raw.at((table, row))


@kind("event dated after its supporting source")
def _(raw: Raw) -> None:
    published = {row["source_id"]: row["published"] for row in raw.tables["sources"]}

    def own(record: str) -> list[Row]:
        return [
            r
            for r in raw.tables["evidence"]
            if r["record_id"] == record
            and r["relation"] == "supports"
            and published[r["source_id"]]
        ]

    table, row = raw.pick(
        lambda table, row: (
            row["date_precision"] == "1" and not row["date_end"] and bool(own(row["event_id"]))
        ),
        ("events",),
    )
    support = own(row["event_id"])
    latest = max(date.fromisoformat(published[r["source_id"]]) for r in support)
    row["date_start"] = str(latest + timedelta(days=1))
    raw.at((table, row), *(("evidence", said) for said in support))


@kind("date in the future")
def _(raw: Raw) -> None:
    table, row = raw.pick(
        lambda table, row: row.get("date_precision", "1") == "1" and not row.get("date_end"),
        ("events", "pledges", "statements"),
    )
    row[str(TABLES[table].date)] = "2031-05-05"
    raw.at((table, row))


@kind("end before start")
def _(raw: Raw) -> None:
    table, row = raw.pick(
        lambda table, row: bool(row["date_end"]) and row["date_precision"] == "1", ("events",)
    )
    row["date_end"] = str(date.fromisoformat(row["date_start"]) - timedelta(days=1))
    raw.at((table, row))


@kind("imprecise date that is no first day")
def _(raw: Raw) -> None:
    table, row = raw.pick(
        lambda table, row: (
            row["date_precision"] == "1" and row[str(TABLES[table].date)][8:] != "01"
        ),
        ("events", "pledges", "statements"),
    )
    row["date_precision"] = "4"
    raw.at((table, row))


@kind("role not held")
def _(raw: Raw) -> None:
    people = [row["person_id"] for row in raw.tables["people"]]
    holders = {(row["person_id"], row["actor_id"]) for row in raw.tables["person_roles"]}
    table, row = raw.pick(
        lambda table, row: row["person_id"] != "", ("statements", "event_participants")
    )
    row["person_id"] = raw.draw.choice([p for p in people if (p, row["actor_id"]) not in holders])
    if table == "event_participants":
        order(raw, table)
    raw.at((table, row))


@kind("record that is part of itself")
def _(raw: Raw) -> None:
    table, row = raw.pick(lambda table, row: True, ("events", "agreements", "pledges"))
    column = {
        "events": "parent_event_id",
        "agreements": "parent_agreement_id",
        "pledges": "parent_pledge_id",
    }[table]
    row[column] = row[RAW_TABLES[table].key[0]]
    raw.at((table, row))


@kind("event without participants")
def _(raw: Raw) -> None:
    table, row = raw.pick(lambda table, row: True, ("events",))
    took = raw.tables["event_participants"]
    raw.tables["event_participants"] = [r for r in took if r["event_id"] != row["event_id"]]
    raw.at((table, row))


@kind("address of another source")
def _(raw: Raw) -> None:
    table, row = raw.pick(lambda table, row: True, ("sources",))
    other = raw.draw.choice([r for r in raw.tables["sources"] if r is not row])
    row["url"] = other["url"]
    raw.at((table, row), (table, other))


@kind("page read before it was published")
def _(raw: Raw) -> None:
    table, row = raw.pick(lambda table, row: row["published"] != "", ("sources",))
    row["accessed"] = str(date.fromisoformat(row["published"]) - timedelta(days=1))
    raw.at((table, row))


@kind("coding of a variable that is not double-coded")
def _(raw: Raw) -> None:
    table, row = raw.pick(lambda table, row: True, ("codings",))
    row["variable"] = "summary"
    order(raw, table)
    raw.at((table, row))


@kind("coding with a code of another variable")
def _(raw: Raw) -> None:
    table, row = raw.pick(lambda table, row: True, ("codings",))
    row["value"] = "head_of_state_or_government"
    raw.at((table, row))


# --- limits ----------------------------------------------------------------------------


def limit(
    name: str,
    suits: Callable[[Column, str], bool],
    spoil: Callable[[str, random.Random], str],
    tables: tuple[str, ...] = CODED_TABLES,
) -> None:
    cells(name, suits, spoil, tables, LIMITS)


@kind("wrong but valid: another code of the same list", LIMITS)
def _(raw: Raw) -> None:
    table, row = raw.pick(lambda table, row: True, CODED_TABLES)
    coded = [
        c for c in RAW_TABLES[table].typed if is_code(c, row[c.name]) and c.name != "review_status"
    ]
    column = raw.draw.choice(coded)
    assert column.codes
    row[column.name] = raw.draw.choice(
        [code for code in column.codes.values if code != row[column.name]]
    )
    raw.at((table, row))


@kind("wrong but valid: another actor", LIMITS)
def _(raw: Raw) -> None:
    states = [row["actor_id"] for row in raw.tables["actors"] if row["actor_type"] == "state"]
    table, row = raw.pick(
        lambda table, row: True,
        ("event_participants", "agreement_parties", "pledges", "statements"),
    )
    column = "pledger" if table == "pledges" else "actor_id"
    row[column] = raw.draw.choice([state for state in states if state != row[column]])
    order(raw, table)
    raw.at((table, row))


limit(
    "wrong but valid: day wrong by one",
    lambda column, cell: is_day(column, cell) and cell > "2000",
    lambda cell, draw: str(date.fromisoformat(cell) + timedelta(days=draw.choice([-1, 1]))),
)
limit(
    "wrong but valid: day and month swapped, both below 13",
    lambda column, cell: is_day(column, cell) and cell[8:] < "13",
    swapped,
)
limit(
    "wrong but valid: another number",
    is_number,
    lambda cell, draw: str(int(float(cell)) + draw.randrange(1, 9)),
    ("pledges", "agreements", "evidence", "actors"),
)


@kind("wrong but valid: passages of two records exchanged", LIMITS)
def _(raw: Raw) -> None:
    table, row = raw.pick(lambda table, row: row["relation"] == "supports", ("evidence",))
    _, other = raw.pick(
        lambda table, r: r["relation"] == "supports" and r["record_id"] != row["record_id"],
        ("evidence",),
    )
    for column in ("source_id", "passage_words", "passage_sha256", "passage_halves"):
        row[column], other[column] = other[column], row[column]
    raw.at((table, row), (table, other))


# --- the count -------------------------------------------------------------------------


def read(folder: Path) -> dict[str, list[Row]]:
    """The raw tables as text."""
    return {
        name: list(
            csv.DictReader(io.StringIO((folder / f"{name}.csv").read_text(encoding="utf-8")))
        )
        for name in RAW_TABLES
    }


def history(tables: dict[str, list[Row]], used: set[str]) -> History:
    """A past in which the ids noted as retired were used and dropped."""
    retired = [note.split()[1:] for note in used if note.startswith("retired ")]
    ids = {name: frozenset(i for t, i in retired if t == name) for name in CODED_TABLES}
    latest = {name: pd.DataFrame({TABLES[name].key[0]: []}, dtype="string") for name in ids}
    return History(latest, ids)


def count(name: str, tables: dict[str, list[Row]]) -> tuple[int, int]:
    """Plant defects of a kind, and count those that a problem names by file and line."""
    raw = Raw(tables, random.Random(f"{SEED} {name}"))
    plant = (KINDS | LIMITS)[name]
    for _ in range(LIMIT_PLANTED if name in LIMITS else PLANTED):
        try:
            plant(raw)
        except LookupError:  # the tables have no more rows for it
            break
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "raw"
        copy.mkdir()
        raw.write(copy)
        problems = check(copy, history(tables, raw.used)).problems
    told = {(problem.file, problem.line) for problem in problems}
    found = sum(
        any((f"raw/{table}.csv", raw.line(table, place)) in told for table, place in places)
        for places in raw.places
    )
    return len(raw.places), found


def counts() -> Iterator[tuple[str, int, int]]:
    """Every kind, how many were planted, and how many found."""
    tables = read(ROOT / "raw")
    for name in KINDS | LIMITS:
        yield name, *count(name, tables)


def main() -> None:
    """Write docs/detection.csv."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(["kind", "planted", "found"])
    for row in counts():
        rows.writerow(row)
        print(*row, sep=": ", file=sys.stderr)
    RESULTS.write_text(out.getvalue(), encoding="utf-8")


if __name__ == "__main__":
    main()
