"""Hillstrom's e-mail experiment: where it is, what others reached, what to know of it."""

from __future__ import annotations

from typing import Final

from sources.public.declared import PublicFile
from sources.public.source import Source

# Lines end by CR LF. Should the publisher's copy differ, it is refused and the ways out are named.
FILE: Final = PublicFile(
    "ad_click/hillstrom/hillstrom.csv",
    "ff9e59285e9dc3f5fa3e0975419e6631ea5bdccd65d818991473d2367e02979c",
    "509fc4e0c8857b0dfe09dd9fe8021ea555a1ddcef20f76db82b321f9ea6b1331",
    "http://www.minethatdata.com/Kevin_Hillstrom_MineThatData_E-MailAnalytics_DataMiningChallenge_2008.03.20.csv",
)

HILLSTROM: Final = Source(
    name="hillstrom",
    use_case="ad_click",
    summary="64,000 customers of a shop, each sent one of two e-mails or none by chance; visits, purchases and spend.",
    home="https://blog.minethatdata.com/2008/03/minethatdata-e-mail-analytics-and-data.html",
    licence="none stated; published openly for a public challenge",
    citation="Hillstrom, K.: The MineThatData E-Mail Analytics and Data Mining Challenge, 2008",
    metric="AUC of the visit on held-out customers; and the spend an e-mail of a learned policy above that of the best "
    "fixed e-mail, by inverse propensities",
    writer="sources.public.hillstrom_tables:write",
    rows={"customers": 64_000},
    floor=0.642,
    notes=(
        "The e-mail (or none) is the ad, a visit within two weeks is the click, and each had the propensity 1/3. There "
        "is no time, so customers are split by a hash.",
        "Spend an e-mail is 1.42 (men's), 1.08 (women's) and .65 (none) with a standard deviation of 15: of 64,000 "
        "customers 578 bought anything, and the best fixed e-mail is hard to beat beyond noise.",
        "history_segment is a coarser history; zip_code is a kind of neighbourhood (Rural, Surburban, Urban), spelled "
        "as in the file.",
    ),
    files=(FILE,),
    contract_options={
        "categorical": ("history_segment", "mens", "womens", "zip_code", "newbie", "channel"),
        "numeric": ("recency", "history"),
    },
)
