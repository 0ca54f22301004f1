"""A version's record as the registry holds it, and the champions before it."""

from __future__ import annotations

from pathlib import Path

import pytest
import toy
from mlflow import MlflowClient
from pruned_home import promote

from infra import promotion, registry, tracking
from infra.errors import RegistryError
from tasks import version_record
from tasks.version_record import VersionRecord


@pytest.fixture
def client(home: Path) -> MlflowClient:
    assert home.is_dir()
    return tracking.open_client()


def before(client: MlflowClient, version: str) -> list[str]:
    found = version_record.chain(client, version_record.read(client, toy.NAME, version))
    return [parent.version if isinstance(parent, VersionRecord) else f"{parent} gone" for parent in found]


def test_champions_before_a_version(client: MlflowClient, tmp_path: Path) -> None:
    first, second, third = (toy.registered(client, tmp_path, answer=float(number)) for number in (1, 2, 3))
    with pytest.raises(RegistryError, match="no champion"):
        version_record.read(client, toy.NAME)
    promote(client, first, None)
    promote(client, second, first)
    promotion.decide(client, toy.NAME, third, promotion.Decision(False, "loses", second, {}))
    # Never champion: the one it was compared with, and what that one replaced.
    assert before(client, third) == ["2", "1"]
    assert before(client, "champion") == ["1"]
    assert before(client, first) == []
    # A person may promote back and forth; the chain ends all the same.
    promote(client, first, second)
    assert before(client, first) == ["2"]
    client.delete_model_version(toy.NAME, second)
    assert before(client, first) == ["2 gone"]


def test_tags_are_read_as_what_they_were(client: MlflowClient, tmp_path: Path) -> None:
    version = toy.registered(client, tmp_path, answer=1.0)
    client.set_model_version_tag(toy.NAME, version, "bazaar.data_rev", "v1.2")
    client.set_model_version_tag(toy.NAME, version, "bazaar.dvc", '{"data/toy": "0123"}')
    client.set_model_version_tag(toy.NAME, version, "bazaar.flow_run_id", "null")
    client.set_model_version_tag(toy.NAME, version, "team", '"search"')
    client.set_registered_model_alias(toy.NAME, "canary", version)
    record = version_record.read(client, toy.NAME, "canary")
    assert record.aliases == ("canary",)
    assert record.recorded["data_rev"] == "v1.2"
    assert record.recorded["dvc"] == {"data/toy": "0123"}
    assert record.recorded["flow_run_id"] is None
    assert record.recorded["state"] == registry.VERIFIED
    assert record.others == {"team": '"search"'}
    with pytest.raises(RegistryError, match=r"parameters\.yaml"):
        version_record.parameters(client, record)
