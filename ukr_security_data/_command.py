"""The command ``ukr-security-data``: look at the tables and take them elsewhere."""

from __future__ import annotations

import io
import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import ukr_security_data as usd

from . import _export
from ._choices import choose
from ._show import as_json, as_lines, as_table, records
from ._where import keep

try:
    import click
except ImportError:
    raise SystemExit(
        "the command needs click; install it with: pip install 'ukr_security_data[command]'"
    ) from None

if TYPE_CHECKING:
    import pandas as pd

    from ._diff import Difference

_CHANGE = ["in", "item", "change", "fact", "old", "new"]


class _Commands(click.Group):
    """Commands whose errors are one line."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            # The reader, such as head, has enough. Nothing is left to flush at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return None
        except (ValueError, OSError, ImportError) as error:
            raise click.ClickException(str(error)) from error


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="ukr_security_data", prog_name="ukr-security-data")
def main() -> None:
    """International security guarantees for Ukraine, as tables.

    On a terminal tables are cut to its width; in a pipe they are whole, tab-separated.
    """
    out = sys.stdout
    if isinstance(out, io.TextIOWrapper):
        out.reconfigure(errors="replace") if out.isatty() else out.reconfigure(encoding="utf-8")


_in_version = click.option("--version", metavar="V", help="Version of the data; newest by default.")
_in_json = click.option("--json", "json_wanted", is_flag=True, help="As JSON.")


def _command(*options: Callable[..., Any]) -> Callable[[Callable[..., None]], click.Command]:
    """A subcommand with its arguments and options, in the order of the help."""

    def add(function: Callable[..., None]) -> click.Command:
        for option in reversed(options):
            function = option(function)
        return main.command()(function)

    return add


@_command(_in_version, _in_json)
def tables(version: str | None, json_wanted: bool) -> None:
    """List the tables."""
    _print(usd.tables(version), json_wanted)


@_command(
    click.argument("table"),
    click.option("--where", metavar="EXPR", help="Keep these rows: \"modality == 'refuses'\"."),
    click.option("--columns", metavar="A,B", help="Show these columns."),
    _in_version,
    _in_json,
)
def show(
    table: str, where: str | None, columns: str | None, version: str | None, json_wanted: bool
) -> None:
    """Show the rows of TABLE."""
    frame = usd.load(table, version)
    if where is not None:
        frame = keep(frame, where)
    if columns is not None:
        frame = frame[[choose("column", c.strip(), frame.columns) for c in columns.split(",")]]
    _print(frame, json_wanted)


@_command(click.argument("table"), _in_version, _in_json)
def codebook(table: str, version: str | None, json_wanted: bool) -> None:
    """Describe the columns of TABLE."""
    _print(usd.codebook(table, version), json_wanted)


@_command(click.argument("code_list", metavar="LIST"), _in_version, _in_json)
def codes(code_list: str, version: str | None, json_wanted: bool) -> None:
    """Define the codes of LIST."""
    _print(usd.codes(code_list, version), json_wanted)


@_command(click.argument("record_id", metavar="ID"), _in_version, _in_json)
def evidence(record_id: str, version: str | None, json_wanted: bool) -> None:
    """List what each source says about the record ID."""
    _print(usd.evidence(record_id, version), json_wanted)


@_command(
    click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path)),
    _in_version,
    _in_json,
)
def verify(folder: Path, version: str | None, json_wanted: bool) -> None:
    """Check the evidence against the copies of pages in FOLDER.

    Each copy is named by its source, such as SR0001.html, or listed in index.csv (url,file).
    """
    checked = usd.verify_evidence(folder, version)
    _print(checked, json_wanted)
    counts = checked["result"].value_counts()
    click.echo(", ".join(f"{name}: {n}" for name, n in counts.items()), err=True)


@_command(_in_version, _in_json)
def conflicts(version: str | None, json_wanted: bool) -> None:
    """List the records on which sources disagree."""
    _print(usd.conflicts(version), json_wanted)


@_command(_in_version, _in_json)
def reliability(version: str | None, json_wanted: bool) -> None:
    """Say how well the coders agree on each variable."""
    _print(usd.reliability(version), json_wanted)


@_command(
    click.option("--format", "form", type=click.Choice(_export.FORMATS), required=True),
    click.option("--out", metavar="DIR", type=click.Path(path_type=Path), required=True),
    _in_version,
)
def export(form: str, out: Path, version: str | None) -> None:
    """Write all tables to DIR, and print the names of the files."""
    for file in _export.export(out, form, version):
        click.echo(file)


@_command(
    click.option("--style", default="text", show_default=True, help="text, bibtex, cff or ris."),
    _in_version,
)
def cite(style: str, version: str | None) -> None:
    """Say how to cite the data."""
    click.echo(usd.cite(style, version))


@_command(click.argument("old", metavar="A"), click.argument("new", metavar="B"), _in_json)
def diff(old: str, new: str, json_wanted: bool) -> None:
    """List what differs between the versions A and B."""
    difference = usd.diff(old, new)
    frames = {name: getattr(difference, name) for name in ("rows", "columns", "codes")}
    if json_wanted:
        told = {"step": difference.step, **{name: records(f) for name, f in frames.items()}}
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        _print(_one_list(difference), json_wanted)


@_command(_in_json)
def versions(json_wanted: bool) -> None:
    """List the versions of the data."""
    _print(usd.versions(), json_wanted)


@_command(click.argument("table"), _in_version)
def path(table: str, version: str | None) -> None:
    """Print where the Parquet file of TABLE lies."""
    click.echo(usd.path(table, version))


def _one_list(difference: Difference) -> pd.DataFrame:
    """The changes of columns, codes and rows below each other."""
    import pandas as pd

    frames = (difference.columns, difference.codes, difference.rows)
    alike = [frame.set_axis(_CHANGE, axis="columns") for frame in frames]
    return pd.concat(alike, ignore_index=True)


def _print(frame: pd.DataFrame, json_wanted: bool) -> None:
    """Print a frame for whoever reads it."""
    if json_wanted:
        click.echo(as_json(frame))
    elif sys.stdout.isatty():
        click.echo(as_table(frame, shutil.get_terminal_size().columns))
    else:
        click.echo(as_lines(frame))
