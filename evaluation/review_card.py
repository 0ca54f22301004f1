"""What review extraction is for and what it is not."""

from __future__ import annotations

from evaluation.card_text import CardText

CARD = CardText(
    intended_use=(
        "To read from reviews what is judged, in which words and how: triplets of an aspect, written or implied, an "
        "opinion and its sentiment, with their places in the text and a confidence. To show for each product how "
        "its attributes are judged: a rating with its interval, how often it is spoken of, and quotes."
    ),
    users="Product pages that summarise reviews, search and filters by what customers say, buyers and makers.",
    out_of_scope=(
        "Whether a review is genuine, paid or allowed: every text is taken as it stands.",
        "What is true of a product: only what people say of it is read.",
        "Who wrote a review, and anything about that person.",
        "Judging sellers, or paying them, by what single reviews are read to say.",
        "Languages that training lacks; see told_of_another_language and told_of_unknown_script.",
    ),
    limits=(
        "Exact spans are a matter of taste on which annotators differ too: where triplet_f1 counts a triplet as wrong "
        "a reader may find a word too many. pair_f1, aspect_f1 and opinion_f1 say where it goes wrong.",
        "Aspects that training has not seen, and those that are not written, are read worse; see unseen_f1 and "
        "implied_f1, and the slices.",
        "In another kind of products than those of training it reads worse: measure it with "
        "features.holdout_category, or on some annotated reviews of your own.",
        "Irony, comparisons with other products and reported opinions of others are often taken at their word.",
        "Neutral opinions are rare in training and often taken for one of the others.",
        "A confidence holds for texts like those of valid; see ece, and ece_by_chance beside it.",
        "Names of attributes come from clustering: one name may hold two attributes, one attribute may have two "
        "names; see attribute_purity and attribute_inverse_purity, which need annotated attributes.",
        "A rating knows only what is written: attributes that nobody speaks of have none, and people write of "
        "what vexes or delights them. Stars of a whole review are not stars of its attributes.",
        "Of few mentions the interval is wide, and it does not know of reviews that are alike because one wrote them.",
    ),
    caveats=(
        "Quotes are people's own words: show them with their source, and drop those of deleted reviews; a version "
        "holds the mentions that it had when it was trained.",
        "A misread opinion on a product page may harm a seller: show quotes beside ratings, and let them be objected "
        "to.",
        "People who write in short forms or as a second language are read worse: compare triplet_f1_short_text and "
        "the measures under noise before reviews are weighed by what is read.",
        "Reviews may hold names, health and other personal matters, which come back in quotes.",
        "Words and products change: retrain when the monitor says that the data drifted.",
    ),
)
