"""What deal ranking is for and what it is not."""

from __future__ import annotations

from evaluation.card_text import CardText

CARD = CardText(
    intended_use=(
        "To order the deals that run now for a customer who asks now, by how probably each is redeemed, by what it is "
        "expected to take, or by anything in between (`alpha` in the request); with the probability, the expected "
        "revenue and the time that is left for each. With `allocate` it looks ahead: to the end of each deal, and to "
        "stock and budget that others will want. It can learn from what was shown and redeemed in the process that "
        "asks."
    ),
    users="Pages, letters and apps of a shop that show deals, and those who plan campaigns.",
    out_of_scope=(
        "What a deal causes: who would have bought anyway is not told apart, so neither discounts nor their worth "
        "should be decided by these probabilities.",
        "Setting discounts, prices, stock or budgets: they are taken as given.",
        "Deciding what may be offered to whom by law.",
        "Deals that are over, have not begun or have nothing left: they are never answered, whoever asks.",
        "What may cost more than a deal: credit, insurance, work, housing.",
    ),
    limits=(
        "It learns from deals that were shown. What was seldom shown, and to whom it was seldom shown, is known "
        "little; compare ndcg_5_new with ndcg_5_seen, and the slices by purchases before.",
        "Where exposures were not logged they are assumed: a probability is then of redeeming on a day on which the "
        "customer did something, and measures of calibration and of learning are left out.",
        "The replay of the log credits only what was redeemed there: it cannot show what other deals or other times "
        "would have drawn, nor stock that was saved for somebody else.",
        "revenue_5 and the front count what was redeemed among the deals that were shown, in the places that they "
        "had; what a top place itself adds is taken out of the model only as far as ranks were logged and varied.",
        "Where many deals have one score, ties count against the model.",
        "What is learnt of a deal while it runs stays in the process that learnt it; a version that is trained anew "
        "starts from the log.",
        "How soon a customer comes back, and what a scarce deal is worth, are guesses from rates so far: with "
        "`allocate` a sudden rush is seen late.",
        "Redemptions that come after the table was made were learnt as none: a young deal looks worse than it is.",
    ),
    caveats=(
        "It shapes its own training data: what it puts below is not seen and not learnt. Keep a part of the places "
        "drawn otherwise, and log what was shown at which rank.",
        "By revenue (`alpha` near 1) dear deals and those who can pay for them come first; look at ndcg_5 beside it, "
        "and at who is shown what.",
        "Deals that are near to what a customer buys may tell of health, faith or a pregnancy to whoever else sees "
        "the page. The parameter `personal` leaves the customer out.",
        "Purchases of customers are personal data. A stored profile of a customer who has been forgotten in the "
        "tables stays in versions made before.",
        "Columns of customers that are declared (age, income) can make deals differ by group: leave out what must "
        "not decide, and compare what groups are shown.",
        "A countdown presses: hours that are left come from the table, and a wrong end is shown as it stands there.",
    ),
)
