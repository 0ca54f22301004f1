"""What was measured of review extraction on annotated reviews as text, with verdicts on the targets."""

from __future__ import annotations

from typing import Any, Final

from rich.console import Group

from benchmarks.report_tables import framed, plain_table, with_ends
from benchmarks.review_short import NAME
from benchmarks.review_targets import PUBLISHED
from benchmarks.review_verdicts import called, reading, together, verdicts

Json = dict[str, Any]

QUALITY: Final = {
    "triplet_precision": "precision",
    "triplet_recall": "recall",
    "triplet_f1": "triplet F1",
    "aspect_term_f1": "aspect terms F1",
    "opinion_term_f1": "opinion terms F1",
    "polarity_accuracy": "polarity",
}
PARTS: Final = {
    "implied_f1": "implied aspects",
    "unseen_f1": "unseen aspects",
    "triplet_f1_short_text": "short reviews",
    NAME: "short sentences",
    "triplet_f1_noised": "noised",
    "triplet_f1_noised_lost": "lost by it",
}
GAINS: Final = {
    "triplet_f1": "triplet F1",
    "aspect_f1": "aspects F1",
    "opinion_f1": "opinions F1",
    "polarity_accuracy": "polarity",
    "implied_f1": "implied",
    "unseen_f1": "unseen",
}
SHORT: Final = "short: fewer than 8 words; sentences of the reviews, each asked alone; noised: all kinds together"
KINDS: Final = ("typos", "elongation", "casing", "no_punctuation", "emoji", "slang", "markup")
SURENESS: Final = {
    "ece": "ECE",
    "ece_by_chance": "by chance",
    "held_out_stars_rank_correlation": "stars: rank correlation",
    "held_out_stars_mae": "MAE",
    "held_out_stars_mae_alike": "if all alike",
    "held_out_stars_told": "something told",
}


def shown(found: Json) -> Group:
    """Tables of all results, of the gains and of costs, then the verdicts.

    Args:
        found: What `review_extraction.measured` returns.
    """
    results = found["results"]
    title = f"DMASTE, {found['split']}"
    kinds = {f"triplet_f1_{kind}_lost": kind.replace("_", " ") for kind in KINDS}
    parts = [
        _table(f"{title}: exact triplets and their parts", results, QUALITY, "95 % intervals over reviews"),
        _table(f"{title}: F1 of exact triplets where it is hard", results, PARTS, SHORT),
        _table(f"{title}: triplet F1 lost through each kind of noise, on every review", results, kinds, "", ends=False),
        _table(f"{title}: confidences, and opinions against stars that nobody told", results, SURENESS, ""),
        _costs(results),
        *(_gains(where, one) for where, one in found["ahead"].items()),
    ]
    return Group(*parts, PUBLISHED, "\n".join(verdicts(found)))


def _table(title: str, results: list[Json], names: dict[str, str], told: str, *, ends: bool = True) -> Group:
    table = plain_table(["", *names.values()])
    for one in results:
        given = (one["measures"].get(name) for name in names)
        cells = (each if ends or each is None else {**each, "low": None} for each in given)
        table.add_row(called(one), *("" if each is None else with_ends(each) for each in cells))
    return framed(title, table, told)


def _costs(results: list[Json]) -> Group:
    heads = (
        "reviews learnt",
        "threads",
        "fit s",
        "fit peak MB",
        "bundle MB",
        "reviews/s",
        "processes",
        "of one processor",
    )
    table = plain_table(["", *heads, "one: p50 ms", "p99 ms"])
    for one in results:
        fit = one["costs"]["train"] if "costs" in one else {}
        spent = (fit.get("seconds", one.get("fit_seconds")), fit.get("children_peak_mb", one.get("peak_mb")))
        told = [one["measures"].get(name) for name in ("bundle_mb", "latency_p50_ms", "latency_p99_ms")]
        size, median, slow = (None if each is None else each["value"] for each in told)
        clock, processor = reading(one)
        cells = (*spent, size, clock, together(one), processor, median, slow)
        counts = (f"{one['facts']['train']['reviews']:,}", str(one["threads"]))
        table.add_row(called(one), *counts, *("" if cell is None else f"{cell:,.0f}" for cell in cells))
    settings = ", ".join(sorted({one["setting"] for one in results if "setting" in one}))
    says = "processes: reviews/s of as many processes of one thread as there are threads, side by side"
    return framed("Costs", table, f"{says}; lexicon: {settings}" if settings else says)


def _gains(where: str, ahead: Json) -> Group:
    table = plain_table(["over", *GAINS.values()])
    for other, gains in ahead.items():
        table.add_row(other, *(_gain(gains[name]) for name in GAINS))
    told = (
        "paired, with 95 % intervals; aspects and opinions as they are told in triplets; polarity: each method's pairs "
        "that are right, which are not the same ones"
    )
    return framed(f"{where}: gains of the transformer, or else of the first", table, told)


def _gain(one: Json) -> str:
    if one["gain"] is None:
        return ""
    ends = "" if one["low"] is None else f" ({one['low']:+.3f} to {one['high']:+.3f})"
    return f"{one['gain']:+.3f}{ends}"
