"""A consumer that has only mlflow and the version's pinned requirements, and none of this repository."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from collections.abc import Callable
from pathlib import Path

import pytest
from bazaar_command import LENIENT, SMALL, Bazaar

CONSUMER = """
import importlib.util
import models
import mlflow
import pandas as pd

assert importlib.util.find_spec("infra") is None
model = mlflow.pyfunc.load_model("models:/product-matching@champion")
pairs = model.predict(pd.DataFrame({"title": ["Kettle K1 steel"], "other_title": ["steel kettle K-1"]}))
matches = model.predict(pd.DataFrame({"listing_id": ["mine"], "title": ["Kettle K1 steel"]}), params={"k": 3})
print(models.OWN, len(pairs), pairs["probability"].between(0, 1).all(), len(matches) <= 3)
"""


@pytest.mark.slow
def test_the_pinned_requirements_suffice(bazaar_at: Callable[[Path], Bazaar], tmp_path: Path) -> None:
    bazaar = bazaar_at(tmp_path / "home")
    bazaar("run", "product-matching", *SMALL, *LENIENT)
    (requirements,) = (bazaar.home / "mlruns").rglob("artifacts/requirements.txt")
    place = tmp_path / "consumer"
    venv.create(place / "venv")
    python = place / "venv" / "bin" / "python"
    # Compiling all that is installed takes longer than what the consumer imports of it.
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-compile"]
    installed = subprocess.run([*pip, "-r", str(requirements)], capture_output=True, text=True, check=False)
    if installed.returncode != 0 and "connection" in installed.stderr.lower():
        pytest.skip("no package index within reach")
    assert installed.returncode == 0, installed.stderr
    (place / "models.py").write_text("OWN = 'mine'\n")
    (place / "consumer.py").write_text(CONSUMER)
    kept = {
        name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "PYTHONSAFEPATH", "BAZAAR_HOME"}
    }
    said = subprocess.run(
        [python, "-W", "ignore", "consumer.py"],
        cwd=place,
        env={**kept, "MLFLOW_TRACKING_URI": bazaar.tracking_uri()},
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.stdout.split() == ["mine", "1", "True", "True"], said.stderr
