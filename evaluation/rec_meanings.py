"""What the measures of recommendation are, a line each for the reader of a report."""

from __future__ import annotations

from typing import Final

from evaluation.rec_requests import ANSWERS

_ORDER = (
    f"of all products that could be had the first {ANSWERS} are asked for, ties count against the model, what is not "
    "in the list is missed"
)

MEANING: Final = {
    "ndcg_10": f"gains of the first ten products, the less the further down, over those of the best list; {_ORDER}",
    "hr_10": "requests with a relevant product among the first ten",
    "recall_10": "of a request's relevant products, those among the first ten",
    "recall_20": "the same of the first twenty",
    "recall_100": "the same of the first hundred",
    "mrr": "one over the place of the first relevant product",
    "recall_10_unseen": "recall_10 of relevant products without an event before the test",
    "recall_10_warm": "recall_10 of relevant products with events before the test",
    "recall_10_unseen_first": "recall_10_unseen of products that are not in the customer's own history",
    "recall_10_warm_first": "recall_10_warm of products that are not in the customer's own history",
    "recall_10_scarce": "recall_10 of relevant products with fewer events than features.scarce_events",
    "recall_20_unseen": "recall_20 of relevant products without an event before the test",
    "recall_20_warm": "recall_20 of relevant products with events before the test",
    "random_recall_20_unseen": "what recall_20_unseen is expected to be of twenty products drawn by lot of all that "
    "could be had",
    "unseen_of_warm": "recall_10_unseen over recall_10_warm",
    "unseen_of_warm_first": "recall_10_unseen_first over recall_10_warm_first: what was looked at before is easily "
    "found again, and of new products there is less of it",
    "unseen_of_random": "recall_20_unseen over random_recall_20_unseen",
    "novelty_10": "bits that it takes to name a product of the first ten by how often it was met before; see "
    "novelty_log",
    "novelty_log": "the same of the relevant products",
    "category_diversity_10": "of pairs of products among the first ten, those of two categories",
    "unseen_share_10": "of the first ten products, those without an event before the test; see "
    "unseen_share_of_catalogue and unseen_share_of_log",
    "answered": "requests that were answered with any product",
    "relevant_at_hand": "of the relevant products of the log, those that could be had by the tables: only they are "
    "measured",
    "unavailable": "of the products shown, those that could not be had in the customer's region then; must be 0",
    "shown_twice": "of the products shown, those that the same list shows higher up; must be 0",
    "false_because": "of the products shown because of another, those where it is not in the request's history; must "
    "be 0",
    "coverage_10": "of all listed products, those among the first ten of any test request; it grows with their number",
    "gini_10": "how unevenly the first places fall on the listed products: 0 all alike, 1 all on one (Gini)",
    "identical_lists": "of pairs of requests of different customers, those with the same first ten products",
    "identical_lists_known": "the same of customers with events before",
    "unseen_share_of_catalogue": "of the listed products, those without an event before the test",
    "unseen_share_of_log": "of the relevant products, those without an event before the test",
}
LOWER: Final = frozenset({"gini_10", "identical_lists", "identical_lists_known"})
