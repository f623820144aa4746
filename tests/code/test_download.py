"""Objects that the package no longer carries, from a real server that misbehaves."""

from __future__ import annotations

import gc
import hashlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from ukr_security_data import _objects

# pooch leaves the socket of a refused answer to the garbage collector: it is collected before
# the fixture ends, so that the warning cannot reach another test.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

CONTENT = b"the object" * 1000
ENTRY = {"file": "abc.parquet", "sha256": hashlib.sha256(CONTENT).hexdigest()}


class Server(ThreadingHTTPServer):
    """Answers as its `mood` says."""

    mood = "well"
    asked = 0
    daemon_threads = False  # closing the server waits for its answers


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.server.asked += 1
        mood = self.server.mood
        if mood in {"404", "500"}:
            self.send_error(int(mood))
            return
        body = b"something else" if mood == "wrong" else CONTENT
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[: len(body) // 2] if mood == "truncates" else body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    with Server(("127.0.0.1", 0), Handler) as served:
        threading.Thread(target=served.serve_forever, daemon=True).start()
        monkeypatch.setattr(
            _objects, "BASE_ADDRESS", f"http://127.0.0.1:{served.server_port}/objects/"
        )
        monkeypatch.setenv("UKR_SECURITY_DATA_DIR", str(tmp_path / "cache"))
        yield served
        served.shutdown()
    gc.collect()


def test_downloads_once(server: Server, tmp_path: Path) -> None:
    for _ in range(2):
        path = _objects.locate(tmp_path, ENTRY)
        assert path == tmp_path / "cache" / "abc.parquet"
        assert path.read_bytes() == CONTENT
    assert server.asked == 1


def test_the_package_comes_first(server: Server, tmp_path: Path) -> None:
    (tmp_path / "abc.parquet").write_bytes(CONTENT)
    assert _objects.locate(tmp_path, ENTRY) == tmp_path / "abc.parquet"
    assert server.asked == 0


@pytest.mark.parametrize("mood", ["404", "500", "wrong", "truncates"])
def test_a_failure_leaves_nothing_and_the_next_try_succeeds(
    server: Server, tmp_path: Path, mood: str
) -> None:
    server.mood = mood
    with pytest.raises(
        OSError, match=r"cannot download http://127.*/objects/abc.parquet to .*cache: .*; try again"
    ) as caught:
        _objects.locate(tmp_path, ENTRY)
    assert "\n" not in str(caught.value)
    assert list((tmp_path / "cache").iterdir()) == []
    server.mood = "well"
    assert _objects.locate(tmp_path, ENTRY).read_bytes() == CONTENT


def test_a_damaged_copy_in_the_cache_is_fetched_again(server: Server, tmp_path: Path) -> None:
    _objects.locate(tmp_path, ENTRY).write_bytes(b"damaged")
    assert _objects.locate(tmp_path, ENTRY).read_bytes() == CONTENT


def test_offline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_objects, "BASE_ADDRESS", "http://127.0.0.1:9")
    monkeypatch.setenv("UKR_SECURITY_DATA_DIR", str(tmp_path / "cache"))
    with pytest.raises(OSError, match=r"cannot download http://127.0.0.1:9/abc.parquet to "):
        _objects.locate(tmp_path, ENTRY)


def test_without_an_address_the_package_must_be_mended(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="is missing; reinstall the package"):
        _objects.locate(tmp_path, ENTRY)
