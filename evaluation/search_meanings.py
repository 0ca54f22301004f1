"""What the measures of product search are, a line each for the reader of a report."""

from __future__ import annotations

from typing import Final

from evaluation.search_shown import NEW_DAYS

MEANING: Final = {
    "ndcg_10": "gains of the first ten products, the less the further down, over those of the best order of what could "
    "be had; what nothing is known of counts as wrong",
    "mrr": "one over the place of the first product that is right: exact where judged, clicked or bought where logged",
    "recall_100": "of the products that are right, those among the first hundred",
    "ndcg_10_unbiased": "NDCG@10 of logged searches, a click counting the more the less its place is looked at; of "
    "sums over all searches, so not to be held against ndcg_10",
    "unavailable": "of the products shown, those that could not be had in the customer's region then; must be 0",
    "answered": "searches that were answered with any product",
    "substitutes_5": "of the first five products of judged queries, those that are substitutes",
    "complements_5": "of the first five products of judged queries, those that only go with what was asked for",
    "new_share_10": f"of the first ten products, those launched {NEW_DAYS:g} days or less before the search; see "
    "new_share_of_catalogue",
    "new_share_of_catalogue": "the same of all products that could be had",
    "new_share_of_log": "the same of the first ten products that the log showed",
}
