"""A document as parts, written as Markdown or as HTML; every value is escaped in both."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape

NOTHING = "none recorded"
# Digests and paths: what no column can hold in one line.
LONG_WORD = 32


@dataclass(frozen=True)
class Table:
    """Rows of text under a header; `numeric` counts the columns, from the right, that hold numbers."""

    header: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    numeric: int = 0


@dataclass(frozen=True)
class Section:
    """A heading with paragraphs, then bullets, then a table, then code; whichever there are."""

    title: str
    paragraphs: tuple[str, ...] = ()
    bullets: tuple[str, ...] = ()
    table: Table | None = None
    code: str = ""
    level: int = field(default=2)


def to_markdown(sections: Iterable[Section]) -> str:
    """One text; what a value holds of Markdown's or HTML's own signs stays text."""
    return "\n\n".join(part for section in sections for part in _markdown(section)) + "\n"


def _markdown(section: Section) -> Iterable[str]:
    yield f"{'#' * section.level} {_plain(section.title)}"
    yield from map(_plain, section.paragraphs)
    if section.bullets:
        yield "\n".join(f"- {_plain(bullet)}" for bullet in section.bullets)
    if section.table is not None:
        yield _markdown_table(section.table)
    if section.code:
        yield f"```python\n{section.code}\n```"


def _markdown_table(table: Table) -> str:
    if not table.rows:
        return NOTHING
    text = len(table.header) - table.numeric
    rule = ["---"] * text + ["---:"] * table.numeric
    lines = [table.header, tuple(rule), *table.rows]
    return "\n".join(
        "| " + " | ".join(cell if row is lines[1] else _plain(cell) for cell in row) + " |" for row in lines
    )


_SIGNS = re.compile(r"([\\`*\[\]|#~])|(?<!\w)(_)|(_)(?!\w)")


def _plain(text: str) -> str:
    one_line = " ".join(text.split())
    return _SIGNS.sub(r"\\\1\2\3", escape(one_line, quote=False))


def to_html(sections: Iterable[Section]) -> str:
    """The same, for inside a page."""
    return "".join(_html(section) for section in sections)


def _html(section: Section) -> str:
    parts = [f"<h{section.level}>{escape(section.title)}</h{section.level}>"]
    parts += [f"<p>{escape(text)}</p>" for text in section.paragraphs]
    if section.bullets:
        parts.append("<ul>" + "".join(f"<li>{escape(text)}</li>" for text in section.bullets) + "</ul>")
    if section.table is not None:
        parts.append(html_table(section.table))
    if section.code:
        parts.append(f"<pre><code>{escape(section.code)}</code></pre>")
    return "".join(parts)


def html_table(table: Table) -> str:
    """A table that scrolls by itself where the page is narrower than it."""
    if not table.rows:
        return f"<p class='quiet'>{NOTHING}</p>"
    text = len(table.header) - table.numeric

    def cells(row: tuple[str, ...], tag: str) -> str:
        return "".join(
            f"<{tag}{_kind(cell, number=column >= text)}>{escape(cell)}</{tag}>" for column, cell in enumerate(row)
        )

    body = "".join(f"<tr>{cells(row, 'td')}</tr>" for row in table.rows)
    return (
        f"<div class='scroll'><table><thead><tr>{cells(table.header, 'th')}</tr></thead>"
        f"<tbody>{body}</tbody></table></div>"
    )


def _kind(cell: str, *, number: bool) -> str:
    if number:
        return " class='number'"
    return " class='long'" if any(len(word) > LONG_WORD for word in cell.split()) else ""
