"""Facts of a run that never was, for tests of the page and the card."""

from __future__ import annotations

from typing import Any

from evaluation.card_text import CardText
from evaluation.curves import Plot
from evaluation.gate import Check
from evaluation.report_facts import DataFacts, Measured, RunFacts, TableCounts, Verdict

HOSTILE = "<script>alert('x')</script> \"quoted\" | `code` [a](https://elsewhere.example) & _more_"


def measure(value: float | None, low: float | None = None, high: float | None = None, **more: Any) -> dict[str, Any]:
    return {
        **{"value": value, "low": low, "high": high, "n": 50, "unit": "", "higher_is_better": True, "meaning": ""},
        **more,
    }


def paired(value: float | None, low: float | None, high: float | None) -> dict[str, Any]:
    return {
        **{"difference": value, "low": low, "high": high},
        **{"p_value": 0.01, "confidence": 0.95, "resamples": 1000},
    }


def facts(word: str = "north", *, champion: bool = True) -> RunFacts:
    """`word` stands in every place that holds text from outside: names, sources, sentences, paths."""
    measures = {
        "wape": measure(0.21, 0.18, 0.25, higher_is_better=False, meaning=word),
        f"wape_{word}": measure(None, meaning="undefined here", n=0),
        "latency_p99_ms": measure(12.5, unit="ms", higher_is_better=False),
    }
    plot = Plot(name=word, x_label=word, y_label=word, x=[0.0, 0.5, 1.0], y=[0.2, 0.4, 0.9], note=word)
    tests = {
        "primary": paired(0.02, 0.01, 0.03),
        "slices": {word: paired(None, None, None), f"empty {word}": None},
        "metrics": {"bias": paired(0.0, 0.0, 0.0)},
    }
    return RunFacts(
        use_case="demand_forecasting",
        model="demand-forecasting",
        version="7",
        summary=word,
        registered="2026-01-02T03:04:05+00:00",
        verdict=Verdict(
            promoted=False,
            reason=word,
            checks=[
                Check(name=f"floor {word}", passed=False, found=None, bound=0.5, says=word),
                Check(name="gain in wape", passed=True, found=0.01, bound=0.0, says="gains"),
            ],
            champion_before="6" if champion else None,
            decided="2026-01-02T03:05:05+00:00",
        ),
        policy={
            **{"primary": "wape", "direction": "lower", "min_gain": 0.0},
            **{"max_loss": {word: 0.02, f"empty {word}": 0.02}, "max_metric_loss": {"bias": 0.01}},
        },
        measured=Measured(
            examples=50,
            confidence=0.95,
            statistics=("wape",),
            measures=measures,
            champion_measures={"wape": measure(0.23, 0.2, 0.26, higher_is_better=False)} if champion else {},
            comparison=tests if champion else None,
            valid={"wape": 0.2},
            plots={"challenger": [plot], **({"champion": [plot]} if champion else {})},
            latency_ms=[10.0, 11.0, 12.5],
        ),
        data=DataFacts(
            source={"data": f"/tables/{word}", "source": "simulator", "as_of": "2026-01-01"},
            files={f"{word}.parquet": "a" * 64},
            dvc={word: "b" * 32},
            tables=[TableCounts(name=word, read=1200, kept=1190, rejected=10, broken=[(word, word, 10)])],
            splits={"train": {word: 900}, "share": 0.123456},
        ),
        card=CardText(intended_use=word, users=word, out_of_scope=(word,), limits=(word,), caveats=(word,)),
        lineage={"bundle_sha256": word},
        places={"this page": word},
    )
