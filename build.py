"""Check the raw tables, build a release from them, and keep what is generated fresh.

Run ``python build.py COMMAND --help`` for the words of a command.
"""

from __future__ import annotations

import argparse
import errno
import sys
from collections.abc import Hashable, Mapping
from pathlib import Path
from typing import Any

from pipeline import passage
from pipeline.build import archive, release_files, write_release
from pipeline.changelog import with_changes
from pipeline.check import RAW_TABLES, Checked, check, rows_by_review
from pipeline.derive import derive
from pipeline.docs import pages, write_pages
from pipeline.history import built, next_id, read_history, released
from pipeline.problems import report
from pipeline.project import ROOT, Project, read_project
from pipeline.raw import fix
from pipeline.release import ReleaseError, before, last_final, read_registry, refuse, release
from pipeline.versions import lowest_next
from ukr_security_data._diff import compare
from ukr_security_data._files import write_atomically

RAW = ROOT / "raw"
DIST = ROOT / "dist"
DATA = ROOT / "ukr_security_data" / "_data"

_NO_SPACE = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the answer is the exit code."""
    parser = argparse.ArgumentParser(prog="build.py", description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    sub = commands.add_parser("check", help="report every problem of the raw tables")
    sub.add_argument("--fix", action="store_true", help="first rewrite the files in canonical form")
    sub.set_defaults(run=lambda given: run_check(given.fix))

    sub = commands.add_parser("build", help="check, then build the release's folder under dist/")
    sub.set_defaults(run=lambda given: run_build())

    sub = commands.add_parser("docs", help="write the generated pages")
    sub.set_defaults(run=lambda given: run_docs())

    sub = commands.add_parser(
        "diff", help="what differs between two releases, or the last one and raw"
    )
    sub.add_argument("old", nargs="?", help="a version; the last release by default")
    sub.add_argument("new", nargs="?", help="a version; raw as it is by default")
    sub.set_defaults(run=lambda given: run_diff(given.old, given.new))

    sub = commands.add_parser("release", help="put the built release into the package")
    sub.set_defaults(run=lambda given: run_release())

    sub = commands.add_parser("passage", help="length and digest of passages, for evidence rows")
    sub.add_argument("file", type=Path, help="JSON lines: an evidence row with passage and page")
    sub.set_defaults(run=lambda given: run_passage(given.file))

    sub = commands.add_parser("next-id", help="print the next free id of a table")
    sub.add_argument("table", choices=[name for name, table in RAW_TABLES.items() if table.prefix])
    sub.set_defaults(run=lambda given: run_next_id(given.table))

    sub = commands.add_parser("status", help="rows per table, and what is still candidate")
    sub.set_defaults(run=lambda given: run_status())

    given = parser.parse_args(arguments)
    try:
        code: int = given.run(given)
    except OSError as error:
        print(f"build.py {given.command}: {_refused(error)}", file=sys.stderr)
        return 1
    except ReleaseError as error:
        print(f"build.py {given.command}: {error}", file=sys.stderr)
        return 1
    return code


def _refused(error: OSError) -> str:
    """What the system refused, and the cure."""
    if error.errno is None:
        return str(error)
    where = f"{error.filename}: " if error.filename else ""
    cure = "free some space" if error.errno in _NO_SPACE else "check the path and its permissions"
    return f"{where}{error.strerror}; {cure} and run it again. What was there before is whole"


def run_check(with_fix: bool) -> int:
    """Print every problem of the raw tables; silent when there is none."""
    if with_fix:
        for name, table in RAW_TABLES.items():
            if fix(RAW / f"{name}.csv", table):
                print(f"{RAW.name}/{name}.csv: rewritten in canonical form")
    return 0 if _clean(check(RAW, read_history(DATA))) else 1


def run_build() -> int:
    """Build the release's folder from clean raw tables."""
    checked = check(RAW, read_history(DATA))
    if not _clean(checked):
        return 1
    project = read_project()
    _write(release_files(checked.tables, project, DATA), project)
    return 0


def _write(files: Mapping[str, bytes], project: Project) -> None:
    """Write the release's folder and its zip."""
    folder = DIST / project.release_name
    write_release(files, folder)
    packed = folder.with_name(f"{folder.name}.zip")
    write_atomically(packed, archive(files, project))
    print(f"{folder.relative_to(ROOT)}: {len(files)} files, and {packed.name}")


def run_docs() -> int:
    """Write the generated pages."""
    checked = check(RAW, read_history(DATA))
    if not _clean(checked):
        return 1
    for path in write_pages(
        pages(derive(checked.tables), read_project().version, ROOT, DATA), ROOT
    ):
        print(path.relative_to(ROOT))
    return 0


def run_release() -> int:
    """Build, compare with the last release, and put the result into the package."""
    checked = check(RAW, read_history(DATA))
    if not _clean(checked):
        return 1
    project, changelog = read_project(), ROOT / "CHANGELOG.md"
    earlier = before(read_registry(DATA), project.version)
    last = last_final(earlier)
    files = release_files(checked.tables, project, DATA)
    difference = compare(*released(DATA, last), *built(files)) if last else None
    refuse(earlier, difference, project, changelog.read_text(encoding="utf-8"))
    if last and difference:
        text = changelog.read_text(encoding="utf-8")
        text = with_changes(text, project.version, last, difference.summary())
        write_atomically(changelog, text.encode())
        files = release_files(checked.tables, project, DATA)
    release(files, DATA, project)
    write_release(files, DIST / project.release_name)
    print(
        f"{DATA.relative_to(ROOT)}: holds {project.version}; commit it, then see docs/releasing.md"
    )
    return 0


def run_diff(old: str | None, new: str | None) -> int:
    """Print what differs between two releases, or between the last one and raw."""
    registry = read_registry(DATA)
    old = old or last_final(registry)
    for version in filter(None, (old, new)):
        if version not in registry:
            print(
                f"build.py diff: there is no version {version!r}; released: {', '.join(registry)}",
                file=sys.stderr,
            )
            return 1
    if old is None:
        print("build.py diff: there is no release to compare with", file=sys.stderr)
        return 1
    if new:
        right = released(DATA, new)
    else:
        checked = check(RAW, read_history(DATA))
        if not _clean(checked):
            return 1
        right = built(release_files(checked.tables, read_project(), DATA))
    difference = compare(*released(DATA, old), *right)
    for frame in (difference.columns, difference.codes, difference.rows):
        for change in frame.to_dict("records"):
            print(_told(change))
    print("\n".join(difference.summary()) or "no difference")
    if difference.step != "none":
        print(
            f"step: {difference.step}; lowest version after {old}: {lowest_next(old, difference.step)}"
        )
    return 0


def _told(change: Mapping[Hashable, Any]) -> str:
    """One change as a line: where, what, and the values if it has any."""
    subject, item, what, fact, old, new = (str(value) for value in change.values())
    line = " ".join(filter(None, (subject, item, what, fact)))
    return f"{line}: {old!r} -> {new!r}" if old or new else line


def run_passage(file: Path) -> int:
    """Print evidence rows with length and digest of their passages."""
    rows, problems = passage.fingerprint_rows(file)
    print(rows, end="")
    if problems:
        print(report(problems), file=sys.stderr)
    return 1 if problems else 0


def run_next_id(table: str) -> int:
    """Print the next free id of a table."""
    print(next_id(RAW, RAW_TABLES[table], read_history(DATA)))
    return 0


def run_status() -> int:
    """Print rows per table and what is still candidate."""
    checked = check(RAW, read_history(DATA))
    print(rows_by_review(checked.tables).to_string(na_rep=""))
    return 0


def _clean(checked: Checked) -> bool:
    if checked.problems:
        print(report(checked.problems))
    return not checked.problems


if __name__ == "__main__":
    sys.exit(main())
