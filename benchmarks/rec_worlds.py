"""The public logs that recommendation is measured on, how each is split, and what is measured of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class World:
    """One log.

    Attributes:
        source: Its name among the public sources.
        title: In reports.
        settings: How it is split, as `--set` takes it.
        chooses: The measure of valid that chooses the settings of peers.
        shown: Measures of reports by name; the first ones are compared.
        compared: How many.
    """

    source: str
    title: str
    settings: tuple[str, ...]
    chooses: str
    shown: dict[str, str]
    compared: int


_ALL: Final = ("features.max_requests=10000000", "features.history_events=10000")  # nobody and nothing is left out
BEAUTY, RETAIL = "beauty", "retail"

WORLDS: Final = {
    BEAUTY: World(
        "amazon-beauty",
        "Amazon Beauty, the last product of each customer",
        ("features.split=leave_one_out", *_ALL),
        "ndcg_10",
        {"hr_10": "HR@10", "ndcg_10": "NDCG@10", "mrr": "MRR", "hr_20": "HR@20"},
        3,
    ),
    RETAIL: World(
        "online-retail-ii",
        "Online Retail II, what each customer bought from 2011-09-01 on",
        (
            "features.split=time",
            "features.asks=customer",
            "features.valid_from=2011-06-01",
            "features.test_from=2011-09-01",
            *_ALL,
        ),
        "ndcg_20",
        {"recall_20": "recall@20", "ndcg_20": "NDCG@20", "hr_20": "HR@20", "mrr": "MRR"},
        2,
    ),
}
