"""Ratings of attributes: few reviews and reviews at odds show as such."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.review_extraction.attribute_ratings import Ratings
from models.review_extraction.extracted import Extracted
from models.review_extraction.mentions import mentions_of
from models.review_extraction.product_view import rated_mentions
from models.review_extraction.quotes import quotes_of
from models.review_extraction.rating_scale import fitted_scale, sentiment_shares
from models.review_extraction.rating_settings import RatingSettings
from models.review_extraction.voices import Voices

SETTINGS = RatingSettings()
PLAIN = np.array([1.0, 3.0, 5.0])


def ratings(settings: RatingSettings = SETTINGS) -> Ratings:
    return Ratings.fit(PLAIN, ["price"], np.array([[40.0, 5.0, 60.0]]), settings)


def mentions(sentiments: list[int], reviews: list[int] | None = None) -> pd.DataFrame:
    count = len(sentiments)
    return pd.DataFrame(
        {
            "owner": np.zeros(count, dtype=np.int64),
            "review": np.arange(count) if reviews is None else reviews,
            "attribute": pd.array(["price"] * count, dtype="str"),
            "sentiment": sentiments,
            "confidence": np.full(count, 0.9),
            "quote": [f"said {number}" for number in range(count)],
        }
    )


def test_more_reviews_make_a_rating_surer() -> None:
    few, many = (rated_mentions(mentions([2] * count), ratings()).iloc[0] for count in (2, 40))
    assert many["rating"] > few["rating"] > 3
    assert many["high"] - many["low"] < few["high"] - few["low"]
    assert not few["contradicting"]


def test_reviews_at_odds_show_as_such() -> None:
    split, agreed = (rated_mentions(mentions(one), ratings()).iloc[0] for one in ([0, 2] * 10, [2] * 19 + [0]))
    assert split["contradicting"]
    assert not agreed["contradicting"]
    assert split["high"] - split["low"] > agreed["high"] - agreed["low"]
    told = [one["sentiment"] for one in json.loads(split["quotes"])]
    assert {"positive", "negative"} <= set(told)


def test_a_review_has_one_voice() -> None:
    once = rated_mentions(mentions([2]), ratings()).iloc[0]
    often = rated_mentions(mentions([2] * 9, [0] * 9), ratings()).iloc[0]
    assert often["mentions"] == 1
    assert often["rating"] == pytest.approx(once["rating"])


def test_an_attribute_that_nobody_knows_is_like_all_others() -> None:
    prior = ratings().prior(["price", "weight"])
    assert prior.sum(axis=1) == pytest.approx([1, 1])
    assert prior[1] == pytest.approx(ratings().everything)


@given(st.lists(st.tuples(*[st.floats(0, 1e4, allow_subnormal=False)] * 3), min_size=1, max_size=20))
def test_a_rating_lies_in_its_interval(votes: list[tuple[float, float, float]]) -> None:
    rating, low, high = ratings().rated(["price"] * len(votes), np.array(votes))
    assert (low >= 1).all()
    assert (high <= 5).all()
    assert ((low <= rating) & (rating <= high)).all()


def test_the_interval_holds_what_it_says() -> None:
    rng = np.random.default_rng(5)
    truth = rng.dirichlet(ratings().prior(["price"])[0] * SETTINGS.prior, size=4_000)
    votes = np.array([rng.multinomial(12, one) for one in truth], dtype=np.float64)
    _, low, high = ratings().rated(["price"] * len(votes), votes)
    held = ((truth @ PLAIN >= low) & (truth @ PLAIN <= high)).mean()
    assert held == pytest.approx(SETTINGS.interval, abs=0.03)


def test_votes_are_weights_of_voices() -> None:
    voices = Voices.of(
        np.array([0, 0, 1]), np.array([0, 0, 0]), np.array([2, 0, 1]), np.array([0.6, 0.2, 0.5]), groups=2
    )
    assert voices.votes == pytest.approx(np.array([[0.15, 0, 0.45], [0, 0.5, 0]]))
    assert voices.mentions.tolist() == [1, 1]


def test_stars_tell_what_a_neutral_word_is_worth_and_both_ends_are_reached() -> None:
    # whole reviews of one kind have 2, 2.6 and 4 stars; others, and unknown stars, say nothing
    shares = np.array([[1.0, 0, 0], [0, 1.0, 0], [0, 0, 1.0], [0.5, 0, 0.5], [0, 0, 1.0]])
    stars = np.array([2.0, 2.6, 4.0, 1.0, np.nan])
    found = fitted_scale(np.tile(shares, (900, 1)), np.tile(stars, 900), SETTINGS)
    assert found == pytest.approx([1.0, 2.2, 5.0], abs=0.05)
    known = Ratings.fit(found, ["price"], np.array([[900.0, 1.0, 900.0]]), SETTINGS)
    rating, low, high = known.rated(["price"] * 2, np.array([[400.0, 0, 0], [0, 0, 400.0]]))
    assert rating == pytest.approx([1.0, 5.0], abs=0.05)
    assert (low[0], high[1]) == pytest.approx((1.0, 5.0), abs=0.02)


def test_the_scale_never_falls_and_needs_enough_stars() -> None:
    shares, stars = np.eye(3), np.array([1.0, 4.0, 5.0])
    assert fitted_scale(np.tile(shares, (5, 1)), np.tile(stars, 5), SETTINGS).tolist() == [1, 3, 5]
    many, none = np.tile(shares, (200, 1)), RatingSettings(scale_prior=0.0)
    assert fitted_scale(many, np.tile(6 - stars, 200), SETTINGS).tolist() == [1, 3, 5]
    assert fitted_scale(many, np.tile([2.0, 1.0, 5.0], 200), SETTINGS).tolist() == [1, 1, 5]
    only = np.tile([0.0, 0.0, 1.0], (200, 1))
    assert fitted_scale(only, np.full(200, 4.0), none) == pytest.approx([1, 3, 5], abs=0.01)


def test_a_review_without_a_triplet_tells_no_share() -> None:
    told, shares = sentiment_shares(read([(1, 0, 4, 8, 13, 2)]), 3)
    assert told.tolist() == [1]
    assert shares.tolist() == [[0, 0, 1]]


def read(rows: list[tuple[int, int, int, int, int, int]]) -> Extracted:
    return Extracted(*np.array(rows, dtype=np.int64).reshape(-1, 6).T, confidence=np.full(len(rows), 0.8))


def test_a_quote_is_the_sentence_and_no_longer_than_it_may() -> None:
    text = "Bought it. The <b>price</b> is\n great! " + "word " * 100 + "bad stuff " + "word " * 100
    price, bad = text.index("price"), text.index("bad")
    one = read([(0, price, price + 5, text.index("great"), text.index("great") + 5, 2), (0, -1, -1, bad, bad + 3, 0)])
    first, second = quotes_of([text], one, 60)
    assert "great!" in first
    assert "<b>" not in first
    assert "bad stuff" in second
    assert len(second) <= 60


def test_a_copied_review_is_heard_once() -> None:
    rows = [(number, 0, 5, 9, 14, 2) for number in range(3)]
    texts = ["price is great", "Price  is great", "price is great"]
    told = mentions_of(texts, ["p", "p", "q"], read(rows), ["price"] * 3, 100)
    assert told["product_id"].tolist() == ["p", "q"]
    assert mentions_of([], [], Extracted.none(), [], 100).empty


def test_a_copy_with_other_punctuation_is_heard_once() -> None:
    texts = [
        "price is great",
        "price is great!!!",
        "Price is <b>great</b>.",
        "price is great \U0001f600",
        "price is grand",
    ]
    told = mentions_of(texts, ["p"] * 5, read([(at, 0, 5, 9, 14, 2) for at in range(5)]), ["price"] * 5, 100)
    assert told["review"].tolist() == [0, 1]
    # what is written above or below a letter is of it
    hindi = mentions_of(
        ["\u0915\u0940 !", "\u0915\u093e"], ["p"] * 2, read([(at, -1, -1, 0, 2, 2) for at in range(2)]), ["x"] * 2, 100
    )
    assert hindi["review"].nunique() == 2


def test_a_quote_reads_as_a_page_shows_it() -> None:
    text = "Fine. I don&#39;t <b>like</b> the caf&eacute; &amp; bar&nbsp;style, &lt;script&gt; so. End"
    begin = text.index("like")
    told = quotes_of([text], read([(0, -1, -1, begin, begin + 4, 0)]), 100)
    assert told == ["I don't like the café & bar style, script so."]
    cut = quotes_of([text], read([(0, -1, -1, begin, begin + 4, 0)]), 20)[0]
    assert "like" in cut
    assert "#" not in cut
    assert ";" not in cut


def test_the_surest_quotes_of_the_louder_side_come_first() -> None:
    told = mentions([2, 2, 2, 0]).assign(
        quote=["said", "said", "sure", "blamed"], confidence=[0.5, 0.6, 0.9, 0.7], review=[0, 1, 2, 3]
    )
    quotes = json.loads(rated_mentions(told, ratings(RatingSettings(quotes=4))).iloc[0]["quotes"])
    assert [one["text"] for one in quotes] == ["sure", "blamed", "said"]


def test_one_loud_review_contradicts_nobody() -> None:
    told = mentions([2, 2, 0])
    assert not rated_mentions(told, ratings()).iloc[0]["contradicting"]
    assert rated_mentions(mentions([2, 2, 0, 0]), ratings()).iloc[0]["contradicting"]


def test_a_mention_keeps_its_sentiment_and_its_sentence() -> None:
    text = "Bought it. The price is great. Would again."
    one = read([(0, 15, 20, 24, 29, 2)])
    told = mentions_of([text], ["p"], one, ["price"], 100).iloc[0]
    assert (told["sentiment"], told["confidence"], told["quote"]) == (2, 0.8, "The price is great.")


def test_few_stars_hardly_move_the_scale() -> None:
    shares, stars = np.tile([0.0, 1.0, 0.0], (40, 1)), np.full(40, 2.0)
    settings = RatingSettings(least_scale_reviews=10, scale_prior=40.0)
    assert fitted_scale(shares, stars, settings)[1] == pytest.approx(2.5)


def test_one_vote_and_its_prior_have_the_spread_of_a_dirichlet_mean() -> None:
    known = Ratings(PLAIN, np.array([0.5, 0.0, 0.5]), {}, RatingSettings(prior=2.0, attribute_prior=1.0, interval=0.5))
    rating, low, high = known.rated(["price"], np.zeros((1, 3)))
    # one vote for and one against are flat from 1 to 5
    assert (rating[0], low[0], high[0]) == pytest.approx((3.0, 2.0, 4.0))
