"""The normal form of passages, and the command that coders use."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ukr_security_data.schemas.passage import fingerprint, normal_form

from pipeline.passage import fingerprint_rows

PAGE = "Kyiv, 6 January — The “coalition” said: we stand ready to commit to guarantees. The end."
PASSAGE = "we stand ready to commit to guarantees"

VECTORS = [
    ("  Boots, on the GROUND!  ", "boots on the ground"),
    ("l'Élysée", "l élysée"),
    ("E\N{COMBINING ACUTE ACCENT}lysée", "élysée"),
    ("ﬁve \N{NO-BREAK SPACE}½", "five 1 2"),
    ("Straße", "strasse"),
    ("Київ—Париж, 2026", "київ париж 2026"),
    ("15,000–30,000", "15 000 30 000"),
    ("...", ""),
]


@pytest.mark.parametrize(("text", "normal"), VECTORS)
def test_vectors(text: str, normal: str) -> None:
    assert normal_form(text) == normal


@given(st.text())
def test_normal_form_is_words_joined_by_single_spaces(text: str) -> None:
    normal = normal_form(text)
    assert normal == " ".join(normal.split())
    assert all(character == " " or not character.isspace() for character in normal)


@given(st.text(alphabet=" ,.;:!?-–“”\n"))
def test_punctuation_and_case_do_not_matter(between: str) -> None:
    spoilt = f" {between} ".join(PASSAGE.upper().split())
    assert fingerprint(spoilt, PAGE) == fingerprint(PASSAGE, PAGE)


def test_digest_is_that_of_the_normal_form() -> None:
    made = fingerprint("We stand ready; to commit to GUARANTEES", PAGE)
    assert made.passage_words == 7
    assert (
        made.passage_sha256 == hashlib.sha256(b"we stand ready to commit to guarantees").hexdigest()
    )


@pytest.mark.parametrize(
    ("passage", "says"),
    [
        ("we stand ready", "has 3 words"),
        ("word " * 61, "has 61 words"),
        ("we stand ready to commit to guarantee", "is not in the page"),
        ("e stand ready to commit to guarantees", "is not in the page"),
        ("we stand prepared to commit to guarantees", "is not in the page"),
    ],
)
def test_a_passage_that_is_not_in_the_page_is_refused(passage: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        fingerprint(passage, PAGE)


def line(**changes: object) -> str:
    row = {
        "evidence_id": "EC0001",
        "record_id": "PL0001",
        "source_id": "SR0001",
        "relation": "supports",
        "passage": PASSAGE,
        "page": PAGE,
    }
    return json.dumps({key: value for key, value in (row | changes).items() if value is not None})


def test_rows_hold_the_digest_and_neither_text(tmp_path: Path) -> None:
    file = tmp_path / "drafts.jsonl"
    file.write_text(line() + "\n\n" + line(evidence_id="EC0002", note="a, b") + "\n")
    rows, problems = fingerprint_rows(file)
    assert problems == []
    found = list(csv.reader(io.StringIO(rows)))
    assert [row[0] for row in found] == ["EC0001", "EC0002"]
    assert found[0][6:8] == ["7", hashlib.sha256(normal_form(PASSAGE).encode()).hexdigest()]
    assert PASSAGE not in rows


@pytest.mark.parametrize(
    ("draft", "says"),
    [
        ("{", "is not JSON"),
        ("[1]", "is not a JSON object"),
        (line(page=None), "lacks 'page'"),
        (line(relevance="x"), "unknown field 'relevance'"),
        (line(passage_words=3), "is not a JSON object of texts"),
        (line(passage="six words that are not there"), "is not in the page"),
    ],
)
def test_a_bad_line_is_named_and_the_others_are_kept(tmp_path: Path, draft: str, says: str) -> None:
    file = tmp_path / "drafts.jsonl"
    file.write_text(line() + "\n" + draft + "\n")
    rows, problems = fingerprint_rows(file)
    assert rows.count("\n") == 1
    assert [(problem.line, says in problem.message) for problem in problems] == [(2, True)]
