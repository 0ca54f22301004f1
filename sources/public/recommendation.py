"""The public data sets of recommendation: where they are, what others reached, what to know of them."""

from __future__ import annotations

from typing import Final

from sources.public.declared import PublicFile
from sources.public.demand_forecasting import ONLINE_RETAIL_II as INVOICES
from sources.public.source import Source

_BEAUTY: Final = "recommendation/amazon-beauty"
_S3REC: Final = "https://raw.githubusercontent.com/RUCAIBox/CIKM2020-S3Rec/master/data"

SEQUENCES: Final = PublicFile(
    f"{_BEAUTY}/Beauty.txt",
    "226cce9c3105299ca0db9615d7d3fb32b3175e90da43100ae352599f0f0107b8",
    "66945c5bf2555003f8fcfc1bfa0ffe192b6cf63a92314bfda83deea08a6452de",
    home_url=f"{_S3REC}/Beauty.txt",
)
ATTRIBUTES: Final = PublicFile(
    f"{_BEAUTY}/Beauty_item2attributes.json",
    "129e40f67486f6877eff0f5318cfa8530ee8ac23d8b0d1de04e1bb7a2ba0b2d4",
    "7b20b9217a0694fe7f32059c73c790c8043f0a0902db0f899ae3d83309a80ddd",
    home_url=f"{_S3REC}/Beauty_item2attributes.json",
)

AMAZON_BEAUTY: Final = Source(
    name="amazon-beauty",
    use_case="recommendation",
    summary="198,502 reviews of 12,101 beauty products by 22,363 customers, in order of time, without the times.",
    home="https://github.com/RUCAIBox/CIKM2020-S3Rec",
    licence="none stated; Amazon review data, for research",
    citation="Zhou, Wang, Zhao, Zhu, Wang, Zhang, Wang, Wen: S3-Rec: Self-Supervised Learning for Sequential "
    "Recommendation with Mutual Information Maximization, CIKM 2020, 10.1145/3340531.3411954",
    metric="HR@10, the last product of each customer left out, all products ranked. NDCG@10 beside it: floor "
    "(item-kNN) .0468, SASRec .0318, S3-Rec .0327. Results that rank against 99 drawn products are of another kind",
    writer="sources.public.beauty_tables:write",
    rows={"customers": 22_363, "products": 12_101, "events": 198_502},
    floor=0.0749,
    published={"SASRec": 0.0605, "S3-Rec": 0.0647},
    notes=(
        "Every customer and every product has five events or more, and nobody has a product twice: a cut that knows "
        "neither new customers nor repeated purchases. Products that only the last events hold are new all the same.",
        "There is an order and no time, so that the last event of each customer is the test and the one before it "
        "valid. What others did later is known in training; so it is in all published numbers.",
        "Attributes are numbers of categories and brands, four a product, handed on as texts. There is no title, "
        "price, region or launch.",
    ),
    files=(SEQUENCES, ATTRIBUTES),
)

ONLINE_RETAIL_II: Final = Source(
    name="online-retail-ii",
    use_case="recommendation",
    summary="Two years of orders of a British gift shop by 5,852 known customers, many of them wholesalers.",
    home=INVOICES.home,
    licence=INVOICES.licence,
    citation=INVOICES.citation,
    metric="recall@20 and NDCG@20 of customers known before, and of new ones; run it with "
    "--set features.test_from=2011-09-01. A fifth of the customers who order from then on are new",
    writer="sources.public.retail_events:write",
    rows=INVOICES.rows,
    dropped={**INVOICES.dropped, "of no known customer": 226_758},
    notes=(
        "Events are order lines: a positive quantity, a positive price, a code of five digits and letters, and a "
        "customer. A quarter of the lines name none. A visit is an invoice, the region the country.",
        "Returns are not netted: what was sent back had been wanted.",
        "There is no launch date, and none is made of the first sale: it would tell in advance that nobody buys a "
        "product before. Products that are first sold in the test are in the catalogue from the start, so that most "
        "of those without an event before it are bought in it: whoever lists them by lot finds many times what a lot "
        "of the whole catalogue does. Hold recall of products never seen against a lot among them.",
        "A product is known by its code in capitals and by its usual description. There is no category, no brand and "
        "no stock; prices are those that were paid.",
        "Orders are large (about 20 products each) and many are stocked up on again: repeats matter more than in most "
        "shops.",
    ),
    files=INVOICES.files,
)

SOURCES: tuple[Source, ...] = (AMAZON_BEAUTY, ONLINE_RETAIL_II)
