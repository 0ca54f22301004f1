"""MLflow's database is made by one process, however many find none."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from infra import environment

OPENS = """
from infra import tracking
client = tracking.open_client()
tracking.experiment_id(client, "x")
print(len(client.search_experiments()))
"""


def test_processes_that_all_find_no_database_make_one(home: Path) -> None:
    asked = [
        subprocess.Popen(
            [sys.executable, "-W", "ignore", "-c", OPENS],
            env=dict(os.environ),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    for process in asked:
        said, faults = process.communicate(timeout=120)
        assert process.returncode == 0, faults
        assert said.strip() == "2"
        assert faults == ""
    assert (home / "mlruns" / "mlflow.db").is_file()


def test_a_database_that_was_removed_is_made_anew(home: Path) -> None:
    from infra import tracking

    tracking.settle_database()
    (environment.tracking_directory() / "mlflow.db").unlink()
    tracking.settle_database()
    client = tracking.open_client()
    assert home.is_dir()
    assert [found.name for found in client.search_experiments()] == ["Default"]
