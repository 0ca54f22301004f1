"""The network learns from zero what tells products apart, and is the same after it was stored."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from visual_pieces import PRODUCTS, catalogue_crops, photo_crops, pixels_of, scenes_of

from models.errors import InputError
from models.visual_search.canvases import nearer
from models.visual_search.embedder import Embedder
from models.visual_search.embedder_settings import EmbedderSettings, NetworkSettings, ViewSettings
from models.visual_search.embedder_training_settings import FittingSettings

SETTINGS = EmbedderSettings(
    network=NetworkSettings(side=32, patch=2, widths=(16, 32, 64), depths=(1, 1, 1), dimensions=24),
    fitting=FittingSettings(shown=6_400, batch=32, kept_side=40, catalogue_share=0.2),
    views=ViewSettings(mirrored=True, nearer=(0.8,)),
)


def _fitted(settings: EmbedderSettings = SETTINGS, seed: int = 3) -> Embedder:
    photos = photo_crops(6, seed=1)
    every = photos.with_more(catalogue_crops())
    return Embedder.fit(every, scenes_of(photos), settings, seed=seed, threads=1, told=lambda _: None)


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return _fitted()


def test_new_photos_lie_nearest_to_the_catalogue_picture_of_their_product(embedder: Embedder) -> None:
    asked = photo_crops(8, seed=2)
    cosines = embedder.embed(pixels_of(asked)) @ embedder.embed(pixels_of(catalogue_crops())).T
    right = (cosines.argmax(axis=1) == asked.products).mean()
    assert right > 0.8  # one in six by chance, one in two or three by colour or shape alone


def test_vectors_are_of_unit_length_and_the_same_whatever_is_read_beside(embedder: Embedder) -> None:
    crops = pixels_of(photo_crops(2, seed=5))
    together = embedder.embed(crops)
    assert together.shape == (2 * PRODUCTS, embedder.dimensions)
    assert together.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(together, axis=1), 1.0, atol=1e-5)
    np.testing.assert_allclose(np.concatenate([embedder.embed([crop]) for crop in crops]), together, atol=1e-4)


def test_crops_of_any_shape_are_read_and_none_too(embedder: Embedder) -> None:
    rng = np.random.default_rng(0)
    sizes = ((1, 1), (1, 300), (300, 2), (33, 31))
    crops = [rng.integers(0, 256, size=(*size, 3), dtype=np.uint8) for size in sizes]
    assert np.isfinite(embedder.embed(crops)).all()
    assert embedder.embed([]).shape == (0, embedder.dimensions)


def test_a_stored_one_gives_the_same_vectors(embedder: Embedder, tmp_path: Path) -> None:
    embedder.save(tmp_path)
    assert {one.suffix for one in tmp_path.iterdir()} == {".safetensors", ".json"}
    crops = pixels_of(catalogue_crops())
    loaded = Embedder.load(tmp_path)
    assert loaded.settings == embedder.settings
    np.testing.assert_array_equal(loaded.embed(crops), embedder.embed(crops))


def test_a_seed_gives_one_network_and_another_seed_another() -> None:
    brief = replace(SETTINGS, fitting=replace(SETTINGS.fitting, shown=160))
    crops = pixels_of(catalogue_crops())
    first, again, other = (_fitted(brief, seed).embed(crops) for seed in (3, 3, 4))
    np.testing.assert_array_equal(first, again)
    assert not np.allclose(first, other)


def test_one_product_cannot_be_told_from_others() -> None:
    one = photo_crops(3, seed=1, products=range(1))
    with pytest.raises(InputError, match="3 pictures to learn from, of 1 product"):
        Embedder.fit(one, scenes_of(one), SETTINGS, seed=0, threads=1, told=lambda _: None)


def test_pictures_that_are_not_kept_are_decoded_whenever_they_are_shown() -> None:
    brief = replace(SETTINGS, fitting=replace(SETTINGS.fitting, shown=160))
    unkept = replace(brief, fitting=replace(brief.fitting, kept_pictures=0))
    crops = pixels_of(catalogue_crops())
    np.testing.assert_array_equal(_fitted(brief).embed(crops), _fitted(unkept).embed(crops))


def test_a_nearer_view_is_the_middle() -> None:
    crop = np.arange(10 * 20 * 3, dtype=np.uint8).reshape(10, 20, 3)
    whole, middle = nearer(crop, (0.5,))
    np.testing.assert_array_equal(whole, crop)
    np.testing.assert_array_equal(middle, crop[2:7, 5:15])
