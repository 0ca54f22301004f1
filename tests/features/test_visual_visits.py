"""Photos that were taken in one go are told by their colours where no group is given, and fall alike."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from PIL import Image
from visual_tables import SMALL, built, bytes_of, shop

from features.visual_search.enough import PARTED
from features.visual_search.visits import _joined

VISITS, PHOTOS = 4, 5


def lights(products: int = 12, *, grouped: bool = False) -> tuple[dict[str, pd.DataFrame], dict[str, bytes]]:
    """Photos of each product in a few visits, each before a ground of its own colour."""
    tables, images = shop(products=products, photos=2)
    rng, shots = np.random.default_rng(4), []
    for product in range(products):
        for visit in range(VISITS):
            ground = tuple(int(one) for one in rng.integers(0, 256, 3))
            for number in range(PHOTOS):
                pixels = np.full((40, 48, 3), ground, dtype=np.int16) + rng.integers(-2, 3, (40, 48, 3))
                pixels[10:20, number : number + 8] = (37 * product) % 256
                name = f"photos/l{product:02}-{visit}-{number}.png"
                images[name] = bytes_of(Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8)))
                row: dict[str, Any] = {"photo_id": name, "image": name, "product_ids": json.dumps([f"p{product:02}"])}
                shots.append(row | ({"group": f"{name}"} if grouped else {}))
    tables["photos"] = pd.DataFrame(shots)
    return tables, images


def split_by_visit(files: dict[str, pd.DataFrame]) -> pd.Series[Any]:
    """Splits that the photos of a visit are in."""
    rows = pd.concat([files[name].assign(split=name) for name in ("train", "valid", "test")])
    return rows.groupby(rows["photo_id"].str.rsplit("-", n=1).str[0])["split"].nunique()


def test_photos_of_one_light_fall_alike(tmp_path: Path) -> None:
    parameters = replace(SMALL, held_out_products=0.0)
    _, files = built(tmp_path / "with", *lights(), parameters)
    _, apart = built(tmp_path / "without", *lights(), replace(parameters, visit_likeness=1.0))
    assert (split_by_visit(files) == 1).mean() > 0.9
    assert (split_by_visit(apart) == 1).mean() < 0.7
    assert all(len(files[name]) for name in ("train", "valid", "test"))


def test_valid_is_carved_by_visits_where_the_test_is_given(tmp_path: Path) -> None:
    tables, images = lights()
    visit = tables["photos"]["photo_id"].str.split("-").str[1].astype(int)
    tables["photos"]["split"] = np.where(visit == VISITS - 1, "test", "train")
    facts, files = built(tmp_path, tables, images, replace(SMALL, valid_share=0.3))
    assert facts["split"] == "as photos.split says, valid carved from train by a hash"
    assert (split_by_visit(files) == 1).mean() > 0.9
    assert len(files["test"]) == len(tables["photos"]) // VISITS
    assert 0.05 < len(files["valid"]) / len(tables["photos"]) < 0.5
    assert facts["groups_of_which_some_photos_are_of_one_split_and_some_of_another"] == 0


def test_every_product_keeps_photos_to_learn_from(tmp_path: Path) -> None:
    tables, images = lights()
    visit = tables["photos"]["photo_id"].str.split("-").str[1].astype(int)
    tables["photos"]["split"] = np.where(visit == VISITS - 1, "test", "train")
    facts, files = built(tmp_path, tables, images, replace(SMALL, valid_share=0.4, min_photos=2, seed=5))
    assert len({one for cell in files["train"]["product_ids"] for one in json.loads(cell)}) == 12
    assert facts["products_held_out"] == 0
    assert len(files["valid"])


def test_groups_that_are_told_stand(tmp_path: Path) -> None:
    parameters = replace(SMALL, held_out_products=0.0)
    _, told = built(tmp_path / "told", *lights(grouped=True), parameters)
    assert (split_by_visit(told) == 1).mean() < 0.7


def test_visits_that_leave_a_split_too_few_photos_are_given_up_and_told(tmp_path: Path) -> None:
    tables, images = shop()
    tables["photos"] = tables["photos"].drop(columns="group")
    parameters = replace(SMALL, held_out_products=0.0)
    facts, files = built(tmp_path / "apart", tables, images, parameters)
    assert all(len(files[name]) >= SMALL.min_photos for name in ("train", "valid", "test"))
    assert facts["split"].endswith(PARTED)
    told, _ = built(tmp_path / "told", *shop(), parameters)
    assert PARTED not in told["split"]


def test_products_held_out_for_valid_are_not_those_of_the_test(tmp_path: Path) -> None:
    facts, files = built(tmp_path, *shop(), replace(SMALL, held_out_products=0.5, valid_share=0.3, test_share=0.3))
    held = set(files["catalogue"].loc[files["catalogue"]["held_out"], "product_id"])
    valid, test = (
        {one for cell in files[name]["product_ids"] for one in json.loads(cell)} for name in ("valid", "test")
    )
    assert len(held) == facts["products_held_out"] == 5
    assert held & valid
    assert held & test
    assert not held & valid & test


def _looks(*sizes: int, noise: float = 0.001) -> np.ndarray:
    """Histograms of so many near-identical photos of each visit."""
    rng = np.random.default_rng(0)
    grounds = np.abs(rng.normal(size=(len(sizes), 40)))
    looks = np.repeat(grounds, sizes, axis=0) + rng.normal(0, noise, (sum(sizes), 40))
    return np.asarray(looks / np.linalg.norm(looks, axis=1, keepdims=True), dtype=np.float32)


@pytest.mark.parametrize("sizes", [(6, 4), (7, 2, 2), (2,), (3,), (1, 1)])
def test_photos_of_one_burst_are_never_torn_apart_and_other_visits_stand(sizes: tuple[int, ...]) -> None:
    found = _joined(_looks(*sizes), replace(SMALL, visit_likeness=0.9))
    first = np.cumsum((0, *sizes[:-1]))
    np.testing.assert_array_equal(found, np.repeat(found[first], sizes))
    assert sorted(set(found.tolist())) == list(range(len(sizes)))


def test_only_what_is_too_large_and_no_burst_is_parted() -> None:
    looks = _looks(6, 4, noise=0.15)
    settings = replace(SMALL, visit_likeness=0.9, burst_likeness=1.0)
    assert len(set(_joined(looks, replace(settings, most_of_product=1.0)).tolist())) == 2
    found = _joined(looks, settings)
    assert len(set(found[6:].tolist())) == 1
    assert len(set(found[:6].tolist())) > 1
    assert not set(found[:6].tolist()) & set(found[6:].tolist())


def test_of_two_photos_those_that_are_merely_alike_may_be_parted() -> None:
    assert _joined(_looks(2, noise=0.2), replace(SMALL, visit_likeness=0.5, burst_likeness=1.0)).tolist() == [0, 1]
