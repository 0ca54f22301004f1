"""What product matching is for and what it is not."""

from __future__ import annotations

from evaluation.card_text import CardText

CARD = CardText(
    intended_use=(
        "To tell which listings of a marketplace are offers of the same product: candidates for one listing, a "
        "probability and a decision for a pair, or groups among many listings."
    ),
    users="Catalogue teams and services of the marketplace: offer pages, price comparison, removal of duplicates.",
    out_of_scope=(
        "Deciding that a listing is counterfeit, forbidden or wrongly described.",
        "Matching across catalogues or languages that the training listings do not come from, unmeasured.",
        "Substitutes and accessories: they are other products, and are meant to be told apart.",
    ),
    limits=(
        "Variations (size, colour, pack) that a listing names nowhere cannot be told apart; see false_merges_on_twins.",
        "A true pair that blocking does not propose is missed, whatever the scores; see pair_completeness.",
        "With few fields filled in it leans on the title; see f1_without_title and its like.",
        "Products that training never named are harder; see f1_unseen_product.",
        "The stated precision of a match was chosen on valid; precision_at_operating_point is what test found.",
    ),
    caveats=(
        "A wrong merge shows buyers a wrong price or a wrong article and hides a seller's offer; sellers need a way to "
        "object, and merges a way back.",
        "Sellers with short or misspelt titles are matched less well, which can disadvantage small shops.",
        "Titles and descriptions may carry personal data that sellers wrote into them, and the bundle holds the texts "
        "of the known listings: deleting a listing from the tables leaves it in versions made before.",
        "New kinds of products wear the model out: retrain when the monitor says that the data drifted.",
    ),
)
