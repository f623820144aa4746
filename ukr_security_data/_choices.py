"""One wording for a name that is none of the valid ones."""

from __future__ import annotations

from collections.abc import Iterable


def choose(what: str, name: str, choices: Iterable[str]) -> str:
    """The name, if it is among the choices.

    Raises
    ------
    ValueError
        Naming the nearest choice, and all of them.
    """
    valid = list(choices)
    if name in valid:
        return name
    import difflib

    near = difflib.get_close_matches(str(name), valid, n=1)
    hint = f" Did you mean {near[0]!r}?" if near else ""
    raise ValueError(f"There is no {what} {name!r}.{hint} Valid: {', '.join(valid)}.")
