"""The small Open Bandit data set: where it is, what is known of it."""

from __future__ import annotations

from typing import Final

from sources.public.declared import PublicFile
from sources.public.source import Source

# The publisher serves the eight tables of its folder `obd` one by one; the tar packs those of two campaigns.
TAR: Final = PublicFile(
    "ad_click/open-bandit/obd_small.tar",
    "32d366e43e94f83e453c63de7d786a70a88cf511cdc746841f4d120f25a25904",
    "f62b6a65c0720092e6b1b4a63372be08fd68bcd9a64ba3d39c64b4fdc0fcb691",
)

OPEN_BANDIT: Final = Source(
    name="open-bandit",
    use_case="ad_click",
    summary="Impressions of fashion items chosen at random and by Thompson sampling, with the probability of each.",
    home="https://github.com/st-tech/zr-obp/tree/master/obd",
    licence="CC BY 4.0, from memory; the publisher's page states it",
    citation="Saito, Aihara, Matsutani, Narita: Open Bandit Dataset and Pipeline, NeurIPS Datasets and Benchmarks 2021",
    metric="whether the off-policy value of one policy from the other's log has the other log's click rate in its 95 % "
    "interval",
    writer="sources.public.open_bandit_tables:write",
    rows={"impressions": 40_000, "clicks": 207},
    notes=(
        "Four logs of 10,000 impressions: policy random or bts (Bernoulli Thompson sampling), campaign men (34 items) "
        "or women (46). An ad is an item within its campaign. 207 clicks are far too few to judge a model by.",
        "Propensities are the probability of the item at its position, found by simulating the policy: of bts they go "
        "down to .000001, and change through the day. The policy's probability of the other items is not logged.",
        "`policy` is kept in the table and not declared as a feature: it says who chose, which no request knows.",
        "affinity is the affinity to the item that was shown, affinity_all the sum over all items; nearly all are 0.",
        "item_feature_1 to 3 are hashed differently in the two policies' files; user_feature_0 to 3 are not.",
        "Three items were shown side by side, but the impressions of one page view are not linked.",
    ),
    files=(TAR,),
    contract_options={
        "categorical": (
            *(f"user_feature_{place}" for place in range(4)),
            *(f"item_feature_{place}" for place in range(1, 4)),
        ),
        "numeric": ("item_feature_0", "affinity", "affinity_all"),
    },
)
