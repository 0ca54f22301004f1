"""What recommendation is for and what it is not."""

from __future__ import annotations

from evaluation.card_text import CardText

CARD = CardText(
    intended_use=(
        "To choose products for a customer here and now, from what the customer did last, the region and the time, "
        "among those that can be had; with a score and a reason for each. The history comes with the request, so the "
        "next list knows the last click."
    ),
    users="Pages and letters of a shop that show products nobody asked for, and those who look after its assortment.",
    out_of_scope=(
        "Answers to what a customer types: that is product search.",
        "Deciding what may be sold to whom: it knows stock and launches, no law of age or country.",
        "Prices, margins and stock levels as a goal: it looks for what customers take, not for what is to be sold.",
        "Scores as probabilities: they order products of one list and cannot be compared between requests.",
        "Products that came after the version was made: they are shown once it is made again. Those that went since "
        "are left out only where stock said so beforehand, or the request names them in `exclude`.",
    ),
    limits=(
        "What was taken from the log is what customers saw in the shop as it was. A product that was not shown counts "
        "as wrong however well it fits, so all measures are lower than what customers would take, and popular products "
        "look better than they are.",
        "Relevant products that could not be had at that time by the tables are left out; see relevant_at_hand.",
        "Products without an event before the test are found by their texts and attributes alone: compare "
        "recall_10_unseen with recall_10_warm, and both with random_recall_20_unseen. Without the table of products "
        "there is nothing to find them by.",
        "Customers without a history get what is taken in their region at that time; see the slices by events before.",
        "coverage_10, gini_10 and identical_lists depend on how many requests the test has: compare them only between "
        "versions that were measured on the same test.",
        "seasonal_lift needs a log of more than a year to have anything to learn from; regional_lift has what can be "
        "had in it, regional_lift_in_stock has not.",
        "Views, carts and purchases count by the gains that the settings give them; other gains are another measure.",
        "Of a household that shares an account it sees one customer.",
    ),
    caveats=(
        "What is shown gets the events that the next version learns from: keep a part of the lists drawn otherwise, so "
        "that it does not only confirm itself.",
        "Lists show what a customer looked for before, also to whoever else sits at that screen, and may tell of "
        "health, faith or a pregnancy. The parameter `personal` leaves history and customer out; keep sensitive "
        "categories out of `products` or exclude them.",
        "Sellers who came lately or fill in little are shown less: compare unseen_share_10 with "
        "unseen_share_of_catalogue, and gini_10 between versions.",
        "Reasons tell what speaks most for a product in the model, not why a customer would want it.",
        "Deleting a customer from the tables leaves what was learnt of the events in versions made before, stored "
        "profiles included.",
        "Catalogue, stock and fashions change daily: train again at least as often as new products are to be shown.",
    ),
)
