"""What review extraction is asked again: noised copies, strange texts, stars, ratings of products, and its speed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from reviews_for_tests import ByWords, examples, review

from evaluation import review_extraction as room
from evaluation.gate_policy import is_known
from evaluation.measure import Measure
from evaluation.review_noised import KINDS
from evaluation.review_other_languages import lacking
from evaluation.review_strange_texts import REVIEWS
from evaluation.review_unlearned_noise import SHORT, rewrite
from models.review_extraction.extracted import Reviews, Triplets
from models.review_extraction.noise_channel import noised
from models.review_extraction.noise_settings import NoiseSettings
from models.review_extraction.noise_words import SLANG

SETTINGS: dict[str, Any] = {
    **{"resamples": 50, "confidence": 0.95, "seed": 0, "challenge_reviews": 100, "term_reviews": 100},
    **{"throughput_reviews": 100, "rated_products": 100, "rated_reviews": 100, "least_stars": 2, "least_opinions": 1},
}
GOOD, BAD = "I love it. The battery is great", "The battery is bad. The screen is okay"
TRIPLETS = {
    GOOD: ("battery|great|+|power", "|love|+"),
    BAD: ("battery|bad|-|power", "screen|okay|0|display"),
}


def _test() -> list[dict[str, Any]]:
    texts = [GOOD, BAD, GOOD, BAD, GOOD, GOOD]
    return [
        review(f"r{at}", text, *TRIPLETS[text], product_id=f"p{at % 4}", stars=5.0 if text == GOOD else 1.0)
        for at, text in enumerate(texts)
    ]


HELD_OUT = [
    review("h1", "great", product_id="p0", stars=5.0),
    review("h2", "bad screen", product_id="p1", stars=2.0),
    review("h3", "came on a Monday", product_id="p1", stars=1.0),
    review("h4", "the lid is okay", product_id="p9", stars=4.0),
    review("h5", "great", product_id=None, stars=None),
]


def asked(tmp_path: Path, model: Any, **settings: Any) -> dict[str, Measure]:
    made = examples(tmp_path, _test(), ("battery",), HELD_OUT)
    return room.challenges(model, made, room.requests(made), SETTINGS | settings)


@pytest.fixture
def found(tmp_path: Path) -> dict[str, Measure]:
    return asked(tmp_path, ByWords({"train_reviews": 40, "timings": {"train_seconds": 3.0}}))


def test_every_challenge_is_one_that_a_gate_may_name(found: dict[str, Measure]) -> None:
    assert all(is_known(name, (*room.STATISTICS, *room.MEASURES)) for name in found)
    assert all(one.meaning for one in found.values())
    assert set(room.MEASURES) - set(found) <= {"ece_by_chance", "rating_width_many"} | {
        name for name in room.MEASURES if name.startswith("triplet_f1_") and not name.endswith("_lost")
    }


def test_noise_costs_a_reader_of_whole_words_and_markup_and_case_do_not(found: dict[str, Measure]) -> None:
    assert found["triplet_f1_casing_lost"].value == 0.0
    assert found["triplet_f1_markup_lost"].value == 0.0, "annotations move with the text"
    assert (found["triplet_f1_typos_lost"].value or 0) >= 0
    assert not found["triplet_f1_noised_lost"].higher_is_better


def test_the_channel_is_as_strong_as_the_settings_say(tmp_path: Path) -> None:
    still = dict.fromkeys(("typo_texts", "elongated_texts", "cased_texts", "bare_texts", "emoji_texts"), 0.0)
    found = asked(tmp_path, ByWords(), noise={**still, "slang_texts": 0.0, "elongated_words": 1.0})
    assert found["triplet_f1_noised_lost"].value == 0.0
    assert (found["triplet_f1_elongation_lost"].value or 0) > 0, "each kind alone falls on every text"


def test_whatever_is_told_of_strange_texts_is_counted(found: dict[str, Measure], tmp_path: Path) -> None:
    assert found["told_of_unknown_script"].value == found["told_of_emoji"].value == 0.0
    blurted = asked(tmp_path, ByWords(blurts=True))
    assert blurted["told_of_unknown_script"].value == blurted["told_of_emoji"].value == 1.0


def test_other_languages_in_the_same_letters_are_asked_in(found: dict[str, Measure], tmp_path: Path) -> None:
    name = "told_of_another_language"
    assert found[name].value == 0.0
    assert not found[name].higher_is_better
    model = ByWords(blurts=True)
    blurted = asked(tmp_path, model)[name]
    assert (blurted.value, blurted.n) == (1.0, sum(len(texts) for texts in REVIEWS.values()))
    (request,) = (one for one, _ in model.requests if REVIEWS["de"][0] in set(one["text"]))
    assert request["language"].isna().all()
    assert request["product_id"].isna().all()
    assert request["request_id"].is_unique


def test_a_language_that_training_has_is_no_strange_one() -> None:
    english = pd.DataFrame({"text": ["the battery is great"], "language": ["en"]})
    assert lacking(english) == list(REVIEWS)
    by_name = pd.DataFrame({"text": ["gut"], "language": ["de-AT"]})
    assert set(REVIEWS) - set(lacking(by_name)) == {"de"}
    by_words = pd.DataFrame({"text": [text.upper() for text in REVIEWS["fr"]]})
    assert set(REVIEWS) - set(lacking(by_words)) == {"fr"}


def test_noise_that_no_model_learned_through_is_of_other_words_and_other_slips() -> None:
    assert not set(SHORT) & set(SLANG)
    text = "It was cheap and the screen broke after two weeks"
    place = text.index("screen")
    old = Triplets(*(np.array([one]) for one in (0, place, place + 6, place + 7, place + 12, 0)))
    strong = NoiseSettings(typo_words=0.0, slang_words=1.0)
    rng = np.random.default_rng(0)
    new = noised(Reviews([text], old, np.array([np.nan])), 1.0, strong, rng, rewrite)
    assert new.texts == ["It wuz cheep and the scrn brk aftr two wks"]
    spans = (new.triplets.aspect_start[0], new.triplets.aspect_end[0])
    assert new.texts[0][spans[0] : spans[1]] == "scrn"
    slips = NoiseSettings(typo_words=1.0, slang_words=0.0)
    slipped = noised(Reviews([text], old, np.array([np.nan])), 1.0, slips, rng, rewrite).texts[0].split()
    assert [len(one) < 4 or one != two for one, two in zip(text.split(), slipped, strict=True)] == [True] * 10


def test_what_a_reader_loses_by_unlearned_noise_is_measured(found: dict[str, Measure], tmp_path: Path) -> None:
    assert found["triplet_f1_unlearned_lost"].value is not None
    still = asked(tmp_path, ByWords(), noise={"typo_words": 0.0, "slang_words": 0.0})
    assert still["triplet_f1_unlearned_lost"].value == 0.0


def test_held_out_stars_are_held_against_what_is_told(found: dict[str, Measure]) -> None:
    assert found["held_out_stars_told"].value == pytest.approx(3 / 4)
    assert found["held_out_stars_mae"].value == pytest.approx((0 + 1 + 1) / 3)
    assert found["held_out_stars_mae_alike"].value == pytest.approx((1 + 2 + 0) / 3)
    assert found["held_out_stars_rank_correlation"].value == pytest.approx(1.0)


def test_ratings_of_products_come_from_their_held_out_reviews_alone(tmp_path: Path) -> None:
    model = ByWords()
    found = asked(tmp_path, model)
    request = next(request for request, params in model.requests if params.get("view") == "attributes")
    assert set(request["product_id"]) == {"p0", "p1", "p2", "p3", "p9"}
    assert "stars" not in request
    assert request["request_id"].is_unique
    assert found["products_rated"].value == 1.0
    assert found["ratings_mae"].n == 2, "p0 and p1 have two stars and more"
    assert found["attribute_ratings_mae"].value == 0.0
    assert found["attribute_ratings_rank_correlation"].value == pytest.approx(1.0)
    assert found["rating_width_few"].value is not None


def test_a_rating_is_not_held_against_a_single_opinion(found: dict[str, Measure], tmp_path: Path) -> None:
    fewer = asked(tmp_path, ByWords(), least_opinions=2)
    assert "attribute_ratings_mae" not in asked(tmp_path, ByWords(), least_opinions=99)
    assert (fewer["attribute_ratings_mae"].n if "attribute_ratings_mae" in fewer else 0) < found[
        "attribute_ratings_mae"
    ].n


def test_terms_are_measured_of_a_model_that_marks_them(tmp_path: Path) -> None:
    found = asked(tmp_path, ByWords())
    assert found["aspect_term_f1"].value == 1.0
    assert found["opinion_term_f1"].value is not None

    class Silent:
        facts: Any = None

        def predict(self, request: pd.DataFrame, params: dict[str, Any] | None = None) -> pd.DataFrame:
            return ByWords().predict(request, params)

    assert "aspect_term_f1" not in asked(tmp_path, Silent())


def test_speed_and_training_are_told(found: dict[str, Measure]) -> None:
    assert (found["reviews_per_second"].value or 0) > 0
    assert found["reviews_per_second"].unit == "reviews/s"
    assert found["train_seconds"].value == 3.0
    assert found["train_seconds"].n == 40


def test_without_products_stars_and_held_out_reviews_the_rest_is_measured(tmp_path: Path) -> None:
    bare = [{**one, "product_id": None, "stars": None} for one in _test()]
    made = examples(tmp_path, bare)
    table = room.requests(made).drop(columns=["product_id", "stars"])
    table.drop(columns=["group", "examples"]).to_parquet(made / "test.parquet", index=False)
    found = room.challenges(ByWords(), made, room.requests(made), SETTINGS)
    assert found["triplet_f1_noised"].value is not None
    assert not {"ratings_mae", "held_out_stars_mae", "products_rated"} & set(found)


def test_points_lost_are_drawn_by_kind(found: dict[str, Measure]) -> None:
    plots = room.measured_plots({name: one.to_json() for name, one in found.items()})
    assert [len(plot.x) for plot in plots] == [len(KINDS)]


def test_valid_tells_which_name_an_annotated_attribute_has(tmp_path: Path) -> None:
    # what people call power, the battery in the test, is the screen in valid
    valid = review("v", BAD, "battery|bad|-|display", "screen|okay|0|power", product_id="p9")
    without, model = asked(tmp_path / "without", ByWords()), ByWords()
    made = examples(tmp_path / "with", _test(), ("battery",), HELD_OUT, (valid,))
    found = room.challenges(model, made, room.requests(made), SETTINGS)
    assert any(request["request_id"].tolist() == ["v"] for request, _ in model.requests)
    assert found["attribute_ratings_mae"].value != without["attribute_ratings_mae"].value
    assert found["ratings_mae"].value == without["ratings_mae"].value
