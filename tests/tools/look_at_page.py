"""Look at the quality page of a release in headless Chromium, on a phone and on a desk.

Without Chromium it says so and passes, but for CI, where it fails.
"""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-sync", "--disable-background-networking", "--disable-component-update"),
    "--hide-scrollbars",
]
WIDTHS = {"phone": 360, "desk": 1280}

# The page in a frame as wide as the screen; what the browser made of it, as JSON.
HARNESS = """<!DOCTYPE html><meta charset="utf-8"><style>body {{ margin: 0 }}</style>
<iframe id="page" width="{width}" height="4000" style="border: 0" srcdoc="{page}"></iframe>
<pre id="seen"></pre>
<script>
const frame = document.getElementById("page");
frame.addEventListener("load", () => {{
  const inner = frame.contentWindow, page = frame.contentDocument;
  const px = (e) => parseFloat(inner.getComputedStyle(e).fontSize);
  const seen = {{
    width: page.documentElement.scrollWidth,
    images: [...page.images].map((i) => [i.naturalWidth, i.getBoundingClientRect().width, i.alt]),
    loaded: inner.performance.getEntriesByType("resource").map((r) => r.name.slice(0, 40)),
    smallest: Math.min(...[...page.querySelectorAll("p, td, li")].map(px)),
    headings: [...page.querySelectorAll("h2")].map((h) => h.id),
    links: [...page.querySelectorAll("a")].map((a) => a.getAttribute("href")),
    tables: page.querySelectorAll("table").length,
    title: page.title,
    lang: page.documentElement.lang,
  }};
  document.getElementById("seen").textContent = JSON.stringify(seen);
}});
</script>"""


def installed() -> str | None:
    """The browser, under the name that this system has for it."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def browser(harness: Path, *more: str) -> str:
    """Run Chromium on a page with a profile of its own; what it prints."""
    program = installed()
    assert program
    with tempfile.TemporaryDirectory() as profile:
        done = subprocess.run(
            [program, *FLAGS, f"--user-data-dir={profile}", *more, harness.as_uri()],
            capture_output=True,
            text=True,
            timeout=120,
            check=True,
        )
    return done.stdout


def look(page: str, width: int, shot: Path) -> None:
    """Fail if a reader at a screen of that width would miss something."""
    harness = shot.with_suffix(".html")
    harness.write_text(HARNESS.format(width=width, page=html.escape(page)), encoding="utf-8")
    dom = browser(harness, "--dump-dom", "--virtual-time-budget=10000")
    found = re.search(r'<pre id="seen">(.+?)</pre>', dom, re.DOTALL)
    assert found, "the page did not load"
    seen = json.loads(html.unescape(found[1]))
    assert seen["width"] <= width, f"the page is {seen['width']} px wide on {width}"
    assert len(seen["images"]) >= 3
    for natural, shown, alt in seen["images"]:
        assert natural > 0, f"not drawn: {alt}"
        assert 200 <= shown <= width
        assert len(alt) > 30, "an image without words for those who do not see it"
    assert seen["smallest"] >= 13, f"text of {seen['smallest']} px"
    assert seen["tables"] >= 8
    assert seen["title"] and seen["lang"] == "en"
    assert seen["links"] == [f"#{heading}" for heading in seen["headings"]]
    assert all(name.startswith("data:") for name in seen["loaded"]), seen["loaded"]
    browser(harness, f"--screenshot={shot}", f"--window-size={max(width, 500)},1600")
    assert shot.stat().st_size > 10_000, "an empty picture"


def main(release: Path, shots: Path) -> None:
    """Look at quality.html of a release; keep the pictures."""
    if not installed():
        assert os.environ.get("CI") != "true", "CI must have Chromium; see .ci/run"
        print("quality.html: not looked at, for want of Chromium")
        return
    page = (release / "quality.html").read_text(encoding="utf-8")
    assert not re.search(r"<script|<link|url\(|src=\"(?!data:)|@import", page), "must stand alone"
    shots.mkdir(parents=True, exist_ok=True)
    for name, width in WIDTHS.items():
        look(page, width, shots.absolute() / f"quality-{name}.png")
    print(f"quality.html: looked at on {' and '.join(WIDTHS)}; pictures in {shots}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
