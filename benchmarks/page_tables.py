"""Tables of pages in Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Lines of a table and an empty one after it; none where there are no rows."""
    body = [_line(row) for row in rows]
    return [_line(heads), "|---" * len(heads) + "|", *body, ""] if body else []


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"
