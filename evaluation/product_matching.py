"""How product matching is measured: decisions on judged pairs, and what each of its challenges costs them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation import classification, matching_overlap
from evaluation.asked_again import blanked
from evaluation.baseline import Baseline
from evaluation.bootstrap import Statistic, interval
from evaluation.curves import Plot, precision_recall, reliability
from evaluation.matching_card import CARD as CARD
from evaluation.measure import Measure
from evaluation.proportion import share

if TYPE_CHECKING:
    from models.serving import ServableModel

Predict = Callable[[pd.DataFrame, dict[str, Any] | None], pd.DataFrame]

LISTING_COLUMNS = ("title", "description", "brand", "category", "price", "currency", "attributes", "seller")
BLANKED = ("title", "description", "brand", "price", "attributes")

STATISTICS: dict[str, Statistic] = {
    "f1": classification.f1("probable"),
    "precision": classification.precision("probable"),
    "recall": classification.recall("probable"),
    "precision_at_operating_point": classification.precision("match"),
    "recall_at_operating_point": classification.recall("match"),
    "recall_at_95_precision": classification.recall_at_precision(0.95),
    "recall_at_97_precision": classification.recall_at_precision(0.97),
    "recall_at_99_precision": classification.recall_at_precision(0.99),
    "average_precision": classification.average_precision,
}

# What a gate policy may name besides; `evaluation.gate_policy.problems` refuses what is in none of these.
LOWER_IS_BETTER: frozenset[str] = frozenset()
SLICES = ("unseen_product",)
MEASURES = (
    *(f"f1_{name}" for name in SLICES),
    "false_merges_on_twins",
    "false_merges_on_twins_at_least",
    *(f"f1_without_{field}" for field in BLANKED),
    "pair_completeness",
    "candidates_per_listing",
    *matching_overlap.MEASURES,
)
# What the primary metric is held against.
BASELINE: Final = Baseline("f1", matching_overlap.NAME, "titles that share most words")

# What makes the use case hard, and by what it is measured, the telling one first; `benchmarks.registered` says more.
CHALLENGES: Final[Mapping[str, tuple[str, ...]]] = {
    "scale": ("candidates_per_listing", "pair_completeness", "rows_per_second", "peak_memory_mb"),
    "high precision": ("precision_at_operating_point", "recall_at_99_precision", "recall_at_operating_point"),
    "missing fields": ("f1_without_title", "f1_without_brand", "f1_without_attributes"),
    "variations (size, colour, pack)": ("false_merges_on_twins", "false_merges_on_twins_at_least"),
}

MEANING = {
    "f1": "at the threshold that was best on valid",
    "precision_at_operating_point": "of what the champion calls a match",
    "recall_at_operating_point": "found at the stated precision",
    "f1_unseen_product": "pairs of listings that no training pair names",
    "false_merges_on_twins": "twins differ in one word of the title and are not the same product",
    "pair_completeness": "true pairs found among the candidates",
    "candidates_per_listing": "asked of the index for one listing",
}


def requests(examples: Path) -> pd.DataFrame:
    """The frozen test pairs as the model is asked about them, with `example_id`, `label` and slice columns."""
    pairs = pd.read_parquet(examples / "test.parquet")
    listings = pd.read_parquet(examples / "listings.parquet").set_index("listing_id")
    left = listings.loc[pairs["left_id"], list(LISTING_COLUMNS)].reset_index()
    right = listings.loc[pairs["right_id"], list(LISTING_COLUMNS)].reset_index().add_prefix("other_")
    return pd.concat([pairs.reset_index(drop=True), left, right], axis=1)


def request_columns(table: pd.DataFrame) -> pd.DataFrame:
    """Only what a consumer would send: no label, no split, no slice."""
    own = ["listing_id", *LISTING_COLUMNS]
    return table[[*own, *(f"other_{name}" for name in own)]]


def outcomes(table: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    """One row per test pair: label, score and decisions. A pair that blocking never proposes counts as refused."""
    proposed = table["blocked"].to_numpy(bool) if "blocked" in table else np.ones(len(table), dtype=bool)
    return pd.DataFrame(
        {
            "example_id": table["example_id"],
            "group": table["left_id"],
            "label": table["label"].astype("int8"),
            "score": np.where(proposed, answers["probability"].to_numpy(np.float64), 0.0),
            "probable": proposed & answers["probable"].to_numpy(bool),
            "match": proposed & answers["match"].to_numpy(bool),
            "unseen_product": table["unseen_product"].astype(bool),
            "variation_twin": variation_twins(table),
        }
    )


def measures(table: pd.DataFrame, *, resamples: int, confidence: float, seed: int) -> dict[str, Measure]:
    """All metrics that derive from the outcomes, with cluster-bootstrap intervals."""

    def measured(rows: pd.DataFrame, name: str, statistic: Statistic, higher_is_better: bool = True) -> Measure:
        point, low, high = interval(rows, statistic, resamples=resamples, confidence=confidence, seed=seed)
        return Measure(point, low, high, len(rows), higher_is_better=higher_is_better, meaning=MEANING.get(name, ""))

    found = {name: measured(table, name, statistic) for name, statistic in STATISTICS.items()}
    for name, rows in slices(table).items():
        found[f"f1_{name}"] = measured(rows, f"f1_{name}", STATISTICS["f1"])
    merged = table.loc[table["variation_twin"], "match"]
    name = "false_merges_on_twins"
    found[name] = share(int(merged.sum()), len(merged), higher_is_better=False, meaning=MEANING[name])
    # Few twins make the share itself a coin toss; what the gate holds against a model is what is sure.
    found[f"{name}_at_least"] = Measure(found[name].low, n=len(merged), higher_is_better=False, meaning="surely merged")
    return found


def slices(table: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Parts of the outcomes on which the primary metric is guarded."""
    return {"unseen_product": table[table["unseen_product"]]}


def plots(table: pd.DataFrame) -> list[Plot]:
    """What the report draws of the outcomes: whether probabilities hold, and what precision costs."""
    return [reliability(table["score"], table["label"]), precision_recall(table["score"], table["label"])]


def challenges(
    model: ServableModel, examples: Path, table: pd.DataFrame, settings: Mapping[str, Any]
) -> dict[str, Measure]:
    """Measures that need more than the outcomes: a field blanked, the index asked for candidates, a rule to beat.

    Args:
        model: What is evaluated.
        examples: What `build` wrote.
        table: `requests(examples)`.
        settings: `challenge_pairs` and `challenge_listings`: the most that are asked, drawn by `seed`;
            `candidates`: how many are asked of the index per listing; `resamples`, `confidence`.
    """
    seed = int(settings["seed"])
    sample = table.sample(min(len(table), int(settings["challenge_pairs"])), random_state=seed)
    return {
        **_blanked_fields(model.predict, sample),
        **_blocking(
            model.predict, examples, table, int(settings["candidates"]), int(settings["challenge_listings"]), seed
        ),
        **matching_overlap.measures(examples, table, settings),
    }


def variation_twins(table: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Pairs of different products whose titles differ in at most one word a side (a size, colour, pack or digit)."""
    found = np.zeros(len(table), dtype=bool)
    negative = np.flatnonzero(table["label"].to_numpy() == 0)
    left = table["title"].fillna("").str.casefold().str.split()
    right = table["other_title"].fillna("").str.casefold().str.split()
    for row in negative:
        ours, theirs = Counter(left.iloc[row]), Counter(right.iloc[row])
        only_ours, only_theirs = (ours - theirs).total(), (theirs - ours).total()
        common = (ours & theirs).total()
        found[row] = common >= 2 and max(only_ours, only_theirs) == 1
    return found


def _blanked_fields(predict: Predict, sample: pd.DataFrame) -> dict[str, Measure]:
    found = {}
    asked = request_columns(sample)
    for field in BLANKED:
        columns = [field, f"other_{field}"]
        if sample[columns].isna().all(axis=None):
            continue
        answers = predict(blanked(asked, columns), None).reset_index(drop=True)
        table = outcomes(sample.reset_index(drop=True), answers)
        value = float(STATISTICS["f1"](table, np.ones((1, len(table)), dtype=np.float32))[0])
        found[f"f1_without_{field}"] = Measure(value, n=len(table), meaning=f"{field} blanked on both sides")
    return found


def _blocking(
    predict: Predict, examples: Path, table: pd.DataFrame, candidates: int, most_listings: int, seed: int
) -> dict[str, Measure]:
    true_pairs = table.loc[table["label"] == 1, ["left_id", "right_id"]]
    asked = pd.unique(pd.concat([true_pairs["left_id"], true_pairs["right_id"]]))
    if len(asked) == 0:
        return {}
    if len(asked) > most_listings:
        kept = true_pairs.sample(min(len(true_pairs), most_listings // 2), random_state=seed)
        true_pairs, asked = kept, pd.unique(pd.concat([kept["left_id"], kept["right_id"]]))
    listings = pd.read_parquet(examples / "listings.parquet").set_index("listing_id")
    request = listings.loc[asked, list(LISTING_COLUMNS)].reset_index(names="listing_id")
    answers = predict(request, {"k": candidates})
    found = set(zip(answers["listing_id"].astype(str), answers["match_id"].astype(str), strict=True))
    pairs = list(zip(true_pairs["left_id"].astype(str), true_pairs["right_id"].astype(str), strict=True))
    covered = np.array([(a, b) in found or (b, a) in found for a, b in pairs])
    return {
        "pair_completeness": Measure(float(covered.mean()), n=len(pairs), meaning=MEANING["pair_completeness"]),
        "candidates_per_listing": Measure(
            len(answers) / len(asked), n=len(asked), higher_is_better=False, meaning=MEANING["candidates_per_listing"]
        ),
    }
