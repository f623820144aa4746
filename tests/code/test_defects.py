"""One planted defect of each kind gives exactly one problem, on its line and column."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from ukr_security_data.schemas.rules import RULES

from pipeline.check import check

from .edit import add_line, drop_line, edit_bytes, rows, set_cell, write

Plant = Callable[[Path], None]


class Defect(NamedTuple):
    kind: str
    plant: Plant
    table: str
    line: int
    column: str
    says: str
    rule: str = ""


def cell(
    table: str, line: int, column: str, value: str, says: str, kind: str = "", rule: str = ""
) -> Defect:
    """A defect that is one cell."""
    return Defect(
        kind or f"{table}.{column}={value[:20]!r}",
        lambda raw: set_cell(raw, table, line, column, value),
        table,
        line,
        column,
        says,
        rule,
    )


def both(*plants: Plant) -> Plant:
    def plant(raw: Path) -> None:
        for one in plants:
            one(raw)

    return plant


def overwrite(table: str, data: bytes) -> Plant:
    return lambda raw: (raw / f"{table}.csv").write_bytes(data) and None


def recode(table: str, encoding: str) -> Plant:
    def plant(raw: Path) -> None:
        path = raw / f"{table}.csv"
        path.write_bytes(path.read_text(encoding="utf-8").encode(encoding))

    return plant


def remove(raw: Path) -> None:
    (raw / "people.csv").unlink()


def directory(raw: Path) -> None:
    remove(raw)
    (raw / "people.csv").mkdir()


def header(table: str, change: Callable[[list[str]], list[str]]) -> Plant:
    def plant(raw: Path) -> None:
        lines = rows(raw, table)
        write(raw, table, [change(lines[0]), *lines[1:]])

    return plant


def reorder(raw: Path) -> None:
    write(raw, "coders", [[row[0], row[1], row[3], row[2]] for row in rows(raw, "coders")])


def swap_lines(raw: Path) -> None:
    lines = rows(raw, "coders")
    write(raw, "coders", [lines[0], lines[2], lines[1]])


LONG = "word " * 60 + "word"

TEXT = [
    Defect("missing file", remove, "people", 1, "", "is missing"),
    Defect("directory", directory, "people", 1, "", "is a directory"),
    Defect("empty file", overwrite("people", b""), "people", 1, "", "is empty"),
    Defect("blank file", overwrite("people", b"\n\n"), "people", 1, "", "is empty"),
    Defect("UTF-16", recode("people", "utf-16"), "people", 1, "", "is UTF-16"),
    Defect("byte order mark", recode("coders", "utf-8-sig"), "coders", 1, "", "byte order mark"),
    Defect("wrong encoding", lambda raw: edit_bytes(raw, "people", b"Speaker B", b"Speaker \xe9"), "people", 3, "", "0xE9 is not UTF-8"),
    Defect("NUL byte", lambda raw: edit_bytes(raw, "people", b"Speaker B", b"Speaker\0B"), "people", 3, "", "NUL"),
    Defect("CRLF", lambda raw: edit_bytes(raw, "people", b"\n", b"\r\n"), "people", 1, "", "ends with CR"),
    Defect("no last line break", lambda raw: edit_bytes(raw, "coders", b"Second coder.\n", b"Second coder."), "coders", 3, "", "does not end with a line break"),
    Defect("merge conflict", lambda raw: edit_bytes(raw, "people", b"speaker-b", b"<<<<<<< HEAD\nspeaker-b"), "people", 3, "", "merge conflict"),
    Defect("unclosed quote", lambda raw: edit_bytes(raw, "people", b"Speaker B", b'"Speaker B'), "people", 3, "", "never closed"),
    Defect("stray quote", lambda raw: edit_bytes(raw, "people", b"Speaker B", b'"Speaker" B'), "people", 3, "", "stray quote"),
    Defect("ragged row, short", lambda raw: edit_bytes(raw, "coders", b",Second coder.", b""), "coders", 3, "", "has 3 cells, the header has 4"),
    Defect("ragged row, long", lambda raw: edit_bytes(raw, "coders", b"Second coder.", b"Second, coder."), "coders", 3, "", "has 5 cells, the header has 4"),
    Defect("blank line", lambda raw: edit_bytes(raw, "coders", b"lm-2", b"\nlm-2"), "coders", 3, "", "is blank"),
    Defect("missing column", header("coders", lambda names: [n for n in names if n != "note"]), "coders", 1, "note", "is missing"),
    Defect("misspelt column", header("coders", lambda names: ["coder_id", "coder_typ", "languages", "note"]), "coders", 1, "coder_typ", "did you mean 'coder_type'?"),
    Defect("extra column", header("coders", lambda names: [*names, "remarks"]), "coders", 1, "remarks", "is not a column"),
    Defect("doubled column", header("coders", lambda names: [*names, "note"]), "coders", 1, "note", "occurs 2 times"),
    Defect("columns in another order", reorder, "coders", 1, "", "another order"),
    Defect("unsorted rows", swap_lines, "coders", 2, "", "is not sorted by coder_id"),
    Defect("needless quotes", lambda raw: edit_bytes(raw, "coders", b"First coder.", b'"First coder."'), "coders", 2, "", "quoted without need"),
    cell("people", 3, "name", "Speaker B ", "ends with a space"),
    cell("people", 3, "name", " Speaker B", "begins with a space"),
    cell("people", 3, "name", "Speaker  B", "two spaces"),
    cell("people", 3, "name", "Speaker\N{NO-BREAK SPACE}B", "NO-BREAK SPACE"),
    cell("people", 3, "name", "Speaker\N{ZERO WIDTH SPACE}B", "invisible ZERO WIDTH SPACE"),
    cell("people", 3, "name", "Speaker\tB", "invisible control character"),
    cell("people", 3, "name", "Spe\N{REPLACEMENT CHARACTER}ker B", "letter that was lost"),
    cell("people", 3, "name", "Rene\N{COMBINING ACUTE ACCENT}", "Unicode NFC"),
    cell("people", 3, "name", "Sp\N{CYRILLIC SMALL LETTER IE}aker B", "CYRILLIC SMALL LETTER IE among Latin letters in"),
    cell("people", 3, "name", "Speaker \N{CYRILLIC CAPITAL LETTER VE}", "CYRILLIC CAPITAL LETTER VE"),
    cell("people", 3, "name", "=Speaker", "formula"),
    cell("people", 3, "name", "+Speaker", "formula"),
    cell("people", 3, "name", "@Speaker", "formula"),
    cell("people", 3, "name", "#NAME?", "error of a spreadsheet"),
]  # fmt: skip

CELLS = [
    cell("pledges", 2, "pledge_type", "troop_deploymnt", "did you mean 'troop_deployment'?"),
    cell("pledges", 2, "modality", "shall", "write one of will, stands_ready"),
    cell("pledges", 2, "pledge_type", "“troop_deployment”", "is not one of its codes"),
    cell("pledges", 3, "date", "2026-13-06", "is not a day; write YYYY-MM-DD"),
    cell("pledges", 3, "date", "06/01/2026", "is not a day"),
    cell("pledges", 3, "date", "46028", "is not a day"),
    cell("pledges", 3, "date", "", "is empty; it must be stated"),
    cell("pledges", 3, "quantity_best", "1,000", "is not a number"),
    cell("pledges", 3, "quantity_best", "200,5", "is not a number"),
    cell("pledges", 3, "quantity_best", "-5", "is too small; the least is 0"),
    cell("pledges", 3, "quantity_best", "1e6", "is not a number"),
    cell("pledges", 3, "date_precision", "6", "is not one of its codes"),
    cell("pledges", 3, "pledge_id", "PL2", "is not PL and four digits"),
    cell("pledges", 3, "pledge_id", "", "is empty"),
    cell("pledges", 3, "pledge_id", "PL0001", "repeats the key of line 2"),
    cell("events", 2, "event_id", "1E+05", "is not EV and four digits"),
    cell("agreements", 2, "bilateral", "TRUE", "is not true or false"),
    cell("agreements", 2, "consultation_hours", "24.5", "is not a whole number"),
    cell("agreements", 2, "key_phrase", "one two three four five six seven eight nine", "has 9 words; shorten it to 8"),
    cell("events", 2, "summary", LONG, "has 61 words; shorten it to 60"),
    cell("sources", 2, "url", "www.example.org/declaration", "is not an absolute address"),
    cell("sources", 2, "language", "ua", "is not one of its codes"),
    cell("evidence", 2, "passage_words", "5", "the least is 6"),
    cell("evidence", 2, "passage_words", "61", "the most is 60"),
    cell("evidence", 2, "passage_sha256", "abc", "is not 64 hexadecimal digits"),
    cell("pledges", 3, "event_id", "EV0931", "'EV0931' is not in raw/events.csv"),
    cell("pledges", 3, "pledger", "GRB", "is not in raw/actors.csv; did you mean 'GBR'?"),
    cell("statements", 2, "person_id", "speaker-aa", "did you mean 'speaker-a'?"),
    cell("evidence", 3, "record_id", "EV0931", "is not in raw/events.csv or raw/agreements.csv"),
    cell("statements", 3, "in_response_to", "PL0001", "is not the id of an event, agreement or statement"),
]  # fmt: skip


def source(line_before: str = "", **cells: str) -> Plant:
    """A new source at the end of the table."""
    made = {
        "source_id": "SR0005", "url": "https://example.org/new", "title": "New", "publisher": "New",
        "source_type": "reference", "language": "en", "accessed": "2026-02-01", "extent_read": "full",
    } | cells  # fmt: skip
    return lambda raw: add_line(raw, "sources", made)


def pledge_status(**cells: str) -> Plant:
    return lambda raw: add_line(raw, "pledge_status", cells, 2)


DIGEST = "ab" * 32

RULE_DEFECTS = [
    cell("pledges", 2, "quantity_low", "6500", "is above quantity_best", rule="quantities_in_order"),
    cell("pledges", 2, "quantity_high", "5500", "is above quantity_high", rule="quantities_in_order")._replace(column="quantity_best"),
    cell("pledges", 5, "quantity_low", "30", "is above quantity_high", rule="quantities_in_order"),
    cell("pledges", 2, "quantity_unit", "", "is empty beside a quantity", rule="quantity_has_unit"),
    cell("pledges", 4, "quantity_unit", "persons", "has no quantity beside it", rule="quantity_has_unit"),
    cell("events", 2, "date_end", "2026-01-04", "is before date_start", rule="periods_in_order"),
    cell("statements", 3, "date", "2031-01-06", "is after 2026-02-01, when the last source was read", rule="nothing_is_in_the_future"),
    cell("events", 2, "date_start", "2062-01-05", "is after 2026-02-01", rule="nothing_is_in_the_future")._replace(
        plant=both(lambda raw: set_cell(raw, "events", 2, "date_start", "2062-01-05"), lambda raw: set_cell(raw, "events", 2, "date_end", ""))),
    cell("pledges", 3, "deadline", "2025-12-31", "is before date", rule="periods_in_order"),
    cell("pledges", 5, "date", "2026-01-02", "is not the first day of its month", rule="imprecise_date_is_first_day"),
    cell("pledges", 5, "date_precision", "5", "", rule="imprecise_date_is_first_day", kind="year")._replace(
        plant=both(lambda raw: set_cell(raw, "pledges", 5, "date_precision", "5"), lambda raw: set_cell(raw, "pledges", 5, "date", "2025-12-01")),
        column="date", says="is not 1 January",
    ),
    cell("events", 4, "date_end", "", "is empty, and should be the last possible day", rule="imprecise_event_ends_on_last_day"),
    cell("events", 4, "date_end", "2026-01-05", "is not in 2025-12-02 to 2025-12-31", rule="imprecise_event_ends_on_last_day"),
    cell("events", 2, "date_precision", "2", "", rule="imprecise_event_ends_on_last_day", kind="too long for precision 2")._replace(
        plant=both(lambda raw: set_cell(raw, "events", 2, "date_precision", "2"), lambda raw: set_cell(raw, "events", 2, "date_end", "2026-01-20")),
        column="date_end", says="is not in 2026-01-06 to 2026-01-10",
    ),
    cell("pledges", 3, "conditionality", "conditional", "has no row of it; add the condition", rule="conditional_has_conditions"),
    cell("pledges", 2, "conditionality", "unconditional", "has a condition; write conditional", rule="conditional_has_conditions"),
    Defect("refusal with a quantity", both(lambda raw: set_cell(raw, "pledges", 4, "quantity_best", "5"), lambda raw: set_cell(raw, "pledges", 4, "quantity_unit", "persons")), "pledges", 4, "quantity_best", "a refusal gives nothing", "refusal_gives_nothing"),
    cell("pledges", 4, "commitment_level", "allocation", "a refusal earmarks nothing", rule="refusal_gives_nothing"),
    cell("pledge_conditions", 2, "met_date", "2026-01-20", "but met is not_met", rule="condition_met_has_date"),
    Defect("status before its pledge", pledge_status(pledge_id="PL0001", as_of="2026-01-05", fulfilment="not_yet_due", source_id="SR0001"), "pledge_status", 2, "as_of", "before the date of the pledge", "status_follows_pledge"),
    cell("pledges", 3, "quantity_unit", "SEK", "has no rate of 2026-01-06", rule="money_has_rate"),
    cell("pledges", 2, "supersedes_pledge_id", "PL0003", "is a later pledge", rule="later_supersedes_earlier"),
    cell("statements", 2, "actor_id", "GBR", "'speaker-a' has no role for GBR on 2026-01-06", rule="speaker_held_role")._replace(column="person_id"),
    cell("event_participants", 2, "person_id", "speaker-b", "'speaker-b' has no role for FRA on 2026-01-05", rule="participant_held_role"),
    cell("agreement_parties", 2, "signatory_id", "speaker-b", "'speaker-b' has no role for FRA on 2026-01-06", rule="signatory_held_role"),
    cell("statements", 3, "attribution", "on_record", "is empty, but attribution is on_record", rule="anonymous_speaker_is_marked")._replace(column="person_id"),
    cell("statements", 2, "attribution", "institutional", "write on_record", rule="anonymous_speaker_is_marked")._replace(column="person_id"),
    Defect("overlapping membership", lambda raw: add_line(raw, "actor_memberships", {"actor_id": "FRA", "group_id": "EU", "role": "member", "start_date": "1960-01-01", "basis": "founding_document", "source_id": "SR0004"}, 4), "actor_memberships", 4, "start_date", "within an earlier period", "memberships_do_not_overlap"),
    Defect("overlapping role", lambda raw: add_line(raw, "person_roles", {"person_id": "speaker-b", "actor_id": "GBR", "title": "Prime Minister", "start_date": "2025-01-01", "source_id": "SR0001"}), "person_roles", 5, "start_date", "within an earlier period", "roles_do_not_overlap"),
    cell("agreements", 3, "bilateral", "true", "has 1 sides; a bilateral agreement has two", rule="bilateral_has_two_sides"),
    Defect("agreement without parties", lambda raw: drop_line(raw, "agreement_parties", 4), "agreements", 3, "", "has no row in raw/agreement_parties.csv", "agreement_has_parties"),
    Defect("event without participants", both(lambda raw: drop_line(raw, "event_participants", 2), lambda raw: drop_line(raw, "event_participants", 2)), "events", 2, "", "has no row in raw/event_participants.csv", "event_has_participants"),
    Defect("signatory that is no party", lambda raw: add_line(raw, "event_participants", {"event_id": "EV0002", "actor_id": "GBR", "role": "signatory", "level": "not_stated"}, 5), "event_participants", 5, "actor_id", "is no party to AG0001", "signatory_is_party"),
    cell("events", 2, "parent_event_id", "EV0002", "leads back to the record itself", rule="no_circles"),
    cell("pledges", 3, "parent_pledge_id", "PL0002", "leads back to the record itself", rule="no_circles"),
    Defect("record without evidence", lambda raw: drop_line(raw, "evidence", 4), "events", 4, "", "has no supporting row in raw/evidence.csv", "record_has_evidence"),
    cell("pledges", 3, "review_status", "final", "rests on one secondary source", rule="final_has_sources"),
    Defect("a copy is not independent", both(lambda raw: set_cell(raw, "pledges", 3, "review_status", "final"), lambda raw: add_line(raw, "evidence", {"evidence_id": "EC0014", "record_id": "PL0002", "source_id": "SR0002", "relation": "supports", "passage_words": "6", "passage_sha256": DIGEST})), "pledges", 3, "review_status", "rests on one secondary source", "final_has_sources"),
    Defect("source before the event", both(source(published="2025-11-30"), lambda raw: add_line(raw, "evidence", {"evidence_id": "EC0014", "record_id": "EV0003", "source_id": "SR0005", "relation": "supports", "passage_words": "6", "passage_sha256": DIGEST})), "evidence", 15, "source_id", "cannot support what is dated 2025-12-01", "source_follows_event"),
    cell("evidence", 2, "variable", "quantity_best", "is no column of its table", rule="evidence_names_a_column")._replace(
        plant=lambda raw: add_line(raw, "evidence", {"evidence_id": "EC0014", "record_id": "EV0003", "variable": "quantity_best", "source_id": "SR0004", "relation": "supports", "passage_words": "6", "passage_sha256": DIGEST}), line=15),
    cell("evidence", 9, "value_reported", "", "say which column and which value", rule="contradiction_reports_a_value"),
    cell("codings", 2, "variable", "domain", "is not double-coded", rule="coding_is_of_a_double_coded_variable"),
    cell("codings", 2, "value", "shall", "is no code of modality", rule="coding_uses_the_codes"),
    cell("sources", 3, "url", "https://example.org/news?utm_source=x", "tracking parameter 'utm_source'", rule="addresses_are_clean"),
    cell("sources", 3, "url", "https://example.org/declaration", "is the address of SR0001 already", rule="addresses_are_clean"),
]  # fmt: skip


@pytest.mark.parametrize("defect", TEXT + CELLS + RULE_DEFECTS, ids=lambda defect: defect.kind)
def test_defect_is_found_once_and_in_its_place(defect: Defect, example: Path) -> None:
    defect.plant(example)
    problems = check(example).problems
    assert len(problems) == 1, "\n".join(map(str, problems))
    problem = problems[0]
    assert (problem.file, problem.line, problem.column) == (
        f"raw/{defect.table}.csv",
        defect.line,
        defect.column,
    )
    assert defect.says in problem.message


def test_the_example_is_clean(example: Path) -> None:
    assert check(example).problems == []


def test_every_rule_has_a_planted_defect() -> None:
    assert {defect.rule for defect in RULE_DEFECTS} == {rule.__name__ for rule in RULES}


def test_independent_defects_are_all_reported(example: Path) -> None:
    set_cell(example, "pledges", 2, "modality", "shall")
    set_cell(example, "statements", 3, "medium", "shouting")
    set_cell(example, "coders", 2, "note", "First coder. ")
    found = [(p.file, p.line, p.column) for p in sorted(check(example).problems)]
    assert found == [
        ("raw/coders.csv", 2, "note"),
        ("raw/pledges.csv", 2, "modality"),
        ("raw/statements.csv", 3, "medium"),
    ]
