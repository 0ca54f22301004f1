"""The locator as a whole: it finds products that no lesson showed, in the same way after it was stored."""

import io
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageDraw

from models.errors import InputError
from models.visual_search.boxes import overlap
from models.visual_search.examples import Crops, Scenes
from models.visual_search.locator import Locator
from models.visual_search.locator_material import locator_material
from models.visual_search.locator_settings import LocatorSettings
from models.visual_search.locator_teaching import SEEN, UNSEEN
from models.visual_search.scene_settings import SceneSettings

SETTINGS = LocatorSettings(
    side=64, looks=(64,), kept_side=64, width=8, scenes=160, epochs=8, batch_size=16, judged=40, learning_rate=8e-3,
    enough=20, closest=0.8, farthest=1.2,
    scene=SceneSettings(least=1, most=2, smallest=0.3, largest=0.6, alone=0.5, clutter=0, covered=0.0, photos=1.0),
)  # fmt: skip


def encoded(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def shot(number: int) -> Image.Image:
    picture = Image.new("RGB", (60, 60), (255, 255, 255))
    colour = [(220, 40, 40), (240, 200, 40), (220, 60, 200)][number % 3]
    ImageDraw.Draw(picture).rectangle((10 + number, 5, 50, 55), fill=colour, outline=(0, 0, 0), width=3)
    return picture


def catalogue(count: int = 8) -> Crops:
    whole = np.full((count, 4), np.nan, dtype=np.float32)
    pictures = tuple(encoded(shot(number)) for number in range(count))
    return Crops(pictures, whole, np.arange(count), np.ones(count, dtype=np.bool_))


def photo(seed: int) -> tuple[Image.Image, list[int]]:
    """A dim picture with one thing in it, unlike all of the catalogue, and its box."""
    rng = np.random.default_rng(seed)
    ground = rng.integers(40, 90, (5, 5, 3), dtype=np.uint8)
    picture = Image.fromarray(ground).resize((120, 90), Image.Resampling.BICUBIC)
    left, top, size = int(rng.integers(0, 60)), int(rng.integers(0, 40)), int(rng.integers(30, 48))
    box = [left, top, left + size, top + size]
    ImageDraw.Draw(picture).rectangle((left, top, left + size - 1, top + size - 1), fill=(250, 120, 60), outline=0)
    return picture, box


def photos(count: int, boxed: bool, first: int = 0) -> Scenes:
    made = [photo(first + seed) for seed in range(count)]
    frames = tuple(np.array([box], dtype=np.float32) if boxed else None for _, box in made)
    return Scenes(tuple(encoded(one) for one, _ in made), tuple(np.array([0]) for _ in made), frames)


def fitted(some: Scenes) -> Locator:
    return Locator.fit(catalogue(), some, SETTINGS, seed=3, threads=1, told=lambda _: None)


@pytest.fixture(scope="module")
def locator() -> Locator:
    """Learned from scenes, and from photos with boxes."""
    return fitted(photos(60, boxed=True, first=1_000))


def test_it_finds_what_no_lesson_showed(locator):
    hits = 0
    for seed in range(30):
        picture, box = photo(seed)
        found = locator.locate([np.asarray(picture)])[0]
        assert (np.diff(found.scores) <= 0).all()
        assert ((found.scores >= 0) & (found.scores <= 1)).all()
        hits += bool(len(found.boxes)) and overlap(found.boxes[:1], np.array([box], dtype=np.float32))[0, 0] >= 0.5
    assert hits >= 24
    empty = [Image.fromarray(np.full((90, 120, 3), level, dtype=np.uint8)) for level in (40, 60, 80)]
    sure = [found.scores.max(initial=0) for found in locator.locate([np.asarray(one) for one in empty], least=0.0)]
    assert max(sure) < 0.5


def test_stored_it_answers_the_same(locator, tmp_path):
    locator.save(tmp_path / "locator")
    stored = Locator.load(tmp_path / "locator")
    given = [np.asarray(photo(seed)[0]) for seed in range(5)]
    for one, other in zip(locator.locate(given), stored.locate(given), strict=True):
        assert (one.boxes == other.boxes).all()
        assert (one.scores == other.scores).all()
    assert stored.facts == locator.facts
    assert {path.suffix for path in (tmp_path / "locator").iterdir()} == {".safetensors", ".json"}


def test_boxes_lie_within_pictures_of_any_size(locator):
    given = [np.zeros((height, width, 3), dtype=np.uint8) for height, width in ((1, 1), (3, 700), (900, 20))]
    for picture, found in zip(given, locator.locate(given, least=0.0), strict=True):
        height, width = picture.shape[:2]
        assert (found.boxes >= 0).all()
        assert (found.boxes[:, [0, 2]] <= width).all()
        assert (found.boxes[:, [1, 3]] <= height).all()
        assert len(found.boxes) <= SETTINGS.most
    assert locator.locate([]) == []


def test_facts_say_what_it_was_judged_by(locator):
    assert locator.facts["judged_by"] == UNSEEN  # six photos are too few
    assert locator.facts["photos"] == 54
    assert locator.facts["scenes"] == 160
    assert 0 <= locator.facts["recall"] <= 1


def test_an_empty_catalogue_is_refused():
    nothing = Crops((), np.zeros((0, 4), dtype=np.float32), np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.bool_))
    with pytest.raises(InputError, match="catalogue has no pictures"):
        Locator.fit(nothing, photos(1, boxed=False), SETTINGS, seed=0, threads=1, told=lambda _: None)


def test_products_that_judge_are_in_no_lesson():
    data = locator_material(catalogue(), photos(30, boxed=True), None, SETTINGS, 0)
    assert len(data.known) + len(data.unknown) == 8
    assert len(data.unknown) == 1
    assert len(data.photos) + len(data.judges) == 30
    assert {one.picture.tobytes() for one in data.known}.isdisjoint(one.picture.tobytes() for one in data.unknown)


def test_grounds_are_what_lies_between_boxes_or_photos_without_any():
    between = locator_material(catalogue(), photos(30, boxed=True), None, SETTINGS, 0).grounds
    assert between
    assert max(int(one[..., 0].max()) for one in between) < 130  # the thing is far lighter
    bare = locator_material(catalogue(), photos(4, boxed=False), None, SETTINGS, 0)
    assert len(bare.grounds) == 4
    assert not len(bare.photos)


def test_photos_with_a_box_missing_are_no_lessons():
    some = photos(3, boxed=True)
    half = Scenes(some.pictures, some.products, (*some.boxes[:2], np.full((1, 4), np.nan, dtype=np.float32)))
    data = locator_material(catalogue(), half, photos(2, boxed=True, first=50), SETTINGS, 0)
    assert len(data.photos) == 2
    assert len(data.judges) == 2


def test_photos_that_judge_are_in_no_lesson_and_have_all_their_boxes():
    bare, boxed = photos(10, boxed=False), photos(20, boxed=True, first=100)
    mixed = Scenes(
        bare.pictures + boxed.pictures, bare.products + boxed.products, (*bare.boxes, *boxed.boxes)
    )  # those with boxes come last
    data = locator_material(catalogue(), mixed, None, SETTINGS, 0)
    assert (len(data.photos), len(data.judges)) == (18, 2)
    shown = {one.pixels.tobytes() for one in data.photos}
    assert shown.isdisjoint(one.pixels.tobytes() for one in data.judges)
    assert all(len(one.boxes) for one in [*data.photos, *data.judges])


def test_one_product_is_enough():
    one = catalogue(1)
    settings = LocatorSettings(
        side=64, looks=(64, 96), kept_side=64, width=4, scenes=8, epochs=1, judged=4, batch_size=8
    )
    made = Locator.fit(one, photos(1, boxed=False), settings, seed=0, threads=1, told=lambda _: None)
    assert made.facts["judged"] == 4  # fresh scenes, not the eight that it learned from
    assert made.facts["judged_by"] == SEEN


@pytest.mark.parametrize(("scenes", "passes", "boxed"), [(0, 2, False), (0, 0, True)])
def test_nothing_to_learn_from_is_refused_by_both_settings(scenes, passes, boxed):
    settings = replace(SETTINGS, scenes=scenes, photo_passes=passes)
    with pytest.raises(InputError, match=r"models\.locator\.scenes is 0.*models\.locator\.photo_passes"):
        Locator.fit(catalogue(), photos(3, boxed=boxed), settings, seed=0, threads=1, told=lambda _: None)
