"""How far a long step is, as a bar on the page of its run in the Prefect UI."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from tasks import progress

# Each update is a request to the server; nobody sees more than one a second.
SECONDS_BETWEEN = 1.0


@contextmanager
def shown(step: str, use_case: str) -> Iterator[None]:
    """Publish what the step tells of its progress inside the block; a step that tells nothing publishes nothing."""
    bar = _Bar(f"{step}-{use_case}".replace("_", "-"), step)
    with progress.listening(bar.show):
        yield
    bar.finish()


class _Bar:
    def __init__(self, key: str, step: str) -> None:
        self.key = key
        self.step = step
        self.artifact: UUID | None = None
        self.told = 0.0

    def show(self, event: progress.Event) -> None:
        if event.kind != "advanced" or time.monotonic() - self.told < SECONDS_BETWEEN:
            return
        self._publish(event.share, event.label)

    def finish(self) -> None:
        if self.artifact is not None:
            self._publish(1.0, "done")

    def _publish(self, share: float, label: str) -> None:
        import httpx
        from prefect.artifacts import create_progress_artifact, update_progress_artifact
        from prefect.context import FlowRunContext

        if FlowRunContext.get() is None:
            return
        self.told = time.monotonic()
        words = f"{self.step}: {label}"
        try:
            if self.artifact is None:
                created = create_progress_artifact(100 * share, key=self.key, description=words)
                self.artifact = created if isinstance(created, UUID) else None
            else:
                update_progress_artifact(self.artifact, 100 * share, description=words)
        except httpx.HTTPError as error:
            # A server that restarts misses a step of the bar; the run itself goes on.
            _log(f"The progress of {self.step} could not be shown: {error}")


def _log(words: str) -> None:
    from prefect.logging import get_run_logger

    get_run_logger().warning(words)
