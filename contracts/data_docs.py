"""Data Docs that a run keeps: Great Expectations' pages made to open without a network, and an index over them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from pathlib import Path

from contracts import wording
from contracts.report import TableFound, TableRuleFound, ValidationReport
from contracts.style import STYLE

_SCRIPTS = re.compile(r"<script\b.*?</script>", re.DOTALL | re.IGNORECASE)
_LINKS = re.compile(r"<link\b[^>]*>", re.IGNORECASE)
_IMAGES = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
_REMOTE_CSS = re.compile(r"url\((['\"]?)https?:.*?\1\)", re.IGNORECASE)
_REMOTE_ANCHORS = re.compile(r"<a\b[^>]*\bhref=\"https?:[^\"]*\"[^>]*>", re.IGNORECASE)
_SITE_ANCHORS = re.compile(r"href=\"(?:\.\./)+index\.html\"")
_SUITE_ANCHORS = re.compile(r"href=\"(?:\.\./)+expectations/[^\"]*\"")
_UUIDS = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def self_contained(page: str) -> str:
    """A page without scripts and without anything fetched from elsewhere, styled by our own sheet.

    Random identifiers are numbered in their order, so that the same result makes the same bytes.
    """
    for pattern in (_SCRIPTS, _LINKS, _IMAGES):
        page = pattern.sub("", page)
    page = _REMOTE_CSS.sub("none", page)
    page = _REMOTE_ANCHORS.sub("<a>", page)
    page = _SITE_ANCHORS.sub('href="index.html"', page)
    page = _SUITE_ANCHORS.sub('href="index.html"', page)
    numbers: dict[str, str] = {}
    page = _UUIDS.sub(lambda found: numbers.setdefault(found[0], f"id-{len(numbers)}"), page)
    return page.replace("</head>", f"<style>{STYLE}</style></head>", 1)


def write(report: ValidationReport, pages: Mapping[str, str], directory: Path) -> None:
    """Write `index.html` and one page a table, by name, from Great Expectations' HTML."""
    directory.mkdir(parents=True)
    for name, page in pages.items():
        (directory / f"{name}.html").write_text(self_contained(page), encoding="utf-8")
    (directory / "index.html").write_text(_index(report), encoding="utf-8")


def _index(report: ValidationReport) -> str:
    verdict = "Accepted" if report.refusal is None else "Refused"
    reason = f"<p class='refusal'>{escape(report.refusal)} {escape(report.remedy or '')}</p>" if report.refusal else ""
    absent = f"<p>Not given: {escape(', '.join(report.absent))}.</p>" if report.absent else ""
    known = "".join(f"<p>{escape(line)}.</p>" for line in wording.left_out(report.as_of, report.left_out()))
    sections = "".join(_section(table) for table in report.tables)
    return (
        "<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'>"
        f"<title>Data Docs: {escape(report.use_case)}</title><style>{STYLE}</style></head>"
        f"<body class='index'><h1>{escape(report.use_case)}: {verdict}</h1>{reason}{absent}{known}{sections}"
        "</body></html>\n"
    )


def _section(table: TableFound) -> str:
    rules = "".join(
        _row(rule.name, rule.asks, rule.because, f"{rule.broken:,}", kept=rule.broken == 0) for rule in table.rules
    )
    whole = "".join(
        _row(rule.name, rule.asks, rule.because, _observed(rule), kept=rule.kept) for rule in table.table_rules
    )
    ignored = f"<p>Columns not used: {escape(', '.join(table.ignored_columns))}.</p>" if table.ignored_columns else ""
    return (
        f"<h2><a href='{escape(table.name)}.html'>{escape(table.name)}</a></h2>"
        f"<p>{table.rows_read:,} rows read, {table.rows_kept:,} kept, {table.rows_rejected:,} rejected "
        f"({table.rejected_share:.2%}).</p>{ignored}"
        "<table><thead><tr><th></th><th>Rule</th><th>Asks</th><th>Because</th><th>Rows that broke it</th></tr></thead>"
        f"<tbody>{rules}{whole}</tbody></table>"
    )


def _observed(rule: TableRuleFound) -> str:
    return f"{rule.observed:,.0f}: {rule.told}" if rule.told else f"observed {rule.observed:,.0f}"


def _row(name: str, asks: str, because: str, found: str, *, kept: bool) -> str:
    mark = "<td class='kept'>kept</td>" if kept else "<td class='broken'>broken</td>"
    cells = "".join(f"<td>{escape(text)}</td>" for text in (name, asks, because, found))
    return f"<tr>{mark}{cells}</tr>"
