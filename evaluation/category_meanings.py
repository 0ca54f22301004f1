"""What the measures of product classification are, a line each for the reader of a report."""

from __future__ import annotations

from typing import Final

from evaluation import probabilities

MEANING: Final = {
    "top1": "the first answer is a leaf of the listing",
    "top5": "a leaf of the listing is among the first five answers",
    "macro_f1": "mean F1 of the leaves, each counting the same, of the first answer; of several leaves of a listing "
    "one answer misses all but one",
    "weighted_f1": "mean F1 of the leaves as in macro_f1, each weighing its test listings",
    "hierarchical_f1": "F1 of the nodes on the paths of assigned and of true leaves, the root left out",
    "tree_distance": "edges of the tree from the first answer to the nearest leaf of the listing",
    "micro_f1": "F1 of all assigned leaves together",
    "jaccard": "assigned leaves that are right, over those that are assigned or true; mean over listings",
    "ece": f"distance of the first answer's probability and the share right, over {probabilities.BINS} bins of equal "
    "count; above 0 by chance too, see ece_by_chance; the interval is the spread of this estimate",
    "ece_by_chance": "the ece to expect on so many listings if every probability were true",
    "ece_at_least": "lower end of ece beyond what chance gives: how far off the probabilities surely are",
    "coverage_at_95_precision": "largest share of listings that a threshold on the probability answers with a leaf, "
    "95 % of them right; the threshold is chosen on the test",
    "answer_precision": "of the answers below the root, a leaf or a node above it, those that lie on a true path",
    "answer_coverage": "share of listings answered below the root, at the operating point that was chosen on valid",
    "leaf_precision": "of the answers that are a sure leaf, those that are right",
    "leaf_coverage": "share of listings answered with a sure leaf",
    "answered_depth": "how far down its true path a listing is answered, right or wrong; 1 is the leaf, 0 the root",
    "macro_f1_scarce": "macro_f1 of the leaves with fewer than 10 training listings",
    "micro_f1_several": "micro_f1 of the listings that belong to several leaves",
    "jaccard_several": "jaccard of the listings that belong to several leaves",
    "accessory_confusion": "products put among their accessories, or accessories among what they go with; share of the "
    "listings that are one or the other. Wrong test labels of that kind count too",
    "accessory_confusion_at_least": "surely confused: the lower end of the interval",
    "answer_errors_at_least": "of the answers below the root, those surely wrong: the lower end of the interval",
}
