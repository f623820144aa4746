"""A generated report as one HTML file that needs nothing else: no network, script or font."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Mapping, Sequence
from html import escape

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from .figures import Plot
from .quality import FIGURES

_STYLE = """
:root { color-scheme: light; }
body { margin: 0 auto; max-width: 46rem; padding: 1rem; color: #1a1a1a; background: #fff;
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: break-word; }
h1, h2 { line-height: 1.2; }
h2 { margin-top: 2.5rem; }
nav ul { columns: 2; padding-left: 1.2rem; }
img { max-width: 100%; height: auto; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-size: .875rem; }
th, td { border-bottom: 1px solid #ccc; padding: .25rem .75rem .25rem 0; text-align: left;
  vertical-align: top; }
footer { margin-top: 3rem; border-top: 1px solid #ccc; font-size: .875rem; }
"""


def page(markdown: str, plots: Sequence[Plot], title: str, footer: str) -> str:
    """Markdown with its plots as an HTML file.

    Parameters
    ----------
    markdown : str
        The report; its images are the plots.
    plots : sequence of Plot
    title : str
        What the browser shows as the name of the page.
    footer : str
        Plain text that ends the page: version, licence and how to cite.
    """
    reader = MarkdownIt("commonmark").enable("table")
    pictures = {f"{FIGURES}/{plot.name}.svg": _data_address(plot) for plot in plots}
    reader.add_render_rule("image", _image(pictures))
    reader.add_render_rule("heading_open", _heading)
    reader.add_render_rule("table_open", _table_open)
    reader.add_render_rule("table_close", _table_close)
    sections = re.findall(r"^## (.+)$", markdown, re.MULTILINE)
    contents = "".join(f'<li><a href="#{_anchor(s)}">{escape(s)}</a></li>' for s in sections)
    body = reader.render(markdown)
    heading, _, rest = body.partition("</h1>\n")
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f'{heading}</h1>\n<nav aria-label="Contents"><ul>{contents}</ul></nav>\n{rest}</main>\n'
        f"<footer><p>{escape(footer)}</p></footer>\n</body>\n</html>\n"
    )


def _anchor(heading: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", heading.casefold()).strip("-")


def _data_address(plot: Plot) -> str:
    return f"data:image/svg+xml;base64,{base64.b64encode(plot.svg.encode()).decode()}"


def _image(pictures: Mapping[str, str]) -> Callable[..., str]:
    """How an image is written: as its plot."""

    def rule(
        renderer: RendererHTML, tokens: Sequence[Token], at: int, options: OptionsDict, env: object
    ) -> str:
        source = str(tokens[at].attrs["src"])
        return f'<img src="{pictures[source]}" alt="{escape(tokens[at].content)}">'

    return rule


def _heading(
    renderer: RendererHTML, tokens: Sequence[Token], at: int, options: OptionsDict, env: object
) -> str:
    tag, text = tokens[at].tag, tokens[at + 1].content
    return f'<{tag} id="{_anchor(text)}">'


def _table_open(
    renderer: RendererHTML, tokens: Sequence[Token], at: int, options: OptionsDict, env: object
) -> str:
    # A table wider than a phone scrolls by itself, by keyboard too.
    return '<div class="wide" tabindex="0">\n<table>\n'


def _table_close(
    renderer: RendererHTML, tokens: Sequence[Token], at: int, options: OptionsDict, env: object
) -> str:
    return "</table>\n</div>\n"
