"""Run what writes in processes that are killed at each step, and look at what is left.

``python -m tests.code.killer build|release FOLDER``: a process of its own, for it forks.
After each kill the state must be whole; the first process that is not killed ends the run.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import traceback
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from pipeline.build import table_files, write_release
from pipeline.check import check
from pipeline.derive import derive
from pipeline.project import read_project
from pipeline.release import read_registry, release
from tests.conftest import EXAMPLE

# What the interpreter announces before it touches the disk.
STEPS = {"open", "os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.chmod", "tempfile.mkstemp"}


def killed(work: Callable[[], None], step: int) -> bool:
    """Do the work in a process that is killed before its nth step on the disk; whether it was."""
    child = os.fork()
    if child == 0:
        left = step

        def count(event: str, arguments: object) -> None:
            nonlocal left
            if event in STEPS:
                left -= 1
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)
        try:
            work()
        except BaseException:
            traceback.print_exc()
            sys.stderr.flush()
            os._exit(1)
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "the work failed"
    return os.WIFSIGNALED(status)


def contents(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()
    }


def build(base: Path) -> int:
    """Kill builds; the folder is the old one or the new one, whole, or stands beside its place."""
    folder = base / "release"
    old = {f"{n}.txt": b"old" for n in range(3)} | {"deep/x": b"old"}
    new = {f"{n}.txt": b"new" for n in range(4)} | {"deep/y": b"new"}
    step = 0
    while True:
        step += 1
        write_release(old, folder)
        finished = not killed(lambda: write_release(new, folder), step)
        last = folder if folder.exists() else folder.with_name(f".last-{folder.name}")
        assert contents(last) in (old, new), f"torn at step {step}"
        write_release(new, folder)
        assert contents(folder) == new
        assert sorted(p.name for p in base.iterdir()) == [".lock", "release"], "leftovers"
        if finished:
            return step


def releases(base: Path) -> int:
    """Kill releases; registry and objects are whole, and a second try ends what the first began."""
    first = replace(read_project(), version="0.1.0")
    second = replace(first, version="0.2.0")
    tables = derive(check(EXAMPLE).tables)
    files = {p.version: table_files(tables, p) for p in (first, second)}
    changed = {**tables, "people": tables["people"].iloc[:-1]}
    files["0.2.0"] = table_files(changed, second)
    step = 0
    while True:
        step += 1
        data = base / str(step)
        release(files["0.1.0"], data, first)
        before = contents(data)
        finished = not killed(partial(release, files["0.2.0"], data, second), step)
        registry = read_registry(data)  # checks the chain, and every object
        assert list(registry) in (["0.1.0"], ["0.1.0", "0.2.0"])
        assert (
            before.items() - {("releases.json", before["releases.json"])} <= contents(data).items()
        )
        release(files["0.2.0"], data, second)
        assert list(read_registry(data)) == ["0.1.0", "0.2.0"]
        assert not [p for p in data.rglob(".*") if p.name != ".lock"], "leftovers"
        if finished:
            return step


if __name__ == "__main__":
    steps = {"build": build, "release": releases}[sys.argv[1]](Path(sys.argv[2]))
    print(json.dumps({"steps": steps}))
