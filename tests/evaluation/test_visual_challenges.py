"""What is made of photos to make them harder is what is said, and costs what it must cost this searcher."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from PIL import Image
from visual_for_tests import COLOURS, GREY, SETTINGS, examples, photo, picture, searcher

from evaluation import visual_added
from evaluation import visual_search as room
from evaluation.visual_added import measures as added
from evaluation.visual_altered import WAYS, changes
from evaluation.visual_asking import Asking, opened
from evaluation.visual_crowded import measures as crowded
from evaluation.visual_distractors import catalogue_of, made_up
from evaluation.visual_photos import each_photo, with_pictures
from evaluation.visual_queries import exact, queries_of
from evaluation.visual_refused import measures as refused
from evaluation.visual_shares import measures as shares
from models.dense_index import DenseIndex

NO_BOXES = np.zeros((0, 4))


def shop(folder: Path) -> tuple[Path, pd.DataFrame]:
    photos = [
        photo(f"{name}-{at}", (name, (10 + at, 10, 40 + at, 40)), group=f"visit {at}")
        for name in COLOURS
        for at in range(2)
    ]
    photos += [photo(f"empty-{at}") for at in range(3)]
    made = examples(folder, photos, held_out=("violet",))
    return made, room.requests(made)


def test_all_challenges_are_measured_and_the_model_stays_as_it_was(tmp_path: Path) -> None:
    folder, table = shop(tmp_path)
    model = searcher()
    before = model.index, model.answerer
    found = room.challenges(model, folder, table, SETTINGS)
    assert model.index is before[0]
    assert model.answerer is before[1]
    assert found["locator_recall"].value == found["locator_precision"].value == 1.0
    assert found["top_1_occluded"].value == 1.0
    assert found["top_1_lost_occluded"].value == 0.0
    assert found["added_top_1"].value == 1.0
    assert found["added_top_1"].n == 2
    assert found["accepted_by_itself"].value == 1.0
    assert found["refused_by_itself"].value == 1.0
    assert found["entry_top_1_among_100"].n == 12
    assert found["index_recall_10_among_300"].value == 1.0
    assert all(measure.meaning for measure in found.values())
    drawn = room.measured_plots({name: one.to_json() for name, one in found.items()})
    assert [plot.name for plot in drawn] == ["Product at a share of the picture", "Found among distractors"]


def test_an_added_product_among_others_is_cut_out_and_one_without_a_box_is_left_out(tmp_path: Path) -> None:
    left, right = (10, 10, 40, 40), (70, 20, 110, 60)
    photos = [
        photo("pair", ("red", left), ("violet", right)),
        photo("unboxed pair", ("red", left), ("violet", right), boxes=False),
        photo("alone", ("violet", left), boxes=False),
    ]
    folder = examples(tmp_path, photos, held_out=("violet",))
    found = added(Asking(searcher(), folder, SETTINGS), room.requests(folder))
    assert (found["added_top_1"].value, found["added_top_1"].n) == (1.0, 2)


def test_a_box_thinner_than_a_pixel_of_what_is_looked_at_is_cut_out_all_the_same(tmp_path: Path) -> None:
    sliver, other = (10.2, 10, 10.4, 40), (70, 20, 110, 60)
    whole = (("violet", (10, 10, 40, 40)), ("red", other))
    photos = [
        photo("two", *whole) | {"boxes": json.dumps([list(sliver), list(other)])},
        photo("one", whole[0]) | {"boxes": json.dumps([list(sliver)])},
    ]
    folder = examples(tmp_path, photos, held_out=("violet",))
    asking, table = Asking(searcher(), folder, SETTINGS), room.requests(folder)
    assert added(asking, table)["added_top_1"].n == 2
    assert len(queries_of(asking, table).vectors) == 2


def test_what_the_locator_overlooks_lowers_its_recall_alone(tmp_path: Path) -> None:
    folder, table = shop(tmp_path)
    found = room.challenges(searcher(blind=("red", "blue")), folder, table, SETTINGS)
    assert found["locator_recall"].value == pytest.approx(8 / 12)
    assert found["locator_precision"].value == 1.0


def test_a_product_taken_out_of_the_catalogue_is_not_answered(tmp_path: Path) -> None:
    folder, table = shop(tmp_path)
    found = room.challenges(searcher(threshold=0.99), folder, table, SETTINGS)
    assert found["refused_lacking_at_95"].value == 1.0
    assert found["refused_lacking_by_itself"].value == 1.0


def test_a_usual_request_answers_fewer_photos_and_tells_fewer_boxes(tmp_path: Path) -> None:
    folder, table = shop(tmp_path)
    asking = Asking(searcher(threshold=1.0), folder, SETTINGS)
    sample = asking.sample(table, table["ids"].map(len).to_numpy() > 0)
    plain = asking.outcomes(sample)
    assert plain["hit_1"].all()
    strict = refused(asking, table, sample, plain)
    assert strict["top_1_by_itself"].value == strict["box_recall_by_itself"].value == 0.0
    assert "box_precision_by_itself" not in strict, "nothing is told"
    lenient = refused(Asking(searcher(), folder, SETTINGS), table, sample, plain)
    names = ("top_1", "box_recall", "box_precision", "box_right")
    assert [lenient[f"{name}_by_itself"].value for name in names] == [1.0] * 4


def test_added_products_are_cut_out_for_the_sample_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    box, other = (10, 10, 40, 40), (70, 20, 110, 60)
    photos = [photo(f"pair {at}", ("red", box), ("violet", other)) for at in range(9)]
    folder = examples(tmp_path, photos, held_out=("violet",))
    cuts: list[str] = []
    original = visual_added._cut

    def listening(one: Any, place: Any) -> bytes:
        cuts.append(one.example_id)
        return original(one, place)

    monkeypatch.setattr(visual_added, "_cut", listening)
    found = added(Asking(searcher(), folder, SETTINGS | {"challenge_photos": 3}), room.requests(folder))
    assert cuts == ["pair 0", "pair 4", "pair 8"]
    assert (found["added_top_1"].value, found["added_top_1"].n) == (1.0, 3)


def test_the_index_is_judged_and_timed_by_as_many_entries_as_an_answer_looks_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, table = shop(tmp_path)
    model = searcher()
    counts: set[int] = set()
    for name in ("search", "search_many"):
        original = getattr(DenseIndex, name)

        def listening(self: DenseIndex, vectors: object, k: int, *, own: Any = original, **how: Any) -> Any:
            counts.add(k)
            return own(self, vectors, k, **how)

        monkeypatch.setattr(DenseIndex, name, listening)
    asking = Asking(model, folder, SETTINGS | {"distractor_counts": (100,)})
    crowded(asking, table[table["ids"].map(len) > 0])
    assert counts == {model.answerer.parameters.index.found}


def test_dark_is_darker_turned_is_larger_and_covered_is_hidden() -> None:
    image = Image.new("RGB", (100, 50), (100, 200, 50))
    rng = np.random.default_rng(0)
    made = {name: change(image, NO_BOXES, rng) for name, (change, _) in changes(SETTINGS).items()}
    assert tuple(made) == WAYS
    assert np.asarray(made["dark"]).mean() == pytest.approx(0.3 * np.asarray(image).mean(), rel=0.02)
    assert made["turned"].width > 100
    assert made["blurred"].size == image.size


def test_a_strip_of_each_box_is_covered_and_nothing_else() -> None:
    image = Image.new("RGB", (100, 50), GREY)
    image.paste(COLOURS["red"], (20, 10, 60, 40))
    cover = changes(SETTINGS)["occluded"][0]
    for seed in range(8):
        made = np.asarray(cover(image, np.array([[20, 10, 60, 40.0]]), np.random.default_rng(seed)))
        left = (made == COLOURS["red"]).all(axis=2).sum()
        assert left == pytest.approx(0.7 * 40 * 30, rel=0.03)


def test_blur_takes_away_what_is_small() -> None:
    fine = np.zeros((64, 64, 3), dtype=np.uint8)
    fine[:, ::2] = 255
    blurred = np.asarray(changes(SETTINGS)["blurred"][0](Image.fromarray(fine), NO_BOXES, np.random.default_rng(0)))
    assert blurred[:, 8:-8].std() < 0.3 * fine.std()


def test_a_product_takes_the_share_of_the_picture_that_is_told(tmp_path: Path) -> None:
    folder, table = shop(tmp_path)
    asking = Asking(searcher(), folder, SETTINGS | {"shares": (0.25,)})
    sample = table[table["ids"].map(len) == 1].reset_index(drop=True)
    asked: list[pd.DataFrame] = []
    plain = asking.outcomes(sample)
    original = Asking.outcomes

    def listening(self: Asking, rows: pd.DataFrame, **params: object) -> pd.DataFrame:
        asked.append(rows)
        return original(self, rows, **params)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Asking, "outcomes", listening)
        shares(asking, sample, plain, sample, with_pictures(table[table["ids"].map(len) == 0]))
    for row in each_photo(asked[-1]):
        pixels = np.asarray(opened(row.picture))
        covered = (np.abs(pixels.astype(int) - COLOURS[row.ids[0]]).max(axis=2) < 8).mean()
        assert covered == pytest.approx(0.25, abs=0.02)


def test_exact_search_is_exact_across_blocks() -> None:
    rng = np.random.default_rng(0)
    vectors, queries = (rng.normal(size=(n, 8)).astype(np.float32) for n in (500, 7))
    expected = np.argsort(-(queries @ vectors.T), axis=1, kind="stable")[:, :10]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("evaluation.visual_queries._BLOCK", 64)
        assert (exact(vectors, queries, 10) == expected).all()


def test_made_up_distractors_lie_as_real_entries_do() -> None:
    rng = np.random.default_rng(0)
    axes = np.diag([4.0, 2.0, 1.0, 0.5]).astype(np.float32)
    real = (rng.normal(size=(2_000, 4)) @ axes + [3, 0, 0, 0]).astype(np.float32)
    real /= np.linalg.norm(real, axis=1, keepdims=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("evaluation.visual_distractors._LOT", 1_500)
        made = np.concatenate(list(made_up(real, 5_000, rng)))
    assert made.shape == (5_000, 4)
    assert np.linalg.norm(made, axis=1) == pytest.approx(1, abs=1e-5)
    assert np.abs(made.mean(axis=0) - real.mean(axis=0)).max() < 0.1
    assert np.diag(np.cov(made.T)) == pytest.approx(np.diag(np.cov(real.T)), rel=0.5)


def test_pictures_of_distractors_come_before_made_up_ones(tmp_path: Path) -> None:
    folder, _ = shop(tmp_path)
    goods = pd.read_parquet(folder / "catalogue.parquet")
    goods.iloc[:3].assign(product_id=["x", "y", "z"]).to_parquet(folder / "distractors.parquet")
    model = searcher()
    entries = model.index.vectors(np.arange(6))
    found = catalogue_of(Asking(model, folder, SETTINGS), entries, 5, tmp_path / "vectors.npy")
    assert found.shape == (11, 4)
    assert (found[:6] == entries).all()
    assert found[6:9] == pytest.approx(entries[:3], abs=1e-3)
    assert np.linalg.norm(found, axis=1) == pytest.approx(1, abs=1e-3)
    few = catalogue_of(Asking(model, folder, SETTINGS), entries, 2, tmp_path / "few.npy")
    assert few[6:] == pytest.approx(entries[:2], abs=1e-3)


def test_a_broken_photo_stays_as_it_is(tmp_path: Path) -> None:
    folder, table = shop(tmp_path)
    table = with_pictures(table)
    table = table.assign(picture=[b"broken", *table["picture"].tolist()[1:]])
    asking = Asking(searcher(), folder, SETTINGS)
    changed = asking.changed(table, changes(SETTINGS)["dark"][0])
    assert changed["picture"].iloc[0] == b"broken"
    assert changed["picture"].iloc[1] != picture(("red", (11, 10, 41, 40)))
