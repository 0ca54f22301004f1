"""Requests to a trained matcher: an answer of the promised form, or a clear refusal."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from models.product_matching import ProductMatcher

PAIR_TYPES = {"probability": "float64", "match": "bool", "probable": "bool", "reasons": "str"}
MATCH_TYPES = {"listing_id": "str", "match_id": "str", "rank": "int64", **PAIR_TYPES}


def types(frame: pd.DataFrame) -> dict[str, str]:
    return {str(name): str(kind) for name, kind in frame.dtypes.items()}


def test_listings_are_matched_best_first(matcher: ProductMatcher, listings: pd.DataFrame) -> None:
    found = matcher.predict(listings.head(40), {"k": 3})
    assert types(found) == MATCH_TYPES
    assert found.groupby("listing_id").size().max() <= 3
    for _, group in found.groupby("listing_id"):
        assert group["rank"].tolist() == list(range(1, len(group) + 1))
        assert group["probability"].is_monotonic_decreasing
    assert not (found["listing_id"] == found["match_id"]).any()


def test_the_same_product_of_the_other_shop_comes_first(matcher: ProductMatcher, listings: pd.DataFrame) -> None:
    own = listings[listings["seller"] == "north"].head(60)
    first = matcher.predict(own).query("rank == 1")
    assert (first["listing_id"].str.slice(1) == first["match_id"].str.slice(1)).mean() > 0.8


def test_a_title_is_enough(matcher: ProductMatcher) -> None:
    found = matcher.predict(pd.DataFrame({"title": ["zorbax camera black 64gb"]}))
    assert set(found["listing_id"]) == {"0"}
    assert len(found) == 5


def test_empty_batches(matcher: ProductMatcher) -> None:
    no_text = pd.Series([], dtype="str")
    assert types(matcher.predict(pd.DataFrame({"title": no_text}))) == MATCH_TYPES
    pairs = matcher.predict(pd.DataFrame({"title": no_text, "other_title": no_text}))
    assert types(pairs) == PAIR_TYPES
    assert len(pairs) == 0


def test_nulls_everywhere_are_answered(matcher: ProductMatcher) -> None:
    columns = [name for name, _, _ in matcher.signature_columns()]
    request = pd.DataFrame({name: [None, None] for name in columns})
    scored = matcher.predict(request)
    assert types(scored) == PAIR_TYPES
    assert scored["probability"].notna().all()
    assert len(matcher.predict(pd.DataFrame({"title": [None]}))) == 0


def test_rows_keep_their_index(matcher: ProductMatcher) -> None:
    request = pd.DataFrame({"title": ["a", "b"], "other_title": ["c", "d"]}, index=[7, 3])
    assert matcher.predict(request).index.tolist() == [7, 3]


@pytest.mark.parametrize(
    "text", ["防水カメラ 黒", "беспроводные наушники", "سماعات لاسلكية", "🎧🎧", "x" * 100_000, '"', "\x00"]
)
def test_any_text_is_answered(matcher: ProductMatcher, text: str) -> None:
    scored = matcher.predict(pd.DataFrame({"title": [text, text], "other_title": [text, "zorbax camera"]}))
    assert scored["probability"].iloc[0] >= scored["probability"].iloc[1]


def test_ten_thousand_rows(matcher: ProductMatcher, listings: pd.DataFrame) -> None:
    rng = np.random.default_rng(0)
    left = listings.iloc[rng.integers(0, len(listings), 10_000)].reset_index(drop=True)
    right = listings.iloc[rng.integers(0, len(listings), 10_000)].reset_index(drop=True).add_prefix("other_")
    scored = matcher.predict(pd.concat([left, right], axis=1))
    assert len(scored) == 10_000
    assert scored["match"].mean() < 0.2


def test_a_missing_title_is_refused(matcher: ProductMatcher) -> None:
    with pytest.raises(ValueError, match=r"\(1 rows\) lacks the column title"):
        matcher.predict(pd.DataFrame({"name": ["x"]}))


def test_a_price_that_is_no_number_is_refused(matcher: ProductMatcher) -> None:
    with pytest.raises(ValueError, match="price holds 1 cells of 2"):
        matcher.predict(pd.DataFrame({"title": ["a", "b"], "price": ["cheap", "3.5"]}))


def test_k_out_of_bounds_is_refused(matcher: ProductMatcher) -> None:
    with pytest.raises(ValueError, match="k is 0"):
        matcher.predict(pd.DataFrame({"title": ["a"]}), {"k": 0})


def test_torch_is_not_needed_without_a_cross_encoder(matcher: ProductMatcher) -> None:
    assert "torch" not in matcher.requirements()
    assert "xgboost-cpu" in matcher.requirements()
