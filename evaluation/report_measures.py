"""What of a report is measured: metrics beside the champion's, paired differences, curves, latency."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from evaluation import card, report_charts, report_curves
from evaluation.curves import Plot
from evaluation.report_charts import Gain
from evaluation.report_facts import RunFacts
from evaluation.wording import interval, number

Measure = Mapping[str, Any]

LATENCIES = ("latency_p50_ms", "latency_p99_ms")


def comparison(facts: RunFacts) -> str:
    """Paired differences on the same examples, with the bounds that the policy sets; empty without a champion."""
    tests = facts.measured.comparison
    if tests is None:
        return _no_comparison(facts)
    policy, primary = facts.policy, tests["primary"]
    whole = [_gain(policy["primary"], primary, policy["min_gain"])]
    slices = [
        _gain(f"{policy['primary']}, {name}", test, -policy["max_loss"][name])
        for name, test in tests["slices"].items()
        if test is not None and name in policy["max_loss"]
    ]
    others = [
        _gain(name, test, -policy["max_metric_loss"][name])
        for name, test in tests.get("metrics", {}).items()
        if test is not None and name in policy["max_metric_loss"]
    ]
    charts = [report_charts.gains([*whole, *slices], f"Gain in {policy['primary']} over the champion")]
    charts += [report_charts.gains([gain], f"Gain in {gain.name} over the champion") for gain in others]
    empty = [name for name, test in tests["slices"].items() if test is None]
    unmet = [name for name, test in tests.get("metrics", {}).items() if test is None]
    left_out = f"<p class='quiet'>No test example falls into: {escape(', '.join(empty))}.</p>" if empty else ""
    if unmet:
        left_out += f"<p class='quiet'>No test example is there for: {escape(', '.join(unmet))}.</p>"
    return (
        f"<p>Challenger and champion answered the same {facts.measured.examples:,} examples. A gain is an improvement, "
        f"whichever way the metric is better ({escape(policy['primary'])}: {escape(policy['direction'])}). "
        f"{primary['resamples']:,} paired bootstrap resamples; each end of an interval is sure at "
        f"{primary['confidence']:.0%}. The triangle is the bound that the lower end has to keep.</p>"
        f"<div class='figures'>{''.join(f'<figure>{chart}</figure>' for chart in charts)}</div>{left_out}"
    )


def _no_comparison(facts: RunFacts) -> str:
    champion = facts.verdict.champion_before
    if champion is None:
        return ""
    return (
        f"<p class='quiet'>The run store no longer holds the comparison with version {escape(champion)}; the report of "
        "the run that judged this version does.</p>"
    )


def _gain(name: str, test: Mapping[str, Any], bound: float) -> Gain:
    return Gain(name, test["difference"], test["low"], test["high"], bound)


def metrics(facts: RunFacts) -> str:
    """Tables of quality, slices and challenges, and cost, each metric with its interval."""
    parts = [
        _key(facts),
        "<h3>Quality on the whole test</h3>",
        _table(facts, card.quality_names(facts)),
        "<h3>Slices and challenges</h3>",
        _table(facts, card.challenge_names(facts)),
        "<h3>Cost of use</h3>",
        _table(facts, card.cost_names(facts)),
    ]
    return "".join(parts)


def _key(facts: RunFacts) -> str:
    champion = escape(facts.verdict.champion_before or "")
    theirs = f"<span class='theirs'>champion, version {champion}</span>" if _has_champion(facts) else ""
    return f"<p class='key'><span class='ours'>challenger, version {escape(facts.version)}</span>{theirs}</p>"


def _has_champion(facts: RunFacts) -> bool:
    return bool(facts.measured.champion_measures)


def _table(facts: RunFacts, names: Sequence[str]) -> str:
    if not names:
        return "<p class='quiet'>none measured</p>"
    ours, theirs = facts.measured.measures, facts.measured.champion_measures
    compared = any(name in theirs for name in names)
    sure = any(interval(ours[name]) for name in names)
    columns = ["challenger", *(["interval"] if sure else [])]
    columns += ["champion", *(["interval"] if sure else [])] if compared else []
    heads = "".join(f"<th class='number'>{column}</th>" for column in [*columns, "n"])
    rows = "".join(_row(name, ours[name], theirs.get(name), sure=sure, compared=compared) for name in names)
    return (
        f"<div class='scroll'><table><thead><tr><th>metric</th>{heads}<th></th></tr></thead>"
        f"<tbody>{rows}</tbody></table></div>"
    )


def _row(name: str, ours: Measure, theirs: Measure | None, *, sure: bool, compared: bool) -> str:
    better = "" if ours["higher_is_better"] else "lower is better"
    meaning = "; ".join(part for part in (ours["meaning"], better) if part)
    cells = _numbers(ours, sure=sure) + (_numbers(theirs, sure=sure) if compared else "")
    return (
        f"<tr><td>{escape(name)}<small>{escape(meaning)}</small></td>{cells}"
        f"<td class='number'>{ours['n']:,}</td><td>{_spans(name, ours, theirs)}</td></tr>"
    )


def _numbers(measure: Measure | None, *, sure: bool) -> str:
    value = "" if measure is None else number(measure["value"], measure["unit"])
    cells = [value, *([interval(measure or {})] if sure else [])]
    return "".join(f"<td class='number'>{escape(cell)}</td>" for cell in cells)


def _spans(name: str, ours: Measure, theirs: Measure | None) -> str:
    span = _span(ours)
    return "" if span is None else report_charts.spans(span, _span(theirs or {}), f"{name}, with interval")


def _span(measure: Measure) -> tuple[float, float, float] | None:
    value, low, high = (measure.get(name) for name in ("value", "low", "high"))
    return None if value is None or low is None or high is None else (value, low, high)


def figures(facts: RunFacts) -> str:
    """Curves of the outcomes, champion's behind the challenger's, and the distribution of latency."""
    ours = {plot.name: plot for plot in facts.measured.plots.get("challenger", [])}
    theirs = {plot.name: plot for plot in facts.measured.plots.get("champion", [])}
    drawn = [_curves(plot, theirs.get(name)) for name, plot in ours.items() if plot.x]
    if facts.measured.latency_ms:
        drawn.append(_latency(facts))
    return f"{_key(facts)}<div class='figures'>{''.join(drawn)}</div>" if drawn else ""


def pictures(facts: RunFacts) -> str:
    """Pictures of the challenger's answers, inside the page; empty where a use case has none."""
    return "".join(
        f"<figure><h3>{escape(one.name)}</h3><img src='data:image/png;base64,{escape(one.png)}' "
        f"alt='{escape(one.name)}' style='max-width:100%'><figcaption>{escape(one.note)}</figcaption></figure>"
        for one in facts.measured.pictures
    )


def _curves(ours: Plot, theirs: Plot | None) -> str:
    same = theirs is not None and theirs.subject == ours.subject
    models = {"challenger": ours, **({"champion": theirs} if theirs is not None and same else {})}
    return _figure(ours.name, report_curves.curves(models, ours.name), ours.note)


def _latency(facts: RunFacts) -> str:
    measures = facts.measured.measures
    values = {name.split("_")[1]: measures[name]["value"] for name in LATENCIES if name in measures}
    marks = {name: value for name, value in values.items() if value is not None}
    note = f"{len(facts.measured.latency_ms):,} single requests of the challenger, one after another."
    return _figure("Latency", report_charts.histogram(facts.measured.latency_ms, marks, "milliseconds"), note)


def _figure(title: str, chart: str, note: str) -> str:
    return f"<figure><h3>{escape(title)}</h3>{chart}<figcaption>{escape(note)}</figcaption></figure>"
