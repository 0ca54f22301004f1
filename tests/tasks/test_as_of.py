"""as_of in the steps: refused where it cannot be kept, and part of the key of the step that leaves rows out."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from contracts.contract import Column, Contract, Kind, Table
from contracts.product_matching import CONTRACT
from infra.errors import DataError, SettingsError
from infra.run_store import Reference
from tasks import ingest, rooms, validate
from tasks.steps import Run

UNDATED = Contract(
    use_case="deal_ranking",
    summary="",
    tables=(Table(name="deals", description="", columns=(Column(name="ends", kind=Kind.TIME, description=""),)),),
)
TABLES = Reference("ingest", "k", "nowhere", "a" * 64)


def run(as_of: str | None, data: Path | None = None) -> Run:
    parameters: dict[str, Any] = {
        **{"as_of": as_of, "data": None if data is None else str(data), "source": "simulator", "encoding": None},
        **{"simulator": {"seed": 7, "scale": 0.05}, "max_rejected_share": 0.2},
    }
    return Run("product_matching", parameters)


def test_a_contract_that_does_not_say_when_rows_became_known_refuses_it() -> None:
    with pytest.raises(SettingsError, match="No table of deal-ranking has a time column that says when"):
        ingest.check_dated(UNDATED, date(2024, 1, 1))


def test_the_future_is_refused_and_today_is_not() -> None:
    today = datetime.now(UTC).date()
    ingest.check_dated(CONTRACT, today)
    with pytest.raises(SettingsError, match="lies in the future"):
        ingest.check_dated(CONTRACT, today + timedelta(days=2))


def test_it_changes_the_key_of_validate_and_of_nothing_before() -> None:
    runs = [run(None), run("2024-01-31"), run("2024-02-29")]
    assert len({ingest.ingest.step.key(one) for one in runs}) == 1
    assert len({validate._validate.step.key(one, TABLES) for one in runs}) == 3


def test_facts_tell_what_was_left_out_and_a_refusal_tells_the_date(home: Path, tmp_path: Path) -> None:
    assert home.is_dir()
    (tmp_path / "listings.csv").write_text(
        "listing_id,title,listed_at\n1,a,2024-01-01\n2,b,2024-01-02\n3,c,2024-06-01\n4,d,\n"
    )
    (tmp_path / "pairs.csv").write_text("left_id,right_id,label\n1,2,1\n1,3,0\n")
    dated = run("2024-01-31", tmp_path)
    clean = validate._validate.step.perform(dated, ingest.ingest.step.perform(dated))
    assert clean.facts["left_out"]["listings"] == {
        **{"column": "listed_at", "rows": 4, "later": 1, "undated": 1},
        **{"followed": 0, "kept_undated": 0},
    }
    assert clean.facts["left_out"]["pairs"]["followed"] == 1
    assert clean.facts["counts"]["listings.left_out"] == 2
    assert "both_classes" in clean.facts["refusal"]
    undated = run(None, tmp_path)
    whole = validate._validate.step.perform(undated, ingest.ingest.step.perform(undated))
    assert whole.facts["left_out"] == {}
    assert whole.facts["refusal"] is None


def test_a_directory_without_the_column_is_refused_by_table_and_column(home: Path, tmp_path: Path) -> None:
    assert home.is_dir()
    (tmp_path / "listings.csv").write_text("listing_id,title\n1,a\n2,b\n")
    (tmp_path / "pairs.csv").write_text("left_id,right_id,label\n1,2,1\n")
    dated = run("2024-01-31", tmp_path)
    tables = ingest.ingest.step.perform(dated)
    with pytest.raises(DataError, match=r"Table listings .* has no column listed_at"):
        validate._validate.step.perform(dated, tables)


class Someday(datetime):
    """A clock that stands still."""

    day = datetime(2024, 3, 1, 12, tzinfo=UTC)

    @classmethod
    def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
        assert tz is UTC
        return cls.day


def sales_run(data: Path, as_of: str | None = None) -> Run:
    return Run("demand_forecasting", {**run(as_of, data).parameters, "source": "simulator"})


def test_dates_to_come_are_judged_anew_each_day_and_later_steps_see_a_change_alone(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert home.is_dir()
    monkeypatch.setattr(validate, "datetime", Someday)
    data = tmp_path / "data"
    data.mkdir()
    (data / "sales.csv").write_text(
        "product_id,region,date,units\n"
        + "".join(f"p,r,2024-02-{day:02},1\n" for day in range(1, 29))
        + "p,r,2024-03-03,1\n"
    )
    tables = ingest.ingest.step.perform(sales_run(data))
    found = []
    for day in (1, 2, 3):
        Someday.day = datetime(2024, 3, day, 12, tzinfo=UTC)
        found.append(validate._validate.step.perform(sales_run(data), tables))
    assert len({one.key for one in found}) == 3
    assert [one.facts["counts"]["sales.broken.date_not_in_future"] for one in found] == [1, 1, 0]
    assert found[0].sha256 == found[1].sha256 != found[2].sha256
    assert validate._validate.step.key(sales_run(data), tables) == found[2].key


def test_with_as_of_the_day_is_that_one_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(validate, "datetime", Someday)
    keys = set()
    for day in (1, 2):
        Someday.day = datetime(2024, 3, day, 12, tzinfo=UTC)
        keys.add(validate._validate.step.key(sales_run(tmp_path, "2024-02-10"), TABLES))
    assert len(keys) == 1


def test_a_contract_that_asks_for_no_day_has_one_key_on_all_days(monkeypatch: pytest.MonkeyPatch) -> None:
    before = validate._validate.step.key(run(None), TABLES)
    monkeypatch.setattr(validate, "datetime", Someday)
    assert validate._validate.step.key(run(None), TABLES) == before


@pytest.mark.parametrize("use_case", rooms.USE_CASES)
def test_what_dates_a_row_is_never_asked_of_a_consumer(use_case: str) -> None:
    contracts = rooms.module("contracts", use_case)
    dating = {table.known_at for table in contracts.CONTRACT.tables if table.known_at}
    required = {column.name for column in contracts.REQUEST.columns if column.required}
    assert not dating & required
