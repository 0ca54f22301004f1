"""The contract tables of simulated reviews: bytes, offsets, and that the truth is true."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from written_tables import digests, frames

from infra.errors import SettingsError
from sources.simulator.review_banks import SENTIMENTS
from sources.simulator.review_extraction import TABLES, TRUTH, write
from sources.simulator.review_feelings import chances, rating

SEED, SCALE = 7, 0.1


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pd.DataFrame]:
    out = tmp_path_factory.mktemp("clean")
    write(out, seed=SEED, scale=SCALE, messy=False)
    return frames(out)


def spans(rows: pd.DataFrame, texts: pd.Series, name: str) -> pd.DataFrame:
    """Text, told words and edges of the spans that are written."""
    found = rows.dropna(subset=[f"{name}_start"])
    edges = found[[f"{name}_start", f"{name}_end"]].astype(int).set_axis(["begin", "end"], axis=1)
    return edges.assign(told=found[name], text=texts.loc[found.review_id].to_numpy())


def test_the_same_arguments_give_the_same_bytes(tmp_path: Path) -> None:
    for name, seed in (("one", 3), ("same", 3), ("other", 4)):
        write(tmp_path / name, seed=seed, scale=0.02)
    one, same, other = (digests(tmp_path / name) for name in ("one", "same", "other"))
    assert one == same
    files = [*(f"{name}.parquet" for name in sorted(TABLES)), *(f"truth/{name}.parquet" for name in sorted(TRUTH))]
    assert list(one) == files
    assert {name for name in one if one[name] == other[name]} == {"truth/surface_truth.parquet"}


@pytest.mark.parametrize(("seed", "scale"), [(-1, 1.0), (0, 0.0), (0, 1_000.0)])
def test_a_seed_or_a_scale_that_is_not_to_be_had_is_refused(tmp_path: Path, seed: int, scale: float) -> None:
    with pytest.raises(SettingsError, match="Give"):
        write(tmp_path, seed=seed, scale=scale)


def test_a_larger_scale_holds_the_reviews_of_a_smaller_one(clean: dict[str, pd.DataFrame], tmp_path: Path) -> None:
    write(tmp_path, seed=SEED, scale=0.02, messy=False)
    small = pd.read_parquet(tmp_path / "reviews.parquet").set_index("review_id")
    pd.testing.assert_frame_equal(clean["reviews"].set_index("review_id").loc[small.index], small)


@pytest.mark.parametrize("name", ["aspect", "opinion"])
def test_spans_are_whole_words_of_the_text_as_it_was_written(clean: dict[str, pd.DataFrame], name: str) -> None:
    texts = clean["reviews"].set_index("review_id").text
    for table in ("annotations", "triplet_truth"):
        found = spans(clean[table], texts, name)
        assert len(found) > 500
        for row in found.itertuples():
            assert row.text[row.begin : row.end] == row.told
            before, after = row.text[: row.begin][-1:], row.text[row.end :][:1]
            assert not (before.isalnum() and row.told[0].isalnum()), row
            assert not (after.isalnum() and row.told[-1].isalnum()), row


def test_a_triplet_is_annotated_unless_it_was_missed(clean: dict[str, pd.DataFrame]) -> None:
    truth = clean["triplet_truth"].merge(clean["review_truth"][["review_id", "annotated"]], on="review_id")
    assert not truth.annotated_x[~truth.annotated_y].any()
    assert truth.annotated_x[truth.annotated_y].mean() == pytest.approx(0.98, abs=0.02)
    annotated = truth[truth.annotated_x].reset_index(drop=True)
    told = clean["annotations"]
    assert (annotated.opinion_start.eq(told.opinion_start) | told.opinion_start.isna()).all()
    assert (annotated.sentiment == told.sentiment).mean() > 0.97
    assert not truth.duplicated(["review_id", "aspect_start", "aspect_end", "opinion_start", "opinion_end"]).any()
    assert not (truth.aspect_start.isna() & truth.opinion_start.isna()).any()


def test_reviews_are_informal_short_and_of_many_attributes(clean: dict[str, pd.DataFrame]) -> None:
    reviews, truth = clean["reviews"], clean["review_truth"]
    words = reviews.text.str.split().str.len()
    assert 0.15 < (words < 8).mean() < 0.5
    assert words.max() > 50
    assert 0.15 < clean["triplet_truth"].aspect_start.isna().mean() < 0.4
    assert clean["triplet_truth"].opinion_start.isna().any()
    for manner in ("bare", "html", "emoji", "slips", "slang", "stretched"):
        assert truth[manner].any(), manner
    assert set(reviews.language) == {"en", "de", "es", "fr"}
    assert not reviews.annotated[reviews.language != "en"].any()
    assert reviews.text[truth.html].str.contains("<br />|&#39;|&amp;").any()
    assert not truth.clean.str.contains("<br />|&#39;|&amp;").any()
    surfaces = clean["surface_truth"].groupby("attribute").surface.nunique()
    assert len(surfaces) > 30
    assert surfaces.min() >= 3


def test_stars_follow_what_is_said(clean: dict[str, pd.DataFrame]) -> None:
    truth = clean["review_truth"]
    assert truth.stars.between(1, 5).all()
    assert truth.loc[~truth.stars_reversed, ["said", "stars"]].corr().iloc[0, 1] > 0.8
    assert truth.stars.mean() > 3


def test_the_true_chances_are_those_of_what_was_said(clean: dict[str, pd.DataFrame]) -> None:
    both = clean["triplet_truth"].merge(clean["review_truth"][["review_id", "product_id"]], on="review_id")
    both = both.drop_duplicates(["review_id", "attribute"]).merge(
        clean["product_truth"], on=["product_id", "attribute"]
    )
    # what is neutral goes into other frames, but none is left out
    both = both[~both.kind.isin(["two_aspects", "contrast"])]
    for mood in SENTIMENTS:
        expected = both[mood].mean()
        assert (both.sentiment == mood).mean() == pytest.approx(expected, abs=5 * (0.25 / len(both)) ** 0.5), mood
    counted = clean["triplet_truth"].shape[0]
    assert clean["product_truth"].mentions.sum() == counted


def test_a_rating_grows_with_quality_and_where_people_disagree_it_lies_nearer_the_middle() -> None:
    quality, calm = np.array([-2.0, -0.5, 0.0, 1.0, 2.0]), np.zeros(5, bool)
    chance = chances(quality, calm)
    np.testing.assert_allclose(chance.sum(axis=-1), 1)
    found = rating(chance)
    assert (np.diff(found) > 0).all()
    assert ((found > 1) & (found < 5)).all()
    split = rating(chances(quality, ~calm))
    assert (np.abs(split - 3) < np.abs(found - 3)).all()
