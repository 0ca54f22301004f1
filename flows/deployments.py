"""`python -P -m flows.deployments READY_FILE`: register the deployments of all use cases, then serve them."""

from __future__ import annotations

import sys
from pathlib import Path

from infra.environment import prepare

prepare()

from flows import console  # noqa: E402 - Prefect reads its settings when it is imported
from infra import environment  # noqa: E402


@console.answering
def serve(ready: Path) -> None:
    """Check params.yaml, register, close what killed runs left open, and serve until told to end.

    Args:
        ready: Written when runs are taken.

    Raises:
        SettingsError: params.yaml has something unknown or out of bounds; nothing is registered then.
    """
    environment.make_directories()
    from flows.deployed import leftovers, registering, serving
    from tasks import abandoned

    planned = registering.plan()
    abandoned.close_all()
    deployments = registering.register(planned)
    leftovers.settle(deployments)
    serving.serve(deployments, ready.touch)


if __name__ == "__main__":
    sys.exit(serve(Path(sys.argv[1])))
