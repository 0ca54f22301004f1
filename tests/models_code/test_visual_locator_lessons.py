"""What the locator is taught: boxes follow their products into every view, bumps sit where boxes are."""

import numpy as np
import pytest
import torch

from models.visual_search.locator_lessons import Lessons, lesson_of
from models.visual_search.locator_losses import Lesson, loss_of, targets_of
from models.visual_search.locator_network import STRIDE, LocatorNetwork
from models.visual_search.locator_settings import LocatorSettings
from models.visual_search.locator_views import BoxedPhoto, as_read, part_views, squared, whole_view
from models.visual_search.scenes import Scene

CPU = torch.device("cpu")


def white_box(box: tuple[int, int, int, int], side: int = 96) -> Scene:
    pixels = np.full((side, side, 3), 60, dtype=np.uint8)
    pixels[box[1] : box[3], box[0] : box[2]] = 250
    one = np.ones(1, dtype=np.float32)
    return Scene(pixels, np.array([box], dtype=np.float32), np.zeros(1, dtype=np.int64), one)


@pytest.mark.parametrize("seed", range(6))
def test_boxes_follow_their_products_into_views(seed):
    scenes = [white_box((10 + 3 * place, 20, 40 + 2 * place, 50 + place)) for place in range(12)]
    settings = LocatorSettings(side=64, closest=0.5, farthest=1.5, light=0.0, tint=0.0)
    pictures = as_read(np.stack([one.pixels for one in scenes]), CPU)
    views, lesson = part_views(pictures, lesson_of(scenes, 0.3, CPU), settings, torch.Generator().manual_seed(seed))
    assert views.shape == (12, 3, 64, 64)
    for view, box, visible in zip(views[:, 0], lesson.boxes[:, 0], lesson.visible[:, 0], strict=True):
        rows, columns = torch.where(view > 0.6)
        if visible > 0.2:
            seen = torch.tensor([columns.min(), rows.min(), columns.max() + 1, rows.max() + 1])
            assert (seen - box).abs().max() <= 2
        assert 0 <= visible <= 1.0001


def test_without_changes_a_view_is_the_picture_or_its_mirror_image():
    scenes = [white_box((10, 20, 40, 50), 64)] * 8
    settings = LocatorSettings(side=64, closest=1.0, farthest=1.0, stretch=0.0, light=0.0, tint=0.0)
    pictures = as_read(np.stack([one.pixels for one in scenes]), CPU)
    views, lesson = part_views(pictures, lesson_of(scenes, 0.3, CPU), settings, torch.Generator().manual_seed(0))
    upright = [torch.allclose(view, picture, atol=1e-4) for view, picture in zip(views, pictures, strict=True)]
    mirrored = [torch.allclose(view, one.flip(2), atol=1e-4) for view, one in zip(views, pictures, strict=True)]
    assert sum(upright) + sum(mirrored) == 8
    assert 0 < sum(upright) < 8
    assert lesson.boxes[upright.index(True), 0].tolist() == pytest.approx([10, 20, 40, 50], abs=1e-3)
    assert lesson.boxes[mirrored.index(True), 0].tolist() == pytest.approx([24, 20, 54, 50], abs=1e-3)


def test_a_pass_shows_every_scene_once_and_every_photo_as_often_as_is_wanted():
    settings = LocatorSettings(side=64, batch_size=4, photo_passes=3)
    lessons = Lessons([white_box((1, 1, 30, 30))] * 5, [white_box((5, 5, 60, 60))] * 2, settings, 1)
    batches = list(lessons.batches(0, CPU))
    assert len(batches) == lessons.steps == 3
    assert sum(len(views) for views, _ in batches) == 11
    again = list(lessons.batches(0, CPU))
    assert all(torch.equal(one[0], other[0]) for one, other in zip(batches, again, strict=True))
    other = list(lessons.batches(1, CPU))
    assert not torch.equal(batches[0][0], other[0][0])


@pytest.mark.parametrize(("height", "width"), [(30, 90), (90, 30), (1, 1), (500, 499)])
def test_a_photo_is_made_square_with_its_boxes(height, width):
    pixels = np.full((height, width, 3), 250, dtype=np.uint8)
    square, scale, place = squared(pixels, 64)
    assert square.shape == (64, 64, 3)
    scene = whole_view(BoxedPhoto(pixels, np.array([[0, 0, width, height]], dtype=np.float32)), 64)
    left, top, right, bottom = scene.boxes[0]
    assert max(right - left, bottom - top) == pytest.approx(64)
    inside = square[round(top) : max(round(bottom), round(top) + 1), round(left) : max(round(right), round(left) + 1)]
    assert np.median(inside) == 250
    assert (left, top) == place
    assert scale == pytest.approx(64 / max(height, width))


def lesson(boxes: list[list[list[float]]], visible: list[list[float]]) -> Lesson:
    return Lesson(torch.tensor(boxes), torch.tensor(visible), 0.3)


def test_bumps_sit_at_centres_and_teach_the_box_around_them():
    targets = targets_of(lesson([[[8.0, 8, 40, 56], [60, 60, 90, 90]]], [[1.0, 1.0]]), 12, 0.18)
    assert targets.heat[0, 4, 3] == 1
    assert targets.heat[0, 9, 9] == 1
    assert (targets.heat == 1).sum() == 2
    assert targets.boxes[0, :, 4, 3].tolist() == [8, 8, 40, 56]
    assert targets.boxes[0, :, 9, 9].tolist() == [60, 60, 90, 90]
    assert targets.weight.sum() == pytest.approx(2.0, abs=1e-4)
    assert targets.judged.all()


def test_what_is_hardly_seen_is_not_judged_and_an_empty_picture_teaches_nothing_of_boxes():
    targets = targets_of(lesson([[[8.0, 8, 40, 40], [0, 0, 0, 0]]] * 2, [[0.1, 0.0], [0.0, 0.0]]), 8, 0.18)
    assert not targets.heat.any()
    assert not targets.weight.any()
    assert not targets.judged[0, 2, 2]
    assert targets.judged[0, 6, 6]
    assert targets.judged[1].all()


def test_the_truth_has_no_loss_and_every_error_some():
    given = targets_of(lesson([[[8.0, 8, 40, 40]]], [[1.0]]), 8, 0.18)
    sure = torch.where(given.heat >= 0.6, 20.0, -20.0)
    boxes = given.boxes.clone()
    assert loss_of(sure, boxes, given, 2.0) == pytest.approx(0, abs=1e-4)
    assert loss_of(-sure, boxes, given, 2.0) > 5
    assert loss_of(sure, boxes + 8, given, 2.0) > 0.5
    assert loss_of(sure, boxes + 200, given, 2.0) > loss_of(sure, boxes + 100, given, 2.0) > 2


def test_the_network_answers_boxes_around_its_cells():
    network = LocatorNetwork(4, 1).eval()
    odds, boxes = network(torch.zeros(2, 3, 64, 96))
    assert odds.shape == (2, 8, 12)
    assert boxes.shape == (2, 4, 8, 12)
    across, down = (torch.arange(12) + 0.5) * STRIDE, (torch.arange(8) + 0.5) * STRIDE
    assert (boxes[:, 0] < across).all()
    assert (boxes[:, 2] > across).all()
    assert (boxes[:, 1] < down[:, None]).all()
    assert (boxes[:, 3] > down[:, None]).all()
