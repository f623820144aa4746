"""International security guarantees for Ukraine, as tables.

Who promised what, under which conditions, in which document, who said what about
it, and what became of it; each record traced to its sources.

Examples
--------
>>> import ukr_security_data as usd
>>> pledges = usd.load("pledges")
>>> pledges.attrs["table"]
'pledges'
"""

from __future__ import annotations

from ._cite import cite
from ._describe import codebook, codes, tables
from ._diff import Difference, diff
from ._evidence import conflicts, evidence
from ._export import export
from ._read import load, path
from ._registry import versions
from ._reliability import reliability
from ._validate import InvalidTableError, validate
from ._verify import verify_evidence

__all__ = [
    "Difference",
    "InvalidTableError",
    "cite",
    "codebook",
    "codes",
    "conflicts",
    "diff",
    "evidence",
    "export",
    "load",
    "path",
    "reliability",
    "tables",
    "validate",
    "verify_evidence",
    "versions",
]


def __getattr__(name: str) -> str:
    # Asked for rarely, and slow to import.
    if name == "__version__":
        from importlib.metadata import version

        return version("ukr_security_data")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
