"""The sample of KDD Cup 2012, track 2: where it is, what others reached, what to know of it."""

from __future__ import annotations

from itertools import combinations
from typing import Final

from sources.public.declared import PublicFile
from sources.public.source import Source

# OpenML serves the rows as ARFF; pinned is a comma-separated table of the same rows, which a mirror or a local folder
# has to carry. No digest of OpenML's own file was at hand that could be checked against it.
FILE: Final = PublicFile(
    "ad_click/kdd2012/Click_prediction_small.csv",
    "af2b6acc196de0dcbdb97d3c305fa2c29fa01cbdb3b7ff347d5f13cc13e299ab",
    "270c644d99fd930ff5f93fdd4de8c3a780df1711f73b86a04ad435b9ba9c9f9b",
)

# Whose ids were given out by how common they are in the whole log: 0 is the most common query, keyword, title.
RANKED: Final = ("query", "keyword", "title", "description", "user")
GAPS: Final = tuple(combinations(RANKED, 2))
NUMBERED: Final = ("ad", "advertiser")
SHOWN: Final = "shown"

KDD2012: Final = Source(
    name="kdd2012",
    use_case="ad_click",
    summary="39,948 search ads shown by a Chinese search engine, one in six clicked; hashed ids, no time.",
    home="https://www.openml.org/d/1220",
    licence="none stated by OpenML; data of a public challenge",
    citation="Tencent: KDD Cup 2012, track 2 (soso.com), the sample Click_prediction_small of OpenML, id 1220",
    metric="AUC of the click, mean of five random folds with equal shares of clicks. The floor is boosted trees on "
    "target rates, on the ids as numbers and on the times shown; its log loss is .4027, that of the constant .4534",
    writer="sources.public.kdd2012_tables:write",
    rows={"rows": 39_948, "clicks": 6_728},
    floor=0.725,
    notes=(
        "A row is an ad that a user was shown for a query at a position, once or several times, and click says whether "
        "any of these was clicked. `shown` is how often: more showings, more chances, and a bidder does not know it "
        "beforehand. It is declared because the floor can only be reached with it; leave it out by --set "
        "'contract.numeric=[...]' for what a bidder could reach.",
        "Ids of queries, keywords, titles, descriptions and users were given out by how common they are in the whole "
        "log (the file's commonest have the smallest), so the number itself tells: `query_rank` is log(1 + id), and so "
        "on. The gap of two ranks tells how much rarer the query is than the keyword it was matched to. Ids of ads and "
        "advertisers were given out in some other order, in which neighbours are alike: `ad_number`. They are declared "
        "as numbers; boosted trees on target rates and counts without them reach an AUC of .69.",
        "depth is how many ads were shown, one to three; place repeats the position as a number, which trees cut more "
        "safely than a rate of clicks.",
        "User 0 stands for all users that are not known (24 %): the customer is left empty, user_rank is 0.",
        "Most rows have a query and a user that no other row has; rows with a click were sampled up.",
        "url_hash is larger than 2^63 and was rounded to a float by whoever wrote the file; it is written as a whole "
        "number here.",
    ),
    files=(FILE,),
    contract_options={
        "categorical": ("query", "keyword", "title", "description", "url"),
        "numeric": (
            SHOWN,
            "place",
            "depth",
            *(f"{name}_rank" for name in RANKED),
            *(f"{one}_{other}_gap" for one, other in GAPS),
            *(f"{name}_number" for name in NUMBERED),
        ),
    },
)
