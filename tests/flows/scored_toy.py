"""A model that answers product matching's requests at once, or as slowly as it is asked to."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import toy
from mlflow import MlflowClient

from infra import digests, registry, tracking
from models.bundle import seal

NAME = "product-matching"
CODE = """
from __future__ import annotations

import time

import pandas as pd

from .errors import InputError


class Slow:
    def __init__(self, answer):
        self.answer = answer

    @classmethod
    def load(cls, bundle):
        return cls(float(bundle.file("answer.txt").read_text()))

    def predict(self, request, params=None):
        pause = (params or {}).get("pause", 0.0)
        if pause < 0:
            raise InputError(f"pause is {pause}; it is at least 0.")
        time.sleep(pause)
        # The title answers, and beside it the colour: a column that product matching's request does not name.
        titles = request["title"] + ("/" + request["colour"] if "colour" in request else "")
        titles = pd.array(titles, dtype="str")
        return pd.DataFrame({"probability": [self.answer] * len(request), "title": titles}, index=request.index)
"""
SIGNATURE = {
    "inputs": [
        ("title", "string", True),
        ("brand", "string", False),
        ("price", "double", False),
        ("colour", "string", False),
    ],
    "outputs": [("probability", "double", True), ("title", "string", False)],
    "params": [("pause", "double", 0.0)],
}


def registered(client: MlflowClient, scratch: Path, answer: float) -> str:
    """A verified version that answers `answer`."""
    bundle, code = scratch / f"bundle-{answer}", scratch / f"code-{answer}"
    bundle.mkdir()
    (bundle / "answer.txt").write_text(str(answer))
    seal(bundle, "slow:Slow", {}, {})
    toy.write_code(code, 0.0)
    (code / "slow.py").write_text(CODE)
    run_id = client.create_run(tracking.experiment_id(client, NAME)).info.run_id
    servable = registry.Servable(SIGNATURE, pd.DataFrame({"title": ["kettle"]}), ["pandas"])
    tags = {registry.IDENTITY: digests.of_value(answer), registry.BUNDLE: digests.of_directory(bundle)}
    version = registry.register(client, NAME, run_id, bundle, servable, tags, code)
    registry.mark_verified(client, NAME, version)
    return version


def promote(client: MlflowClient, version: str) -> None:
    client.set_registered_model_alias(NAME, registry.CHAMPION, version)
