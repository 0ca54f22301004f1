"""Descriptors, and what they weigh beside the engine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from visual_pieces import catalogue_crops, drawing, photo_crops, pixels_of, scenes_of

from models.minilm import unit
from models.visual_search import fusion as fusion_code
from models.visual_search.descriptors import colours, gradients
from models.visual_search.embedder_settings import EmbedderSettings, NetworkSettings, ViewSettings
from models.visual_search.embedder_training_settings import FittingSettings
from models.visual_search.examples import Scenes
from models.visual_search.fusion import Fusion
from models.visual_search.fusion_fitting import parts_of
from models.visual_search.fusion_judging import Asked
from models.visual_search.fusion_settings import DescriptorSettings, FusionSettings, LocalColourSettings
from models.visual_search.fusion_weights import best_fusion

MEASURES = DescriptorSettings(side=48, cell=8, dimensions=8)
LOCAL = LocalColourSettings(sides=(64, 48), words=4, local_dimensions=8, dimensions=8, pictures=10)
SETTINGS = EmbedderSettings(
    network=NetworkSettings(side=32, patch=4, widths=(8, 16), depths=(1, 1), dimensions=16),
    fitting=FittingSettings(shown=640, batch=16, kept_side=32),
    descriptors=MEASURES,
    local_colours=LOCAL,
    fusion=FusionSettings(weights=(0.0, 0.5), fewest=5, evened=(0.0,)),
)


@pytest.fixture(scope="module")
def fusion() -> Fusion:
    train, valid = photo_crops(4, seed=1), photo_crops(3, seed=2)
    every = train.with_more(catalogue_crops())
    return Fusion.fit(every, valid, scenes_of(train), SETTINGS, seed=0, threads=1, told=lambda _: None)


def test_colours_are_those_of_the_picture_whatever_its_size() -> None:
    red, blue = (np.asarray(drawing(code, (255, 255, 255))) for code in (0, 1))
    large = np.asarray(Image.fromarray(red).resize((200, 200)))
    found = colours([red, large, blue], MEASURES)
    np.testing.assert_allclose(np.linalg.norm(found, axis=1), 1.0, atol=1e-5)
    assert found[0] @ found[1] > 0.97
    assert found[0] @ found[2] < found[0] @ found[1] - 0.05


def test_gradients_see_shape_and_not_light() -> None:
    disc, bars = (np.asarray(drawing(code, (255, 255, 255))) for code in (0, 4))
    dark = (disc * 0.6).astype(np.uint8)
    found = gradients([disc, dark, bars], MEASURES)
    assert found[0] @ found[1] > 0.95
    assert found[0] @ found[2] < 0.8


def test_nothing_measured_of_no_pictures_has_the_same_width() -> None:
    some = [np.zeros((9, 5, 3), dtype=np.uint8)]
    for measure in (colours, gradients):
        assert measure([], MEASURES).shape == (0, measure(some, MEASURES).shape[1])
        assert np.isfinite(measure(some, MEASURES)).all()


def _parts(rng: np.random.Generator, telling: str) -> tuple[dict[str, tuple[np.ndarray, np.ndarray]], Asked]:
    codes = np.arange(40)
    parts = {}
    for name in ("engine", "colours", "gradients"):
        entries = rng.normal(size=(40, 6)).astype(np.float32)
        noise = 0.3 if name == telling else 1.5 if name == "engine" else 100.0
        queries = entries + noise * rng.normal(size=(40, 6)).astype(np.float32)
        parts[name] = tuple(one / np.linalg.norm(one, axis=1, keepdims=True) for one in (queries, entries))
    return parts, Asked(codes, codes, np.ones(40, dtype=bool))


@pytest.mark.parametrize("telling", ["colours", "gradients"])
def test_what_tells_products_apart_gets_weight_and_noise_gets_none(telling: str) -> None:
    parts, asked = _parts(np.random.default_rng(0), telling)
    weights, matrix, facts = best_fusion(parts, asked, FusionSettings(weights=(0.0, 1.0), evened=(0.0,)))
    assert matrix is None
    assert {name for name, weight in weights.items() if weight} == {telling}
    assert facts["reciprocal_rank"] > facts["reciprocal_rank_of_engine"]


def test_too_few_valid_pictures_weigh_nothing() -> None:
    parts, asked = _parts(np.random.default_rng(0), "colours")
    weights, matrix, facts = best_fusion(parts, asked, FusionSettings(fewest=41))
    assert matrix is None
    assert weights == {"colours": 0.0, "gradients": 0.0}
    assert facts == {"valid_pictures": 40}


def test_rank_counts_products_by_their_best_entry_and_only_answerable_queries() -> None:
    asked = Asked(np.array([5, 9, 7]), np.array([7, 5, 7]), np.array([True, False, True]))
    scores = np.array([[0.9, 0.8, 0.95], [1, 1, 1], [0.1, 0.5, 0.6]], dtype=np.float32)
    rank, count = asked.reciprocal_rank(scores, np.ones(3, dtype=bool))
    assert (rank, count) == ((0.5 + 1.0) / 2, 2)
    assert asked.reciprocal_rank(scores, asked.of_catalogue) == (1.0, 1)
    assert asked.reciprocal_rank(scores, np.zeros(3, dtype=bool)) == (0.0, 0)


def test_products_that_score_the_same_share_their_ranks() -> None:
    asked = Asked(np.array([0, 1]), np.array([0, 1, 2, 1]), np.ones(4, dtype=bool))
    same = np.full((2, 4), 0.5, dtype=np.float32)
    assert asked.reciprocal_rank(same, np.ones(4, dtype=bool)) == (0.5, 2)
    same[:, 2] = 0.9
    assert asked.reciprocal_rank(same, np.ones(4, dtype=bool)) == (pytest.approx(1 / 2.5), 2)


def test_its_inner_product_is_the_weighted_mean_of_the_parts(fusion: Fusion) -> None:
    crops = pixels_of(catalogue_crops())
    vectors = fusion.vectors(crops)
    assert vectors.shape == (len(crops), fusion.dimensions)
    engine = fusion.engine.embed(crops)
    total = engine @ engine.T
    assert fusion.weights
    for name, weight in fusion.weights.items():
        part = fusion.described[name](crops)
        total = total + weight * (part @ part.T)
    np.testing.assert_allclose(vectors @ vectors.T, total / (1 + sum(fusion.weights.values())), atol=1e-5)
    assert fusion.vectors([]).shape == (0, fusion.dimensions)


def test_a_stored_one_gives_the_same_vectors(fusion: Fusion, tmp_path: Path) -> None:
    fusion.save(tmp_path)
    crops = pixels_of(photo_crops(1, seed=9))
    loaded = Fusion.load(tmp_path)
    np.testing.assert_array_equal(loaded.vectors(crops), fusion.vectors(crops))
    assert (loaded.weights, loaded.facts, loaded.settings) == (fusion.weights, fusion.facts, fusion.settings)
    suffixes = {one.suffix for one in tmp_path.rglob("*") if one.is_file()}
    assert suffixes == {".json", ".npz", ".safetensors"}


def test_one_that_is_evened_is_so_when_it_is_read_again(fusion: Fusion, tmp_path: Path) -> None:
    stretched = np.diag(np.linspace(0.5, 2.0, fusion.dimensions)).astype(np.float32)
    made = Fusion(fusion.engine, fusion.described, fusion.weights, stretched, fusion.settings, fusion.facts)
    made.save(tmp_path)
    crops = pixels_of(photo_crops(1, seed=9))
    found = Fusion.load(tmp_path).vectors(crops)
    np.testing.assert_array_equal(found, made.vectors(crops))
    np.testing.assert_allclose(np.linalg.norm(found, axis=1), 1.0, atol=1e-5)
    assert np.abs(found - fusion.vectors(crops)).max() > 0.01


def test_it_is_fitted_without_valid_photos_and_without_photos_at_all() -> None:
    catalogue = catalogue_crops()
    nothing = Scenes((), (), ())
    empty = catalogue.taken(np.zeros(0, dtype=np.int64))
    found = Fusion.fit(catalogue, empty, nothing, SETTINGS, seed=0, threads=1, told=lambda _: None)
    assert found.weights == {}
    assert found.dimensions == found.engine.dimensions


def test_no_more_pictures_are_decoded_at_once_than_a_batch(fusion: Fusion) -> None:
    class Counting:
        def __init__(self) -> None:
            self.most, self.dimensions = 0, fusion.engine.dimensions

        def embed(self, crops: Sequence[np.ndarray]) -> np.ndarray:
            self.most = max(self.most, len(crops))
            return fusion.engine.embed(crops)

        def save(self, directory: Path) -> None:
            raise NotImplementedError

    engine, settings = Counting(), replace(SETTINGS, views=ViewSettings(batch=5))
    learnt = np.ones(len(catalogue_crops()), dtype=bool)
    parts, described = parts_of(engine, photo_crops(2, seed=2), catalogue_crops(), learnt, settings, 0)
    assert engine.most == 5
    assert set(parts) == {"engine", *described} == {"engine", "colours", "gradients", "local_colours"}
    for queries, entries in parts.values():
        assert (len(queries), len(entries)) == (12, 6)
        np.testing.assert_allclose(np.linalg.norm(entries, axis=1), 1.0, atol=1e-5)


def test_what_only_pays_among_photos_is_left_where_the_catalogue_counts_alone() -> None:
    rng = np.random.default_rng(0)
    codes = np.tile(np.arange(30), 2)
    of_catalogue = np.repeat([True, False], 30)
    entries = unit(rng.normal(size=(60, 8)).astype(np.float32))
    plain = unit(entries[:30] + 0.6 * rng.normal(size=(30, 8)).astype(np.float32))
    telling = unit(entries[30:] + 0.05 * rng.normal(size=(30, 8)).astype(np.float32))
    misled = np.concatenate([np.roll(entries[30:], 1, axis=0), entries[30:]])  # each shot has another's colours
    parts = {"engine": (plain, entries), "colours": (telling, misled)}
    asked = Asked(np.arange(30), codes, of_catalogue)
    weights = [
        best_fusion(parts, asked, FusionSettings(evened=(0.0,), catalogue_only=share))[0]["colours"]
        for share in (0.0, 1.0)
    ]
    assert weights[0] > weights[1] == 0.0


def test_descriptors_learn_nothing_of_entries_that_are_looked_in_alone(fusion: Fusion) -> None:
    photos, known, others = photo_crops(1, seed=2), catalogue_crops(range(4)), catalogue_crops(range(4, 6))
    learnt = np.arange(6) < 4
    _, without = parts_of(fusion.engine, photos, known, learnt[:4], SETTINGS, 0)
    parts, described = parts_of(fusion.engine, photos, known.with_more(others), learnt, SETTINGS, 0)
    for name, one in described.items():
        arrays = without[name].arrays(name)
        assert {key: array.tobytes() for key, array in one.arrays(name).items()} == {
            key: array.tobytes() for key, array in arrays.items()
        }
        assert len(parts[name][1]) == 6


def test_only_held_out_products_that_valid_shows_are_looked_in(fusion: Fusion, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Asked] = []

    def weighed(_: object, question: Asked, __: object) -> tuple[dict[str, float], None, dict[str, int]]:
        asked.append(question)
        return {}, None, {}

    monkeypatch.setattr(fusion_code, "fit_engine", lambda *_, **__: fusion.engine)
    monkeypatch.setattr(fusion_code, "best_fusion", weighed)
    train = photo_crops(2, seed=1, products=range(4)).with_more(catalogue_crops(range(4)))
    valid = photo_crops(1, seed=2, products=range(5)).with_more(catalogue_crops(range(4, 6)))
    Fusion.fit(train, valid, scenes_of(train), SETTINGS, seed=0, threads=1, told=lambda _: None)
    assert asked[0].learnt is not None
    assert set(asked[0].entries.tolist()) == set(range(5)), "5 is of the test"
    assert set(asked[0].entries[~asked[0].learnt].tolist()) == {4}
