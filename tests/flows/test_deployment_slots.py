"""Slots come free and leftovers are settled, whatever became of the process that held them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
import yaml
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.events.clients import get_events_client
from prefect.events.schemas.events import Event, RelatedResource, Resource
from prefect.settings import PREFECT_API_URL, temporary_settings
from prefect.states import Cancelling, Pending, Running
from prefect.utilities.asyncutils import run_coro_as_sync
from served_for_tests import wait_until

from flows.deployed import leftovers, limits, registering
from infra.errors import SettingsError

pytestmark = pytest.mark.slow


@pytest.fixture
def client(prefect_api: str, home: Path) -> Iterator[SyncPrefectClient]:
    schedule(home, {"cron": "0 * * * *", "paused": False, "profile": "quick"})
    with temporary_settings({PREFECT_API_URL: prefect_api}), get_client(sync_client=True) as client:
        yield client


def schedule(home: Path, train: dict[str, object]) -> None:
    values = yaml.safe_load((home / "params.yaml").read_text())
    values["product_matching"]["deployments"]["train"] = train
    (home / "params.yaml").write_text(yaml.safe_dump(values))


def register() -> UUID:
    planned = registering.plan()
    (deployment,) = [
        identifier
        for identifier, one in zip(registering.register(planned), planned, strict=True)
        if one.name == "train" and one.use_case == "product_matching"
    ]
    return deployment


def state(client: SyncPrefectClient, flow_run: UUID) -> str:
    found = client.read_flow_run(flow_run).state
    assert found is not None
    return str(found.name)


def slots(client: SyncPrefectClient) -> int:
    return client.read_global_concurrency_limit_by_name("product-matching").active_slots


def heartbeat(flow_run: UUID) -> None:
    event = Event(
        event=limits.HEARTBEAT,
        resource=Resource({"prefect.resource.id": f"prefect.flow-run.{flow_run}"}),
        related=[RelatedResource({"prefect.resource.id": "prefect.tag.bazaar", "prefect.resource.role": "tag"})],
    )

    async def send() -> None:
        async with get_events_client() as events:
            await events.emit(event)

    run_coro_as_sync(send())


def test_a_run_without_heartbeats_crashes_and_its_slot_comes_free(client: SyncPrefectClient) -> None:
    deployment = register()
    automation = limits.watch_for_zombies(client, timedelta(seconds=10))
    assert limits.watch_for_zombies(client, timedelta(seconds=10)) == automation
    flow_run = client.create_flow_run_from_deployment(deployment).id
    client.set_flow_run_state(flow_run, Pending())
    client.set_flow_run_state(flow_run, Running())
    assert slots(client) == 1
    heartbeat(flow_run)
    wait_until(lambda: state(client, flow_run) == "Crashed", "the run crashes")
    assert slots(client) == 0


def test_what_had_not_begun_begins_again_and_what_was_to_end_ends(client: SyncPrefectClient) -> None:
    deployment = register()
    begun, ended = (client.create_flow_run_from_deployment(deployment).id for _ in range(2))
    client.set_flow_run_state(begun, Pending())
    client.set_flow_run_state(ended, Running(), force=True)
    client.set_flow_run_state(ended, Cancelling(), force=True)
    leftovers.settle([deployment])
    assert state(client, begun) == "Scheduled"
    assert state(client, ended) == "Cancelled"
    assert slots(client) == 0


def test_missed_schedules_are_made_up_for_once(client: SyncPrefectClient) -> None:
    deployment = register()
    now = datetime.now(UTC)
    passed = {"start_time": str(now - timedelta(hours=4)), "end_time": str(now), "min_runs": 4}
    client.request("POST", f"/deployments/{deployment}/schedule", json=passed)
    missed = leftovers._missed(client, deployment)
    assert len(missed) >= 3
    leftovers.settle([deployment])
    assert [run.id for run in leftovers._missed(client, deployment)] == [missed[0].id]
    assert {state(client, run.id) for run in missed[1:]} == {"Cancelled"}


def test_a_schedule_that_is_refused_registers_nothing(client: SyncPrefectClient, home: Path) -> None:
    register()
    before = {one.id: one.updated for one in client.read_deployments()}
    schedule(home, {"cron": "0 25 * * *"})
    with pytest.raises(SettingsError, match="cron line of five fields"):
        registering.plan()
    assert {one.id: one.updated for one in client.read_deployments()} == before
