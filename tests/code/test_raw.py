"""The strict reader: whatever the bytes, an answer; one canonical form; physical lines."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ukr_security_data.schemas import TABLES

from pipeline.check import RAW_TABLES
from pipeline.raw import fix, read_table

from .strategies import raw_file

CODERS = TABLES["coders"]
HEADER = b"coder_id,coder_type,languages,note\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "coders.csv"


@given(data=st.binary() | st.text().map(str.encode) | st.binary().map(lambda tail: HEADER + tail))
def test_any_bytes_give_rows_or_a_problem(file: Path, data: bytes) -> None:
    file.write_bytes(data)
    read = read_table(file, CODERS)
    assert read.problems or read.canonical == data


@pytest.mark.parametrize(
    "head", [b"", HEADER, b'coder_id,coder_type,languages,note\nlm-1,human,en,"']
)
@settings(max_examples=40)
@given(
    block=st.binary(min_size=1, max_size=12)
    | st.sampled_from([b"\n", b",", b'"', b"\r", b" a,b\n", b"\xd1\x8f,", b"a,b,c,d\n"])
)
def test_memory_stays_a_small_multiple_of_the_file(file: Path, head: bytes, block: bytes) -> None:
    data = head + block * (100_000 // len(block))
    file.write_bytes(data)
    tracemalloc.start()
    read_table(file, CODERS)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 64 * len(data)


def test_a_file_of_problems_lists_the_first_thousand(file: Path) -> None:
    file.write_bytes(HEADER + b"x\n" * 5000)
    problems = read_table(file, CODERS).problems
    assert len(problems) == 1001
    assert (problems[-1].line, "more problems" in problems[-1].message) == (1002, True)


def test_what_is_no_header_is_said_once(file: Path) -> None:
    file.write_bytes(b",".join(b"c%d" % n for n in range(20_000)))
    assert [problem.line for problem in read_table(file, CODERS).problems] == [1]


@pytest.mark.parametrize("name", RAW_TABLES)
@settings(max_examples=30)
@given(data=st.data())
def test_canonical_form_is_a_fixed_point(file: Path, name: str, data: st.DataObject) -> None:
    canonical = data.draw(raw_file(RAW_TABLES[name]))
    file.write_bytes(canonical)
    read = read_table(file, RAW_TABLES[name])
    assert (read.problems, read.canonical) == ([], canonical)


@given(data=st.data())
def test_fix_restores_what_a_spreadsheet_does(file: Path, data: st.DataObject) -> None:
    canonical = data.draw(raw_file(CODERS).filter(lambda file: b'\n"' not in file))
    header, *rows = canonical.decode().splitlines(keepends=True)
    shuffled = data.draw(st.permutations(rows)) if b'"' not in canonical else rows
    spoilt = "".join([header, *shuffled]).replace("\n", "\r\n")
    file.write_bytes(b"\xef\xbb\xbf" + spoilt.encode())
    assert fix(file, CODERS)
    assert file.read_bytes() == canonical
    assert not fix(file, CODERS)


def test_fix_leaves_alone_what_it_cannot_read_whole(file: Path) -> None:
    for data in (b"", HEADER + b"lm-1,human,en\r\n", HEADER + b'lm-1,human,en,"x\r\n'):
        file.write_bytes(data)
        assert not fix(file, CODERS)
        assert file.read_bytes() == data


def test_lines_are_physical_after_a_quoted_line_break(file: Path) -> None:
    file.write_bytes(HEADER + b'lm-1,human,en,"one\ntwo"\nlm-2,human,en,three \n')
    read = read_table(file, CODERS)
    assert [problem.line for problem in read.problems] == [4]
    assert read.rows is not None
    assert read.rows.index.tolist() == [2, 4]


def test_na_is_text_and_only_the_empty_cell_is_missing(file: Path) -> None:
    file.write_bytes(HEADER + b"lm-1,human,en,NA\nlm-2,human,en,\n")
    rows = read_table(file, CODERS).rows
    assert rows is not None
    assert rows["note"].isna().tolist() == [False, True]
