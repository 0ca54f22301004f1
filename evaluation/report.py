"""The report of a judged run: one page that opens anywhere, with nothing fetched and every value escaped."""

from __future__ import annotations

from html import escape

from evaluation import card, report_measures
from evaluation.document import Table, html_table, to_html
from evaluation.gate import Check
from evaluation.report_facts import RunFacts
from evaluation.report_style import STYLE
from evaluation.wording import moment, number

# The browser itself then refuses whatever would come from elsewhere, should a value ever slip through.
POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"


def page(facts: RunFacts) -> str:
    """The whole page as HTML."""
    sections = {
        "gate": ("The gate", _gate(facts)),
        "comparison": ("Against the champion", report_measures.comparison(facts)),
        "metrics": ("Metrics", report_measures.metrics(facts)),
        "plots": ("Plots", report_measures.figures(facts)),
        "pictures": ("Seen", report_measures.pictures(facts)),
        "data": ("Data and validation", _data(facts)),
        "places": ("Where to look further", _places(facts)),
    }
    shown = {name: section for name, section in sections.items() if section[1]}
    links = "".join(f"<a href='#{name}'>{escape(title)}</a>" for name, (title, _) in shown.items())
    body = "".join(f"<h2 id='{name}'>{escape(title)}</h2>{content}" for name, (title, content) in shown.items())
    return (
        "<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'>"
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        "<meta name='viewport' content='width=device-width, initial-scale=1'>"
        f"<title>{escape(_title(facts))}</title><style>{STYLE}</style></head><body>"
        f"<header>{_head(facts)}<nav>{links}<a href='#card'>Model card</a></nav></header>"
        f"<main>{body}<details id='card'><summary>Model card</summary>{to_html(card.sections(facts))}</details>"
        "</main></body></html>\n"
    )


def _title(facts: RunFacts) -> str:
    return f"{facts.model} version {facts.version}"


def _head(facts: RunFacts) -> str:
    verdict = facts.verdict
    word, kind = ("Promoted", "good") if verdict.promoted else ("Not promoted", "bad")
    champion = f"version {verdict.champion_before}" if verdict.champion_before else "none"
    return (
        f"<h1>{escape(_title(facts))}</h1><p class='quiet'>{escape(facts.summary)}</p>"
        f"<div class='verdict {kind}'><strong>{word}</strong>{escape(verdict.reason)}</div>"
        f"<p class='quiet'>Decided {escape(moment(verdict.decided))}. Champion until then: {escape(champion)}. "
        f"{facts.measured.examples:,} test examples.</p>"
    )


def _gate(facts: RunFacts) -> str:
    if not facts.verdict.checks:
        return "<p class='quiet'>No check was made; the sentence above says why.</p>"
    rows = "".join(_check(check) for check in facts.verdict.checks)
    return (
        "<div class='scroll'><table><thead><tr><th></th><th>check</th><th class='number'>found</th>"
        f"<th class='number'>bound</th></tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _check(check: Check) -> str:
    mark = "<td class='good nowrap'>✓ holds</td>" if check.passed else "<td class='bad nowrap'>✗ fails</td>"
    bound = "" if check.bound is None else number(check.bound)
    return (
        f"<tr>{mark}<td>{escape(check.name)}<small>{escape(check.says)}</small></td>"
        f"<td class='number'>{escape(number(check.found))}</td><td class='number'>{escape(bound)}</td></tr>"
    )


def _data(facts: RunFacts) -> str:
    broken = [
        (table.name, rule, asks, f"{count:,}") for table in facts.data.tables for rule, asks, count in table.broken
    ]
    return (
        f"<p>{escape(card.source_in_words(facts.data.source))}</p>{html_table(card.rows_table(facts))}"
        f"<h3>Rules that rows broke</h3>{html_table(Table(('table', 'rule', 'asks', 'rows'), broken, numeric=1))}"
        f"<h3>Examples that were built</h3>{html_table(card.examples_table(facts))}"
        f"<h3>Data versions</h3>{html_table(card.files_table(facts))}"
    )


def _places(facts: RunFacts) -> str:
    return html_table(Table(("what", "where"), list(facts.places.items())))
