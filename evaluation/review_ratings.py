"""The table of a product, of reviews that no training saw: whether its ratings fit stars, and how sure they seem."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import pandas as pd

from evaluation.asked_again import spread
from evaluation.correlation import mean_distance, rank_correlation
from evaluation.measure import Measure
from evaluation.measured import measured
from evaluation.proportion import share
from evaluation.review_asking import Asking
from evaluation.review_outcomes import STARS
from evaluation.review_rows import flat
from evaluation.review_truth import Annotated

FEW, MANY = 2, 10  # mentions: up to, and from
_OF_PRODUCTS: Final = "ratings"
_OF_ATTRIBUTES: Final = "attribute_ratings"
_KINDS: Final = {
    _OF_PRODUCTS: "the mean rating of a product's attributes, by mentions in held-out reviews, and the mean of their "
    "stars, which were not told",
    _OF_ATTRIBUTES: "the rating of a product's attribute and the mean of what people annotated of it in test reviews: "
    "1, 3 or 5 each, where there are enough (evaluation.least_opinions); an attribute's canonical name is the one that "
    "most of its pairs have that are read right, in reviews of valid or, where none tells, in those measured; a rating "
    "is on the scale of stars, and drawn to what is usual where few speak, so the distance is no small one even if "
    "every opinion is read right",
}
_ENDS: Final = ("rank_correlation", "mae", "mae_alike")
_RATED: Final = "products_rated"
_WIDTHS: Final = {
    "rating_width_few": f"stars between both ends of a rating's interval, of attributes with {FEW} mentions at most",
    "rating_width_many": f"stars between both ends of a rating's interval, of attributes with {MANY} mentions at least",
}
_CONTRADICTING: Final = "attributes_contradicting"
MEASURES: Final = (*(f"{kind}_{end}" for kind in _KINDS for end in _ENDS), _RATED, *_WIDTHS, _CONTRADICTING)


def measures(asking: Asking, reviews: pd.DataFrame, annotated: Annotated, said: pd.DataFrame) -> dict[str, Measure]:
    """Ratings of products by their held-out reviews, against what was not told; none where no review has a product.

    Args:
        asking: `settings.rated_products`: the most products, evenly over all; `least_stars`: stars of a product
            without which their mean is chance; `least_opinions`: likewise of annotated opinions on an attribute of one.
        reviews: Rows of `review_requests.requests`: those of the test first, then others that were held out.
        annotated: Of those of the test.
        said: Outcomes of reviews: they tell which canonical name an annotated attribute has.
    """
    names = sorted(set(reviews["product_id"].dropna().astype("str")))
    if not names:
        return {}
    chosen = {names[at] for at in spread(len(names), int(asking.settings["rated_products"])).tolist()}
    own = reviews[reviews["product_id"].isin(chosen)].reset_index(drop=True)
    rated = asking.ratings(own)
    says = "of the products of held-out reviews, those with a rated attribute"
    found = {_RATED: share(int(rated["product_id"].nunique()), len(chosen), meaning=says)}
    stars = _mean_stars(own, int(asking.settings["least_stars"]))
    opinions = _mean_opinions(reviews, annotated, int(asking.settings["least_opinions"]))
    found |= _against(_OF_PRODUCTS, _products(rated, stars), asking.settings)
    found |= _against(_OF_ATTRIBUTES, _attributes(rated, opinions, said), asking.settings)
    return found | _sureness(rated)


def _mean_stars(reviews: pd.DataFrame, least: int) -> pd.Series[Any]:
    known = reviews[reviews["stars"].notna()]
    found = known.groupby(known["product_id"].astype("str"))["stars"].agg(["mean", "size"])
    return found.loc[found["size"] >= least, "mean"]


def _mean_opinions(reviews: pd.DataFrame, annotated: Annotated, least: int) -> pd.DataFrame:
    """`product_id`, `meant` (an annotated attribute) and `held`, the mean of its opinions, of at least so many."""
    triplets = annotated.triplets
    opinions = pd.DataFrame(
        {
            "product_id": reviews["product_id"].astype("str").to_numpy(object)[triplets.text],
            "meant": annotated.attribute,
            "held": STARS[triplets.sentiment],
        }
    ).dropna()
    found = opinions.groupby(["product_id", "meant"])["held"].agg(["mean", "size"])
    return found.loc[found["size"] >= least, "mean"].rename("held").reset_index()


def _products(rated: pd.DataFrame, stars: pd.Series[Any]) -> pd.DataFrame:
    weighed = rated.assign(sum=rated["rating"] * rated["mentions"])
    sums = weighed.groupby(weighed["product_id"].astype("str"))[["sum", "mentions"]].sum()
    both = pd.DataFrame({"held": stars, "rated": sums["sum"] / sums["mentions"]}).dropna()
    return both.assign(group=both.index).reset_index(drop=True)


def _attributes(rated: pd.DataFrame, opinions: pd.DataFrame, said: pd.DataFrame) -> pd.DataFrame:
    """Annotated attributes beside the rating of the canonical one that most of their mentions have."""
    _, (told, meant) = flat(said, "attributes_told", "attributes_meant")
    pairs = pd.DataFrame({"attribute": told, "meant": meant}).value_counts(sort=True).reset_index()
    named = pairs.drop_duplicates("meant")[["attribute", "meant"]].astype(object)
    own = rated[["product_id", "attribute", "rating"]].astype({"product_id": object, "attribute": object})
    both = opinions.astype({"product_id": object, "meant": object}).merge(named, on="meant")
    both = both.merge(own, on=["product_id", "attribute"]).rename(columns={"rating": "rated", "product_id": "group"})
    return both[["group", "held", "rated"]]


def _against(kind: str, both: pd.DataFrame, settings: Mapping[str, Any]) -> dict[str, Measure]:
    if len(both) == 0:
        return {}
    rows = both.assign(alike=both["held"].median())
    statistics = (rank_correlation("rated", "held"), mean_distance("rated", "held"), mean_distance("alike", "held"))
    says = (
        f"Spearman's, of {_KINDS[kind]}",
        f"stars between {_KINDS[kind]}",
        f"{kind}_mae if all were rated their median: what knowing nothing costs",
    )
    names = [f"{kind}_{end}" for end in _ENDS]
    by_name, meaning = dict(zip(names, statistics, strict=True)), dict(zip(names, says, strict=True))
    return measured(rows, by_name, meaning, settings, names[1:])


def _sureness(rated: pd.DataFrame) -> dict[str, Measure]:
    """Few mentions have to show in the width, and contradicting ones in the flag."""
    width, mentions = (rated["high"] - rated["low"]).to_numpy(np.float64), rated["mentions"].to_numpy(np.float64)
    parts = {"rating_width_few": width[mentions <= FEW], "rating_width_many": width[mentions >= MANY]}
    found = {
        name: Measure(float(one.mean()), n=len(one), higher_is_better=False, meaning=_WIDTHS[name])
        for name, one in parts.items()
        if len(one)
    }
    flagged = int(rated["contradicting"].astype("boolean").fillna(False).sum())
    says = "of the rated attributes, those whose reviews are said to contradict each other"
    return found | {_CONTRADICTING: share(flagged, len(rated), meaning=says)}
