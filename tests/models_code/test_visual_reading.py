"""Examples as training reads them: crops and scenes, what is drawn of many, and what the index holds of them."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from PIL import Image
from visual_pieces import PRODUCTS, catalogue_crops, drawing, encoded, photo_crops
from visual_stand_ins import Thumbnails, answerer_of, index_of

from models.errors import InputError
from models.pictures import PictureLimits
from models.visual_search import examples
from models.visual_search.draws import at_most_each, drawn
from models.visual_search.entries import indexed, later_entries, named, photo_entries
from models.visual_search.examples import NOBODY, Scenes
from models.visual_search.fitting import material
from models.visual_search.head import Head
from models.visual_search.head_settings import HeadSettings
from models.visual_search.index_settings import IndexSettings
from models.visual_search.parameters import VisualSearchParameters
from models.visual_search.updating import grown

CODES = {f"p{code}": code for code in range(PRODUCTS)}


def photos(path: Path, side: int = 64) -> Path:
    """Four photos: of two products with a box each, of one without, of none, and one that nobody labelled."""
    picture = encoded(drawing(0, (200, 200, 200)).resize((side, side)))
    table = pd.DataFrame(
        {
            "photo_id": list("abcd"),
            "picture": [picture] * 4,
            "width": [128] * 4,
            "height": [128] * 4,
            "product_ids": [json.dumps(["p1", "gone"]), json.dumps(["p2"]), "[]", None],
            "boxes": [json.dumps([[0, 0, 64, 128], None]), None, None, None],
        }
    )
    table.to_parquet(path)
    return path


def catalogue(path: Path, held_out: tuple[int, ...] = ()) -> Path:
    crops = catalogue_crops()
    ids = list(CODES)
    table = pd.DataFrame({"product_id": ids, "picture": list(crops.pictures)})
    table.assign(held_out=[code in held_out for code in range(PRODUCTS)]).to_parquet(path, row_group_size=4)
    return path


def test_boxes_are_in_pixels_of_the_picture_that_is_kept(tmp_path: Path) -> None:
    read = examples.scenes(photos(tmp_path / "train.parquet"), CODES, 3)
    assert [None if one is None else one.tolist() for one in read.products] == [[1, NOBODY], [2], [], None]
    assert read.boxes[0] is not None
    np.testing.assert_array_equal(read.boxes[0][0], [0, 0, 32, 64])
    assert np.isnan(read.boxes[0][1]).all()
    crops = read.crops()
    assert crops.products.tolist() == [1, 2]
    assert [crops.pixels(row).shape for row in range(2)] == [(64, 32, 3), (64, 64, 3)]


def test_photos_that_came_large_are_kept_small_and_of_many_some(tmp_path: Path) -> None:
    path = photos(tmp_path / "valid.parquet", side=128)
    read = examples.scenes(path, CODES, 3, most=2, limits=PictureLimits(side=32))
    assert [None if one is None else one.tolist() for one in read.products] == [[1, NOBODY], None]
    assert read.pixels(0).shape == (32, 32, 3)
    assert read.boxes[0] is not None
    np.testing.assert_array_equal(read.boxes[0][0], [0, 0, 16, 32])


def test_a_photo_of_several_products_without_boxes_teaches_no_single_one() -> None:
    scenes = Scenes((b"", b""), (np.array([1, 2]), np.array([3])), (None, None))
    assert scenes.crops().products.tolist() == [3]


def test_a_catalogue_is_read_in_parts_and_keeps_its_order(tmp_path: Path) -> None:
    path = catalogue(tmp_path / "catalogue.parquet", held_out=(1,))
    rows = examples.catalogue_rows(path)
    assert rows.products.tolist() == list(CODES)
    crops = examples.catalogue_crops(path, ~rows.held_out, np.arange(PRODUCTS), 2)
    assert crops.products.tolist() == [0, *range(2, PRODUCTS)]
    assert crops.pictures == tuple(np.array(catalogue_crops().pictures, dtype=object)[crops.products])
    assert [len(lot) for lot in examples.streamed(path, 4)] == [4, PRODUCTS - 4]


def test_what_is_transparent_is_white_and_tells_where_the_product_is() -> None:
    layer = Image.new("RGBA", (8, 8), (0, 0, 0, 0))
    layer.paste((10, 20, 30, 255), (2, 2, 6, 6))
    out = io.BytesIO()
    layer.save(out, "PNG")
    crops = catalogue_crops(range(1))
    clear = examples.Crops((out.getvalue(),), crops.boxes, crops.products, crops.of_catalogue)
    assert clear.pixels(0)[0, 0].tolist() == [255, 255, 255]
    assert clear.pixels(0)[3, 3].tolist() == [10, 20, 30]
    rgba = clear.rgba(0)
    assert rgba is not None
    assert int((rgba[..., 3] > 0).sum()) == 16
    assert crops.rgba(0) is None


@pytest.mark.parametrize("box", [(-9, -9, 900, 900), (70, 70, 80, 80), (3.2, 3.2, 3.3, 3.3)])
def test_a_crop_has_at_least_a_pixel(box: tuple[float, ...]) -> None:
    found = examples.cut(np.zeros((64, 64, 3), dtype=np.uint8), np.array(box, dtype=np.float32))
    assert 0 < min(found.shape[:2]) <= max(found.shape[:2]) <= 64


def test_draws_are_even_and_the_same_again() -> None:
    candidates = np.arange(100) % 2 == 0
    chosen = drawn(candidates, 10, 3)
    assert chosen.sum() == 10
    assert candidates[chosen].all()
    np.testing.assert_array_equal(chosen, drawn(candidates, 10, 3))
    np.testing.assert_array_equal(drawn(candidates, 50, 3), candidates)
    groups = np.array([5, 5, 5, 2, 5, 2, 9])
    rows = at_most_each(groups, 2, 1)
    assert np.unique(groups[rows], return_counts=True)[1].tolist() == [2, 2, 1]
    assert (np.diff(rows) > 0).all()


@pytest.mark.parametrize("with_photos", [True, False])
def test_entries_are_the_catalogue_then_photos(tmp_path: Path, with_photos: bool) -> None:
    path = catalogue(tmp_path / "catalogue.parquet")
    settings = IndexSettings(photos=with_photos, most_photos=2, batch=4)
    crops = photo_entries(photo_crops(3, seed=1), settings, seed=0)
    told: list[float] = []
    index = indexed(
        path, np.arange(PRODUCTS), crops, tuple(CODES), Thumbnails(), settings,
        seed=0, threads=1, told=told.append,
    )  # fmt: skip
    assert len(index) == PRODUCTS * (3 if with_photos else 1)
    assert index.owners[:PRODUCTS].tolist() == list(range(PRODUCTS))
    assert told[-1] == 1.0
    shots = catalogue_crops()
    own = Thumbnails().vectors([shots.pixels(row) for row in range(PRODUCTS)])
    found = index.search(own, 1, threads=1)
    assert found.entries[:, 0].tolist() == list(range(PRODUCTS))


def test_photos_of_valid_become_entries_once_all_is_chosen_but_those_of_products_held_out() -> None:
    photos, before, held_out = photo_crops(3, seed=1), index_of(), catalogue_crops(range(2))
    nothing = photos.taken(np.zeros(0, dtype=np.int64))
    assert not len(later_entries(photos, held_out, nothing, IndexSettings(valid_photos=False), seed=0))
    later = later_entries(photos, held_out, nothing, IndexSettings(), seed=0)
    assert set(later.products.tolist()) == set(range(2, PRODUCTS))
    lots = list(named(later, before.products, 4))
    assert [len(names) for names, _ in lots][:-1] == [4] * (len(lots) - 1)
    after, _ = grown(before, lots, answerer_of())
    own = Thumbnails().vectors([later.pixels(row) for row in range(len(later))])
    found = after.search(own, 1, threads=1)
    assert found.owners[:, 0].tolist() == later.products.tolist()
    assert found.entries[:, 0].tolist() == list(range(len(before), len(after)))


def test_photos_of_train_and_of_valid_are_capped_together() -> None:
    settings, held_out = IndexSettings(most_photos=5), catalogue_crops(range(0))
    train = photo_crops(4, seed=1, products=range(1)).with_more(photo_crops(9, seed=2, products=range(1, 2)))
    shown = photo_entries(train, settings, seed=0)
    later = later_entries(photo_crops(6, seed=3, products=range(3)), held_out, shown, settings, seed=0)
    assert np.bincount(shown.products).tolist() == [4, 5]
    assert np.bincount(later.products).tolist() == [1, 0, 5]


def test_a_catalogue_whose_products_are_all_held_out_is_refused(tmp_path: Path) -> None:
    catalogue(tmp_path / "catalogue.parquet", held_out=tuple(range(PRODUCTS)))
    with pytest.raises(InputError, match=f"of {PRODUCTS} pictures of the table catalogue none"):
        material(tmp_path, VisualSearchParameters())


def test_entries_that_come_later_are_found_and_looked_at_closer() -> None:
    photos, index = photo_crops(2, seed=5), index_of()
    head = Head.of([[np.asarray(drawing(code, (255, 255, 255))) for code in range(PRODUCTS)]], HeadSettings(), 1)
    answerer = replace(answerer_of(), head=head)
    larger, after = grown(index, named(photos, index.products, 5), answerer)
    closer = after.head
    assert len(larger) == len(index) + len(photos)
    assert closer is not None
    assert len(closer) == len(larger)
    asked = Thumbnails().vectors([photos.pixels(row) for row in range(len(photos))])
    found = larger.search(asked, 1, threads=1)
    np.testing.assert_array_equal(found.entries[:, 0], len(index) + np.arange(len(photos)))
    np.testing.assert_array_equal(found.owners[:, 0], photos.products)
    assert grown(index, named(photos, index.products, 5), answerer_of())[1].head is None


def test_no_more_photos_are_held_than_may_be_learnt_from(tmp_path: Path) -> None:
    catalogue(tmp_path / "catalogue.parquet")
    for split in ("train", "valid"):
        photos(tmp_path / f"{split}.parquet")
    found = material(tmp_path, VisualSearchParameters(most_photos=2))
    assert (len(found.train), len(found.valid)) == (2, 4)
