"""The page on one window: it opens without a network, and everything that comes from data is escaped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from contracts.style import STYLE
from evaluation import drift
from tasks import monitor_plots, monitor_words
from tasks.monitor_history import Window

_STYLE = """
h1 { margin-bottom: .3rem; }
.verdict { border-left: 4px solid #1a7f37; padding: .5rem 1rem; background: #eef6f0; }
.verdict.is-out { border-color: #b42318; background: #fdf0ee; }
svg { display: block; overflow: visible; }
svg text { font: 11px system-ui, sans-serif; fill: #57606a; }
svg line { stroke: #8c959f; stroke-width: 1; }
svg .reference { fill: #8c959f; fill-opacity: .45; stroke: none; }
svg .new { fill: #1a5fb4; fill-opacity: .55; stroke: none; }
svg line.reference { stroke: #8c959f; stroke-width: 3; }
svg line.new { stroke: #1a5fb4; stroke-width: 3; }
svg .in { fill: #fff; stroke: #1a7f37; }
svg .out { fill: #b42318; stroke: #b42318; }
.key::before { content: ""; display: inline-block; width: .8em; height: .8em; margin-right: .4em; background: #1a5fb4; }
.key.was::before { background: #b9bfc6; }
.key { margin-right: 1.5em; }
td.number { text-align: right; white-space: nowrap; }
td.state { white-space: nowrap; }
td.column { min-width: 8rem; overflow-wrap: normal; }
@media (prefers-color-scheme: dark) {
  .verdict { background: #1b2a20; }
  .verdict.is-out { background: #3a1f1c; }
  svg text { fill: #adb5bd; }
  svg .in { fill: #14181d; }
}
"""


def page(summary: Mapping[str, Any], earlier: Sequence[Window]) -> str:
    """The report as one HTML document.

    Args:
        summary: Of the window.
        earlier: The windows of the same champion before it.
    """
    title = f"{summary['model']}: window {summary['window']}"
    sections = (
        _verdict(summary),
        _windows(summary, earlier),
        _performance(summary["performance"]),
        _facts(summary),
        _findings(summary),
        _untold(summary),
    )
    return (
        "<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'>"
        f"<title>{escape(title)}</title><style>{STYLE}{_STYLE}</style></head>"
        f"<body class='index'><h1>{escape(title)}</h1>{''.join(sections)}</body></html>\n"
    )


def _verdict(summary: Mapping[str, Any]) -> str:
    reasons = "".join(f"<li>{escape(reason)}</li>" for reason in summary["reasons"])
    kind = "verdict is-out" if summary["out"] else "verdict"
    return (
        f"<div class='{kind}'><strong>{escape(monitor_words.headline(summary))}</strong><ul>{reasons}</ul></div>"
        f"<p>Made {escape(summary['when'])}.</p>"
    )


def _windows(summary: Mapping[str, Any], earlier: Sequence[Window]) -> str:
    all_of_them = [*((window.label, window.out) for window in earlier), (summary["window"], summary["out"])]
    return (
        f"<h2>Windows of version {escape(summary['champion'])}</h2>{monitor_plots.strip(all_of_them)}"
        f"<p>Oldest first, this one last; red is out. Training again is due when {summary['settings']['k']} of the "
        f"last {summary['settings']['n']} are out and the latest is.</p>"
    )


def _performance(performance: Mapping[str, Any]) -> str:
    found = performance["measures"].get(performance["primary"])
    words = f"<h2>Performance</h2><p>{escape(performance['words'])}</p>"
    if found is None:
        return words
    registered = performance["registered"]
    rows = [
        ("registered", registered["value"], registered["low"], registered["high"]),
        ("this window", found["value"], found["low"], found["high"]),
    ]
    return words + monitor_plots.intervals(rows)


def _facts(summary: Mapping[str, Any]) -> str:
    rows = "".join(
        f"<tr><td>{escape(name)}</td><td class='number'>{summary['reference_rows'].get(name, 0):,}</td>"
        f"<td class='number'>{found['rows']:,}</td><td class='number'>{found['looked_at']:,}</td></tr>"
        for name, found in summary["rows"].items()
    )
    notes = "".join(f"<p>{escape(note)}</p>" for note in summary["notes"])
    if summary["refusal"]:
        notes += f"<p class='refusal'>As training data these tables would be refused: {escape(summary['refusal'])}</p>"
    return (
        f"<h2>Data</h2><p>{escape(summary['source'])}</p><table><thead><tr><th>Table</th><th>Rows in training</th>"
        f"<th>Rows in the window</th><th>Looked at</th></tr></thead><tbody>{rows}</tbody></table>{notes}"
    )


def _findings(summary: Mapping[str, Any]) -> str:
    settings = summary["settings"]
    rows = "".join(
        _row(finding) for finding in monitor_words.ordered(summary) if finding["state"] in (drift.DRIFTED, drift.STEADY)
    )
    return (
        "<h2>Comparisons</h2><p><span class='key was'>training</span><span class='key'>this window</span></p>"
        f"<p>Drifted: the test rejects (p corrected by Benjamini and Hochberg, at most {settings['alpha']:g}), and the "
        "change reaches its threshold.</p>"
        "<table><thead><tr><th></th><th>Column</th><th>Signal</th><th>Change</th><th>p</th><th>Test</th>"
        f"<th>Picture</th></tr></thead><tbody>{rows}</tbody></table>"
    )


def _row(finding: Mapping[str, Any]) -> str:
    test = finding["test"]
    kind = "broken" if finding["state"] == drift.DRIFTED else "kept"
    return (
        f"<tr><td class='state {kind}'>{escape(finding['state'])}</td><td class='column'>{_where(finding)}</td>"
        f"<td>{escape(finding['signal'])}</td>"
        f"<td>{test['effect']:.3f}<br><small>{escape(test['measured'])}; "
        f"threshold {finding['threshold']:g}</small></td>"
        f"<td class='number'>{monitor_words.probability(finding['p_adjusted'])}</td>"
        f"<td>{escape(test['name'])}<br><small>{test['n_reference']:,} and {test['n_new']:,} rows</small></td>"
        f"<td>{monitor_plots.drawn(finding['picture'])}</td></tr>"
    )


def _where(finding: Mapping[str, Any]) -> str:
    return escape(monitor_words.where(finding)).replace(".", ".<wbr>").replace("_", "_<wbr>")


def _untold(summary: Mapping[str, Any]) -> str:
    found = [
        finding for finding in monitor_words.ordered(summary) if finding["state"] in (drift.TOO_FEW, drift.NOT_COMPARED)
    ]
    if not found:
        return ""
    rows = "".join(
        f"<tr><td>{escape(monitor_words.where(finding))}</td><td>{escape(finding['signal'])}</td>"
        f"<td>{escape(finding['state'])}</td><td>{escape(finding['note'])}</td></tr>"
        for finding in found
    )
    return (
        "<h2>Not judged</h2><table><thead><tr><th>Column</th><th>Signal</th><th></th><th>Why</th></tr></thead>"
        f"<tbody>{rows}</tbody></table>"
    )
