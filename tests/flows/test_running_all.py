"""What of bazaar run --all needs no run."""

from __future__ import annotations

from typing import Any

import pytest

from flows import running_all, side_by_side
from flows.console import FAULT
from flows.side_by_side import Ended
from infra.errors import DataError, SettingsError
from tasks import settled
from tasks.steps import Run


class Asked:
    def model_dump(self, mode: str) -> dict[str, Any]:
        return {"mode": mode}


@pytest.mark.parametrize(
    ("summary", "told"),
    [
        (None, "failed"),
        ({"version": "1", "unchanged": True}, "unchanged"),
        ({"version": "2", "promoted": True, "champion_before": "1"}, "version 2 promoted"),
        ({"version": "2", "promoted": False, "champion_before": "1"}, "version 2 not promoted"),
        ({"version": "1", "promoted": False, "champion_before": "1"}, "unchanged"),
    ],
)
def test_an_end_in_words(summary: dict[str, Any] | None, told: str) -> None:
    assert told in running_all.told(Ended("deal_ranking", summary))


def test_a_fault_outweighs_a_refusal() -> None:
    assert running_all.worst([Ended("a", exit_code=3), Ended("b", exit_code=FAULT)]) == FAULT
    assert running_all.worst([Ended("a", exit_code=4), Ended("b", exit_code=3)]) == 4


def test_one_whose_tables_are_gone_is_left_to_its_own_run(home: object, monkeypatch: pytest.MonkeyPatch) -> None:
    def version(_client: object, run: Run) -> str | None:
        if run.use_case == "gone":
            raise DataError("There is no directory /nowhere.")
        return {"done": "3"}.get(run.use_case)

    assert home
    monkeypatch.setattr(settled, "settled_version", version)
    asked: Any = {name: Asked() for name in ("gone", "done", "due")}
    assert list(running_all._settled(asked)) == [("done", "3")]


def test_what_goes_with_one_alone_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    code = SettingsError.exit_code
    assert running_all.run(None, [], None, beside=["--data"]) == code
    assert "--data cannot be given" in capsys.readouterr().err
    assert running_all.run(None, [], 2, asked=False, beside=["USE_CASE"]) == code
    assert "--jobs goes with --all" in capsys.readouterr().err
    assert running_all.run(None, [], None, asked=False) == code
    assert "No use case is named" in capsys.readouterr().err


def test_a_wrong_setting_is_refused_before_anything_runs(
    home: object, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert home
    monkeypatch.setattr(running_all, "_all", lambda *_: pytest.fail("something ran"))
    assert running_all.run(None, ["models.no_such=1"], None) == SettingsError.exit_code
    told = capsys.readouterr().err
    assert "question-answering: There is no parameter 'models.no_such'" in told


def test_who_asks_for_more_than_memory_takes_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(side_by_side, "jobs_that_fit", lambda asked, _gigabytes: min(asked, 2))
    assert running_all._at_once(2, 4.0) == 2
    assert capsys.readouterr().out == ""
    assert running_all._at_once(5, 4.0) == 2
    assert "2 at a time, not 5" in capsys.readouterr().out
