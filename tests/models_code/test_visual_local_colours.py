"""Colours of small places, described together."""

from __future__ import annotations

import numpy as np
import pytest
from visual_pieces import catalogue_crops, drawing, photo_crops, pixels_of

from models.visual_search.fusion_settings import LocalColourSettings
from models.visual_search.local_colours import LocalColours
from models.visual_search.local_statistics import statistics

SETTINGS = LocalColourSettings(sides=(96, 64), words=6, local_dimensions=10, dimensions=8, pictures=30, points=60)


@pytest.fixture(scope="module")
def described() -> LocalColours:
    return LocalColours.fit(pixels_of(photo_crops(4, seed=3)), SETTINGS, 0)


def test_places_lie_over_all_of_the_picture_at_every_size() -> None:
    looks, places = statistics(np.asarray(drawing(0, (255, 255, 255), side=128)), SETTINGS)
    assert looks.shape == (len(places), 4 * 4 * 6)
    for size in np.unique(places[:, 2]):
        own = places[places[:, 2] == size, :2]
        assert own.min() < -0.4
        assert own.max() > 0.4
        np.testing.assert_allclose(own.mean(axis=0), 0.0, atol=0.1)


def test_a_plain_picture_has_its_colour_and_no_spread() -> None:
    looks, _ = statistics(np.full((40, 70, 3), (200, 40, 40), dtype=np.uint8), SETTINGS)
    cells = looks.reshape(-1, 16, 6)
    assert np.ptp(cells[..., :3], axis=(0, 1)).max() < 1.0
    assert cells[..., 1].min() > 30  # red
    # what is left of the difference of two large numbers
    assert cells[..., 3:].max() < 0.1


def test_vectors_have_unit_length_and_do_not_depend_on_what_stands_beside(described: LocalColours) -> None:
    crops = pixels_of(photo_crops(1, seed=9))
    found = described(crops)
    assert found.shape == (len(crops), described.width) == (len(crops), 2 * 6 * (10 + 3))
    np.testing.assert_allclose(np.linalg.norm(found, axis=1), 1.0, atol=1e-5)
    np.testing.assert_array_equal(described(crops[2:3])[0], found[2])
    assert described([]).shape == (0, described.width)


def test_photos_are_nearest_to_photos_of_their_product(described: LocalColours) -> None:
    known, asked = photo_crops(6, seed=3), photo_crops(5, seed=4)
    near = described(pixels_of(asked)) @ described(pixels_of(known)).T
    right = (known.products[near.argmax(axis=1)] == asked.products).mean()
    assert right > 0.6  # 1 of 6 by chance


def test_it_is_what_the_departures_of_points_from_the_mixture_say(described: LocalColours) -> None:
    """Against the gradients of the log likelihood with respect to means and spreads, by differences."""
    crop = pixels_of(photo_crops(1, seed=9))[0]
    look, place = statistics(crop, SETTINGS)
    points = np.hstack([(look - described.middle) @ described.axes, place / described.scale]).astype(np.float64)
    shares, means, spreads = (one.astype(np.float64) for one in (described.shares, described.means, described.spreads))

    def likelihood(means: np.ndarray, spreads: np.ndarray) -> float:
        gaps = (points[:, None] - means) / spreads
        logs = np.log(shares) - np.log(spreads).sum(axis=1) - 0.5 * (gaps**2).sum(axis=2)
        top = logs.max(axis=1)
        return float((top + np.log(np.exp(logs - top[:, None]).sum(axis=1))).mean())

    word, axis, step = 2, 3, 1e-4
    moved, wider = np.zeros_like(means), np.zeros_like(means)
    moved[word, axis] = wider[word, axis] = step
    by_mean = (likelihood(means + moved, spreads) - likelihood(means - moved, spreads)) / (2 * step)
    by_spread = (likelihood(means, spreads + wider) - likelihood(means, spreads - wider)) / (2 * step)
    scale = spreads[word, axis] / np.sqrt(shares[word])
    expected = np.array([by_mean * scale, by_spread * scale / np.sqrt(2)])
    found = described([crop])[0].astype(np.float64)
    at = word * means.shape[1] + axis
    squares = np.sign(found) * found**2
    ratio = squares[[at, means.size + at]] / expected
    # unit length leaves one factor, the same for both
    assert ratio[0] == pytest.approx(ratio[1], rel=0.02)
    assert ratio[0] > 0


def test_tiny_and_long_pictures_are_described_too(described: LocalColours) -> None:
    odd = [np.zeros((1, 1, 3), dtype=np.uint8), np.full((3, 400, 3), 90, dtype=np.uint8)]
    assert np.isfinite(described(odd)).all()


def test_few_plain_pictures_teach_a_smaller_mixture() -> None:
    found = LocalColours.fit(pixels_of(catalogue_crops(range(1))), SETTINGS, 0)
    assert np.isfinite(found(pixels_of(catalogue_crops()))).all()
