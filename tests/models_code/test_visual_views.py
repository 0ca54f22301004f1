"""Views that the embedder is shown: what is drawn stays what it was told to be."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace

import numpy as np
import pytest
import torch
from visual_pieces import catalogue_crops, photo_crops, scenes_of

from models.visual_search.batch_changes import blurred, covered, lit, mixed
from models.visual_search.batch_views import Viewing
from models.visual_search.canvases import Canvases, premultiplied, squared, widened
from models.visual_search.embedder_settings import EmbedderSettings, NetworkSettings
from models.visual_search.embedder_training_settings import ChangeSettings, FittingSettings
from models.visual_search.lessons import Lessons
from models.visual_search.scene_settings import CutoutSettings

SIDE = 24
STILL = ChangeSettings(
    least_area=1.0, stretch=0.0, turn=0.0, turned_over=0.0, smallest=1.0, largest=1.0, plain=0.0, light=0.0, tint=0.0,
    contrast=0.0, blurred=0.0, covered=0.0, mixed=0.0,
)  # fmt: skip


def _viewing(settings: ChangeSettings = STILL, seed: int = 0) -> Viewing:
    return Viewing(settings, SIDE, torch.Generator().manual_seed(seed))


def _pictures(count: int = 6, side: int = 32) -> torch.Tensor:
    return torch.rand(count, 3, side, side, generator=torch.Generator().manual_seed(1))


def test_settings_that_change_nothing_change_nothing() -> None:
    views = _pictures(side=SIDE)
    for change in (lit, blurred, covered):
        torch.testing.assert_close(change(views.clone(), _viewing()), views, atol=1e-5, rtol=0)
    same = mixed(views, _viewing())
    assert same.share == 1.0
    assert same.others.tolist() == list(range(len(views)))
    assert same.views is views


def test_views_of_photos_have_their_size_and_values_of_the_photo() -> None:
    flat = torch.full((5, 3, 40, 40), 0.3)
    views = _viewing(ChangeSettings()).photos(flat)
    assert views.shape == (5, 3, SIDE, SIDE)
    torch.testing.assert_close(views, torch.full_like(views, 0.3))  # no black beyond the border


def test_a_product_covers_its_ground_and_nothing_else_does() -> None:
    layer = torch.zeros(3, 4, 32, 32)
    layer[:, 0, 12:20, 12:20] = 1.0
    layer[:, 3, 12:20, 12:20] = 1.0
    views = _viewing().products(layer, torch.full((3, 3, 32, 32), 0.5))
    red = (views[:, 0] > 0.9) & (views[:, 1] < 0.1)
    ground = ((views - 0.5).abs() < 1e-4).all(dim=1)
    assert (red.float().mean(dim=(1, 2)) > 0.03).all()
    assert (ground.float().mean(dim=(1, 2)) > 0.8).all()


def test_mixing_takes_shares_that_it_tells() -> None:
    views = torch.arange(8.0).view(8, 1, 1, 1).expand(8, 3, SIDE, SIDE) / 8
    kinds = set()
    for seed in range(20):
        out = mixed(views, _viewing(ChangeSettings(mixed=1.0), seed))
        means = out.views.mean(dim=(1, 2, 3))
        told = out.share * views[:, 0, 0, 0] + (1 - out.share) * views[out.others, 0, 0, 0]
        torch.testing.assert_close(means, told, atol=1e-5, rtol=0)
        kinds.add(bool((out.views[:, 0].std(dim=(1, 2)) > 1e-3).any()))
    assert kinds == {False, True}  # laid over each other, and one beside the other


@pytest.mark.parametrize("shape", [(10, 40), (40, 10), (1, 7), (300, 200)])
def test_a_square_holds_all_of_a_picture(shape: tuple[int, int]) -> None:
    picture = np.full((*shape, 3), 77, dtype=np.uint8)
    square = squared(picture, 20)
    assert square.shape == (20, 20, 3)
    assert (square == 77).all()  # what is beyond the picture has the colour of its border


def test_what_is_not_opaque_has_no_colour() -> None:
    pixels = np.full((2, 2, 4), 200, dtype=np.uint8)
    pixels[0, 0, 3] = 0
    assert premultiplied(pixels)[0, 0].tolist() == [0, 0, 0, 0]


def test_a_widened_box_reaches_beyond_each_side_and_none_stays_none() -> None:
    box = np.array([10, 20, 30, 60], dtype=np.float32)
    assert widened(box, 0.1).tolist() == [8, 16, 32, 64]
    assert np.isnan(widened(np.full(4, np.nan, dtype=np.float32), 0.1)).all()


def test_canvases_of_the_catalogue_have_no_ground() -> None:
    crops = catalogue_crops()
    kept = Canvases(crops, FittingSettings(kept_side=32), CutoutSettings(), threads=1)
    layers = kept.taken(np.arange(len(crops)))
    kept.close()
    assert layers.shape == (len(crops), 4, 32, 32)
    assert (layers[:, 3, 0, 0] == 0).any()
    assert (layers[:, :3].max(dim=1).values <= layers[:, 3] + 1e-6).all()


@pytest.mark.parametrize("of_catalogue", [True, False])
def test_while_canvases_are_made_hardly_more_is_held_than_they_take(of_catalogue: bool) -> None:
    crops = (catalogue_crops() if of_catalogue else photo_crops(1, seed=1)).taken(np.arange(120) % 6)
    settings = FittingSettings(kept_side=96)
    Canvases(crops.taken(np.arange(2)), settings, CutoutSettings(), threads=2).close()
    tracemalloc.start()
    kept = Canvases(crops, settings, CutoutSettings(), threads=2)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    kept.close()
    takes = len(crops) * (4 if of_catalogue else 3) * 96 * 96
    assert takes <= most < 1.5 * takes
    again = Canvases(crops, replace(settings, kept_pictures=0), CutoutSettings(), threads=1)
    rows = np.array([7, 3])
    np.testing.assert_array_equal(kept.taken(rows).numpy(), again.taken(rows).numpy())
    again.close()


def _lessons(share: float, most_products: int = 100) -> Lessons:
    photos = photo_crops(3, seed=1)
    settings = EmbedderSettings(
        network=NetworkSettings(side=SIDE),
        fitting=FittingSettings(batch=10, shown=100, kept_side=32, catalogue_share=share, most_products=most_products),
    )
    both = photos.with_more(catalogue_crops())
    return Lessons(both, scenes_of(photos), settings, seed=0, threads=1)


def test_a_step_has_its_share_of_the_catalogue_and_every_picture_comes_round() -> None:
    lessons = _lessons(0.3)
    drawn = [lessons.drawn() for _ in range(len(lessons))]
    lessons.close()
    assert len(drawn) == 10
    assert all(one.views.shape == (10, 3, SIDE, SIDE) for one in drawn)
    codes = torch.cat([one.codes[7:] for one in drawn])  # the last three of a step are of the catalogue
    assert torch.bincount(codes, minlength=6).tolist() == [5] * 6


def test_of_too_many_products_those_with_most_pictures_are_told_apart() -> None:
    lessons = _lessons(0.0, most_products=2)
    codes = torch.cat([lessons.drawn().codes for _ in range(5)])
    lessons.close()
    assert lessons.products == 2
    assert set(codes.tolist()) == {0, 1}


def test_products_are_cut_out_as_the_settings_say() -> None:
    crops, shares = catalogue_crops(), []
    for least in (0.02, 1.0):  # nothing that is cut out is so large: then the whole picture is the product
        settings = EmbedderSettings(
            network=NetworkSettings(side=SIDE),
            fitting=FittingSettings(batch=10, shown=10, kept_side=32, catalogue_share=1.0),
            cutouts=CutoutSettings(least_area=least),
        )
        lessons = Lessons(crops, scenes_of(photo_crops(1, seed=1)), settings, seed=0, threads=1)
        shares.append(float((lessons._catalogue.taken(np.arange(len(crops)))[:, 3] > 0.5).float().mean()))
        lessons.close()
    assert shares[0] < 0.9 < shares[1] == 1.0
