"""The scoreboard as people read it."""

from __future__ import annotations

import time
from typing import Any

import pytest
from rich.console import Console

from flows import console, scoreboard
from tasks.standing import Held, Standing, Value

NOW = int(time.time() * 1000)
BARE = Standing("ad-click", 0)
WHOLE = Standing(
    model="deal-ranking",
    versions=3,
    champion="2",
    primary=Value("ndcg_5", 0.7727, 0.7152, 0.8241),
    held=Held(Value("ndcg_5_asked_again", 0.75), Value("ndcg_5_popular", 0.5), "the most redeemed first"),
    challenges={"personal": Value("personal_lift", 0.1, 0.05, 0.15), "deals that end soon": Value("ends", None)},
    p99_ms=16.16,
    train_seconds=33.5,
    data="simulator 1938fe39",
    created=NOW,
)


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch, home: object, capsys: pytest.CaptureFixture[str]) -> Any:
    assert home
    monkeypatch.setattr(scoreboard, "read", lambda names: [{"deal_ranking": WHOLE, "ad_click": BARE}[n] for n in names])
    monkeypatch.setattr(console, "out", Console(width=220))

    def show(ends: dict[str, str]) -> str:
        scoreboard.show(ends)
        return capsys.readouterr().out

    return show


def line(told: str, *words: str) -> str:
    return next(row for row in told.splitlines() if all(word in row for word in words))


@pytest.mark.parametrize("end", ["", "unchanged"])
def test_a_champion_is_told_in_one_line(end: str) -> None:
    table = scoreboard._champions([WHOLE], [end])
    told = {str(column.header): next(iter(column.cells)) for column in table.columns}
    assert told == {
        "use case": "deal-ranking",
        **({"this run": end} if end else {}),
        "champion": "2 of 3",
        "metric": "ndcg_5 0.7727 (0.7152 – 0.8241)",  # noqa: RUF001 - a range is written with this dash
        "baseline": "0.5 the most redeemed first (ndcg_5_asked_again 0.75)",
        "p99": "16.16 ms",
        "trained": "33.5 s",
        "data": "simulator 1938fe39",
        "age": told["age"],
    }


def test_challenges_are_told_and_a_hole_is_seen(shown: Any) -> None:
    told = shown({"deal_ranking": ""})
    assert "0.05" in line(told, "personal", "personal_lift 0.1")
    assert line(told, "deals that end soon", "ends -")


def test_without_a_champion_nothing_is_claimed(shown: Any) -> None:
    assert line(shown({"ad_click": ""}), "ad-click", "none")


def test_how_each_run_ended_is_told_where_there_was_one(shown: Any) -> None:
    assert "this run" not in shown({"deal_ranking": ""})
    told = shown({"deal_ranking": "unchanged", "ad_click": "[bold red]failed[/]"})
    assert line(told, "deal-ranking", "unchanged")
    assert line(told, "ad-click", "failed", "none")


def test_it_ends_with_what_to_do_next(shown: Any) -> None:
    told = shown({"deal_ranking": ""})
    assert "bazaar up" in told
    assert "bazaar run deal-ranking --data DIR" in told
