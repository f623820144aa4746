"""Objects of releases: in the package, or, once they are too many for it, downloaded."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any

# Where objects lie that the package no longer carries: one address, set when there is one.
BASE_ADDRESS = os.environ.get("UKR_SECURITY_DATA_URL", "")

_TIMEOUT_SECONDS = 30


def cache_folder() -> Path:
    """Where downloads are kept: UKR_SECURITY_DATA_DIR, or the system's cache folder."""
    moved = os.environ.get("UKR_SECURITY_DATA_DIR")
    if moved:
        return Path(moved)
    import pooch

    return Path(pooch.os_cache("ukr_security_data"))


def locate(objects: Path, entry: dict[str, Any]) -> Path:
    """The file of an object, whole: its SHA-256 is what the registry says.

    Parameters
    ----------
    objects : Path
        The package's folder of objects.
    entry : dict
        The object's entry in the registry: file and sha256.

    Raises
    ------
    OSError
        If the object is damaged, or is missing and cannot be downloaded.
    """
    name = str(entry["file"])
    if Path(name).name != name or name in ("", ".", ".."):
        raise OSError(
            f"{name!r} is no name of an object; "
            "reinstall the package: pip install --force-reinstall ukr_security_data"
        )
    packed = objects / name
    if packed.exists():
        if not _is_whole(packed, entry):
            raise OSError(
                f"{packed} is damaged: its SHA-256 is not that of the release; "
                "reinstall the package: pip install --force-reinstall ukr_security_data"
            )
        return packed
    if not BASE_ADDRESS:
        raise OSError(
            f"{packed} is missing; reinstall the package: "
            "pip install --force-reinstall ukr_security_data"
        )
    return _download(entry)


def _is_whole(path: Path, entry: dict[str, Any]) -> bool:
    return hashlib.sha256(path.read_bytes()).hexdigest() == str(entry["sha256"])


def _download(entry: dict[str, Any]) -> Path:
    """Fetch an object into the cache; repeat the call to try again."""
    try:
        import pooch
    except ImportError:
        raise OSError(
            "this version is not in the package and must be downloaded; "
            "install what that needs: pip install 'ukr_security_data[download]'"
        ) from None
    address = f"{BASE_ADDRESS.rstrip('/')}/{entry['file']}"
    folder = cache_folder()
    try:
        # Downloads beside its place, checks the hash, then renames.
        kept = pooch.retrieve(
            address,
            known_hash=f"sha256:{entry['sha256']}",
            fname=str(entry["file"]),
            path=folder,
            downloader=pooch.HTTPDownloader(timeout=_TIMEOUT_SECONDS),
        )
    except Exception as error:  # whatever failed on the way, the cure is the same
        raise OSError(
            f"cannot download {address} to {folder}: {str(error).splitlines()[0]}; "
            "try again, or put the file there yourself"
        ) from error
    return Path(kept)
