"""A champion that learns in a consumer's process, and what becomes of that when another version takes over."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import pytest
import toy
from mlflow import MlflowClient

from bazaar.client import Champion
from infra import registry
from infra.errors import DataError, RegistryError

REQUEST = pd.DataFrame({"x": [1.0]})
ROWS = pd.DataFrame({"gain": [1.0, 2.0]})
UPDATE = """
    def update(self, rows):
        if "gain" not in rows:
            raise ValueError("the rows lack the column gain")
        self.answer += float(rows["gain"].sum())

    def doubled(self):
        return 2 * self.answer
"""


@pytest.fixture
def learning() -> Iterator[None]:
    """Versions that are registered meanwhile can learn."""
    original = toy.CODE
    toy.CODE = original.rstrip() + "\n" + UPDATE
    yield
    toy.CODE = original


def answer(champion: Champion) -> float:
    return float(champion.predict(REQUEST)["answer"].iloc[0])


@pytest.mark.usefixtures("learning")
def test_what_is_learnt_stays_in_the_process_and_with_the_version(client: MlflowClient, promote) -> None:
    first = promote(1.0)
    with Champion(toy.NAME, poll_seconds=None) as champion, Champion(toy.NAME, poll_seconds=None) as other:
        assert champion.update(ROWS) == first
        assert champion.update(ROWS) == first
        assert (answer(champion), answer(other)) == (7.0, 1.0)
        assert champion.model.doubled() == 14.0
        second = promote(10.0)
        assert champion.refresh()
        assert answer(champion) == champion.model.answer == 10.0
        assert champion.update(ROWS) == second
        assert answer(champion) == 13.0
        client.set_registered_model_alias(toy.NAME, "champion", first)
        assert champion.refresh()
        assert answer(champion) == 1.0


@pytest.mark.usefixtures("learning")
def test_refused_rows_are_the_askers_error_and_change_nothing(promote) -> None:
    promote(1.0)
    with Champion(toy.NAME, poll_seconds=None) as champion:
        with pytest.raises(DataError, match="refuses to learn from the rows: the rows lack the column gain"):
            champion.update(REQUEST)
        with pytest.raises(DataError, match=r"The table \(2 rows\) has columns of one name: gain \(2 times\)"):
            champion.update(pd.concat([ROWS, ROWS], axis=1))
        assert answer(champion) == 1.0


SEVERAL = """
    def update(self, shown, taken, deals=None):
        self.answer += 10 * len(shown) + len(taken) + (0 if deals is None else 100 * len(deals))
"""


def test_a_version_may_learn_from_several_tables(promote, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(toy, "CODE", toy.CODE.rstrip() + "\n" + SEVERAL)
    version = promote(1.0)
    with Champion(toy.NAME, poll_seconds=None) as champion:
        assert champion.update(ROWS, REQUEST) == version
        assert answer(champion) == 22.0
        champion.update(ROWS, taken=REQUEST, deals=ROWS)
        assert answer(champion) == 243.0
        champion.update(ROWS.iloc[:0], ROWS.iloc[:0], None)
        for tables, named in (((ROWS,), {}), ((), {"shown": ROWS}), ((ROWS,) * 4, {}), ((ROWS, ROWS), {"more": ROWS})):
            with pytest.raises(RegistryError, match=r"these tables: .*: shown, taken, deals \(may be left out\)"):
                champion.update(*tables, **named)
        with pytest.raises(DataError, match=r"The table taken \(2 rows\) has columns of one name: gain"):
            champion.update(ROWS, pd.concat([ROWS, ROWS], axis=1))
        with pytest.raises(DataError, match="The table shown is of type NoneType"):
            champion.update(None, ROWS)
        assert answer(champion) == 243.0


def test_a_version_that_cannot_learn_says_so(promote) -> None:
    version = promote(1.0)
    with Champion(toy.NAME, poll_seconds=None) as champion:
        with pytest.raises(RegistryError, match=f"Version {version} does not learn from new rows"):
            champion.update(ROWS)
        assert answer(champion) == 1.0


@pytest.mark.usefixtures("learning")
def test_without_the_client_the_model_is_reached_through_mlflow(client: MlflowClient, promote) -> None:
    loaded = registry.load(client, toy.NAME, promote(1.0))
    loaded.unwrap_python_model().model.update(ROWS)
    assert loaded.predict(REQUEST)["answer"].tolist() == [4.0]
