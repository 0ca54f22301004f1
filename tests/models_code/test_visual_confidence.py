"""How sure answers are: what regions show, as far as anybody said, the calibration on it, and when to refuse."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image
from visual_pieces import PRODUCTS, drawing, encoded
from visual_stand_ins import answerer_of, index_of, sure

from models.platt import Lines
from models.visual_search import calibrating
from models.visual_search.confidence import Confidence, columns_of
from models.visual_search.confidence_settings import ConfidenceSettings
from models.visual_search.examples import NOBODY, Scenes
from models.visual_search.index import Found
from models.visual_search.judged import judged
from models.visual_search.pooling import Ranked, products_of
from models.visual_search.regions import Regions

NAN = np.full(4, np.nan, dtype=np.float32)


def boxes(*rows: tuple[float, float, float, float]) -> np.ndarray:
    return np.array(rows, dtype=np.float32).reshape(-1, 4)


def regions(*rows: tuple[float, float, float, float], whole: int = 0) -> Regions:
    """Of one picture; the row `whole` is all of it."""
    scores = np.full(len(rows), 0.8, dtype=np.float32)
    scores[whole] = np.nan
    count = np.zeros(len(rows), dtype=np.int64)
    return Regions(count, boxes(*rows), scores, np.full(len(rows), 0.5, dtype=np.float32))


def photos(count: int) -> Regions:
    """The whole of each, and no more."""
    nan, boxes_of = np.full(count, np.nan, dtype=np.float32), np.tile(boxes(ALL), (count, 1))
    return Regions(np.arange(count), boxes_of, nan, np.ones(count, dtype=np.float32))


def scene(products: list[int] | None, drawn: np.ndarray | None) -> Scenes:
    return Scenes((b"",), (None if products is None else np.array(products, dtype=np.int64),), (drawn,))


ALL, LEFT, RIGHT, CORNER = (0, 0, 100, 50), (0, 0, 50, 50), (50, 0, 100, 50), (80, 30, 100, 50)


@pytest.mark.parametrize(
    ("products", "drawn", "shown", "told"),
    [
        ([3, 7], boxes(LEFT, RIGHT), [{3, 7}, {3}, {7}], [True, True, True]),
        ([3, NOBODY], boxes(RIGHT, LEFT), [{3}, set(), {3}], [True, True, True]),
        ([3], boxes(LEFT), [{3}, {3}, set()], [True, True, True]),
        ([3, 7], np.stack([boxes(LEFT)[0], NAN]), [{3}, {3}, set()], [True, True, False]),
        ([3, 7], None, [{3, 7}, set(), set()], [True, False, False]),
        ([], None, [set()] * 3, [True, False, False]),
        ([NOBODY], None, [set()] * 3, [True, False, False]),
        (None, None, [set()] * 3, [False] * 3),
    ],
)  # fmt: skip
def test_regions_show_what_people_said(
    products: list[int] | None, drawn: np.ndarray | None, shown: list[set[int]], told: list[bool]
) -> None:
    found = judged(regions(ALL, LEFT, CORNER), scene(products, drawn), 0.6)
    assert [set(one) for one in found.shown] == shown
    assert found.told.tolist() == told


@pytest.mark.parametrize("drawn", [boxes(LEFT), None])
def test_what_strangers_lack_is_told_of_located_regions_only_beside_what_others_show(drawn: np.ndarray | None) -> None:
    both = Scenes((b"", b""), (np.array([3]), np.array([], dtype=np.int64)), (drawn, None))
    second = replace(regions(ALL, LEFT), pictures=np.ones(2, dtype=np.int64))
    found = judged(Regions.joined([regions(ALL, LEFT), second]), both, 0.6)
    assert found.told.tolist() == ([True] * 4 if drawn is not None else [True, False, True, False])


def test_strangers_without_boxes_do_not_switch_the_locator_off() -> None:
    rng = np.random.default_rng(0)
    photos, strangers = 100, 30
    places = np.repeat(np.arange(photos + strangers), 2)
    whole = np.tile([True, False], photos + strangers)
    looked = Regions(
        places,
        np.where(whole[:, None], boxes(ALL), boxes(LEFT)),
        np.where(whole, np.nan, 0.8).astype(np.float32),
        np.where(whole, 1.0, 0.25).astype(np.float32),
    )
    best = np.where(places >= photos, np.where(whole, 0.4, 0.7), np.where(whole, 0.6, 0.8))
    lacking = np.where(places >= photos, best, 0.4)

    def entries(of: np.ndarray) -> Found:
        scores = np.stack([of + rng.normal(0, 0.05, len(of)), np.full(len(of), 0.3)], axis=1).astype(np.float32)
        owners = np.tile([0, 1], (len(of), 1))
        return Found(owners, owners, scores)

    codes = (np.array([0]),) * photos + (np.array([], dtype=np.int64),) * strangers
    scenes = Scenes((b"",) * len(codes), codes, (None,) * len(codes))
    asked = calibrating.Asked(scenes, looked, entries(best), entries(lacking), judged(looked, scenes, 0.6))
    answerer = answerer_of()
    confidence = calibrating.calibrated(asked, answerer)
    known = confidence.known(columns_of(products_of(asked.found, answerer.softness), looked))[: 2 * photos]
    assert np.median(known[1::2]) >= np.median(known[::2]) > 0.5


def _drawn(count: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Columns of which the first tells whether anything is known, and whether it is."""
    rng = np.random.default_rng(seed)
    columns = rng.normal(size=(count, 6))
    columns[:, 4] = 1.0  # all of them are whole pictures
    return columns, rng.random(count) < 1 / (1 + np.exp(-(2.0 * columns[:, 0] - 0.5)))


def test_chances_are_what_comes_true() -> None:
    columns, known = _drawn(4_000, 1)
    scores = np.tile(np.array([0.9, 0.8, 0.5]), (2_000, 1))
    # the first is right as often as a softmax of temperature 0.1 says
    share = np.exp(scores[0] / 0.1)
    right = np.zeros_like(scores, dtype=bool)
    right[np.arange(2_000), np.random.default_rng(2).choice(3, 2_000, p=share / share.sum())] = True
    fitted = Confidence.fit(columns, known, np.full(4_000, True), scores, right, ConfidenceSettings())
    assert fitted.temperature == pytest.approx(0.1, rel=0.2)
    others, truth = _drawn(4_000, 3)
    chance = fitted.known(others)
    for low, high in ((0, 0.2), (0.2, 0.5), (0.5, 0.8), (0.8, 1)):
        rows = (chance >= low) & (chance < high)
        assert truth[rows].mean() == pytest.approx(chance[rows].mean(), abs=0.06)
    read = Confidence.read(fitted.as_dict())
    np.testing.assert_array_equal(read.known(others), chance)
    assert read.temperature == fitted.temperature


def test_what_was_taken_out_tells_how_a_lack_looks_but_not_how_often_there_is_one() -> None:
    columns, known = _drawn(4_000, 1)
    many = np.concatenate([columns, columns[~known], columns[~known]])
    labels = np.concatenate([known, np.zeros(2 * int((~known).sum()), dtype=bool)])
    real = np.arange(len(many)) < 4_000
    fitted = Confidence.fit(many, labels, real, np.zeros((0, 3)), np.zeros((0, 3), bool), ConfidenceSettings())
    assert fitted.known(columns).mean() == pytest.approx(known.mean(), abs=0.01)


@pytest.mark.parametrize("known", [True, False])
def test_with_nothing_to_tell_apart_all_regions_are_as_likely(known: bool) -> None:
    columns, _ = _drawn(8, 1)
    fitted = Confidence.fit(
        columns, np.full(8, known), np.full(8, True), np.zeros((0, 3)), np.zeros((0, 3), bool), ConfidenceSettings()
    )
    assert np.unique(fitted.known(columns)) == pytest.approx([0.9 if known else 0.1])


def test_of_regions_that_nothing_was_found_for_no_column_is_lost() -> None:
    ranked = Ranked(np.full((3, 4), -1), np.full((3, 4), -np.inf, dtype=np.float32))
    columns = columns_of(ranked, regions(ALL, LEFT, RIGHT))
    assert np.isfinite(columns).all()
    assert (columns[:, 0] == -1).all()
    assert sure().shares(ranked.scores.astype(np.float64)).sum() == 0


def _valid(strangers: int) -> Scenes:
    """A photo of each product, on greys, and some of none."""
    pictures = [encoded(drawing(code, (level,) * 3)) for code in range(PRODUCTS) for level in (255, 230, 200, 170)]
    products = [np.array([code]) for code in range(PRODUCTS) for _ in range(4)]
    rng = np.random.default_rng(5)
    noises = rng.integers(0, 255, (strangers, 64, 64, 3), dtype=np.uint8)
    pictures += [encoded(Image.fromarray(one)) for one in noises]
    products += [np.zeros(0, dtype=np.int64)] * strangers
    return Scenes(tuple(pictures), tuple(products), (None,) * len(pictures))


def test_photos_are_refused_where_their_product_was_not_in_the_catalogue() -> None:
    scenes, index = _valid(6), index_of()
    answerer = answerer_of()
    found = calibrating.asked(scenes, answerer, index, lambda _: None)
    assert (found.found.owners[: 4 * PRODUCTS, 0] == np.repeat(np.arange(PRODUCTS), 4)).all()
    for photo in range(4 * PRODUCTS):
        assert not (found.lacking.owners[photo] == photo // 4).any()
    np.testing.assert_array_equal(found.lacking.owners[-6:], found.found.owners[-6:])
    confidence = calibrating.calibrated(found, answerer)
    known = confidence.known(columns_of(answerer.looked(found.regions, found.found).ranked, found.regions))
    shows = np.arange(len(scenes)) < 4 * PRODUCTS
    assert (known[shows] >= confidence.threshold).mean() >= 0.95
    assert (known[~shows] < confidence.threshold).all()


def test_photos_looked_at_as_a_whole_alone_are_answered_as_often() -> None:
    answerer = answerer_of((0.1, 0.1, 0.9, 0.9), (0.0, 0.0, 0.5, 0.5))
    found = calibrating.asked(_valid(6), answerer, index_of(), lambda _: None)
    confidence = calibrating.calibrated(found, answerer)
    known = confidence.known(columns_of(answerer.looked(found.regions, found.found).ranked, found.regions))
    whole = known[found.regions.whole][: 4 * PRODUCTS]
    assert (whole >= confidence.threshold_whole).mean() >= 0.95
    assert (whole > confidence.threshold_whole).mean() < 1
    assert Confidence.read(confidence.as_dict()).threshold_whole == confidence.threshold_whole


def test_the_softness_is_that_which_serves_valid_best() -> None:
    found = calibrating.asked(_valid(0), answerer_of(), index_of(), lambda _: None)
    assert calibrating.softest(found, (0.0, 0.05)) == 0.0  # one picture of each: nothing to be gained


def test_the_surest_of_a_photo_is_as_often_right_as_it_says() -> None:
    rng = np.random.default_rng(5)
    raw = rng.uniform(0.05, 0.95, 3_000)
    right = rng.random(3_000) < raw**2  # chosen among several, so overrated
    plain = Confidence(np.zeros(6), np.ones(6), np.zeros(6), 0.0, 1.0)
    mended = plain.with_lines(raw, right, photos(3_000), ConfidenceSettings())
    shares = np.ones((3_000, 1))
    before, after = (one.chances(raw, shares, photos(3_000))[:, 0] for one in (plain, mended))
    assert before == pytest.approx(raw)
    for low in (0.1, 0.3, 0.5, 0.7):
        some = (raw >= low) & (raw < low + 0.2)
        assert after[some].mean() == pytest.approx(right[some].mean(), abs=0.06)
    few = plain.with_lines(raw[:1], np.array([False]), photos(1), ConfidenceSettings())
    assert few.chances(raw, shares, photos(3_000))[:, 0] == pytest.approx(raw, abs=0.1)


def test_products_of_a_region_keep_their_order_and_share_no_more_than_there_is() -> None:
    sure = Confidence(np.zeros(6), np.ones(6), np.zeros(6), 0.0, 1.0, lines=Lines(np.full(3, 2.0), np.full(3, 2.0)))
    known, shares = np.array([0.9, 0.6, 0.0]), np.array([[0.5, 0.3, 0.2], [1.0, 0.0, 0.0], [0.4, 0.4, 0.2]])
    chances = sure.chances(known, shares, regions(ALL, LEFT, RIGHT))
    assert (np.diff(chances, axis=1) <= 0).all()
    assert (chances.sum(axis=1) <= 1 + 1e-9).all()
    assert chances[0, 0] > 0.45
    assert (chances[2] == 0).all()
    assert Confidence.read(sure.as_dict()).chances(known, shares, regions(ALL, LEFT, RIGHT)) == pytest.approx(chances)
