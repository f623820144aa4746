"""build.py as a person runs it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import EXAMPLE, ROOT

from .edit import add_line, set_cell


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of the project with the example as its raw tables and no release yet."""
    for name in ("pipeline", "schemas", "docs"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copytree(EXAMPLE, tmp_path / "raw")
    for name in (
        "build.py",
        "pyproject.toml",
        "CHANGELOG.md",
        "README.md",
        "LICENSE",
        "LICENSE-DATA",
    ):
        shutil.copy(ROOT / name, tmp_path)
    number(tmp_path, "0.1.0")
    (tmp_path / "ukr_security_data" / "_data").mkdir(parents=True)
    return tmp_path


def number(checkout: Path, version: str, *notes: str) -> None:
    """Write a version into pyproject.toml, and its section into the changelog."""
    pyproject, changelog = checkout / "pyproject.toml", checkout / "CHANGELOG.md"
    text = re.sub(
        r'^version = ".*"', f'version = "{version}"', pyproject.read_text(), flags=re.MULTILINE
    )
    pyproject.write_text(text)
    changelog.write_text(f"# Changelog\n\n## {version} (2026-11-23)\n\n{' '.join(notes)}\n")


def run(checkout: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "build.py", *words], cwd=checkout, capture_output=True, text=True
    )


def test_check_is_silent_when_clean(checkout: Path) -> None:
    done = run(checkout, "check")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_check_reports_sorted_and_counted(checkout: Path) -> None:
    set_cell(checkout / "raw", "statements", 3, "medium", "brefing")
    set_cell(checkout / "raw", "pledges", 3, "date", "2026-13-06")
    done = run(checkout, "check")
    assert done.returncode == 1
    assert done.stdout == (
        "raw/pledges.csv:3: PL0002 date: '2026-13-06' is not a day; write YYYY-MM-DD\n"
        "raw/statements.csv:3: ST0002 medium: 'brefing' is not one of its codes; did you mean 'briefing'?\n"
        "2 problems in 2 files\n"
    )
    assert done.stderr == ""


def test_fix_then_clean(checkout: Path) -> None:
    path = checkout / "raw" / "people.csv"
    canonical = path.read_bytes()
    header, first, second = canonical.splitlines(keepends=True)
    path.write_bytes(header + second + first)
    assert run(checkout, "check").returncode == 1
    done = run(checkout, "check", "--fix")
    assert (done.returncode, done.stdout) == (0, "raw/people.csv: rewritten in canonical form\n")
    assert path.read_bytes() == canonical


def test_build_and_release(checkout: Path) -> None:
    assert run(checkout, "build").returncode == 0
    folder = next((checkout / "dist").glob("ukr-security-data-*"))
    first = {p.name: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    assert run(checkout, "build").returncode == 0
    assert {p.name: p.read_bytes() for p in folder.rglob("*") if p.is_file()} == first
    done = run(checkout, "release")
    assert done.returncode == 0
    data = checkout / "ukr_security_data" / "_data"
    for entry in json.loads((data / "releases.json").read_text()).values():
        for item in (entry["descriptor"], *entry["tables"].values()):
            assert (data / "objects" / item["file"]).stat().st_size == item["bytes"]


def test_a_faulty_table_stops_the_build(checkout: Path) -> None:
    set_cell(checkout / "raw", "pledges", 3, "date", "2026-13-06")
    done = run(checkout, "build")
    assert done.returncode == 1
    assert "1 problem in 1 file" in done.stdout
    assert not (checkout / "dist").exists()


def test_what_was_released_binds(checkout: Path) -> None:
    assert run(checkout, "release").returncode == 0
    raw = checkout / "raw"
    set_cell(raw, "pledge_status", 2, "fulfilment", "not_initiated")
    lines = (raw / "pledge_status.csv").read_text().splitlines(keepends=True)
    (raw / "pledge_status.csv").write_text("".join(lines[:-1]))
    done = run(checkout, "check")
    assert done.returncode == 1
    assert (
        "pledge_status.csv:2: PL0001 2026-01-06 fulfilment: was released with another value"
        in done.stdout
    )
    assert "lacks the released state of PL0002 as of 2026-01-08; put it back" in done.stdout


def test_a_retired_id_is_not_used_again(checkout: Path) -> None:
    assert run(checkout, "release").returncode == 0
    raw = checkout / "raw"
    statements = (raw / "statements.csv").read_text()
    evidence = (raw / "evidence.csv").read_text()
    pledges = (raw / "pledges.csv").read_text()
    (raw / "statements.csv").write_text(
        "".join(x for x in statements.splitlines(True) if not x.startswith("ST0002"))
    )
    (raw / "evidence.csv").write_text(
        "".join(x for x in evidence.splitlines(True) if "ST0002" not in x)
    )
    (raw / "pledges.csv").write_text(pledges.replace(",ST0002,", ",,"))
    number(checkout, "0.2.0")
    refused = run(checkout, "release")
    assert (refused.returncode, "ST0002 is gone since 0.1.0" in refused.stderr) == (1, True)
    number(checkout, "0.2.0", "Retired: ST0002, a double of ST0001.")
    assert run(checkout, "release").returncode == 0
    for name, text in (("statements", statements), ("evidence", evidence), ("pledges", pledges)):
        (raw / f"{name}.csv").write_text(text)
    done = run(checkout, "check")
    assert (
        "statements.csv:3: ST0002 statement_id: was used in an earlier release and retired"
        in done.stdout
    )
    assert run(checkout, "next-id", "statements").stdout == "ST0003\n"


def test_release_after_release(checkout: Path) -> None:
    assert run(checkout, "diff").returncode == 1
    assert run(checkout, "release").returncode == 0
    registry = checkout / "ukr_security_data" / "_data" / "releases.json"
    first = registry.read_text()
    assert run(checkout, "release").returncode == 0
    assert registry.read_text() == first
    assert run(checkout, "diff").stdout == "no difference\n"

    set_cell(checkout / "raw", "people", 3, "name", "Speaker Bee")
    assert "released with other content" in run(checkout, "release").stderr
    assert run(checkout, "diff").stdout == (
        "people speaker-b changed name: 'Speaker B' -> 'Speaker Bee'\n"
        "people: 1 row changed\n"
        "step: patch; lowest version after 0.1.0: 0.1.1\n"
    )
    add_line(checkout / "raw", "people", {"person_id": "speaker-c", "name": "Speaker C"})
    number(checkout, "0.1.1")
    assert (
        "version 0.1.1 is too low: the changes since 0.1.0 are minor; write 0.2.0"
        in run(checkout, "release").stderr
    )
    number(checkout, "0.2.0", "One more speaker.")
    assert run(checkout, "release").returncode == 0
    assert (
        "One more speaker.\n\nChanges since 0.1.0, counted:\n\n- people: 1 row added, 1 row changed\n"
        in (checkout / "CHANGELOG.md").read_text()
    )
    assert list(json.loads(registry.read_text())) == ["0.1.0", "0.2.0"]
    assert json.loads(registry.read_text())["0.1.0"] == json.loads(first)["0.1.0"]
    assert run(checkout, "diff", "0.1.0", "0.2.0").stdout.startswith("people speaker-c added\n")
    assert "there is no version '7'" in run(checkout, "diff", "7").stderr

    registry.write_text(registry.read_text().replace('"released": "', '"released": "1', 1))
    number(checkout, "0.3.0")
    assert "an entry before 0.2.0 was edited" in run(checkout, "release").stderr


def test_a_release_without_its_section_is_refused(checkout: Path) -> None:
    (checkout / "CHANGELOG.md").write_text("# Changelog\n")
    assert "CHANGELOG.md has no section '## 0.1.0" in run(checkout, "release").stderr
    assert not (checkout / "ukr_security_data" / "_data" / "releases.json").exists()


@pytest.mark.parametrize("kind", ["json", "parquet"])
def test_a_damaged_object_stops_every_command(checkout: Path, kind: str) -> None:
    assert run(checkout, "release").returncode == 0
    stored = next((checkout / "ukr_security_data" / "_data" / "objects").glob(f"*.{kind}"))
    stored.write_bytes(stored.read_bytes() + b" ")
    for command in ("check", "build", "release"):
        assert run(checkout, command).stderr == (
            f"build.py {command}: objects/{stored.name} of 0.1.0 is missing or damaged; restore it\n"
        )


def test_a_broken_registry_is_one_line(checkout: Path) -> None:
    assert run(checkout, "release").returncode == 0
    registry = checkout / "ukr_security_data" / "_data" / "releases.json"
    registry.write_text(registry.read_text()[:-20])
    refused = run(checkout, "check")
    assert refused.returncode == 1
    assert re.fullmatch(
        r"build\.py check: releases\.json is not JSON: .*; restore it\n", refused.stderr
    )


def test_next_id_and_status(checkout: Path) -> None:
    assert run(checkout, "next-id", "events").stdout == "EV0004\n"
    assert run(checkout, "next-id", "nothing").returncode == 2
    status = run(checkout, "status").stdout
    assert [line.split() for line in status.splitlines() if line.startswith("pledges ")] == [
        ["pledges", "4", "3"]
    ]


def test_passage(checkout: Path) -> None:
    page = "The ministers said on Tuesday that they would come."
    row = {
        "evidence_id": "EC0099",
        "record_id": "EV0001",
        "source_id": "SR0001",
        "relation": "supports",
        "page": page,
    }
    file = checkout / "drafts.jsonl"
    file.write_text(
        json.dumps(row | {"passage": "said on Tuesday that they would"})
        + "\n"
        + json.dumps(row | {"passage": "said on Monday that they would"})
    )
    done = run(checkout, "passage", str(file))
    assert done.returncode == 1
    assert done.stdout.startswith("EC0099,EV0001,,SR0001,supports,,6,")
    assert "drafts.jsonl:2: the passage is not in the page" in done.stderr
