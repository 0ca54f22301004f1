"""The world: the same for a seed, a part of the larger one for a scale, and with families as they are stated."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from infra.errors import SettingsError
from sources.simulator.attributes import AXES
from sources.simulator.families import ONE_AXIS, SINGLES, leaf_popularity
from sources.simulator.world import FAMILIES_PER_BLOCK, FAMILIES_PER_SCALE, World

COLUMN_OF_AXIS = {"capacity": "primary_value", "colour": "colour", "size": "size", "option": "option", "pack": "pack"}
SHARED = ["category", "brand_id", "line", "material", "year", "secondary_value", "primary_dimension"]


@pytest.fixture(scope="module")
def world() -> World:
    return World(seed=11, scale=1.0)


@pytest.fixture(scope="module")
def products(world: World) -> pd.DataFrame:
    frame: pd.DataFrame = world.products.to_pandas()
    return frame


def test_the_same_seed_gives_the_same_world_and_another_seed_another() -> None:
    first, again, other = (World(seed, 0.05) for seed in (1, 1, 2))
    assert first.products.equals(again.products)
    assert first.listings.equals(again.listings)
    assert first.brands.equals(again.brands)
    assert set(first.brands["name"].to_pylist()) != set(other.brands["name"].to_pylist())
    assert not set(first.listings["title"].to_pylist()) & set(other.listings["title"].to_pylist())
    assert first.taxonomy.equals(other.taxonomy)


def test_a_larger_world_holds_the_smaller_one() -> None:
    small, large = World(5, 0.2), World(5, 1.4)  # the larger one has two blocks
    assert large.families > FAMILIES_PER_BLOCK > small.families
    for name, key in (("products", "product_id"), ("listings", "listing_id")):
        few, many = (getattr(world, name).to_pandas().set_index(key) for world in (small, large))
        assert many.index.is_unique
        assert len(many) == pytest.approx(len(few) * 7, rel=0.1)
        pd.testing.assert_frame_equal(many.loc[few.index], few)
    assert small.brands.equals(large.brands)
    assert small.sellers.equals(large.sellers)


def test_scale_one_is_about_twenty_thousand_listings(world: World, products: pd.DataFrame) -> None:
    assert products.family_id.nunique() == FAMILIES_PER_SCALE
    assert world.listings.num_rows == pytest.approx(20_000, rel=0.07)


def test_ids_are_unique(world: World, products: pd.DataFrame) -> None:
    listings = world.listings.to_pandas()
    assert products.product_id.is_unique
    assert listings.listing_id.is_unique
    assert set(listings.product_id) == set(products.product_id)
    spare = {spare for block in world.blocks() for spare in block.spare_ids.to_pylist()}
    assert spare
    assert not spare & set(listings.listing_id)


def test_members_of_a_family_differ_in_what_is_stated_and_in_nothing_else(products: pd.DataFrame) -> None:
    filled = products.fillna(dict.fromkeys(products.select_dtypes("str"), "none")).fillna(-1)
    for name in SHARED:
        assert (filled.groupby("family_id")[name].nunique() == 1).all(), name
    for axis in AXES:
        if axis == "model":
            continue
        stated = filled.varying.str.split("+").map(lambda axes, axis=axis: axis in axes)
        counts = filled.groupby("family_id")[COLUMN_OF_AXIS[axis]].nunique()
        varies = stated.groupby(filled.family_id).first()
        assert ((counts > 1) == varies).all(), axis
    values = [*COLUMN_OF_AXIS.values(), "model"]
    assert not filled.duplicated(["family_id", *values]).any()
    sizes = filled.groupby("family_id").size()
    assert (sizes[filled.groupby("family_id").varying.first() == ""] == 1).all()
    assert sizes.max() <= 6


def test_model_twins_differ_in_digits_and_others_at_most_in_the_suffix(products: pd.DataFrame) -> None:
    named = products[products.model.notna()].copy()
    named["digits"] = named.model.str.extract(r"(\d+)", expand=False)
    by_model = named.varying.str.contains("model")
    assert (named[~by_model].groupby("family_id").digits.nunique() == 1).all()
    assert (named[by_model].groupby("family_id").digits.nunique() > 1).all()
    assert products.model.notna()[products.varying.str.contains("model")].all()
    assert 0.3 < products.model.notna().mean() < 0.75


def test_shares_of_single_and_double_variation(products: pd.DataFrame) -> None:
    varying = products.groupby("family_id").varying.first()
    axes = np.where(varying == "", 0, varying.str.count(r"\+") + 1)
    assert np.mean(axes == 0) == pytest.approx(SINGLES, abs=0.03)
    assert np.mean(axes == 1) >= ONE_AXIS - 0.03  # kinds of product with one axis alone add to these
    assert np.mean(axes == 2) > 0.15


def test_families_are_told_apart_by_what_is_known_of_them(products: pd.DataFrame) -> None:
    known = ["brand", "line", "category", "model", "colour", "size", "option", "material", "pack", "primary_value"]
    assert products.duplicated([*known, "secondary_value"], keep=False).mean() < 0.001
    siblings = products.drop_duplicates("family_id").assign(head=lambda found: found.line.str.split().str[0])
    assert siblings.duplicated(["brand", "head", "category"], keep=False).mean() > 0.3  # near misses beyond the family


def test_prices_lie_near_the_range_of_the_leaf_and_grow_with_capacity(products: pd.DataFrame) -> None:
    assert products.price_eur.between(0.3, 60_000).all()
    alone = products[products.varying == "capacity"].sort_values(["family_id", "primary_value"])
    steps = alone.groupby("family_id").price_eur.diff().dropna()
    assert (steps > 0).all()


def test_brands_sell_in_one_department(world: World, products: pd.DataFrame) -> None:
    brands = world.brands.to_pandas()
    assert brands.name.is_unique
    assert len(brands) >= 400
    department = products.category.str.split(" > ").str[0]
    assert (department.to_numpy() == brands.department.to_numpy()[products.brand_id]).all()


def test_a_few_leaves_are_crowded() -> None:
    shares = np.sort(leaf_popularity(0))[::-1]
    assert shares.sum() == pytest.approx(1)
    assert shares[: len(shares) // 10].sum() > 0.25


@pytest.mark.parametrize(
    ("seed", "scale"), [(0, 0.0), (0, -1.0), (0, float("nan")), (0, float("inf")), (0, 1e9), (-1, 1.0)]
)
def test_impossible_worlds_are_refused_with_the_way_out(seed: int, scale: float) -> None:
    with pytest.raises(SettingsError, match="Give a"):
        World(seed, scale)
