"""Prefect's runner, made to outlast a server that is away for a while."""

from __future__ import annotations

import asyncio
import logging
from uuid import UUID

import httpx
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterId, FlowRunFilterState, FlowRunFilterStateType
from prefect.client.schemas.objects import StateType
from prefect.deployments.runner import RunnerDeployment
from prefect.runner import Runner

from flows.deployed import limits

LOOK_SECONDS = 0.2

log = logging.getLogger(__name__)


class _Registered(RunnerDeployment):
    """A deployment that is on the server already."""

    id: UUID

    async def aapply(self, *_arguments: object, **_options: object) -> UUID:
        return self.id


class PatientRunner(Runner):
    """Takes due runs and cancels those that it is told to.

    Prefect's own loops give up after three failures and take all runs down with them. This runner has none: it looks
    when it is asked to, and a server that does not answer is asked again next time.
    """

    def __init__(self) -> None:
        # A schedule that is to pause says so in params.yaml, so nothing is paused at the end.
        super().__init__(name="bazaar", heartbeat_seconds=limits.HEARTBEAT_SECONDS, limit=None, pause_on_shutdown=False)
        self._is_away = False

    async def serve_registered(self, deployment: UUID, name: str) -> None:
        """Take the runs of this deployment."""
        await self.aadd_deployment(_Registered(id=deployment, name=name, flow_name=None))

    async def look(self) -> None:
        """Start what is due, cancel what is to be cancelled."""
        try:
            await self._scheduled_run_poller._get_and_submit_flow_runs()
            await self._cancel_asked()
        except httpx.HTTPError as error:
            if not self._is_away:
                log.warning("Prefect does not answer; runs under way go on. %s: %s", type(error).__name__, error)
            self._is_away = True
        else:
            self._is_away = False

    async def _cancel_asked(self) -> None:
        """Prefect's observer hears of cancellations at once, but not again after the server was away."""
        under_way = self._process_manager.flow_run_ids()
        if not under_way:
            return
        wanted = FlowRunFilter(
            id=FlowRunFilterId(any_=list(under_way)),
            state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.CANCELLING])),
        )
        async with get_client() as client:
            for flow_run in await client.read_flow_runs(flow_run_filter=wanted):
                self._runs_task_group.start_soon(self._cancel_run, flow_run.id)

    async def cancel_all_runs(self, why: str) -> None:
        """Take no further run, and cancel all at once: one after the other, each would be waited for in turn."""
        self.stopping = self._scheduled_run_poller.stopping = True
        while self._scheduled_run_poller._submitting_flow_run_ids:
            ids = self._process_manager.flow_run_ids()
            ended = await asyncio.gather(*(self._cancel_run(one, why) for one in ids), return_exceptions=True)
            for error in ended:
                if isinstance(error, BaseException):
                    log.warning("A run was ended, but Prefect could not be told: %s", error)
            await asyncio.sleep(LOOK_SECONDS)
