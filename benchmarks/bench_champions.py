"""What the evaluation measured of the champions of this home, kept as results beside those of benchmarks."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from benchmarks.bench_results import Result
from infra import digests, registry, tracking
from tasks import version_record

Json = dict[str, Any]

CHAMPION: Final = "champion"  # the name under which it is kept


def keep(use_case: str, folder: Path) -> Path | None:
    """Write the measures of the champion's run as a result; None where there is no champion.

    Args:
        use_case: Module name.
        folder: Of results.
    """
    client = tracking.open_client()
    if registry.alias_version(client, registry.model_name(use_case), registry.CHAMPION) is None:
        return None
    record = version_record.read(client, use_case)
    run = client.get_run(record.run_id)
    source, tables, git = (record.get(part) or {} for part in ("source", "tables", "git"))
    own = source.get("data") is not None
    told = "your own tables" if own else source.get("source", "unknown")
    circumstances = {
        "data": {told: {"sha256": digests.of_value(tables), "files": len(tables)}},
        "commit": git.get("commit"),
        "changed": git.get("altered"),
        "machine": None,
        "packages": {},
        "version": record.version,
    }
    began = datetime.fromtimestamp(run.info.start_time / 1000, UTC).isoformat(timespec="seconds")
    seconds = ((run.info.end_time or run.info.start_time) - run.info.start_time) / 1000
    command = f"bazaar run {use_case.replace('_', '-')}" + (" --data my-tables" if own else f" --source {told}")
    found = {"measures": measures(run.data.metrics)}
    return Result(use_case, CHAMPION, command, began, seconds, circumstances, found, "").write(folder)


def measures(metrics: dict[str, float]) -> Json:
    """Measures with their intervals of MLflow's flat metrics, in which an end is one of its own."""
    found: Json = {}
    for name, value in sorted(metrics.items()):
        measure, _, end = name.rpartition(".")
        if end in ("low", "high") and measure in metrics:
            continue
        ends = {end: metrics.get(f"{name}.{end}") for end in ("low", "high")}
        found[name] = {"value": value, **ends}
    return found
