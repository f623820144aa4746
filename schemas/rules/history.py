"""Rules that look back at earlier releases."""

from __future__ import annotations

from collections.abc import Iterator

from .. import TABLES
from .base import Finding, History, Tables, find


def status_is_kept(tables: Tables, history: History) -> Iterator[Finding]:
    """The history of a pledge is added to, never changed: a released state stays as it was."""
    if "pledge_status" not in history.latest:
        return
    columns = list(TABLES["pledge_status"].key)
    now = tables["pledge_status"]
    released = history.latest["pledge_status"]
    facts = [column.name for column in TABLES["pledge_status"].typed]
    both = now.assign(label=now.index).merge(
        released[facts], on=columns, suffixes=("", "_released")
    )
    for name in facts:
        if name in columns:
            continue
        old, new = both[f"{name}_released"], both[name]
        changed = ~(old.eq(new).fillna(False) | (old.isna() & new.isna()))
        for row in both[changed].itertuples():
            yield Finding(
                "pledge_status",
                row.label,
                name,
                "was released with another value; add a row with a later as_of instead",
            )
    kept = set(zip(now["pledge_id"], now["as_of"], strict=True))
    gone = [
        key for key in zip(released["pledge_id"], released["as_of"], strict=True) if key not in kept
    ]
    for pledge, as_of in gone:
        yield Finding(
            "pledge_status",
            1,
            "",
            f"lacks the released state of {pledge} as of {as_of:%Y-%m-%d}; put it back",
        )


def id_is_not_reused(tables: Tables, history: History) -> Iterator[Finding]:
    """An id that a release held and a later one dropped is never used again."""
    for name, ever in history.ids.items():
        if name not in history.latest or name not in tables:
            continue
        key = TABLES[name].key[0]
        retired = ever - set(history.latest[name][key])
        frame = tables[name]
        yield from find(
            name,
            frame[frame[key].isin(retired)],
            key,
            "was used in an earlier release and retired; take the next free id",
        )
