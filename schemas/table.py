"""What a column and a table are, without a word about any engine.

The Pandera check (`model.py`), the Arrow schema, the descriptors, the codebook
page and the tests are all derived from these two classes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .codes import CodeList

NOT_STATED = "not stated in any source read"

Kind = Literal["text", "integer", "number", "boolean", "day"]


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column: what it means and which values it admits.

    Parameters
    ----------
    name, title, description : str
        Name in the files, short label, and definition.
    kind : {"text", "integer", "number", "boolean", "day"}
        Logical type. A day is written YYYY-MM-DD.
    nullable : bool
        Whether the cell may be empty.
    empty : str
        What an empty cell means, where it may be empty.
    unit : str, optional
        Unit of a number.
    codes : CodeList, optional
        The only admitted values.
    pattern : str, optional
        Regular expression that the whole value matches.
    shape : str, optional
        The pattern in words, for messages and the codebook.
    minimum, maximum : float, optional
        Inclusive bounds of a number.
    max_words : int, optional
        Most words of a text.
    references : tuple of str
        Tables, in the key of one of which the value must stand.
    double_coded : bool
        Whether a second coder codes it from the sources alone.
    derived : bool
        Made at build and never typed; not in the raw file.
    """

    name: str
    kind: Kind
    title: str
    description: str
    nullable: bool = False
    empty: str = NOT_STATED
    unit: str | None = None
    codes: CodeList | None = None
    pattern: str | None = None
    shape: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    max_words: int | None = None
    references: tuple[str, ...] = ()
    double_coded: bool = False
    derived: bool = False


@dataclass(frozen=True, kw_only=True)
class Table:
    """One table: its columns, its key and what one row of it is.

    Parameters
    ----------
    name, title : str
        Name in the files, and label.
    unit : str
        The unit of observation: what one row is.
    columns : tuple of Column
        In the order of the files.
    key : tuple of str
        Columns that together occur once.
    prefix : str, optional
        Letters that begin an id of this table, where ids are counted.
    date : str, optional
        The column that dates a record; set for the tables whose records carry evidence.
    """

    name: str
    title: str
    unit: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    prefix: str | None = None
    date: str | None = None

    @property
    def derived(self) -> bool:
        """Whether the whole table is made at build; it then has no raw file."""
        return not self.typed

    @property
    def coded(self) -> bool:
        """Whether each record needs evidence and has a state of review."""
        return self.date is not None

    @property
    def typed(self) -> tuple[Column, ...]:
        """The columns of the raw file: those that a coder types."""
        return tuple(column for column in self.columns if not column.derived)

    def column(self, name: str) -> Column:
        """The column of that name.

        Raises
        ------
        KeyError
            If the table has no such column.
        """
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"table {self.name} has no column {name!r}")
