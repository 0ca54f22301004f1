"""What the measures of deal ranking are, a line each for the reader of a report."""

from __future__ import annotations

from typing import Final

from evaluation import probabilities

_ORDER = (
    "of the deals that were shown; ties count against the model; requests in which something was redeemed and "
    "something was not"
)

MEANING: Final = {
    "ndcg_5": f"what was redeemed among the first five, the less the further down, over the best list; {_ORDER}",
    "ndcg_10": "the same of the first ten",
    "revenue_5": "revenue of the first five deals by relevance, over that of the best five; of what was redeemed of "
    "all that was shown, so it cannot tell what other deals would have taken in those places",
    "ndcg_5_new": "ndcg_5 with gains of redeemed deals alone whose offer was never met before the test",
    "ndcg_5_seen": "ndcg_5 with gains of the other redeemed deals alone",
    "ndcg_5_among_new": "ndcg_5 of lists without the deals that were met before",
    "ndcg_5_among_seen": "ndcg_5 of lists without the deals that were never met before",
    "new_of_seen": "ndcg_5_new over ndcg_5_seen",
    "log_loss": "mean negative log-likelihood of redeeming, nats",
    "log_loss_new": "the same of deals whose offer was never met before the test",
    "brier": "mean squared distance of the probability from what happened (Brier)",
    "normalised_entropy": "log loss over that of the test's share of redeemed deals told of every one; below 1 is "
    "better than knowing that share",
    "normalised_entropy_new": "the same of deals whose offer was never met before the test, and their share",
    "auc": "a redeemed deal's probability is above that of one that was not, over all requests together",
    "auc_new": "the same among deals whose offer was never met before the test",
    "average_precision": "area under precision and recall of the probabilities; positive_share is what chance gives",
    "ece": f"distance of probability and share redeemed over {probabilities.BINS} bins of equal count; above 0 by "
    "chance too, see ece_by_chance; the interval is how far this estimate spreads",
    "ece_by_chance": "the ece to expect on so many shown deals if every probability were true",
    "calibration_ratio": "sum of the probabilities over the redeemed deals; 1 is meant",
    "calibration_error": "distance of calibration_ratio from 1",
    "calibration_error_at_least": "lower end of the interval: how far off the probabilities surely are",
    "positive_share": "redeemed, of the shown deals that were answered",
    "missing": "of the deals that had to be answered, those that were not",
    "not_allowed": "of the answers, deals that had not started, were over, had no stock or budget left, or were not "
    "among the candidates; must be 0",
    "redeemed_already": "of the answers, deals that the customer had redeemed before; 0 where deals are once a "
    "customer",
    "shown_twice": "of the answers, those that the same list shows higher up; must be 0",
}
RELATIVE: Final = (
    "exposures were assumed and not logged: it is of redeeming on a day on which the customer did something, and good "
    "for comparing models on these examples alone"
)
LEFT_OUT: Final = "left out: exposures were assumed and not logged, so nothing says how often a shown deal is redeemed"
