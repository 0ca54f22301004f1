"""The shapes of simulated goods: every leaf has some, every one can be drawn, and they are told apart."""

from __future__ import annotations

import numpy as np
import pytest

from sources.simulator.taxonomy import leaves
from sources.simulator.visual_drawing import SIDE, drawn
from sources.simulator.visual_looks import LOGOS, Look, style_of
from sources.simulator.visual_outlines import mirrored, outline
from sources.simulator.visual_patterns import PATTERNS, patterned
from sources.simulator.visual_shapes import PRINTS, ROLES, SHADES, shapes, shapes_of_leaves


def look_of(shape: str, number: int = 0) -> Look:
    style = style_of(0, 0, number, number)
    bare = style.__class__(**{**style.__dict__, "shape": shape, "pattern": "", "bends": (0.0,) * 5})
    return Look(bare, "Acme", "Terra", "oil", "DejaVuSans-Bold", LOGOS[0], (20, 20, 20))


def test_every_leaf_has_shapes_and_every_shape_a_leaf() -> None:
    of_leaves = shapes_of_leaves()
    assert len(of_leaves) == len(leaves())
    assert {name for names in of_leaves for name in names} == set(shapes())
    assert len(shapes()) > 150


def test_parts_are_of_known_kinds_and_lie_in_their_frame() -> None:
    for shape in shapes().values():
        assert 0.05 < shape.aspect < 8
        assert any(not part.printed and part.role != "cut" for part in shape.parts)
        for part in shape.parts:
            assert part.role in (PRINTS if part.printed else ROLES), shape.name
            assert part.shade in SHADES, shape.name
            assert np.isfinite(part.outline).all()
            assert part.outline.min() > -0.3, shape.name
            assert part.outline.max() < 1.3, shape.name


def test_outlines() -> None:
    square = outline("box", [0.0, 0.0, 1.0, 1.0], aspect=1.0)
    np.testing.assert_allclose([square.min(), square.max()], [0, 1])
    # a round corner is as high as it is wide in the picture, so half as wide in units of a frame twice as wide
    corner = outline("box", [0.0, 0.0, 1.0, 1.0, 0.25], aspect=2.0)
    low = corner[np.isclose(corner[:, 1], 1.0)]
    np.testing.assert_allclose([low[:, 0].min(), low[:, 0].max()], [0.125, 0.875])
    oval = outline("oval", [0.5, 0.4, 0.2, 0.1], aspect=1.0)
    np.testing.assert_allclose(((oval - (0.5, 0.4)) ** 2 / (0.04, 0.01)).sum(axis=1), 1)
    turned = outline("lathe", [0.0, 0.2, 1.0, 0.4], aspect=1.0)
    np.testing.assert_allclose(sorted(turned[:, 0]), [0.1, 0.3, 0.7, 0.9])
    np.testing.assert_allclose(mirrored(mirrored(oval)), oval)
    smooth = outline("curve", [0.0, 0.0, 1.0, 0.0, 1.0, 1.0, 0.0, 1.0], aspect=1.0)
    assert len(smooth) > 4
    assert any(np.allclose(point, (1, 1)) for point in smooth)


def test_every_shape_is_drawn_and_no_two_are_the_same() -> None:
    seen: dict[bytes, str] = {}
    for name in shapes():
        picture = drawn(look_of(name))
        assert picture.mode == "RGBA"
        assert max(picture.size) <= SIDE, name
        pixels = np.asarray(picture)
        inside = pixels[pixels[..., 3] > 128]
        assert len(inside) > 0.05 * pixels.shape[0] * pixels.shape[1], name
        assert inside[:, :3].std(axis=0).max() > 3, name
        assert seen.setdefault(picture.tobytes(), name) == name


@pytest.mark.parametrize("name", PATTERNS)
def test_patterns_have_both_colours(name: str) -> None:
    one, other = (250, 10, 10), (10, 10, 250)
    pixels = np.asarray(patterned(name, (120, 90), 30.0, 15.0, one, other)).reshape(-1, 3)
    for colour in (one, other):
        near = (np.abs(pixels.astype(int) - colour).max(axis=1) < 90).mean()
        assert 0.05 < near < 0.95, colour
