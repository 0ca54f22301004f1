"""What the measures of visual search are, a line each for the reader of a report."""

from __future__ import annotations

from typing import Final

from evaluation import probabilities

CHANCE: Final = "ece_by_chance"
# No threshold is in what is measured of all that is nearest; a usual request refuses what it is unsure of.
_NEAREST: Final = "; asked with refuse=false: a usual request is measured as "
MEANING: Final = {
    "top_1": "of the photos that show a product of the catalogue, those whose surest product is one that they show"
    + _NEAREST
    + "top_1_by_itself",
    "top_5": "of these photos, those that have a product that they show among the five surest",
    "mrr": "over these photos, one over the place of the first product that they show",
    "recall_at_5": "of all products that photos show, those among the five surest of their photo",
    "recall_at_10": "of all products that photos show, those among the ten surest of their photo",
    "box_recall": "of the boxes that people drew, those that an answer tells, at an intersection over union of .5; of "
    "photos whose products all have one; see locator_recall for the locator by itself"
    + _NEAREST
    + "box_recall_by_itself",
    "box_precision": "of the boxes that answers tell on these photos, those that people drew, likewise; the whole "
    "picture is one of them where it is what an answer rests on" + _NEAREST + "box_precision_by_itself",
    "box_right": "of the boxes that people drew, those that are told with the product that is there as their first"
    + _NEAREST
    + "box_right_by_itself",
    "refused_at_95": "of the photos of nothing of the catalogue, those that are refused by the threshold on confidence "
    "that accepts 95 % of the others; chosen on these photos, see refused_by_itself for the model's own",
    "unreadable": "of all photos, those that the model could not read",
    "ece": f"distance of confidence and the share right, of the surest product of a photo, over {probabilities.BINS} "
    "bins of equal count; above 0 by chance too, see ece_by_chance; the interval is the spread of this estimate",
    CHANCE: "the ece to expect on so many photos if every confidence were true",
}
