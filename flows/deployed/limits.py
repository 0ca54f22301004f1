"""One run of a use case at a time, and slots that come free when a run's process is gone."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient

from infra.registry import model_name

ZOMBIES = "bazaar: runs without a heartbeat have crashed"
HEARTBEAT = "prefect.flow-run.heartbeat"
# Of runs that are served; Prefect's least.
HEARTBEAT_SECONDS = 30
# A machine under load is late with a heartbeat or two; a run that misses six is gone.
SILENCE = timedelta(seconds=6 * HEARTBEAT_SECONDS)


def one_at_a_time(client: SyncPrefectClient, use_case: str) -> UUID:
    """The concurrency limit that all deployments of a use case share, made where it is absent."""
    name = model_name(use_case)
    client.upsert_global_concurrency_limit_by_name(name, 1)
    return client.read_global_concurrency_limit_by_name(name).id


def watch_for_zombies(client: SyncPrefectClient, silence: timedelta = SILENCE) -> UUID:
    """The automation that crashes a run whose heartbeats stop, so that its slot comes free.

    It is made anew where it differs from what it should be.

    Args:
        client: Of the server that is to watch.
        silence: After it a run counts as gone.
    """
    from prefect.client.schemas.objects import StateType
    from prefect.events.actions import ChangeFlowRunState
    from prefect.events.schemas.automations import AutomationCore, EventTrigger, Posture

    wanted = AutomationCore(
        name=ZOMBIES,
        description=f"A served run that sent a heartbeat and then nothing for {silence.total_seconds():.0f} s.",
        trigger=EventTrigger(
            after={HEARTBEAT},
            expect={
                HEARTBEAT,
                "prefect.flow-run.Completed",
                "prefect.flow-run.Failed",
                "prefect.flow-run.Cancelled",
                "prefect.flow-run.Crashed",
                "prefect.flow-run.AwaitingRetry",
                "prefect.flow-run.Paused",
                "prefect.flow-run.Suspended",
            },
            match={"prefect.resource.id": ["prefect.flow-run.*"]},
            match_related={"prefect.resource.role": "tag", "prefect.resource.id": "prefect.tag.bazaar"},
            for_each={"prefect.resource.id"},
            posture=Posture.Proactive,
            threshold=1,
            within=silence,
        ),
        actions=[
            ChangeFlowRunState(
                name=None,
                force=False,
                state=StateType.CRASHED,
                message="Crashed: its heartbeats stopped, so the process that ran it is taken for gone.",
            )
        ],
    )
    present = client.read_automations_by_name(ZOMBIES)
    if not present:
        return client.create_automation(wanted)
    client.update_automation(present[0].id, wanted)
    return present[0].id
