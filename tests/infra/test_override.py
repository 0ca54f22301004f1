from __future__ import annotations

import json
import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import toy
from mlflow import MlflowClient

from infra import override, promotion, registry, tracking
from infra.errors import RegistryError


def aliases(client: MlflowClient) -> tuple[str | None, str | None]:
    return (
        registry.alias_version(client, toy.NAME, registry.CHAMPION),
        registry.alias_version(client, toy.NAME, registry.PREVIOUS),
    )


def judged(client: MlflowClient, version: str, promote: bool, against: str | None, reason: str = "numbers") -> None:
    promotion.decide(client, toy.NAME, version, promotion.Decision(promote, reason, against, {"checks": []}))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home of three verified versions: the first is champion, the second was refused, the third was never judged."""
    home = tmp_path_factory.mktemp("made")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BAZAAR_HOME", str(home))
        client = tracking.open_client()
        first, second, _ = (toy.registered(client, home / "scratch", answer=float(number)) for number in (1, 2, 3))
        judged(client, first, True, None)
        judged(client, second, False, first, "loses 0.2")
    # mlflow wrote this home's address there, where the tests on copies of it would find it.
    for name in ("MLFLOW_TRACKING_URI", "MLFLOW_REGISTRY_URI"):
        os.environ.pop(name, None)
    return home


@pytest.fixture
def client(made: Path, home: Path) -> MlflowClient:
    """On a copy of that home."""
    shutil.copytree(made / "mlruns", home / "mlruns")
    return tracking.open_client()


@pytest.fixture
def versions(client: MlflowClient) -> list[str]:
    return sorted(str(version.version) for version in client.search_model_versions(f"name='{toy.NAME}'"))


def test_an_override_moves_the_aliases_and_is_recorded(client: MlflowClient, versions: list[str]) -> None:
    first, second, _ = versions
    made = override.promote(client, toy.NAME, second, "the campaign needs it")
    assert aliases(client) == (second, first)
    assert (made.replaced, made.why, made.who) == (first, "the campaign needs it", promotion.who())
    found = registry.get_version(client, toy.NAME, second)
    noted = json.loads(found.tags[override.OVERRIDE])
    assert noted["why"] == "the campaign needs it"
    assert noted["replaced"] == first
    assert noted["when"]
    assert (noted["verdict"]["promote"], noted["verdict"]["reason"]) == (False, "loses 0.2")
    assert "over the gate: the campaign needs it" in found.description
    assert "loses 0.2" in found.description
    entry = promotion.read_log(toy.NAME)[-1]
    assert (entry["event"], entry["version"], entry["champion_before"]) == ("forced", second, first)
    assert entry["reason"] == "the campaign needs it"
    assert entry["report"]["verdict"]["reason"] == "loses 0.2"


def test_a_version_the_gate_never_judged_says_so(client: MlflowClient, versions: list[str]) -> None:
    assert override.verdict(client, toy.NAME, versions[2]) == "the gate never judged it"
    assert "do not promote: loses 0.2" in override.verdict(client, toy.NAME, versions[1])
    assert override.promote(client, toy.NAME, versions[2], "why not").verdict is None


def test_the_gate_compares_with_the_forced_champion_from_then_on(client: MlflowClient, versions: list[str]) -> None:
    first, second, third = versions
    override.promote(client, toy.NAME, second, "because")
    with pytest.raises(RegistryError, match="champion is now"):
        judged(client, third, True, first)
    judged(client, third, True, second)
    assert aliases(client) == (third, second)


def test_a_mistaken_rollback_is_taken_back(client: MlflowClient, versions: list[str]) -> None:
    first, second, _ = versions
    override.promote(client, toy.NAME, second, "because")
    promotion.rollback(client, toy.NAME, "complaints")
    assert promotion.was_rolled_back(client, toy.NAME, second)
    made = override.promote(client, toy.NAME, second, "the complaints were about something else")
    assert made.rolled_back is not None
    assert made.rolled_back["why"] == "complaints"
    assert not promotion.was_rolled_back(client, toy.NAME, second)
    assert aliases(client) == (second, first)
    assert promotion.read_log(toy.NAME)[-1]["report"]["rolled_back"]["why"] == "complaints"
    assert promotion.rollback(client, toy.NAME, "they were not") == (second, first)


def test_rollback_of_an_older_version_that_a_person_brought_back(client: MlflowClient, versions: list[str]) -> None:
    first, second, third = versions
    override.promote(client, toy.NAME, second, "because")
    judged(client, third, True, second)
    override.promote(client, toy.NAME, first, "the old one was better")
    assert aliases(client) == (first, third)
    assert promotion.rollback(client, toy.NAME, "it was not") == (first, third)
    assert aliases(client) == (third, second)
    assert promotion.rollback(client, toy.NAME, "nor was this") == (third, second)
    # What came before the second was taken back, so there is nothing sane left to go back to.
    assert aliases(client) == (second, None)


def test_the_champion_itself_and_what_is_absent_are_refused(client: MlflowClient, versions: list[str]) -> None:
    entries = len(promotion.read_log())
    with pytest.raises(RegistryError, match="champion already"):
        override.promote(client, toy.NAME, versions[0], "because")
    for absent in ("99", "latest", "../2"):
        with pytest.raises(RegistryError, match="has no version"):
            override.promote(client, toy.NAME, absent, "because")
    assert aliases(client) == (versions[0], None)
    assert len(promotion.read_log()) == entries


def test_an_unverified_version_is_refused(client: MlflowClient, versions: list[str]) -> None:
    client.delete_model_version_tag(toy.NAME, versions[1], registry.STATE)
    with pytest.raises(RegistryError, match="never finished"):
        override.promote(client, toy.NAME, versions[1], "because")
    assert aliases(client) == (versions[0], None)


@pytest.mark.parametrize(("file", "says"), [("answer.txt", "bundle"), ("toy.py", "code")])
def test_an_altered_version_is_refused(
    client: MlflowClient, versions: list[str], home: Path, file: str, says: str
) -> None:
    for stored in (home / "mlruns").rglob(file):
        if file == "toy.py" or stored.read_text() == "2.0":
            stored.write_text(stored.read_text() + "\n")
    with pytest.raises(RegistryError, match=f"The {says} of toy version 2"):
        override.promote(client, toy.NAME, versions[1], "because")
    assert aliases(client) == (versions[0], None)
    assert promotion.read_log(toy.NAME)[-1]["event"] == "refused"


def test_a_person_and_the_gate_at_once_leave_one_champion(client: MlflowClient, versions: list[str]) -> None:
    first, second, third = versions

    def gate() -> bool:
        try:
            judged(client, third, True, first)
        except RegistryError:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        judging, forcing = pool.submit(gate), pool.submit(override.promote, client, toy.NAME, second, "because")
        by_gate, made = judging.result(), forcing.result()
    assert made.replaced == (third if by_gate else first)
    assert aliases(client) == (second, made.replaced)


def test_a_previous_version_that_was_deleted_is_not_gone_back_to(client: MlflowClient, versions: list[str]) -> None:
    first, second, third = versions
    override.promote(client, toy.NAME, second, "because")
    judged(client, third, True, second)
    client.delete_model_version(toy.NAME, first)
    assert promotion.rollback(client, toy.NAME, "complaints") == (third, second)
    assert aliases(client) == (second, None)
