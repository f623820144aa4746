"""Tables as Parquet, the same bytes for the same rows."""

from __future__ import annotations

import hashlib

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from ukr_security_data.schemas import Table

_ARROW_TYPES = {
    "text": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "day": pa.date32(),
}


def arrow_schema(table: Table) -> pa.Schema:
    """The Arrow schema of a table; its metadata and that of each field say what they are."""
    fields = []
    for column in table.columns:
        facts = {"title": column.title, "description": column.description}
        if column.unit:
            facts["unit"] = column.unit
        fields.append(
            pa.field(column.name, _ARROW_TYPES[column.kind], column.nullable, metadata=facts)
        )
    about = {"table": table.name, "title": table.title, "unit_of_observation": table.unit}
    return pa.schema(fields, metadata=about)


def parquet(frame: pd.DataFrame, table: Table) -> bytes:
    """A typed frame as Parquet, compressed with zstd."""
    arrays = [
        pa.array(frame[column.name], from_pandas=True).cast(_ARROW_TYPES[column.kind])
        for column in table.columns
    ]
    sink = pa.BufferOutputStream()
    pq.write_table(
        pa.Table.from_arrays(arrays, schema=arrow_schema(table)), sink, compression="zstd"
    )
    return bytes(sink.getvalue())


def sha256(data: bytes) -> str:
    """Hexadecimal SHA-256."""
    return hashlib.sha256(data).hexdigest()
