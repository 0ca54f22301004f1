from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import toy
from mlflow import MlflowClient

from infra import promotion, registry
from infra.errors import RegistryError


def decision(promote: bool, compared_with: str | None, reason: str = "because") -> promotion.Decision:
    return promotion.Decision(promote, reason, compared_with, {"numbers": [1, 2]})


def aliases(client: MlflowClient) -> tuple[str | None, str | None]:
    return (
        registry.alias_version(client, toy.NAME, registry.CHAMPION),
        registry.alias_version(client, toy.NAME, registry.PREVIOUS),
    )


@pytest.fixture
def versions(client: MlflowClient, tmp_path: Path) -> list[str]:
    return [toy.registered(client, tmp_path, answer=float(number)) for number in (1, 2, 3)]


def test_promotion_moves_previous_then_champion_and_logs(client: MlflowClient, versions: list[str]) -> None:
    first, second, _ = versions
    promotion.decide(client, toy.NAME, first, decision(True, None, "floors hold"))
    assert aliases(client) == (first, None)
    promotion.decide(client, toy.NAME, second, decision(True, first, "gains 0.1"))
    assert aliases(client) == (second, first)
    entries = promotion.read_log(toy.NAME)
    assert [(entry["event"], entry["version"], entry["champion_before"]) for entry in entries] == [
        ("promoted", first, None),
        ("promoted", second, first),
    ]
    assert entries[1]["reason"] == "gains 0.1"
    assert entries[1]["report"] == {"numbers": [1, 2]}
    assert entries[1]["who"]
    tags = registry.get_version(client, toy.NAME, second).tags
    assert tags[promotion.REPLACED] == first
    assert registry.get_version(client, toy.NAME, second).description == "promoted: gains 0.1"
    assert '"promote": true' in tags[promotion.DECISION]


def test_a_refusal_moves_nothing_and_is_logged(client: MlflowClient, versions: list[str]) -> None:
    first, second, _ = versions
    promotion.decide(client, toy.NAME, first, decision(True, None))
    promotion.decide(client, toy.NAME, second, decision(False, first, "loses 0.2"))
    assert aliases(client) == (first, None)
    assert promotion.read_log(toy.NAME)[-1]["event"] == "refused"
    assert promotion.read_log(toy.NAME)[-1]["reason"] == "loses 0.2"


def test_a_comparison_with_another_champion_does_not_count(client: MlflowClient, versions: list[str]) -> None:
    first, second, third = versions
    promotion.decide(client, toy.NAME, first, decision(True, None))
    promotion.decide(client, toy.NAME, second, decision(True, first))
    with pytest.raises(RegistryError, match="champion is now"):
        promotion.decide(client, toy.NAME, third, decision(True, first))
    assert aliases(client) == (second, first)


def test_of_two_racing_promotions_one_wins(client: MlflowClient, versions: list[str]) -> None:
    first, second, third = versions
    promotion.decide(client, toy.NAME, first, decision(True, None))

    def attempt(version: str) -> bool:
        try:
            promotion.decide(client, toy.NAME, version, decision(True, first))
        except RegistryError:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        won = list(pool.map(attempt, [second, third]))
    assert sorted(won) == [False, True]
    assert aliases(client) == ([second, third][won.index(True)], first)


RACES = """
import sys
import toy
from infra import promotion, tracking
from infra.errors import ChampionChangedError
version, compared_with = sys.argv[1:]
client = tracking.open_client()
print("ready", flush=True)
sys.stdin.readline()
try:
    promotion.decide(client, toy.NAME, version, promotion.Decision(True, "gains", compared_with, {}))
    print("won")
except ChampionChangedError:
    print("lost")
"""


def test_of_two_processes_that_race_one_promotes_and_the_other_is_told(
    client: MlflowClient, versions: list[str]
) -> None:
    first, second, third = versions
    promotion.decide(client, toy.NAME, first, decision(True, None))
    racing = [
        subprocess.Popen(
            [sys.executable, "-W", "ignore", "-c", RACES, version, first],
            env={**os.environ, "PYTHONPATH": str(Path(toy.__file__).parent)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for version in (second, third)
    ]
    for process in racing:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    ended = [process.communicate("go\n", timeout=120)[0].strip() for process in racing]
    assert sorted(ended) == ["lost", "won"]
    assert aliases(client) == ([second, third][ended.index("won")], first)
    assert [entry["event"] for entry in promotion.read_log(toy.NAME)].count("promoted") == 2


def test_a_line_that_does_not_fit_on_the_disk_leaves_the_log_readable(
    client: MlflowClient, versions: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, _ = versions
    promotion.decide(client, toy.NAME, first, decision(True, None))
    write = os.write
    with monkeypatch.context() as full:
        full.setattr(os, "write", lambda descriptor, line: write(descriptor, line[:20]))
        with pytest.raises(OSError, match="No space left"):
            promotion.decide(client, toy.NAME, second, decision(True, first))
    assert aliases(client) == (first, None)
    assert [entry["version"] for entry in promotion.read_log(toy.NAME)] == [first]
    promotion.decide(client, toy.NAME, second, decision(True, first))
    assert aliases(client) == (second, first)


def test_rollback_is_the_same_road_backwards(client: MlflowClient, versions: list[str]) -> None:
    first, second, third = versions
    promotion.decide(client, toy.NAME, first, decision(True, None))
    promotion.decide(client, toy.NAME, second, decision(True, first))
    promotion.decide(client, toy.NAME, third, decision(True, second))
    assert promotion.rollback(client, toy.NAME, "complaints") == (third, second)
    assert aliases(client) == (second, first)
    assert promotion.was_rolled_back(client, toy.NAME, third)
    assert promotion.rollback(client, toy.NAME, "more complaints") == (second, first)
    assert aliases(client) == (first, None)
    with pytest.raises(RegistryError, match="no version before it"):
        promotion.rollback(client, toy.NAME, "once more")
    assert [entry["event"] for entry in promotion.read_log(toy.NAME)][-2:] == ["rolled_back", "rolled_back"]


def test_rollback_to_a_version_that_does_not_load_is_refused(
    client: MlflowClient, versions: list[str], home: Path
) -> None:
    first, second, _ = versions
    promotion.decide(client, toy.NAME, first, decision(True, None))
    promotion.decide(client, toy.NAME, second, decision(True, first))
    for stored in (home / "mlruns").rglob("answer.txt"):
        if stored.read_text() == "1.0":
            stored.write_text("5.0")
    with pytest.raises(RegistryError, match="sha256 differs"):
        promotion.rollback(client, toy.NAME, "complaints")
    assert aliases(client) == (second, first)


def test_without_a_champion_there_is_nothing_to_roll_back(client: MlflowClient) -> None:
    with pytest.raises(RegistryError, match="no champion"):
        promotion.rollback(client, toy.NAME, "complaints")
