"""Killed at any step, two at once, a full disk, a folder that is not ours: nothing is torn."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT


def run(*arguments: str, **more: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, **more
    )  # type: ignore[call-overload]


@pytest.mark.parametrize(("what", "least"), [("build", 15), ("release", 60)])
def test_killed_at_every_step(tmp_path: Path, what: str, least: int) -> None:
    done = run("-m", "tests.code.killer", what, str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["steps"] >= least


WRITER = """
import sys
from pathlib import Path
from pipeline.build import write_release
letter, folder = sys.argv[1].encode(), Path(sys.argv[2])
print("ready", flush=True)
sys.stdin.readline()
for _ in range(60):
    write_release({f"{n}.txt": letter * 1000 for n in range(12)}, folder)
"""


def test_two_builds_at_once_do_not_mix(tmp_path: Path) -> None:
    folder = tmp_path / "release"
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, letter, str(folder)],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for letter in "ab"
    ]  # fmt: skip
    for writer in writers:
        assert writer.stdout is not None and writer.stdout.readline() == "ready\n"
    for writer in writers:
        writer.communicate("go\n")
        assert writer.returncode == 0
    found = {p.name: p.read_text() for p in folder.iterdir()}
    assert set(found) == {f"{n}.txt" for n in range(12)}
    assert len(set(found.values())) == 1
    assert sorted(p.name for p in tmp_path.iterdir()) == [".lock", "release"]


RELEASER = """
import sys
from dataclasses import replace
from pathlib import Path
from pipeline.build import table_files
from pipeline.check import check
from pipeline.derive import derive
from pipeline.project import read_project
from pipeline.release import release
from tests.conftest import EXAMPLE
project = replace(read_project(), version=sys.argv[1])
files = table_files(derive(check(EXAMPLE).tables), project)
print("ready", flush=True)
sys.stdin.readline()
release(files, Path(sys.argv[2]), project)
"""


def test_two_releases_at_once_are_both_kept(tmp_path: Path) -> None:
    from pipeline.release import read_registry

    versions = ("0.1.0", "0.2.0", "0.3.0")
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", RELEASER, version, str(tmp_path)],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for version in versions
    ]  # fmt: skip
    for process in processes:
        assert process.stdout is not None and process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in processes:
        process.communicate()
        assert process.returncode == 0
    assert set(read_registry(tmp_path)) == set(versions)


# The command as it is, but for where it writes, what it writes, and who it is.
COMMAND = """
import os, resource, signal, sys
from pathlib import Path
import build
build.DIST = build.ROOT = Path(sys.argv[1])
build.release_files = lambda *given: {"a.txt": b"x" * 200_000, "b.txt": b"y"}
if sys.argv[2] == "full":
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
if sys.argv[2] == "nobody" and os.geteuid() == 0:
    os.seteuid(65534)
sys.exit(build.main(["build"]))
"""


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user can reach; pytest's own are closed."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        folder.chmod(0o755)


def last_release(dist: Path) -> Path:
    """Put a release into a folder, by the command itself."""
    assert run("-c", COMMAND, str(dist), "as it is").returncode == 0
    (release,) = (path for path in dist.iterdir() if path.is_dir())
    return release


def test_a_disk_that_takes_no_more(open_folder: Path) -> None:
    release = last_release(open_folder)
    done = run("-c", COMMAND, str(open_folder), "full")
    assert done.returncode == 1
    assert "free some space and run it again" in done.stderr
    assert "Traceback" not in done.stderr
    assert (release / "a.txt").stat().st_size == 200_000
    assert not list(open_folder.glob(".new-*"))


def test_a_folder_that_may_not_be_written(open_folder: Path) -> None:
    release = last_release(open_folder)
    (open_folder / ".lock").unlink()
    open_folder.chmod(0o555)
    done = run("-c", COMMAND, str(open_folder), "nobody")
    assert done.returncode == 1
    assert "Permission denied; check the path and its permissions" in done.stderr
    assert "Traceback" not in done.stderr
    assert (release / "b.txt").read_text() == "y"


def test_a_disk_that_is_full(tmp_path: Path) -> None:
    """The kernel's own 'no space left', on a file system of 64 KB; where that can be made."""
    if os.geteuid() != 0:
        pytest.skip("only root can mount a file system")
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(tmp_path)], capture_output=True
    )
    if mounted.returncode:
        pytest.skip("no file system can be mounted here")
    try:
        done = run("-c", COMMAND, str(tmp_path), "as it is")
        left = [path.name for path in tmp_path.iterdir() if path.name != ".lock"]
    finally:
        subprocess.run(["umount", str(tmp_path)], check=True)
    assert (done.returncode, left) == (1, [])
    assert "No space left on device; free some space" in done.stderr
