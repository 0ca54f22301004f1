"""The simulated catalogue and photos: bytes, boxes, and that the truth is true."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from written_tables import digests, frames

from models.media import Shards
from models.pictures import read_picture
from sources.simulator.visual_goods import Block, blocks
from sources.simulator.visual_photos import photo
from sources.simulator.visual_plan import SHELF, SOLO, STRANGE
from sources.simulator.visual_plans import plans
from sources.simulator.visual_search import TABLES, TRUTH, write

SEED, SCALE = 7, 0.1


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("clean")
    write(out, seed=SEED, scale=SCALE, messy=False)
    return out


@pytest.fixture(scope="module")
def clean(folder: Path) -> dict[str, pd.DataFrame]:
    return frames(folder)


@pytest.fixture(scope="module")
def block() -> Block:
    return next(blocks(SEED, SCALE))


@pytest.fixture(scope="module")
def pictures(folder: Path, clean: dict[str, pd.DataFrame]) -> dict[str, bytes]:
    names = pd.concat([clean[name].image for name in TABLES])
    return dict(Shards(folder, "images").read(names.tolist()))


def test_the_same_arguments_give_the_same_bytes_and_a_larger_scale_holds_a_smaller_one(
    folder: Path, clean: dict[str, pd.DataFrame], pictures: dict[str, bytes], tmp_path: Path
) -> None:
    for name in ("small", "same"):
        write(tmp_path / name, seed=SEED, scale=SCALE / 2, messy=False)
    small = digests(tmp_path / "small")
    assert small == digests(tmp_path / "same")
    files = [*(f"{name}.parquet" for name in TABLES), *(f"truth/{name}.parquet" for name in TRUTH)]
    assert sorted(small) == sorted([*files, "images-00000-00000.tar"])
    assert sorted(digests(folder)) == sorted(small)
    tables = frames(tmp_path / "small")
    for name, key in (("catalogue", "image"), ("photos", "photo_id"), ("distractors", "image")):
        kept = clean[name].set_index(key).loc[tables[name][key]]
        pd.testing.assert_frame_equal(kept, tables[name].set_index(key))
    names = tables["photos"].image.tolist()
    for name, data in Shards(tmp_path / "small", "images").read(names):
        assert pictures[name] == data


def test_every_picture_is_there_and_of_the_size_that_is_told(
    clean: dict[str, pd.DataFrame], pictures: dict[str, bytes]
) -> None:
    assert sum(len(clean[name]) for name in TABLES) == len(pictures)
    truth = clean["photos"].merge(clean["photo_truth"], on="photo_id")
    assert truth.format.nunique() > 4
    for row in truth.itertuples():
        found = read_picture(pictures[str(row.image)])
        assert (found.width, found.height) == (row.width, row.height), row.format


def test_rows_say_what_the_truth_says(clean: dict[str, pd.DataFrame]) -> None:
    photos, seen = clean["photos"], clean["seen_truth"]
    sold = set(clean["catalogue"].product_id)
    assert sold == set(clean["look_truth"].query("role == 'sold'").product_id)
    assert set(seen[seen.role == "sold"].product_id) == sold
    assert not set(clean["distractors"].product_id) & set(seen.product_id)
    labelled = photos.dropna(subset="product_ids")
    assert 0.9 < len(labelled) / len(photos) < 1
    by_photo = dict(list(seen[seen.role == "sold"].groupby("photo_id")))
    for row in labelled.itertuples():
        told, true = json.loads(str(row.product_ids)), by_photo.get(str(row.photo_id))
        assert told == ([] if true is None else true.product_id.tolist())
        if isinstance(row.boxes, str):
            assert true is not None
            assert json.loads(row.boxes) == true[["left", "top", "right", "bottom"]].to_numpy().tolist()
    boxed = labelled[labelled.product_ids != "[]"].boxes.notna()
    assert 0.75 < boxed.mean() < 1
    strange = clean["photo_truth"].query("kind == 'strange'").photo_id
    assert (labelled[labelled.photo_id.isin(strange)].product_ids == "[]").all()


def test_boxes_lie_in_their_pictures_and_products_are_of_all_sizes(clean: dict[str, pd.DataFrame]) -> None:
    both = clean["seen_truth"].merge(clean["photo_truth"], on="photo_id")
    assert (both[["left", "top"]] >= 0).all().all()
    assert (both.right <= both.width).all()
    assert (both.bottom <= both.height).all()
    area = (both.right - both.left) * (both.bottom - both.top) / (both.width * both.height)
    np.testing.assert_allclose(area, both.share)
    assert both.share.min() < 0.06
    assert both.share.max() > 0.4
    assert (both.angle.abs() > 30).mean() > 0.1
    assert both.hidden.between(0, 0.7).all()
    assert (both.hidden > 0.1).mean() > 0.1
    assert (both.light < 0.6).any()
    assert (both.blur > 1).any()


def test_photos_of_one_go_share_a_group(clean: dict[str, pd.DataFrame]) -> None:
    both = clean["photos"].merge(clean["photo_truth"], on="photo_id")
    groups = both.groupby("group")
    assert 1 < groups.size().max() <= 3
    assert (groups.kind.nunique() == 1).all()
    assert (groups.time.agg(np.ptp) < pd.Timedelta(minutes=5)).all()


def test_a_box_is_where_the_product_is(block: Block) -> None:
    """Where a photo differs from the same photo without its product, there is its box."""
    checked = 0
    for plan in plans(SEED, block):
        if plan.kind != SOLO or plan.light < 0.6 or plan.clutter or checked == 6:
            continue
        picture, seen = photo(SEED, block.number, plan)
        if not seen or seen[0].hidden > 0.02:
            continue
        empty, none = photo(SEED, block.number, plan.__class__(**{**plan.__dict__, "placed": ()}))
        assert not none
        change = np.abs(np.asarray(picture, int) - np.asarray(empty, int)).max(axis=2)
        left, top, right, bottom = seen[0].box
        inside = change[top:bottom, left:right].mean()
        change[max(0, top - 25) : bottom + 25, max(0, left - 25) : right + 25] = 0
        assert inside > 20
        assert change.mean() < 3
        assert (
            seen[0].share == pytest.approx(plan.placed[0].share, rel=0.35)
            or max((right - left) / plan.size[0], (bottom - top) / plan.size[1]) > 0.9
        )
        checked += 1
    assert checked >= 3


def test_what_is_planned_is_varied(block: Block) -> None:
    planned = [plan for number in range(6) for plan in plans(number, block)]
    kinds = {plan.kind for plan in planned}
    assert {SOLO, SHELF, STRANGE, "scene", "empty"} <= kinds
    counts = pd.Series([one.good.product_id for plan in planned for one in plan.placed]).value_counts()
    sold = counts[[good.product_id for good in block.of("sold")]]
    assert sold.max() < 1.5 * sold.min()
    for plan in planned:
        assert len({one.good.product_id for one in plan.placed}) == len(plan.placed)
        if plan.kind == STRANGE:
            assert all(one.good.role != "sold" for one in plan.placed)
