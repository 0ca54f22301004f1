"""What deals are learnt from is what was known when they were shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from deal_examples import BEGINS, VALID_FROM, write
from hypothesis import given
from hypothesis import strategies as st

from models.deal_ranking.examples import Examples, read
from models.deal_ranking.lessons import Lessons
from models.deal_ranking.outlook_settings import OutlookSettings
from models.deal_ranking.past_rows import before, latest
from models.deal_ranking.taught_splits import lessons_of_both, lessons_of_train, lessons_of_valid, teacher_of
from models.deal_ranking.titles import NAMES as TITLES
from models.moments import seconds_of

SETTINGS = OutlookSettings(threads=1)
BORDER = BEGINS + pd.Timedelta(days=15)


def shuffled_after(moment: pd.Timestamp, column: str, time: str = "time") -> Callable[[pd.DataFrame], pd.DataFrame]:
    """Give what happened at or after a moment to others."""

    def change(table: pd.DataFrame) -> pd.DataFrame:
        later = np.flatnonzero(table[time] >= moment)
        cells = table[column].to_numpy(dtype=object).copy()
        cells[later] = np.random.default_rng(3).permutation(cells[later])
        return table.assign(**{column: pd.array(cells, dtype="str")})

    return change


def lost_after(moment: pd.Timestamp) -> Callable[[pd.DataFrame], pd.DataFrame]:
    """Redeemed rows of `shown` that are redeemed at or after a moment as if they were not, and the others as if."""

    def change(table: pd.DataFrame) -> pd.DataFrame:
        later = (table["redeemed_at"] >= moment).to_numpy()
        return table.assign(redeemed=table["redeemed"] & ~later, redeemed_at=table["redeemed_at"].where(~later, pd.NaT))

    return change


def titled(table: pd.DataFrame) -> pd.DataFrame:
    """Deals whose titles have words of their shelves and of their numbers."""
    return table.assign(title=[f"Deal {at % 9} of {path}" for at, path in enumerate(table["category"])])


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Examples:
    return read(write(tmp_path_factory.mktemp("as_of"), deals=titled))


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Examples:
    """The same until the border, and another future."""
    changes = {
        "deals": titled,
        "purchases": shuffled_after(BORDER, "product_id"),
        "redemptions": shuffled_after(BORDER, "deal_id"),
        "shown": lost_after(BORDER),
    }
    return read(write(tmp_path_factory.mktemp("other"), **changes))


def rows_before(data: Examples, lessons: Lessons) -> np.ndarray:
    return seconds_of(data.requests["time"])[lessons.request] <= BORDER.timestamp()


@pytest.mark.parametrize("rows", [lessons_of_train, lessons_of_both])
def test_another_future_changes_no_feature(data: Examples, other: Examples, rows: Callable[..., Lessons]) -> None:
    one, two = rows(teacher_of(data, SETTINGS)), rows(teacher_of(other, SETTINGS))
    early = rows_before(data, one)
    assert early.sum() > 1000
    titles = [teacher_of(data, SETTINGS).tables.names.index(name) for name in TITLES]
    assert (np.isfinite(one.features[early][:, titles]).mean(axis=0) > 0.2).all(), "titles are looked at"
    np.testing.assert_array_equal(one.features[early], two.features[early])


def test_another_future_changes_what_comes_after_it(data: Examples, other: Examples) -> None:
    one, two = (lessons_of_train(teacher_of(data, SETTINGS)) for data in (data, other))
    late = ~rows_before(data, one)
    assert (np.nan_to_num(one.features[late]) != np.nan_to_num(two.features[late])).any(axis=1).mean() > 0.5


def test_what_is_redeemed_in_the_time_of_valid_is_not_known_to_train(tmp_path: Path) -> None:
    def late(table: pd.DataFrame) -> pd.DataFrame:
        moved = table["redeemed_at"].where(table["split"] != "train", VALID_FROM)
        return table.assign(redeemed_at=moved.where(table["redeemed"]))

    teacher = teacher_of(read(write(tmp_path, shown=late)), SETTINGS)
    assert not lessons_of_train(teacher).label.any()
    assert lessons_of_both(teacher).label.sum() > 100


def test_rows_of_train_are_made_once(data: Examples) -> None:
    teacher = teacher_of(data, SETTINGS)
    train = lessons_of_train(teacher)
    both, again = lessons_of_both(teacher, train), lessons_of_both(teacher)
    assert both.features[: len(train)].tobytes() == train.features.tobytes()
    np.testing.assert_array_equal(both.features, again.features)
    np.testing.assert_array_equal(both.request, data.request)
    np.testing.assert_array_equal(both.deal, data.deal)
    assert both.label.sum() == data.shown["redeemed"].sum()


def test_valid_has_the_memory_of_the_end_of_train(data: Examples, tmp_path: Path) -> None:
    changes = {
        "redemptions": shuffled_after(VALID_FROM, "deal_id"),
        "shown": lost_after(VALID_FROM),
        "deals": titled,
    }
    one = lessons_of_valid(teacher_of(data, SETTINGS))
    two = lessons_of_valid(teacher_of(read(write(tmp_path, **changes)), SETTINGS))
    from models.deal_ranking.pair_features import NAMES

    shared = [NAMES.index(name) for name in ("offer_redeemed", "offer_ratio", "product_ratio", "type_rate")]
    shared.append(teacher_of(data, SETTINGS).tables.names.index("title_ratio"))
    assert one.label.sum() > two.label.sum()
    np.testing.assert_array_equal(one.features[:, shared], two.features[:, shared])


events = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 20)), max_size=30)


@given(events, events)
def test_events_before_a_question(happened: list[tuple[int, int]], asked: list[tuple[int, int]]) -> None:
    happened = sorted(happened)
    keys, times = (np.array([one[at] for one in happened], dtype=np.int64) for at in (0, 1))
    key, time = (np.array([one[at] for one in asked], dtype=np.int64) for at in (0, 1))
    begins, ends = before(keys, times.astype(float), key, time.astype(float))
    for question, (first, last) in enumerate(zip(begins.tolist(), ends.tolist(), strict=True)):
        assert list(range(first, last)) == [
            row for row, (own, at) in enumerate(happened) if own == key[question] and at < time[question]
        ]


def test_the_latest_events_alone() -> None:
    rows, owner = latest(np.array([0, 5, 7]), np.array([4, 5, 9]), np.array([2, 2, 9]))
    assert rows.tolist() == [2, 3, 7, 8]
    assert owner.tolist() == [0, 0, 2, 2]
