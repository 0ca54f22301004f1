"""Scenes: boxes lie around what is seen, and say how much of it is."""

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image
from test_visual_augment import UNCHANGED

from models.visual_search.backgrounds import Backgrounds, cloud
from models.visual_search.cutouts import Cutout
from models.visual_search.laying import within
from models.visual_search.scene_settings import SceneSettings
from models.visual_search.scenes import compose

RED, GREEN = (255, 0, 0, 255), (0, 255, 0, 255)
CUTOUTS = [Cutout(Image.new("RGBA", (40, 60), colour), False) for colour in (RED, GREEN)]
GREY = [np.full((50, 50, 3), 90, dtype=np.uint8)]
CLEAN = SceneSettings(
    least=1, most=2, largest=0.5, alone=0.0, clutter=0, covered=0.0, shadowed=0.0, overlap=0.0, photos=1.0,
    augment=UNCHANGED,
)  # fmt: skip


def grounds(share: float = 1.0) -> Backgrounds:
    return Backgrounds(GREY, share, (0.2, 1.0))


def bounds(mask: np.ndarray) -> list[int]:
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    return [columns[0], rows[0], columns[-1] + 1, rows[-1] + 1]


@pytest.mark.parametrize("seed", range(20))
def test_a_box_lies_around_its_product(seed):
    scene = compose(np.random.default_rng(seed), CUTOUTS[:1], grounds(), 96, replace(CLEAN, most=1))
    red = scene.pixels[..., 0].astype(int) - scene.pixels[..., 1] > 80
    assert scene.boxes.shape == (1, 4)
    assert np.abs(scene.boxes[0] - bounds(red)).max() <= 1
    assert scene.owners.tolist() == [0]
    assert 0 < scene.visible[0] <= 1


@pytest.mark.parametrize("seed", range(20))
def test_owners_have_the_colours_of_their_cutouts(seed):
    scene = compose(np.random.default_rng(seed), CUTOUTS, grounds(), 96, replace(CLEAN, least=2, outside=0.0))
    for box, owner in zip(scene.boxes.astype(int), scene.owners, strict=True):
        part = scene.pixels[box[1] : box[3], box[0] : box[2]].reshape(-1, 3)
        assert (part[:, owner] > 200).mean() > 0.25 > (part[:, 1 - owner] > 200).mean()


def test_what_lies_outside_or_under_something_counts_as_not_seen():
    free = [compose(np.random.default_rng(s), CUTOUTS, grounds(), 96, replace(CLEAN, outside=0.0)) for s in range(40)]
    assert min(scene.visible.min() for scene in free if len(scene.visible)) == pytest.approx(1.0)
    cut = [compose(np.random.default_rng(s), CUTOUTS, grounds(), 96, replace(CLEAN, outside=0.7)) for s in range(40)]
    assert min(scene.visible.min() for scene in cut if len(scene.visible)) < 0.7
    under = replace(CLEAN, outside=0.0, covered=1.0, hidden=0.6)
    covered = [compose(np.random.default_rng(s), CUTOUTS, grounds(), 96, under) for s in range(40)]
    assert min(scene.visible.min() for scene in covered if len(scene.visible)) < 0.8


def test_the_same_seed_gives_the_same_scene():
    first, second = (compose(np.random.default_rng(5), CUTOUTS, grounds(0.5), 64, SceneSettings()) for _ in range(2))
    assert (first.pixels == second.pixels).all()
    assert (first.boxes == second.boxes).all()


def test_boxes_stay_within_the_scene_whatever_is_asked_for():
    wild = SceneSettings(least=3, most=9, largest=2.0, outside=0.9, overlap=1.0, perspective=0.4)
    for seed in range(30):
        scene = compose(np.random.default_rng(seed), CUTOUTS, grounds(0.0), 48, wild)
        assert scene.pixels.shape == (48, 48, 3)
        assert (scene.boxes >= 0).all()
        assert (scene.boxes <= 48).all()
        assert (scene.boxes[:, 2:] > scene.boxes[:, :2]).all()
        assert ((scene.visible > 0) & (scene.visible <= 1)).all()


def test_a_scene_may_show_no_product():
    scene = compose(
        np.random.default_rng(0), CUTOUTS, grounds(), 96, replace(CLEAN, least=0, most=1, alone=0.0, tries=1)
    )
    empty = [compose(np.random.default_rng(s), CUTOUTS, grounds(), 96, replace(CLEAN, least=0)) for s in range(20)]
    assert any(not len(one.boxes) for one in [scene, *empty])


def test_grounds_are_parts_of_photos_or_made_up():
    assert (grounds().draw(np.random.default_rng(0), 30) == 90).all()
    made_up = [Backgrounds([], 1.0, (0.2, 1.0)).draw(np.random.default_rng(seed), 30) for seed in range(20)]
    assert all(one.shape == (30, 30, 3) and one.dtype == np.uint8 for one in made_up)
    assert len({one.tobytes() for one in made_up}) == 20
    noise = cloud(np.random.default_rng(0), 33, 1)
    assert noise.shape == (33, 33, 1)
    assert 0 <= noise.min() < noise.max() <= 1


@pytest.mark.parametrize("place", [(-30, 5), (2, 60), (0, 0), (49, 49), (200, 200)])
def test_a_thing_takes_up_what_of_it_lies_in_the_picture(place):
    picture, thing = np.zeros((50, 50)), np.ones((20, 10))
    rows, part = within((10, 20), place, 50)
    picture[rows] = thing[part]
    across = max(min(place[0] + 10, 50) - max(place[0], 0), 0)
    down = max(min(place[1] + 20, 50) - max(place[1], 0), 0)
    assert picture.sum() == across * down
