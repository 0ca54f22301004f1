"""What is to be reached in recommendation."""

from __future__ import annotations

from typing import Final

from benchmarks.rec_peers import ALL_TIME, ALS, BM25, EASE, KNN, POPULARITY
from benchmarks.search_targets import UNAVAILABLE, Target

__all__ = [
    "ABOVE",
    "ABOVE_COLD",
    "ABOVE_WARM",
    "BEAUTY",
    "FITTED",
    "FLOORS",
    "LATENCY",
    "LATENCY_AT",
    "OF_RANDOM",
    "OF_RANDOM_UNSEEN",
    "PUBLISHED",
    "UNAVAILABLE",
    "UNSEEN_OF_WARM",
]

BEAUTY: Final = {"hr_10": Target("HR@10", 0.080), "ndcg_10": Target("NDCG@10", 0.050)}
FLOORS: Final = {"hr_10": 0.0749, "ndcg_10": 0.0468}  # an item-kNN on the same split, untuned
PUBLISHED: Final = {"SASRec": {"hr_10": 0.0605, "ndcg_10": 0.0318}, "S3-Rec": {"hr_10": 0.0647, "ndcg_10": 0.0327}}
FITTED: Final = Target("seconds of training on 2 cores", 180, at_least=False)
ABOVE: Final = (ALS, BM25, EASE)  # in the same run, on Beauty
ABOVE_WARM: Final = (POPULARITY, ALL_TIME, KNN, ALS, BM25)
ABOVE_COLD: Final = (POPULARITY, ALL_TIME)
OF_RANDOM: Final = Target("recall@20 of products never seen, times that of a lot", 5)
OF_RANDOM_UNSEEN: Final = Target("recall@20 of products never seen, times that of a lot among them alone", 1)
UNSEEN_OF_WARM: Final = Target("recall@10 of products never seen, as a share of that of the others", 0.9)
LATENCY_AT: Final = 100_000  # products
LATENCY: Final = Target("p99 ms of a request on one core at 100,000 products", 10, at_least=False)
