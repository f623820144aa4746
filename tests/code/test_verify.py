"""Evidence against copies of pages: found at its word, near, not found, no copy."""

from __future__ import annotations

import builtins
import csv
import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ukr_security_data.schemas.passage import fingerprint, normal_form

import ukr_security_data as usd
from pipeline.build import table_files
from pipeline.check import check
from pipeline.derive import derive
from pipeline.project import read_project
from pipeline.release import release
from tests.conftest import ROOT, forget

from .edit import set_cell

PASSAGE = "leaders stand ready to deploy a force after a ceasefire"
PAGE = f"Title of the page. On Tuesday the {PASSAGE}, they said."
WORD = 8


@pytest.fixture
def copies(tmp_path: Path) -> Path:
    folder = tmp_path / "copies"
    folder.mkdir()
    return folder


@pytest.fixture
def verify(example: Path, data_folder: Path, copies: Path) -> Callable[[], pd.Series]:
    """Release the example with one real passage, of SR0002 on AG0002; verify that row."""
    made = fingerprint(PASSAGE, PAGE)
    for column in ("passage_words", "passage_sha256", "passage_halves"):
        set_cell(example, "evidence", 6, column, str(getattr(made, column)))
    project = read_project()
    release(table_files(derive(check(example).tables), project), data_folder, project)
    forget()
    return lambda: usd.verify_evidence(copies).set_index("evidence_id").loc["EC0005"]


@pytest.mark.parametrize(
    ("page", "result", "word", "words"),
    [
        (PAGE, "found", WORD, 10),
        (PAGE.upper().replace(" ", " \n— "), "found", WORD, 10),
        (f"{PASSAGE} {PASSAGE}", "found", 1, 10),
        (PAGE.replace("deploy", "send"), "near", WORD + 5, 5),
        (PAGE.replace("after", "before"), "near", WORD, 5),
        (PAGE.replace("a force", "a strong force"), "near", WORD, 5),
        (PAGE.replace("ready", "prepared").replace("after", "before"), "not_found", None, None),
        (PAGE.replace("ceasefire", "ceasefires"), "near", WORD, 5),
        ("", "not_found", None, None),
    ],
)
def test_text(verify, copies: Path, page: str, result: str, word: object, words: object) -> None:  # noqa: ANN001
    (copies / "SR0002.txt").write_text(page, encoding="utf-8")
    row = verify()
    told = [None if pd.isna(value) else value for value in row[["word", "words"]]]
    assert [row["result"], *told, row["file"]] == [result, word, words, "SR0002.txt"]


def test_a_source_without_copy(verify: Callable[[], pd.Series], copies: Path) -> None:
    (copies / "SR0001.txt").write_text(PAGE, encoding="utf-8")
    row = verify()
    assert row["result"] == "no_copy"
    assert row[["word", "words", "part", "file"]].isna().all()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1251"])
def test_html(verify: Callable[[], pd.Series], copies: Path, encoding: str) -> None:
    name = encoding.removesuffix("-sig")
    page = (
        f"<html><head><meta charset='{name}'><title>Київ</title></head><body>"
        "<nav><a href='/'>Home page of the site</a></nav><article><p>Договір і гарантії</p>"
        f"<p>Title. The {PASSAGE.replace('force', '<b>for</b>ce&nbsp;')}.</p></article></body></html>"
    )
    (copies / "sr0002.html").write_bytes(page.encode(encoding))
    row = verify()
    assert (row["result"], row["part"]) == ("found", "main_text")


def test_what_stands_outside_the_main_text(verify: Callable[[], pd.Series], copies: Path) -> None:
    body = "".join(f"<p>Paragraph {n} of the article, which is long enough.</p>" for n in range(9))
    page = f"<body><nav>{PASSAGE}</nav><article>{body}</article></body>"
    (copies / "SR0002.htm").write_text(page, encoding="utf-8")
    row = verify()
    assert (row["result"], row["part"], row["word"]) == ("found", "whole_page", 1)


def test_what_is_not_visible_is_not_found(verify: Callable[[], pd.Series], copies: Path) -> None:
    page = f"<body><p>Words of the article.</p><script>x = '{PASSAGE}'</script></body>"
    (copies / "SR0002.html").write_text(page, encoding="utf-8")
    assert verify()["result"] == "not_found"


def index(copies: Path, *lines: list[str]) -> None:
    with (copies / "index.csv").open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(lines)


def test_index_names_the_files(verify: Callable[[], pd.Series], copies: Path) -> None:
    (copies / "deep").mkdir()
    (copies / "deep" / "page.txt").write_text(PAGE, encoding="utf-8")
    index(copies, ["url", "file"], ["https://example.org/news?id=1", "deep/page.txt"])
    row = verify()
    assert (row["result"], row["word"], row["file"]) == ("found", WORD, "page.txt")


def test_the_best_copy_counts(verify: Callable[[], pd.Series], copies: Path) -> None:
    (copies / "SR0002.html").write_text("<p>Only this can be read.</p>", encoding="utf-8")
    (copies / "SR0002.txt").write_text(PAGE, encoding="utf-8")
    assert verify()[["result", "file"]].tolist() == ["found", "SR0002.txt"]


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ([["address", "file"]], "must name the columns url and file"),
        ([["url", "file"], ["https://example.org", "../secret.txt"]], "line 2: '../secret.txt' lies outside the folder"),
        ([["url", "file"], ["https://example.org", "/etc/passwd"]], "lies outside the folder"),
        ([["url", "file"], ["https://example.org", "page.pdf"]], "is neither text nor HTML"),
    ],
)  # fmt: skip
def test_a_wrong_index_is_refused(verify, copies: Path, lines: list[list[str]], says: str) -> None:  # noqa: ANN001
    index(copies, *lines)
    with pytest.raises(ValueError, match=re.escape(says)):
        verify()


def test_missing_folder_and_file(verify: Callable[[], pd.Series], copies: Path) -> None:
    with pytest.raises(OSError, match="nowhere"):
        usd.verify_evidence(copies / "nowhere")
    index(copies, ["url", "file"], ["https://example.org/news?id=1", "gone.txt"])
    with pytest.raises(OSError, match=r"gone\.txt"):
        verify()


def test_html_without_its_library(
    verify: Callable[[], pd.Series], copies: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (copies / "SR0002.html").write_text(PAGE, encoding="utf-8")
    imported = builtins.__import__

    def refuse(name: str, *rest: object) -> object:
        if name.startswith("resiliparse"):
            raise ImportError(name)
        return imported(name, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(ImportError, match=r"ukr_security_data\[verify\]"):
        verify()


WORDS = st.lists(
    st.sampled_from(["peace", "force", "Київ", "2026", "a", "of"]), min_size=8, max_size=40
)


@given(words=WORDS, data=st.data())
def test_a_passage_of_a_page_is_found_where_it_first_stands(
    words: list[str], data: st.DataObject
) -> None:
    from ukr_security_data._verify import _search, _Stored, _words

    first = data.draw(st.integers(0, len(words) - 6))
    count = data.draw(st.integers(6, len(words) - first))
    page = normal_form(" ".join(words)).split()
    run = page[first : first + count]
    made = fingerprint(" ".join(run), " ".join(words))
    wanted = _Stored(made.passage_words, made.passage_sha256, ())
    [(label, hit)] = _search([_words("text", " ".join(words))], {7: wanted})
    expected = next(n for n in range(len(page)) if page[n : n + count] == run)
    assert (label, hit.result, hit.word, hit.words) == (7, "found", expected + 1, count)


def vectors() -> list[list[str]]:
    """The test vectors that docs/verifying.md gives to others."""
    page = (ROOT / "docs" / "verifying.md").read_text(encoding="utf-8")
    block = page.split("```csv\n")[1].split("```")[0]
    return list(csv.reader(block.splitlines()[1:]))


def test_documented_vectors_hold() -> None:
    assert len(vectors()) >= 6
    for text, normal, count, digest, halves in vectors():
        written = (
            text.encode("ascii", "backslashreplace").decode("unicode_escape")
            if "\\" in text
            else text
        )
        made = fingerprint(written, written)
        assert normal_form(written) == normal
        assert [str(made.passage_words), made.passage_sha256, made.passage_halves] == [
            count,
            digest,
            halves,
        ]
