"""The command: readable on a terminal, plain in a pipe, one line for a mistake."""

from __future__ import annotations

import csv
import datetime
import fcntl
import io
import json
import os
import struct
import subprocess
import sys
import termios
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner, Result

import ukr_security_data as usd
from pipeline.build import release_files
from pipeline.check import check
from pipeline.project import read_project
from pipeline.release import release
from tests.conftest import EXAMPLE, NOWHERE, forget
from ukr_security_data._command import main
from ukr_security_data._show import as_json, as_lines, as_table

COMMAND = [
    sys.executable,
    *("-W", "error"),
    "-c",
    "from ukr_security_data._command import main; main(prog_name='ukr-security-data')",
]

Run = Callable[..., Result]


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return release_files(check(EXAMPLE).tables, read_project(), NOWHERE)


@pytest.fixture
def run(data_folder: Path, files: dict[str, bytes]) -> Run:
    """Run the command over a package that holds the example as its one release."""
    release(files, data_folder, read_project())
    forget()
    return lambda *arguments: CliRunner().invoke(main, list(map(str, arguments)))


def lines(result: Result) -> list[list[str]]:
    assert (result.exit_code, result.stderr) == (0, "")
    return [line.split("\t") for line in result.stdout.splitlines()]


# --- what it prints --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "frame"),
    [
        (["tables"], usd.tables),
        (["show", "pledges"], lambda: usd.load("pledges")),
        (["codebook", "events"], lambda: usd.codebook("events")),
        (["codes", "modality"], lambda: usd.codes("modality")),
        (["evidence", "PL0001"], lambda: usd.evidence("PL0001")),
        (["versions"], usd.versions),
    ],
)
def test_lists_are_what_the_package_gives(
    run: Run, arguments: list[str], frame: Callable[[], pd.DataFrame]
) -> None:
    expected = frame()
    header, *cells = lines(run(*arguments))
    assert header == list(expected)
    assert len(cells) == len(expected)
    assert {len(line) for line in cells} == {len(header)}
    objects = json.loads(run(*arguments, "--json").stdout)
    assert [list(row) for row in objects] == [header] * len(expected)
    for line, row in zip(cells, objects, strict=True):
        for cell, value in zip(line, row.values(), strict=True):
            assert (cell == "") == (value is None)
            if isinstance(value, bool):
                assert cell == str(value).lower()
            elif isinstance(value, float | int):
                assert float(cell) == value
            elif value is not None:
                assert cell == value.replace("\n", " ")


def test_piped_cells_are_those_of_the_csv(run: Run, files: dict[str, bytes]) -> None:
    mirror = list(csv.reader(io.StringIO(files["csv/pledges.csv"].decode())))
    assert lines(run("show", "pledges")) == mirror


def test_one_version_can_be_chosen(run: Run) -> None:
    version = read_project().version
    for arguments in (["tables"], ["show", "coders"], ["codebook", "coders"], ["codes", "format"]):
        assert run(*arguments, "--version", version).stdout == run(*arguments).stdout
        assert "There is no version '9.9.9'" in run(*arguments, "--version", "9.9.9").stderr


def test_cite_and_path_print_what_the_package_gives(run: Run) -> None:
    assert run("cite").stdout == usd.cite() + "\n"
    assert run("cite", "--style", "bibtex").stdout == usd.cite("bibtex") + "\n"
    assert run("path", "pledges").stdout == f"{usd.path('pledges')}\n"


def test_export_writes_and_names_its_files(run: Run, tmp_path: Path) -> None:
    printed = run("export", "--format", "csv", "--out", tmp_path / "out").stdout.splitlines()
    assert printed == [str(tmp_path / "out" / f"{name}.csv") for name in usd.tables()["table"]]
    assert all(Path(file).stat().st_size for file in printed)


def test_diff_lists_every_change(
    run: Run, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = read_project().version
    assert len(lines(run("diff", version, version))) == 1
    rows = pd.DataFrame(
        [["pledges", "PL0001", "changed", "modality", "will", "intends"]],
        columns=["table", "key", "change", "column", "old", "new"],
    )
    columns = pd.DataFrame(
        [["pledges", "note", "added", "", "", ""]],
        columns=["table", "column", "change", "fact", "old", "new"],
    )
    codes = pd.DataFrame(
        [["modality", "hopes", "removed", "", "", ""]],
        columns=["code_list", "code", "change", "fact", "old", "new"],
    )
    made = usd.Difference(rows, columns, codes, "major")
    monkeypatch.setattr(usd, "diff", lambda old, new: made)
    assert lines(run("diff", "1", "2")) == [
        ["in", "item", "change", "fact", "old", "new"],
        ["pledges", "note", "added", "", "", ""],
        ["modality", "hopes", "removed", "", "", ""],
        ["pledges", "PL0001", "changed", "modality", "will", "intends"],
    ]
    told = json.loads(run("diff", "1", "2", "--json").stdout)
    assert told["step"] == "major"
    assert told["rows"] == rows.to_dict("records")
    assert told["codes"][0]["code"] == "hopes"


def test_help_and_version(run: Run) -> None:
    told = run("--help").stdout
    for name in main.commands:
        assert f"  {name} " in told
        assert run(name, "-h").exit_code == 0
    assert run("--version").stdout == f"ukr-security-data, version {usd.__version__}\n"


# --- which rows and columns ------------------------------------------------------------


@pytest.mark.parametrize(
    "condition",
    [
        "modality == 'refuses'",
        "commitment_level >= 'commitment'",
        "date >= '2026-01-01' and not has_conflict",
        "pledger in ['FRA', 'GBR'] or deadline.isna()",
        "summary.str.contains('FORCE', case=False)",
        "date.dt.year == 2026 & (quantity_best * 2 > 10)",
        "date.between('2026-01-01', '2026-12-31')",
        "has_conflict",
        "quantity_best > -1",
    ],
)
def test_where_is_a_pandas_query(run: Run, condition: str) -> None:
    expected = usd.load("pledges").query(condition, engine="python")["pledge_id"]
    found = lines(run("show", "pledges", "--where", condition, "--columns", "pledge_id"))
    assert [cell for (cell,) in found[1:]] == expected.tolist()


@pytest.mark.parametrize(
    ("condition", "says"),
    [
        ("pledger.to_csv('stolen')", "There is no method 'to_csv'"),
        ("pledger.map(print)", "There is no method 'map'"),
        ("pledger.__class__", "There is no method '__class__'"),
        ("__import__('os').system('true')", "There is no"),
        ("print(pledger)", "is not allowed"),
        ("@pd.io", "invalid syntax"),
        ("pledger @ modality", "is not allowed"),
        ("`pledger` == 'FRA'", "invalid syntax"),
        ("[x for x in pledger]", "is not allowed"),
        ("(lambda: 1)()", "is not allowed"),
        ("pledger[0] == 'F'", "is not allowed"),
        ("f'{pledger}' == 'F'", "is not allowed"),
        ("quantity_best ** 9 > 1", "is not allowed"),
        ("modality = 'will'", "is no condition"),
        ("modality == ", "is no condition"),
        ("", "is no condition"),
        ("True", "is not true or false for each row"),
        ("'text'", "is not true or false for each row"),
        ("pledger", "is not true or false for each row"),
        ("n_sources + 1", "is not true or false for each row"),
        ("modalty == 'will'", "There is no column 'modalty'. Did you mean 'modality'?"),
        ("pd == 1", "There is no column 'pd'"),
        ("commitment_level > 'x'", "is no condition"),
        ("(" * 5000, "is no condition"),
    ],
)
def test_a_wrong_condition_is_one_line_and_does_nothing(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, condition: str, says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.iterdir())
    result = run("show", "pledges", "--where", condition)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert says in result.stderr
    assert result.stderr.count("\n") == 1
    assert sorted(tmp_path.iterdir()) == before


def test_columns_are_shown_in_the_order_asked_for(run: Run) -> None:
    found = lines(run("show", "pledges", "--columns", "modality, pledge_id"))
    assert found[0] == ["modality", "pledge_id"]
    assert [line[1] for line in found[1:]] == usd.load("pledges")["pledge_id"].tolist()


# --- mistakes --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["show", "pledgs"], "There is no table 'pledgs'. Did you mean 'pledges'?"),
        (["show", "pledges", "--columns", "modalty"], "Did you mean 'modality'?"),
        (["codebook", "x"], "There is no table 'x'"),
        (["codes", "modalty"], "Did you mean 'modality'?"),
        (["evidence", "PL9999"], "has the id 'PL9999'"),
        (["cite", "--style", "mla"], "There is no style 'mla'. Valid: text, "),
        (["path", "x"], "There is no table 'x'"),
        (["diff", "0", "1"], "There is no version '0'"),
        (["tables", "--version", "0"], "There is no version '0'"),
    ],
)
def test_a_failed_lookup_is_one_line(run: Run, arguments: list[str], says: str) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (1, "")
    assert says in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["show"],
        ["tables", "--nonsense"],
        ["export", "--format", "doc", "--out", "x"],
        ["export", "--format", "csv"],
    ],
)
def test_wrong_usage_exits_with_2(run: Run, arguments: list[str]) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Error: " in result.stderr


def test_a_folder_that_cannot_be_made_is_one_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    result = run("export", "--format", "csv", "--out", tmp_path / "file" / "out")
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)


def test_a_missing_click_names_the_extra() -> None:
    program = "import sys; sys.modules['click'] = None; import ukr_security_data._command"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 1
    assert "pip install 'ukr_security_data[command]'" in done.stderr
    assert done.stderr.count("\n") == 1


# --- the terminal and the pipe ---------------------------------------------------------


def test_a_pipe_that_closes_early_is_no_error() -> None:
    with subprocess.Popen(
        [*COMMAND, "show", "evidence"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith(b"evidence_id\trecord_id\t")
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_a_pipe_has_every_row_in_utf_8_whatever_the_locale() -> None:
    environment = os.environ | {"PYTHONIOENCODING": "ascii", "COLUMNS": "20"}
    done = subprocess.run(
        [*COMMAND, "show", "people"], capture_output=True, check=True, env=environment
    )
    assert done.stdout.decode("utf-8") == as_lines(usd.load("people")) + "\n"
    assert len(done.stdout) > len(done.stdout.decode("utf-8"))


@pytest.mark.parametrize("width", [40, 80, 200])
def test_a_terminal_shows_a_table_of_its_width(width: int) -> None:
    inside, outside = os.openpty()
    fcntl.ioctl(outside, termios.TIOCSWINSZ, struct.pack("HHHH", 24, width, 0, 0))
    environment = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "LINES")}
    with subprocess.Popen(
        [*COMMAND, "tables"], stdout=outside, stderr=outside, env=environment
    ) as process:
        os.close(outside)
        shown = b""
        while True:
            try:
                shown += os.read(inside, 65536)
            except OSError:  # how Linux says that the other end is closed
                break
    os.close(inside)
    header, rule, *cells = shown.decode().splitlines()
    assert process.returncode == 0
    assert header.split()[:2] == ["table", "title"]
    assert set(rule) == {"─", " "}
    cut = [line for line in cells if not line.startswith("… and ")]
    assert len(cut) == len(usd.tables())
    assert max(map(len, [header, rule, *cut])) <= width
    assert ("…" in "".join(cut)) == (width < 200)
    assert (cells != cut) == (width == 40)


def test_a_table_is_aligned_and_cut() -> None:
    frame = pd.DataFrame(
        {
            "name": ["a", "首脳会談" * 6, None],
            "count": pd.array([1, None, 1000], dtype="Int64"),
            "day": pd.to_datetime(["2026-01-06", None, "2026-02-01"]),
            "flag": pd.array([True, False, None], dtype="boolean"),
            "text": ["two\nlines", "\x1b[31mred", "x" * 99],
        }
    )
    assert as_table(frame, 60).splitlines() == [
        "name              count  day         flag   text",
        "────────────────  ─────  ──────────  ─────  ────────────────",
        "a                     1  2026-01-06  true   two lines",
        "首脳会談首脳会…                      false   [31mred",
        "                   1000  2026-02-01         xxxxxxxxxxxxxxx…",
    ]
    narrow = as_table(frame, 30).splitlines()
    assert narrow[0] == "name".ljust(23) + "  count"
    assert narrow[-1] == "… and day, flag, text"


def test_lines_and_json_of_a_frame() -> None:
    frame = pd.DataFrame(
        {
            "text": ["a\tb\nc", None],
            "number": [0.5, float("nan")],
            "whole": pd.array([None, 3], dtype="Int64"),
            "day": pd.to_datetime([datetime.date(2026, 1, 6), None]),
        }
    )
    assert as_lines(frame) == "text\tnumber\twhole\tday\na b c\t0.5\t\t2026-01-06\n\t\t3\t"
    assert json.loads(as_json(frame)) == [
        {"text": "a\tb\nc", "number": 0.5, "whole": None, "day": "2026-01-06"},
        {"text": None, "number": None, "whole": 3, "day": None},
    ]
    assert as_lines(frame.head(0)) == "text\tnumber\twhole\tday"
    assert json.loads(as_json(frame.head(0))) == []
    assert as_table(frame.head(0), 80).startswith("text  number  whole  day\n")
