"""`bazaar serve`: a champion under MLflow's own model server."""

from __future__ import annotations

import tempfile
from pathlib import Path

from flows import console
from tasks import rooms

INVOCATION = """curl {address}/invocations -H 'Content-Type: application/json' \\
            -d '{{"dataframe_records": [{{...}}], "params": {{...}}}}'"""


@console.answering
def serve(use_case: str, version: str | None, host: str, port: int, workers: int) -> None:
    """Resolve the champion once, check its files against what was registered, and serve them until told to end.

    Raises:
        RegistryError: There is no champion, or its files are not those that were registered.
        SettingsError: The port is taken.
    """
    from infra import model_server, registry, tracking
    from infra.server_process import address_of
    from tasks.scoring_job import resolve_version

    client = tracking.open_client()
    name = registry.model_name(rooms.use_case_named(use_case))
    version = resolve_version(client, name, version)
    with tempfile.TemporaryDirectory(prefix=f"bazaar-{name}-{version}-") as place:
        files = registry.checked_files(client, name, version, to=Path(place))
        port = model_server.free_port(host, port)
        _tell(f"{name} version {version}", address_of(host, port))
        model_server.serve(files, host, port, workers)


def _tell(what: str, address: str) -> None:
    for line in (
        f"{what} at {address} until Ctrl-C; a champion that is promoted later is served after a restart",
        f"ready when  {address}/ping answers",
        f"ask         {INVOCATION.format(address=address)}",
    ):
        console.out.print(line, highlight=False, soft_wrap=True, markup=False)
