"""A release as one Excel workbook."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from ._cells import Value, header, rows, text
from ._facts import CODE_FACTS, Json, about, chosen, code_lists, codebook

if TYPE_CHECKING:
    import pandas as pd

_WIDTHS = (8, 60)  # of a column, in characters
_EVERY_CELL = "A1:XFD1048576"
_FORMULA_SIGNS = ("=", "+", "-", "@")


def xlsx(frames: Mapping[str, pd.DataFrame], descriptor: Json) -> bytes:
    """Tables as an Excel workbook.

    Parameters
    ----------
    frames : mapping of str to DataFrame
        Tables of the release by name, as built or as loaded.
    descriptor : dict
        Contents of the release's datapackage.json.

    Returns
    -------
    bytes
        The file: the sheets README, codebook and codes, then a sheet a table.

    Raises
    ------
    ImportError
        If XlsxWriter is not installed.
    ValueError
        If a cell is too long for Excel.
    """
    try:
        import xlsxwriter
    except ImportError as error:
        raise ImportError(
            "an Excel workbook needs XlsxWriter; "
            "install it with: pip install 'ukr_security_data[export]'"
        ) from error
    resources = chosen(descriptor, frames)
    facts = about(descriptor)
    out = io.BytesIO()
    workbook = xlsxwriter.Workbook(out, {"in_memory": True})
    workbook.set_properties(
        {
            "title": facts["title"],
            "author": descriptor["contributors"][0]["title"],
            "comments": facts["citation"],
            # Excel's own time stamp would differ with each build.
            "created": datetime.fromisoformat(descriptor["created"]).replace(tzinfo=None),
        }
    )
    book = _Book(workbook)
    book.add("README", ("fact", "value"), _readme(facts, resources), wrap=True)
    described = codebook(resources)
    book.add("codebook", list(described[0]), [list(d.values()) for d in described], wrap=True)
    book.add(
        "codes",
        ("code_list", *CODE_FACTS),
        [
            (name, *(code[fact] for fact in CODE_FACTS))
            for name, code_list in code_lists(descriptor, resources).items()
            for code in code_list["codes"]
        ],
        wrap=True,
    )
    for item in resources:
        frame = frames[item["name"]]
        book.add(item["name"], header(frame), rows(frame))
    workbook.close()
    return out.getvalue()


def _readme(facts: dict[str, str], resources: list[Json]) -> list[tuple[str, str]]:
    tables = [
        (f"sheet {item['name']}", f"{item['title']}. {item['description']}") for item in resources
    ]
    return [*facts.items(), *tables]


class _Book:
    """A workbook whose sheets all look alike."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._header = workbook.add_format({"bold": True, "bottom": 1})
        self._day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        self._wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
        # Stays text when a reader opens the cell and leaves it again.
        self._guarded = workbook.add_format({"quote_prefix": True})

    def add(
        self,
        name: str,
        names: Sequence[str],
        cells: Sequence[Sequence[Value]],
        wrap: bool = False,
    ) -> None:
        """Add a sheet with a frozen, filtered header; long text is in full if wrapped."""
        sheet = self._workbook.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(cells), len(names) - 1)
        sheet.ignore_errors({"number_stored_as_text": _EVERY_CELL})
        for column, title in enumerate(names):
            sheet.write_string(0, column, title, self._header)
            longest = max((len(text(row[column])) for row in cells), default=0)
            low, high = _WIDTHS
            # Two more for the filter's button.
            width = min(max(longest, len(title) + 2, low), high)
            sheet.set_column(column, column, width, self._wrapped if wrap else None)
        for number, row in enumerate(cells, 1):
            for column, value in enumerate(row):
                if value is not None and self._write(sheet, number, column, value):
                    raise ValueError(
                        f"{name}, row {number}, {names[column]}: Excel cannot hold this cell; "
                        "choose another format"
                    )

    def _write(self, sheet: Any, row: int, column: int, value: Value) -> int:
        """Write a cell as what it is, never as what Excel would take it for; not 0 if refused."""
        refused: int
        if isinstance(value, bool):
            refused = sheet.write_boolean(row, column, value)
        elif isinstance(value, date):
            refused = sheet.write_datetime(row, column, value, self._day)
        elif isinstance(value, str):
            style = self._guarded if value.startswith(_FORMULA_SIGNS) else None
            refused = sheet.write_string(row, column, value, style)
        else:
            refused = sheet.write_number(row, column, value)
        return refused
