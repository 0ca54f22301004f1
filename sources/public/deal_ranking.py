"""The public data set of deal ranking: where it is, what plain rules reach on it, what to know of it."""

from __future__ import annotations

from typing import Final

from sources.public.declared import PublicFile
from sources.public.source import Source

FOLDER: Final = "deal_ranking/complete-journey"
DEMOGRAPHICS: Final = (
    "age",
    "income",
    "home_ownership",
    "marital_status",
    "household_size",
    "household_comp",
    "kids_count",
)
# The home serves the tables in R's own layout alone, so that a local folder or a mirror has to carry these.
CAMPAIGNS: Final = PublicFile(
    f"{FOLDER}/campaign_descriptions.parquet", "6c7c34353037f42e2ff6a35547e695fa107b244b0def0d5bad3b87057132b032"
)
SENT: Final = PublicFile(
    f"{FOLDER}/campaigns.parquet", "ecfedb6379f4de1c070d6443fd4648b11537dee9875606f62958de2d828f2b6b"
)
COUPONS: Final = PublicFile(
    f"{FOLDER}/coupons.parquet", "307a03fb3ad4f5c022c50ba6a7532d710e58a94d5bb9e1c56cb03240af30990f"
)
REDEMPTIONS: Final = PublicFile(
    f"{FOLDER}/coupon_redemptions.parquet", "fde16f0ffd7890acfa6a0f7dde9b2b4e51a886ea252a4e7fd98ab5dc76338a87"
)
TRANSACTIONS: Final = PublicFile(
    f"{FOLDER}/transactions_sample_100k.parquet", "4e8340898dac895644a74d02d6495aea8cfd08251b054e7716cf49475c599672"
)
PRODUCTS: Final = PublicFile(
    f"{FOLDER}/products.parquet", "9866a581786adcb3b8c1b9ebec7afccb80edd282fc2100e66e1f38f839758f8f"
)
HOUSEHOLDS: Final = PublicFile(
    f"{FOLDER}/demographics.parquet", "3b5f25c87f7c86533347fff52c51ae7a2156a4664cf824ea2b55849de59b6deb"
)

COMPLETE_JOURNEY: Final = Source(
    name="complete-journey",
    use_case="deal_ranking",
    summary="A year of a grocer's coupon campaigns: who was sent which coupons, and which of them were redeemed.",
    home="https://github.com/bradleyboehmke/completejourney",
    licence="CC0",
    citation="Boehmke, B., Mortimer, S.: completejourney, R package, 10.32614/CRAN.package.completejourney; data of "
    "84.51, The Complete Journey",
    metric="NDCG@5 within the household-campaigns that redeem something, of the campaigns that start from 2017-09-01 "
    "on; run it with --set features.split_by=start --set features.valid_from=2017-06-28 "
    "--set features.test_from=2017-09-01. A random order has .088 in the mean over all orders, the floor is how "
    "often a coupon was redeemed before",
    writer="sources.public.complete_journey:write",
    rows={"campaigns": 27, "household-campaigns": 6_589, "coupons of campaigns": 1_197, "redemptions": 2_102},
    floor=0.159,
    notes=(
        "A deal is a coupon in a campaign; the coupon is the offer, and some run in several campaigns. Shown means "
        "sent: a household got all coupons of its campaigns (up to 209) at their start, and which it ever looked at "
        "nobody knows. There are 800,199 such pairs, all without a rank.",
        "Of every eight redemptions in the campaigns from 2017-09-01 on six are of a coupon that was never sent "
        "before.",
        "Dates of redemptions are days; a campaign's last day counts, so that its deals end with the day after.",
        "A coupon is for 1 to many thousand products. It has no title, no price and no discount, and a redemption no "
        "revenue: each counts 1.",
        "Transactions are a sample of 100,000 lines of the 1,469,307 that the home has; times are taken for UTC. "
        "A product's brand is the number of its maker, its title the kind and the size of the package.",
        "801 of 2,469 households told of themselves (age, income, household).",
        "The home serves .rda and .rds files of R, which nothing here reads. The tables are the same as parquet; "
        "write them so with arrow::write_parquet and their digests will differ, since parquet is not written alike by "
        "all: then hand the contract's tables over with --data.",
    ),
    files=(CAMPAIGNS, SENT, COUPONS, REDEMPTIONS, TRANSACTIONS, PRODUCTS, HOUSEHOLDS),
    contract_options={"customers": DEMOGRAPHICS},
)

SOURCES: tuple[Source, ...] = (COMPLETE_JOURNEY,)
