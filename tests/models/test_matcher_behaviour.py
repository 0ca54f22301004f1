"""A trained matcher behaves as a marketplace needs it to."""

from __future__ import annotations

import json
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from models.product_matching import ProductMatcher

Request = Callable[[pd.DataFrame], pd.DataFrame]


def f1(found: pd.Series, labels: pd.Series) -> float:
    truth = labels.to_numpy() == 1
    return 2 * (found.to_numpy() & truth).sum() / (found.sum() + truth.sum())


def test_unseen_families_are_matched(matcher: ProductMatcher, pair_request: Request, valid_pairs: pd.DataFrame) -> None:
    assert f1(matcher.predict(pair_request(valid_pairs))["probable"], valid_pairs["label"]) > 0.9


def test_direction_does_not_matter(matcher: ProductMatcher, pair_request: Request, valid_pairs: pd.DataFrame) -> None:
    request = pair_request(valid_pairs)
    mirrored = request.rename(
        columns=lambda name: name.removeprefix("other_") if name.startswith("other_") else f"other_{name}"
    )
    there, back = matcher.predict(request), matcher.predict(mirrored)
    assert np.array_equal(there["probability"], back["probability"])


def test_variation_twins_are_not_merged(
    matcher: ProductMatcher, pair_request: Request, valid_pairs: pd.DataFrame
) -> None:
    number = valid_pairs[["left_id", "right_id"]].map(lambda text: int(text[1:]))
    twins = valid_pairs[(number["left_id"] // 6 == number["right_id"] // 6) & (valid_pairs["label"] == 0)]
    assert len(twins) > 100
    assert matcher.predict(pair_request(twins))["match"].mean() < 0.01


@pytest.mark.parametrize("field", ["brand", "price", "description", "category", "attributes", "currency", "seller"])
@pytest.mark.parametrize("gone", [True, False])
def test_a_blank_or_absent_field_costs_little(
    matcher: ProductMatcher, pair_request: Request, valid_pairs: pd.DataFrame, field: str, gone: bool
) -> None:
    request = pair_request(valid_pairs)
    full = f1(matcher.predict(request)["probable"], valid_pairs["label"])
    columns = [field, f"other_{field}"]
    blank = request.drop(columns=columns) if gone else request.assign(**dict.fromkeys(columns, None))
    assert f1(matcher.predict(blank)["probable"], valid_pairs["label"]) > full - 0.1


@pytest.mark.parametrize(
    "rewrite",
    [str.upper, lambda text: f"  {text}\t ", lambda text: text.replace(" ", "\u00a0"), lambda text: text + " !!"],
    ids=["upper case", "white space", "hard spaces", "punctuation"],
)
def test_how_a_title_is_typed_does_not_matter(
    matcher: ProductMatcher, pair_request: Request, valid_pairs: pd.DataFrame, rewrite: Callable[[str], str]
) -> None:
    request = pair_request(valid_pairs).head(60)
    typed = request.assign(other_title=request["other_title"].map(rewrite))
    before, after = matcher.predict(request)["probability"], matcher.predict(typed)["probability"]
    assert np.abs(before - after).max() < 0.02


def test_a_pair_scores_the_same_alone_and_in_a_batch(
    matcher: ProductMatcher, pair_request: Request, valid_pairs: pd.DataFrame
) -> None:
    request = pair_request(valid_pairs).head(12)
    batch = matcher.predict(request)["probability"]
    alone = pd.concat([matcher.predict(request.iloc[[row]]) for row in range(len(request))])["probability"]
    assert np.allclose(batch, alone, atol=1e-9)


def test_ids_in_the_request_do_not_change_a_score(
    matcher: ProductMatcher, pair_request: Request, valid_pairs: pd.DataFrame
) -> None:
    request = pair_request(valid_pairs).head(60)
    anonymous = request.drop(columns=["listing_id", "other_listing_id"])
    assert np.allclose(matcher.predict(request)["probability"], matcher.predict(anonymous)["probability"], atol=0.01)


def test_reasons_name_what_agrees_and_what_contradicts(matcher: ProductMatcher) -> None:
    request = pd.DataFrame(
        {
            "title": ["Zorbax camera ZO-100X black 64gb"] * 2,
            "brand": ["Zorbax"] * 2,
            "other_title": ["ZO100X zorbax camera schwarz 64 GB", "Quillon kettle QU-555Z silver 32gb"],
            "other_brand": ["zorbax", "Quillon"],
        }
    )
    same, other = (json.loads(text) for text in matcher.predict(request)["reasons"])
    assert {"brand zorbax", "model zo100x", "colour black", "data 64 gb"} <= set(same["agree"])
    assert same["contradict"] == []
    assert {"brand zorbax/quillon", "model zo100x/qu555z", "colour black/silver", "data 64/32 gb"} <= set(
        other["contradict"]
    )


def test_probability_is_a_probability(
    matcher: ProductMatcher, pair_request: Request, valid_pairs: pd.DataFrame
) -> None:
    scored = matcher.predict(pair_request(valid_pairs))
    assert scored["probability"].between(0, 1).all()
    assert not (scored["match"] & (scored["probability"] < matcher.match_threshold)).any()
    assert scored["probability"].mean() == pytest.approx(valid_pairs["label"].mean(), abs=0.05)
