"""What the measures of review extraction are, a line each for the reader of a report."""

from __future__ import annotations

from typing import Final

from evaluation import probabilities

_EXACT: Final = "both spans to the letter, and the sentiment"
MEANING: Final = {
    "triplet_f1": f"F1 of exact triplets, {_EXACT}; over all reviews together",
    "triplet_precision": f"of the triplets told, those that people annotated just so: {_EXACT}",
    "triplet_recall": f"of the annotated triplets, those that are told just so: {_EXACT}",
    "pair_f1": "F1 of pairs of an aspect and its opinion, sentiment aside",
    "aspect_f1": "F1 of the written aspects, as they are told in triplets",
    "opinion_f1": "F1 of the written opinions, as they are told in triplets",
    "polarity_accuracy": "of the pairs that are right, those whose sentiment is",
    "implied_f1": "triplet_f1 of the triplets whose aspect is not written: told and annotated ones",
    "unseen_f1": "triplet_f1 of the triplets whose aspect no review of training has in the same words",
    "ece": f"distance of a triplet's confidence and the share right, over {probabilities.BINS} bins of equal count of "
    "the told ones; above 0 by chance too, see ece_by_chance; the interval is the spread of this estimate",
    "ece_by_chance": "the ece to expect on so many triplets if every confidence were true",
    "attribute_purity": "of the mentions with an annotated attribute, those of the commonest one of their canonical "
    "attribute; 1 where each mention has a name of its own, see attribute_inverse_purity",
    "attribute_inverse_purity": "of the mentions with an annotated attribute, those with its commonest canonical name; "
    "1 where all are one, see attribute_purity",
    "attribute_f1": "harmonic mean of attribute_purity and attribute_inverse_purity",
    "stars_rank_correlation": "Spearman's, of the stars of a test review and the mean of the opinions told of it",
    "stars_mae": "stars between a test review's own and the mean of the opinions told of it: 1, 3 or 5 each",
    "told_of_nothing": "of the reviews in which people annotated nothing, those of which something is told",
    "told_twice": "triplets a review that were told before; must be 0",
    "misplaced": "triplets with a span outside the text, or whose words do not stand there; must be 0",
}
_NOTHING: Final = {
    "attribute": "no pair that is right has an annotated attribute",
    "stars": "no test review with stars is told an opinion of",
    "ece": "nothing is told",
    "triplet_precision": "nothing is told",
    "misplaced": "nothing is told",
    "polarity": "no pair is right",
    "aspect": "no test review has a written aspect",
    "opinion": "no test review has a written opinion",
    "implied": "no test review has an implied aspect",
    "unseen": "no test review has an aspect that training lacks",
    "told_of_nothing": "people annotated something in every test review",
}


def why_empty(name: str) -> str:
    """Why a measure has no value, in words."""
    return next((says for start, says in _NOTHING.items() if name.startswith(start)), "no test review has a triplet")
