"""The public data set of demand forecasting: where it is, what plain rules reach on it, what to know of it."""

from __future__ import annotations

from typing import Final

from sources.public.declared import PublicFile
from sources.public.source import Source

FOLDER: Final = "demand_forecasting/online-retail-ii"
PARQUET: Final = PublicFile(
    f"{FOLDER}/online_retail_ii_2009_2011.parquet", "f76cc6ce15085213ac2c1ecda5f84787d096f785d5d6b3c58ab9c8fbae5dda6a"
)
# The digest of UCI's zip is the one that several public repositories recorded of their own downloads; they agree.
# Should UCI ever pack the workbook anew, the zip is refused and the way out is named.
WORKBOOK: Final = PublicFile(
    f"{FOLDER}/online_retail_ii.zip",
    "572e36277c2390fbfde10664750731e0a86f55e33470d91919085f0408e67bfb",
    home_url="https://archive.ics.uci.edu/static/public/502/online+retail+ii.zip",
    also_as=(PARQUET,),
)

ONLINE_RETAIL_II = Source(
    name="online-retail-ii",
    use_case="demand_forecasting",
    summary="Two years of invoice lines of a British gift shop that sells to 43 countries, many customers wholesalers.",
    home="https://archive.ics.uci.edu/dataset/502/online+retail+ii",
    licence="CC BY 4.0 (UCI Machine Learning Repository)",
    citation="Chen, D.: Online Retail II, UCI Machine Learning Repository, 2012, 10.24432/C5CG6D",
    metric="WAPE of units by product and week on the last 13 full weeks (from 2011-09-05); the floor is the mean of "
    "the 13 weeks before. On the last 52 full weeks (from 2010-12-06) forecasting zero has 1.0",
    writer="sources.public.online_retail:write",
    rows={"invoice lines": 1_044_848},
    floor=0.779,
    dropped={"returned or cancelled": 17_973, "given or booked at no price": 5_938, "not a product": 5_992},
    notes=(
        "Sales are what was ordered: lines with a positive quantity, a positive price and a code of five digits and "
        "letters. Returns (469,881 units of products, 4 % of what was ordered) are not netted, because the floors are "
        "of orders; lines without a price are gifts, damage and corrections of stock.",
        "A code in small letters is the product in capitals (85123a, 85123A): 173 codes. The floor kept them apart; "
        "merged it is .778.",
        "Two single orders of 74,215 and 80,995 units were cancelled within the hour; both count as sales. The later "
        "one lies in the last week, which is not whole and is left out.",
        "The shop was shut from 23 December to 4 January in both years: the week of 27 December has no sale at all.",
        "UCI's workbook has two sheets that share 1 to 9 December 2010; those 22,523 lines are taken once.",
        "There is no category, no launch date and no flag of stock. Titles are the usual description of a code.",
        "The calendar is made here from the package `holidays`: public holidays of the customers' countries, Easter, "
        "Christmas, New Year, Black Friday and the British Mother's Day, until the end of 2012.",
    ),
    files=(WORKBOOK,),
)

SOURCES: tuple[Source, ...] = (ONLINE_RETAIL_II,)
