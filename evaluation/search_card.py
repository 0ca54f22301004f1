"""What product search is for and what it is not."""

from __future__ import annotations

from evaluation.card_text import CardText

CARD = CardText(
    intended_use=(
        "To answer what a customer has typed so far with products that can be had in the customer's region: their "
        "order, how the query may go on, and what it was understood to say. To grade how well a product answers a "
        "query: exact, a substitute, a complement or irrelevant."
    ),
    users="Search fields of a shop, its suggestions while one types, and those who look after the catalogue.",
    out_of_scope=(
        "Answers in words: it finds products and explains nothing.",
        "Pictures and speech: only what is written of products is searched.",
        "Deciding what may be sold to whom: it knows stock and launches, no law of age or country.",
        "Products that came after the version was made: they are found once it is made again. Those that went since "
        "are left out only where stock said so beforehand, or the request names them in `exclude`.",
    ),
    limits=(
        "Of logged searches, what was clicked or bought is taken for what is right. Customers click what stands "
        "high, so the order that the shop had then looks better than it was, and a product that was never shown "
        "counts as wrong however well it fits. ndcg_10_unbiased weighs clicks by how seldom their places are looked "
        "at; it makes up for places, not for what was never shown.",
        "A product that nobody judged for a query counts as irrelevant to it; where judgments are few, ndcg_10 is "
        "lower than what customers see.",
        "What cannot be had at the time of a search is no part of the best result that others are held against.",
        "Slips of the finger are made up, on a keyboard with the English layout, in words of four letters and more; "
        "people also misspell what they only heard, which is not measured.",
        "false_corrections looks at queries whose words are all in the catalogue or often searched for: what it does "
        "to rare words that are right is not in it.",
        "Completions are mostly past queries: those that nobody typed before are rarely among them, see "
        "completion_mrr_40 and completion_mrr_60.",
        "It learns what customers like from few searches each; see personal_lift, and customers without a past get "
        "what everybody gets.",
        "New products have no clicks yet and are shown less for it; compare new_share_10 with new_share_of_catalogue.",
    ),
    caveats=(
        "What is shown on top gets the clicks that the next version learns from: keep a part of the searches in "
        "another order, or log places, so that it does not only confirm itself.",
        "Personal results show what a customer looked for before, also to whoever else sits at that screen. The "
        "parameter `personal` leaves the customer out.",
        "Completions repeat what others typed: names and other personal data may be among them. What fewer customers "
        "than completion.least_searches have typed is not offered, unless it is a name of the catalogue or the shop's "
        "own judged query; searches without a customer count one each. Look at what it offers before it is public.",
        "Sellers who fill in little, or write another language than their customers, are found less. Compare slices.",
        "Deleting a customer from the tables leaves what was learnt of the searches in versions made before.",
        "Catalogue, stock and fashions change daily: train again at least as often as new products are to be found.",
    ),
)
