"""A models package of one tiny model, for tests of the registry."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
from mlflow import MlflowClient

from infra import digests, packaging, registry, tracking
from models.bundle import seal

CODE = """
from __future__ import annotations

import pandas as pd


class Toy:
    def __init__(self, answer: float) -> None:
        self.answer = answer

    @classmethod
    def load(cls, bundle):
        return cls(float(bundle.file("answer.txt").read_text()))

    def predict(self, request, params=None):
        factor = (params or {}).get("factor", 1.0)
        return pd.DataFrame({"answer": request["x"] * 0 + self.answer * factor + BIAS})

"""

SIGNATURE = {
    "inputs": [("x", "double", True), ("note", "string", False)],
    "outputs": [("answer", "double", True)],
    "params": [("factor", "double", 1.0)],
}
NAME = "toy"


def write_code(directory: Path, bias: float) -> Path:
    """A copy of the frame's model files with a toy model whose code adds `bias`."""
    directory.mkdir(parents=True)
    for name in ("__init__.py", "bundle.py", "errors.py", "serving.py"):
        shutil.copy(packaging.models_source() / name, directory)
    (directory / "toy.py").write_text(CODE + f"\nBIAS = {bias}\n")
    return directory


def write_bundle(directory: Path, answer: float) -> Path:
    directory.mkdir(parents=True)
    (directory / "answer.txt").write_text(str(answer))
    seal(directory, "toy:Toy", {}, {})
    return directory


def registered(client: MlflowClient, scratch: Path, answer: float, bias: float = 0.0) -> str:
    """A verified version that answers `answer + bias`."""
    bundle = write_bundle(scratch / f"bundle-{answer}-{bias}", answer)
    code = write_code(scratch / f"code-{answer}-{bias}" / "models", bias)
    run_id = client.create_run(tracking.experiment_id(client, NAME)).info.run_id
    servable = registry.Servable(SIGNATURE, pd.DataFrame({"x": [1.0]}), ["pandas"])
    identity = digests.of_value([answer, bias])
    tags = {registry.IDENTITY: identity, registry.BUNDLE: digests.of_directory(bundle)}
    version = registry.register(client, NAME, run_id, bundle, servable, tags, code)
    registry.mark_verified(client, NAME, version)
    return version
