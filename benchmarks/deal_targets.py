"""What is to be reached in deal ranking."""

from __future__ import annotations

from typing import Final

from benchmarks.search_targets import Target

NDCG: Final = Target("NDCG@5", 0.25)
FLOOR: Final = 0.159  # of the coupon's popularity, as the data set's facts say
AUC: Final = Target("AUC of all rows", 0.758)
PRECISION: Final = Target("average precision of all rows", 0.0232)
REVENUE: Final = Target("revenue before the deals end, as a multiple of popularity's", 1.20)
LOST: Final = Target("NDCG of the true preference that this costs, as a share of ours at alpha 0", 0.02, at_least=False)
OF_POPULAR: Final = Target("NDCG of the true preference, as a multiple of popularity's", 0.98)
NEW_OF_WARM: Final = Target("NDCG of new deals after 100 impressions, as a share of that of warm ones", 0.9)
VIOLATIONS: Final = Target("answers of what is over, sold out or had already", 0, at_least=False)
LATENCY_AT: Final = 500  # candidates
LATENCY: Final = Target("p99 ms of a request of 500 candidates on one core", 20, at_least=False)
