"""How simulated products look: families share a shape, members differ in colour, imitations in print alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageChops

from infra.errors import SettingsError
from sources.simulator.visual_goods import DISTRACTOR, SOLD, STRANGER, WITHHELD, Good, blocks
from sources.simulator.visual_rates import LOOK_RATES
from sources.simulator.visual_views import lit, seen_from, sized

SEED = 7


@pytest.fixture(scope="module")
def goods() -> list[Good]:
    return [good for block in blocks(SEED, 1.0) for good in block.goods]


def test_goods_of_all_kinds_are_there(goods: list[Good]) -> None:
    roles = {role: sum(good.role == role for good in goods) for role in (SOLD, WITHHELD, STRANGER, DISTRACTOR)}
    assert min(roles.values()) > 5
    families = {good.family for good in goods}
    sold = {good.family for good in goods if good.role == SOLD}
    share = 1 - LOOK_RATES.strangers - LOOK_RATES.distractors
    assert len(sold) / len(families) == pytest.approx(share, abs=0.1)
    assert all(good.family in sold for good in goods if good.role == WITHHELD)
    assert len({good.product_id for good in goods}) == len(goods)
    assert len({good.look.style.shape for good in goods}) > 60


def test_no_two_products_look_the_same(goods: list[Good]) -> None:
    looks = [(good.look.style, good.look.brand, good.look.told, good.look.line, good.look.pieces) for good in goods]
    assert len(set(looks)) == len(looks)


def test_products_of_a_family_share_their_shape_and_differ_in_colour_or_pieces(goods: list[Good]) -> None:
    families: dict[int, list[Good]] = {}
    for good in goods:
        if good.imitates is None:
            families.setdefault(good.family, []).append(good)
    several = [members for members in families.values() if len(members) > 1]
    assert len(several) > 50
    for members in several:
        assert len(members) <= LOOK_RATES.most
        assert len({(one.look.style.shape, one.look.style.bends, one.look.brand) for one in members}) == 1
        assert len({(one.look.style.main, one.look.style.second, one.look.pieces) for one in members}) == len(members)


def test_an_imitation_differs_in_print_alone(goods: list[Good]) -> None:
    by_id = {good.product_id: good for good in goods}
    pairs = [(good, by_id[good.imitates]) for good in goods if good.imitates]
    assert len(pairs) >= 5
    for copy, good in pairs:
        assert copy.look.style == good.look.style
        assert copy.look.brand != good.look.brand
        assert good.role == SOLD
        assert good.look.printed >= LOOK_RATES.least_print
        assert copy.picture.getchannel("A").tobytes() == good.picture.getchannel("A").tobytes()
        differ = np.asarray(ImageChops.difference(copy.picture.convert("RGB"), good.picture.convert("RGB"))).max(axis=2)
        assert 0 < (differ > 20).mean() < 0.5


def test_the_colour_is_the_one_that_the_title_tells(goods: list[Good]) -> None:
    red = [good.look.style.main for good in goods if good.title.endswith(" red") and good.look.style.carrier == "main"]
    navy = [good.look.style.main for good in goods if good.title.endswith(" navy")]
    assert red
    assert navy
    assert all(channels[0] > 150 and max(channels[1:]) < 100 for channels in red)
    assert all(channels[2] > max(channels[:2]) and channels[2] < 140 for channels in navy)


def test_packs_of_several_show_several(goods: list[Good]) -> None:
    good = next(good for good in goods if good.look.pieces == 1)
    one = good.picture
    three = replace(good, look=replace(good.look, pieces=3), _picture=None).picture
    assert three.width / three.height > 1.5 * one.width / one.height


@pytest.mark.parametrize(("seed", "scale"), [(-1, 1.0), (0, 0.0), (0, 5_000.0)])
def test_a_seed_or_a_scale_that_is_not_to_be_had_is_refused(seed: int, scale: float) -> None:
    with pytest.raises(SettingsError, match="Give"):
        blocks(seed, scale)


def test_views_are_narrower_and_smaller_and_lit() -> None:
    picture = Image.new("RGBA", (100, 80), (100, 100, 100, 255))
    assert seen_from(picture, 0.0, 0.2) is picture
    assert seen_from(picture, 40.0, 0.0).size == (77, 80)
    assert seen_from(picture, 40.0, 0.2).width > 77
    assert sized(picture, 50, 50, 0.0).size == (50, 40)
    standing = sized(picture, 50, 50, 90.0)
    assert abs(standing.width - 40) <= 1
    assert abs(standing.height - 50) <= 1
    bright = lit(picture, 1.5, 0.2).getpixel((5, 5))
    assert isinstance(bright, tuple)
    np.testing.assert_allclose(bright, (180, 150, 120, 255), atol=1)
