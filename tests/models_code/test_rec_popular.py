"""What sells: everywhere, in a region, at a season; and what is new."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from models.recommendation.event_log import EventLog
from models.recommendation.popular import Popular
from models.recommendation.popular_settings import PopularSettings
from models.recommendation.seasons import YEAR, part_of_year
from tests.models_code.rec_logs import DAY, NOW, catalogue, log_of

HOW = PopularSettings(short_days=10.0, long_days=100.0, smoothing=1.0, season_bins=4, season_spread=0.0, new_days=10.0)
ALL = np.ones(4, dtype=bool)


def fitted(log: EventLog, **columns: list[object]) -> Popular:
    return Popular.fit(log, np.ones(len(log), dtype=np.float32), catalogue(4, **columns), HOW)


def test_what_sold_lately_leads_and_a_sale_counts_half_after_a_half_life() -> None:
    log = log_of([[0, 0, 1, 1]], 4, seconds=[[NOW - 20 * DAY, NOW - 20 * DAY, NOW - 10 * DAY, NOW]])
    found = fitted(log)
    assert found.score.tolist() == pytest.approx(np.log1p([0.5, 1.5, 0, 0]), rel=1e-6)
    assert found.order[:2].tolist() == [1, 0]


def test_without_times_all_sales_count_the_same() -> None:
    assert fitted(log_of([[0, 0, 1]], 4)).score.tolist() == pytest.approx(np.log1p([2, 1, 0, 0]), rel=1e-6)


def test_a_region_has_its_own_and_products_without_events_there_are_below_their_share() -> None:
    log = log_of([[0], [0], [0], [1], [1]], 4, regions=["n", "n", "n", "s", "s"])
    found = fitted(log)
    south = found.region(" S ")
    first = found.best(south, -1, ALL, 3)[1]
    assert first.tolist() == [1]
    lift = found.scores(np.arange(4), south, -1, NOW)[:, 1]
    assert lift[1] == pytest.approx(np.log((2 + 1 * 0.4) / 3 / 0.4), rel=1e-5)
    assert lift[0] == pytest.approx(np.log(1 / 3), rel=1e-5)
    assert found.region("west") == -1
    assert found.region(None) == -1
    assert not found.scores(np.arange(4), -1, -1, NOW)[:, 1:].any()


def test_a_season_comes_back_after_a_year() -> None:
    start = 40 * YEAR
    times = [start + 0.1 * YEAR, start + 0.6 * YEAR, start + 1.1 * YEAR, start + 1.6 * YEAR]
    found = fitted(log_of([[0, 1, 0, 1]], 4, seconds=[times]))
    winter, summer = found.season(start + 2.1 * YEAR), found.season(start + 2.6 * YEAR)
    assert found.best(-1, winter, ALL, 1)[2].tolist() == [0]
    assert found.best(-1, summer, ALL, 1)[2].tolist() == [1]
    assert found.scores(np.array([0]), -1, winter, NOW)[0, 2] > 0 > found.scores(np.array([0]), -1, summer, NOW)[0, 2]


def test_a_season_reaches_into_the_parts_before_and_after() -> None:
    start = 40 * YEAR
    log = log_of([[0, 1, 2]], 4, seconds=[[start + 0.1 * YEAR, start + 0.3 * YEAR, start + 1.2 * YEAR]])
    found = Popular.fit(log, np.ones(3, dtype=np.float32), catalogue(4), replace(HOW, season_spread=0.2))
    lift = found.scores(np.array([0, 1]), -1, 0, NOW)[:, 2]
    # 0.6 of the first, 0.2 of the second and 0.6 of the third lie in the first part; each has a third of all
    np.testing.assert_allclose(lift, np.log((np.array([0.6, 0.2]) + 1 / 3) / 2.4 * 3), rtol=1e-5)


def test_a_log_of_half_a_year_tells_no_seasons() -> None:
    found = fitted(log_of([[0, 1]], 4, seconds=[[NOW - 100 * DAY, NOW]]))
    assert found.season(NOW) == -1
    assert not len(found.best(-1, -1, ALL, 3)[2])


def test_parts_of_the_year_are_equal_and_all_there() -> None:
    seconds = (np.arange(1000) + 0.5) / 1000 * YEAR - 3 * YEAR
    assert np.bincount(part_of_year(seconds, 4)).tolist() == [250] * 4


def test_the_new_come_first_by_launch_and_only_while_they_are_new() -> None:
    log = log_of([[0, 1]], 4, seconds=[[NOW - DAY, NOW]])
    found = fitted(log, launch_date=[None, "2023-11-01", "2023-11-10", "2023-10-01"])
    assert found.best(-1, -1, ALL, 2)[3].tolist() == [2, 1]
    launched = found.launched[2]
    new = found.scores(np.arange(4), -1, -1, launched + 10 * DAY)[:, 3]
    assert new[2] == pytest.approx(0.5)
    assert new[0] == 0.0
    assert new[2] > new[1] > new[3] > 0


def test_what_may_not_be_shown_makes_room(tmp_path: Path) -> None:
    log = log_of([[0, 0, 0, 1, 1, 2]], 4, regions=["n"])
    found = fitted(log)
    found.save(tmp_path)
    allowed = np.array([False, True, True, True])
    for one in (found, Popular.load(tmp_path)):
        assert one.best(one.region("n"), -1, allowed, 2)[0].tolist() == [1, 2]
        assert one.best(one.region("n"), -1, allowed, 2)[1].tolist() == [1, 2]
        np.testing.assert_array_equal(one.scores(np.arange(4), 0, -1, NOW), found.scores(np.arange(4), 0, -1, NOW))
