"""What a photo's regions are worth beside each other, learnt on valid: the better way of looking is told first."""

from __future__ import annotations

import json

import numpy as np
import pytest
from visual_pieces import drawing, encoded
from visual_stand_ins import answerer_of, index_of, sure

from models.odds import log_odds, sigmoid
from models.platt import Lines
from models.visual_search.asked_how import AskedHow
from models.visual_search.confidence import Confidence
from models.visual_search.confidence_settings import ConfidenceSettings
from models.visual_search.regions import Regions
from models.visual_search.routes import ALONE, BOX, ROUTES, WHOLE, fit_routes, routes_of, unchanged

PLAIN = Confidence(np.zeros(6), np.ones(6), np.zeros(6), 0.0, 1.0)
PHOTOS, REGIONS = 6_000, 4
SETTINGS = ConfidenceSettings()


def regions(photos: int, each: int = REGIONS) -> Regions:
    """The whole of each photo, then boxes."""
    scores = np.where(np.arange(photos * each) % each == 0, np.nan, 0.7).astype(np.float32)
    count = len(scores)
    return Regions(
        np.repeat(np.arange(photos), each), np.zeros((count, 4), dtype=np.float32), scores, np.ones(count, np.float32)
    )


def made_up(seed: int, whole: float, box: float, photos: int = PHOTOS) -> tuple[np.ndarray, np.ndarray]:
    """Chances of regions, and whether they are right, as often as log odds say that are moved by so much."""
    rng = np.random.default_rng(seed)
    raw = rng.uniform(0.05, 0.95, (photos, REGIONS))
    moved = np.full(REGIONS, box)
    moved[0] = whole
    return raw.ravel(), (rng.random(raw.shape) < sigmoid(log_odds(raw) + moved)).ravel()


def first(confidence: Confidence, raw: np.ndarray, right: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Place of each photo's surest region, how sure that is, and whether it is right."""
    told = confidence.chances(raw, np.ones((len(raw), 1)), regions(len(raw) // REGIONS)).reshape(-1, REGIONS)
    places = told.argmax(axis=1)
    rows = np.arange(len(told))
    return places, told[rows, places], right.reshape(-1, REGIONS)[rows, places]


@pytest.mark.parametrize(("whole", "box", "serves"), [(2.0, -2.0, "whole"), (-2.0, 1.0, "boxes")])
def test_the_way_of_looking_that_is_right_more_often_is_told_first(whole: float, box: float, serves: str) -> None:
    learnt = PLAIN.with_lines(*made_up(1, whole, box), regions(PHOTOS), SETTINGS)
    raw, right = made_up(2, whole, box)
    _, _, before = first(PLAIN, raw, right)
    places, sureness, after = first(learnt, raw, right)
    assert after.mean() > before.mean() + 0.03
    assert ((places == 0).mean() > 0.6) == (serves == "whole")
    for part in np.array_split(np.argsort(sureness), 4):
        assert after[part].mean() == pytest.approx(sureness[part].mean(), abs=0.07)


def test_the_whole_alone_has_a_line_of_its_own() -> None:
    raw, right = made_up(1, 1.5, -1.5)
    learnt = PLAIN.with_lines(raw, right, regions(PHOTOS), SETTINGS)
    others, truth = (one.reshape(-1, REGIONS)[:, 0] for one in made_up(2, 1.5, -1.5))
    told = learnt.chances(others, np.ones((PHOTOS, 1)), regions(PHOTOS, 1))[:, 0]
    for part in np.array_split(np.argsort(told), 4):
        assert truth[part].mean() == pytest.approx(told[part].mean(), abs=0.05)


def test_of_few_photos_both_ways_keep_nearly_one_line() -> None:
    raw, right = made_up(1, 2.0, -2.0, photos=2)
    lines = PLAIN.with_lines(raw, right, regions(2), SETTINGS).lines
    assert lines.intercept[WHOLE] == pytest.approx(lines.intercept[BOX], abs=0.6)
    none = fit_routes(np.zeros(0), np.zeros(0, bool), np.zeros(0, int), np.zeros(0, int), prior=10.0, least_slope=0.1)
    np.testing.assert_array_equal(none.slope, unchanged().slope)
    np.testing.assert_array_equal(none.intercept, unchanged().intercept)


def test_without_boxes_there_is_nothing_to_choose_and_one_line() -> None:
    raw, right = (one[::REGIONS] for one in made_up(1, 1.0, 0.0))
    lines = PLAIN.with_lines(raw, right, regions(PHOTOS, 1), SETTINGS).lines
    assert lines.intercept[ALONE] == pytest.approx(1.0, abs=0.2)


def test_each_region_has_its_way() -> None:
    nan = np.nan
    scores = np.array([nan, 0.5, 0.2, nan, nan, 0.9], dtype=np.float32)
    found = Regions(np.array([0, 0, 0, 1, 2, 2]), np.zeros((6, 4), np.float32), scores, np.ones(6, np.float32))
    assert routes_of(found).tolist() == [WHOLE, BOX, BOX, ALONE, WHOLE, BOX]
    assert routes_of(found.taken(np.zeros(0, dtype=np.int64))).tolist() == []


def test_lines_are_kept() -> None:
    learnt = PLAIN.with_lines(*made_up(1, 2.0, -1.0), regions(PHOTOS), SETTINGS)
    read = Confidence.read(json.loads(json.dumps(learnt.as_dict())))
    np.testing.assert_array_equal(read.lines.slope, learnt.lines.slope)
    np.testing.assert_array_equal(read.lines.intercept, learnt.lines.intercept)
    assert len(read.lines.slope) == ROUTES


@pytest.mark.parametrize(("shifts", "place"), [((-30.0, 0.0, 0.0), 0.0), ((0.0, -30.0, 0.0), 0.1)])
def test_an_answer_begins_with_the_way_that_the_lines_prefer(shifts: tuple[float, ...], place: float) -> None:
    confidence = sure(threshold=0.0)
    liked = Confidence(
        confidence.centre, confidence.spread, confidence.weights, confidence.intercept, confidence.temperature,
        lines=Lines(np.ones(ROUTES), np.array(shifts)),
    )  # fmt: skip
    answerer = answerer_of((0.1, 0.1, 0.9, 0.9), confidence=liked)
    data = encoded(drawing(3, (255, 255, 255)).resize((100, 100)))
    answer = answerer.answers([data], AskedHow(k=3, refuse=False), index_of())[0]
    assert answer.boxes[0, 0] == pytest.approx(100 * place, abs=1)
