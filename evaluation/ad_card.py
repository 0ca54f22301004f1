"""What ad-click probability is for and what it is not."""

from __future__ import annotations

from evaluation.card_text import CardText

CARD = CardText(
    intended_use=(
        "To say how probable a click (or a conversion, where that is the target) is if an ad is shown here and now, so "
        "that a bid can be made by it; to say how sure that is; and, where asked, to choose among candidates so that "
        "little-known ads are explored at a known probability. It can learn from impressions as they come in, in the "
        "process that asks."
    ),
    users="Bidders, ad servers and their analysts; teams that compare policies from logs.",
    out_of_scope=(
        "The effect of an ad: a probability of a click is not what the ad caused, and who would have bought anyway is "
        "not told apart.",
        "Prices, budgets, pacing and auctions: a bid is made of this probability and of more that is not in it.",
        "Deciding about persons (credit, insurance, work, housing), or inferring from clicks what somebody is.",
        "Finding clicks of machines: they are learnt as clicks unless they were taken out of the log.",
    ),
    limits=(
        "It learns from what was shown. Ads that the policy before seldom showed, and people it seldom showed them to, "
        "are known little; see the measures of new ads and cold customers.",
        "Where an ad stood is not told apart from how good it is unless position is in the table, and then only as far "
        "as positions varied: ask with one position for all candidates that are to be compared.",
        "Measured on impressions that were won. A bidder that bids otherwise wins others, and the probabilities of "
        "those are unmeasured.",
        "Probabilities hold on average and by campaign as measured; within a small campaign they may be off by more. "
        "See calibration_ratio_worst_campaign.",
        "It ages: see log_loss_gain_by_update. When the share of positives shifts it is wrong until it has learnt of "
        "it; see calibration_ratio_after_fall_frozen and its like.",
        "Conversions come late: what had not converted when the table was made was learnt as not converting.",
        "What is learnt online stays in the process that learnt it; versions that are trained anew start over.",
        "Values of policies from a log rest on the logged propensities being true, and on one ad not changing what the "
        "others get.",
    ),
    caveats=(
        "It shapes its own training data: what it scores low is not shown and not learnt. Keep exploring, log the "
        "probability of every choice, and hold some traffic apart that is shown at random.",
        "Ids of customers are personal data. The bundle holds hashes of them and no names, but a hash of a known id "
        "can be found again, and one that has been forgotten in the tables stays in versions made before.",
        "By learning who clicks what it may show ads of jobs, homes or loans to some groups of people and not to "
        "others. Leave out columns that stand for such groups, and compare what groups are shown, not only what they "
        "click.",
        "Clicks reward what catches the eye, misleading ads too; choose conversion as the target, or bound what may be "
        "shown, where that matters.",
        "Advertisers pay by these probabilities: a campaign that is scored too high overpays. Watch the calibration "
        "ratio of each, not the average alone.",
    ),
)
